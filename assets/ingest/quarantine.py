"""Refused rows, kept with where, why and what, so that somebody can work them off."""

from datetime import datetime
from typing import TYPE_CHECKING

from duckdb import (
    CaseExpression,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
    FunctionExpression,
)

from assets.contracts.feeds import Feed
from assets.ingest.casting import as_text, export_column
from assets.ingest.load import Load
from assets.ingest.readers.export import Export
from assets.ingest.repairs import add_row_keys, keep_repairs
from assets.privacy.redaction import redact
from assets.warehouse.duckdb import DuckDBEngine

if TYPE_CHECKING:
    import pyarrow as pa


# Characters shown of a refused cell, and of its whole row.
_SHOWN = {"value": 200, "original": 4000}


def show_refused(judged: DuckDBPyRelation, load: Load, export: Export) -> DuckDBPyRelation:
    """The rows as they are kept: typed, and of the refused ones what may be shown.

    Adds `_label` (the export's name of the column at fault), `_value` and `_original`, null where
    a row may be stored, and `_row_key`; leaves out the texts that the values came from.
    """
    feed, source = load.feed, load.source
    named = {name: export_column(name, export, source) for name in feed.columns}
    refused = ColumnExpression("_reason").isnotnull()
    labels = {name: ConstantExpression(label) for name, label in named.items()}
    shown = {
        "_label": _choose(labels),
        "_value": _choose(_shown_cells(feed)),
        "_original": _whole_row(feed, named),
    }
    texts = {as_text(name) for name in feed.columns}
    keyed = add_row_keys(judged, load)
    kept = [ColumnExpression(name) for name in keyed.columns if name not in texts]
    only_refused = [CaseExpression(refused, what).alias(name) for name, what in shown.items()]
    return keyed.select(*kept, *only_refused)


def quarantine_rows(engine: DuckDBEngine, load_id: int, source: str, file: str) -> None:
    """Store the refused rows of a file, each with its reason and its cells masked.

    Tables: judged (rows of the file, as `show_refused` gives them) and export_rejects.
    """
    refused = engine.connection.table("judged").filter("_refusal is not null")
    rows = refused.select(
        "_line as line, _reason as reason, _label as column_name, _value as value, "
        "_original as original, _row_key as row_key, _person_names as person_names"
    )
    rejects = engine.connection.table("export_rejects").select(
        "line, reason, column_name, null as value, mask_shape(original) as original, "
        "null as row_key, null as person_names"
    )
    table = rows.union(rejects).to_arrow_table()
    if table.num_rows:
        engine.connection.register("refused_rows", _redact(table))
        named = {"load_id": load_id, "source": source}
        engine.run_file("ingest/add_to_quarantine.sql", named | {"file": file})
        engine.connection.unregister("refused_rows")
    keep_repairs(engine, load_id, source)


def retry_time(engine: DuckDBEngine, feed: Feed) -> datetime | None:
    """The earliest time that was refused as lying in the future, if any was."""
    past = [ColumnExpression(name) for name, column in feed.columns.items() if column.past]
    if not past:
        return None
    judged = engine.connection.table("judged")
    future = judged.filter(ColumnExpression("_reason") == ConstantExpression("future_timestamp"))
    latest = future.select(FunctionExpression("greatest", *past).alias("latest"))
    earliest: datetime | None = latest.min("latest").fetchall()[0][0]
    return earliest


def _choose(results: dict[str, Expression]) -> Expression:
    """The result that belongs to the column at fault."""
    fault = ColumnExpression("_column")
    chosen = ConstantExpression(None).cast("varchar")
    for name, result in results.items():
        chosen = CaseExpression(fault == ConstantExpression(name), result).otherwise(chosen)
    return chosen


def _shown_cells(feed: Feed) -> dict[str, Expression]:
    """Each cell as it may be shown: whole, or by its shape where a person may stand in it."""
    texts = {name: ColumnExpression(as_text(name)) for name in feed.columns}
    return {
        name: FunctionExpression("mask_shape", text)
        if feed.columns[name].identity or feed.columns[name].free_text
        else text
        for name, text in texts.items()
    }


def _whole_row(feed: Feed, named: dict[str, str]) -> Expression:
    """All cells of a row as JSON, by the export's column names."""
    members: list[Expression] = []
    for name, cell in _shown_cells(feed).items():
        members += [ConstantExpression(named[name]), cell]
    return FunctionExpression("json_object", *members).cast("varchar")


def _redact(rows: "pa.Table") -> "pa.Table":
    import pyarrow.compute as pc

    names = rows["person_names"].cast("string").combine_chunks()
    for column in ("value", "original"):
        at = rows.schema.get_field_index(column)
        # Cut after redacting: half an address is no longer found.
        redacted = redact(rows[column].cast("string").combine_chunks(), names)
        shown = pc.utf8_slice_codeunits(redacted, 0, _SHOWN[column])
        rows = rows.set_column(at, column, shown)
    return rows
