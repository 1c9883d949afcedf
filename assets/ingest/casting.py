"""Text of an export → typed columns of a feed, by the source's declarations.

Three steps, each a projection in DuckDB: pick (which cell is which column), translate (codes of the
export into codes of the feed), cast (text into values). A cell that can't be cast becomes null;
`refusal.py` then says why its row is refused.
"""

from collections.abc import Mapping

from duckdb import (
    CaseExpression,
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
    FunctionExpression,
)

from assets.contracts.feeds import Column, Feed
from assets.contracts.sources import Source
from assets.ingest.readers.export import Export
from assets.warehouse.duckdb import DuckDBEngine

SET_ASIDE = "_set_aside"
_EMPTY = ConstantExpression(None).cast("varchar")


def as_text(column: str) -> str:
    """Name of the column that holds a feed column's text before it was cast."""
    return f"{column}__text"


def cast_rows(engine: DuckDBEngine, export: Export, source: Source, feed: Feed) -> DuckDBPyRelation:
    """The rows of an export with `_line`, each feed column, its text, and why it is set aside."""
    picked = _pick(engine.connection.table("export_rows"), export, source, feed)
    translated = _translate(picked, feed, [dict(export.values), source.values])
    texts = [ColumnExpression(name).alias(as_text(name)) for name in feed.columns]
    values = [
        _cast(ColumnExpression(name), column, export, source).alias(name)
        for name, column in feed.columns.items()
    ]
    return translated.select(*_kept(), *texts, *values)


def export_column(feed_column: str, export: Export, source: Source) -> str:
    """What the export calls a feed's column; the feed's own name where nothing is mapped."""
    named = source.columns.get(feed_column) or export.fixed_column(feed_column) or feed_column
    return named if isinstance(named, str) else " + ".join(named)


def _pick(rows: DuckDBPyRelation, export: Export, source: Source, feed: Feed) -> DuckDBPyRelation:
    texts = [
        _text_of(name, column, export, source).alias(name) for name, column in feed.columns.items()
    ]
    set_aside = _EMPTY
    for rule in export.set_aside:
        marks = [ConstantExpression(value) for value in rule.values]
        set_aside = CaseExpression(
            export.cell(rule.column).isin(*marks), ConstantExpression(rule.reason)
        ).otherwise(set_aside)
    return rows.select(ColumnExpression("_line"), set_aside.alias(SET_ASIDE), *texts)


def _text_of(name: str, column: Column, export: Export, source: Source) -> Expression:
    """A mapped column, else a constant, else what the vendor fixes, else nothing."""
    wanted = source.columns.get(name)
    if isinstance(wanted, tuple):
        parts = [_clean(export.cell(part)) for part in wanted]
        return _derived_id(parts) if column.type == "text" else _joined(parts)
    if wanted is not None:
        return _clean(export.cell(wanted))
    if name in source.constants:
        return ConstantExpression(str(source.constants[name]))
    fixed = export.fixed_column(name)
    if fixed and (fixed in export.cells or column.required):
        return _clean(export.cell(fixed))
    return _EMPTY


def _joined(parts: list[Expression]) -> Expression:
    """A time of which the export writes the date and the time of day into two cells."""
    return FunctionExpression("concat_ws", ConstantExpression(" "), *parts)


def _clean(cell: Expression) -> Expression:
    return FunctionExpression("clean_text", cell)


def _derived_id(parts: list[Expression]) -> Expression:
    """An id for rows that have none: the hash of what tells them apart."""
    empty = ConstantExpression("")
    texts = [CoalesceOperator(part, empty) for part in parts]
    return FunctionExpression(
        "md5", FunctionExpression("concat_ws", ConstantExpression("\x1f"), *texts)
    )


def _translate(
    rows: DuckDBPyRelation,
    feed: Feed,
    codebooks: list[Mapping[str, Mapping[str, str | dict[str, str]]]],
) -> DuckDBPyRelation:
    texts = {name: ColumnExpression(name) for name in feed.columns}
    for codebook in codebooks:
        for trigger, codes in codebook.items():
            for code, meaning in codes.items():
                sets = meaning if isinstance(meaning, dict) else {trigger: meaning}
                for name, value in sets.items():
                    texts[name] = CaseExpression(
                        ColumnExpression(trigger) == ConstantExpression(code),
                        ConstantExpression(value),
                    ).otherwise(texts[name])
    cased = [
        (FunctionExpression("lower", text) if feed.columns[name].lowercase else text).alias(name)
        for name, text in texts.items()
    ]
    return rows.select(*_kept(), *cased)


def _kept() -> list[Expression]:
    return [ColumnExpression("_line"), ColumnExpression(SET_ASIDE)]


def _cast(text: Expression, column: Column, export: Export, source: Source) -> Expression:
    date_format = export.date_format or source.date_format
    match column.type:
        case "timestamp":
            return _cast_timestamp(text, date_format, export.time_zone or source.time_zone)
        case "date" if date_format and date_format != "epoch":
            return FunctionExpression("read_date", text, ConstantExpression(date_format))
        case "date":
            return FunctionExpression("read_iso_date", text)
        case "number":
            return FunctionExpression("read_number", text, ConstantExpression(source.decimal))
        case "text":
            return text
        case _:
            return FunctionExpression(f"read_{column.type}", text)


def _cast_timestamp(text: Expression, date_format: str | None, time_zone: str | None) -> Expression:
    zone = ConstantExpression(time_zone)
    if date_format is None:
        return FunctionExpression("read_iso_timestamp", text, zone)
    if date_format == "epoch":
        return FunctionExpression("read_epoch_timestamp", text)
    if "%z" in date_format:
        return FunctionExpression("read_offset_timestamp", text, ConstantExpression(date_format))
    return FunctionExpression("read_local_timestamp", text, ConstantExpression(date_format), zone)
