"""The last step before rows are stored: customer ids become keys, free text is redacted."""

from typing import TYPE_CHECKING

from duckdb import (
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    FunctionExpression,
    SQLExpression,
)

from assets.contracts.feeds import Feed
from assets.ingest.casting import PERSON_NAMES
from assets.privacy.customer_keys import KEY_ID, KeyPads
from assets.privacy.redaction import redact
from assets.warehouse.duckdb import DuckDBEngine

if TYPE_CHECKING:
    import pyarrow as pa

_KEPT = ("_line", PERSON_NAMES)


def protect_rows(
    engine: DuckDBEngine, rows: DuckDBPyRelation, feed: Feed, pads: KeyPads
) -> DuckDBPyRelation:
    """The rows with `_line` and the feed's columns, fit to be stored."""
    for name, column in feed.columns.items():
        if column.identity:
            rows = _keyed(engine, rows, feed, name, pads)
    for name, column in feed.columns.items():
        if column.free_text:
            rows = _redacted(engine, rows, feed, name)
    return rows


def _condition(where: bool | str) -> str:
    return where if isinstance(where, str) else str(where).lower()


def _keyed(
    engine: DuckDBEngine, rows: DuckDBPyRelation, feed: Feed, name: str, pads: KeyPads
) -> DuckDBPyRelation:
    """One column of customers' ids as keys; each distinct id is hashed once."""
    where = _condition(feed.columns[name].identity)
    pad_values = map(ConstantExpression, (pads.inner, pads.outer, KEY_ID))
    key = FunctionExpression("customer_key", ColumnExpression(name), *pad_values)
    ids = rows.filter(f"({where}) and {name} is not null").select(name).distinct()
    table = f"keys_of_{name}"
    engine.store_temporarily(
        table, ids.select(ColumnExpression(name).alias("original"), key.alias("new"))
    )
    if engine.count_rows(table) == 0:
        return rows
    # The condition within the key: a row that it doesn't hold for isn't looked up at all.
    same = f"case when {where} then stored.{name} end = original"
    return _replaced(rows, feed, name, engine.connection.table(table), same)


def _redacted(
    engine: DuckDBEngine, rows: DuckDBPyRelation, feed: Feed, name: str
) -> DuckDBPyRelation:
    """One free-text column redacted; each distinct text once, and only texts that change join."""
    where = _condition(feed.columns[name].free_text)
    original, names = ColumnExpression(name).alias("original"), ColumnExpression(PERSON_NAMES)
    wanted = rows.filter(f"({where}) and {name} is not null")
    changes = _changes(wanted.select(original, names).distinct().to_arrow_table())
    if changes.num_rows == 0:
        return rows
    same = (
        f"case when {where} then stored.{name} end = original "
        f"and stored.{PERSON_NAMES} is not distinct from replacements.{PERSON_NAMES}"
    )
    return _replaced(rows, feed, name, engine.connection.from_arrow(changes), same)


def _replaced(
    rows: DuckDBPyRelation, feed: Feed, name: str, replacements: DuckDBPyRelation, same: str
) -> DuckDBPyRelation:
    """The rows with a column's `original` values replaced by the `new` ones."""
    joined = rows.set_alias("stored").join(
        replacements.set_alias("replacements"), SQLExpression(same), how="left"
    )
    kept = [ColumnExpression("stored", column) for column in _KEPT]
    others = [ColumnExpression(column) for column in feed.columns if column != name]
    new = CoalesceOperator(ColumnExpression("new"), ColumnExpression(name))
    return joined.select(*kept, *others, new.alias(name))


def _changes(texts: "pa.Table") -> "pa.Table":
    import pyarrow.compute as pc

    original, names = (texts[column].combine_chunks() for column in ("original", PERSON_NAMES))
    with_redacted = texts.append_column("new", redact(original, names))
    return with_redacted.filter(pc.not_equal(with_redacted["new"], original))
