"""The last step before rows are stored: customer ids become keys, free text is redacted."""

from typing import TYPE_CHECKING

from duckdb import (
    CaseExpression,
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
    FunctionExpression,
    SQLExpression,
)

from assets.contracts.feeds import Feed
from assets.privacy.customer_keys import KEY_ID, KeyPads
from assets.privacy.redaction import redact
from assets.warehouse.duckdb import DuckDBEngine

if TYPE_CHECKING:
    import pyarrow as pa


def protect_rows(
    engine: DuckDBEngine, rows: DuckDBPyRelation, feed: Feed, pads: KeyPads
) -> DuckDBPyRelation:
    """The rows with `_line` and the feed's columns, fit to be stored."""
    rows = rows.select(
        ColumnExpression("_line"),
        *[_keyed(name, feed.columns[name].identity, pads).alias(name) for name in feed.columns],
    )
    for name, column in feed.columns.items():
        if column.free_text:
            rows = _redacted(engine, rows, feed, name, column.free_text)
    return rows


def _keyed(name: str, identity: bool | str, pads: KeyPads) -> Expression:
    value = ColumnExpression(name)
    if not identity:
        return value
    key = FunctionExpression(
        "customer_key",
        value,
        ConstantExpression(pads.inner),
        ConstantExpression(pads.outer),
        ConstantExpression(KEY_ID),
    )
    return (
        key if identity is True else CaseExpression(SQLExpression(identity), key).otherwise(value)
    )


def _redacted(
    engine: DuckDBEngine, rows: DuckDBPyRelation, feed: Feed, name: str, where: bool | str
) -> DuckDBPyRelation:
    """One free-text column redacted; each distinct text once, and only texts that change join."""
    wanted = rows if where is True else rows.filter(SQLExpression(str(where)))
    texts = wanted.select(ColumnExpression(name).alias("original")).distinct().to_arrow_table()
    changes = _changes(texts)
    if changes.num_rows == 0:
        return rows
    replacements = engine.connection.from_arrow(changes).set_alias("replacements")
    same_text = ColumnExpression("stored", name) == ColumnExpression("replacements", "original")
    applies = SQLExpression("true" if where is True else str(where))
    joined = rows.set_alias("stored").join(replacements, same_text & applies, how="left")
    others = [ColumnExpression(column) for column in feed.columns if column != name]
    new = CoalesceOperator(ColumnExpression("redacted"), ColumnExpression(name))
    return joined.select(ColumnExpression("_line"), *others, new.alias(name))


def _changes(texts: "pa.Table") -> "pa.Table":
    import pyarrow.compute as pc

    original = texts["original"].combine_chunks()
    with_redacted = texts.append_column("redacted", redact(original))
    return with_redacted.filter(pc.not_equal(with_redacted["redacted"], original))
