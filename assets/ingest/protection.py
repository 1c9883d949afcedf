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
    rows = rows.select(
        *[ColumnExpression(name) for name in _KEPT],
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
    original, names = ColumnExpression(name).alias("original"), ColumnExpression(PERSON_NAMES)
    texts = wanted.select(original, names).distinct().to_arrow_table()
    changes = _changes(texts)
    if changes.num_rows == 0:
        return rows
    replacements = engine.connection.from_arrow(changes).set_alias("replacements")
    applies = SQLExpression(
        f"stored.{name} = original and stored.{PERSON_NAMES} is not distinct from "
        f"replacements.{PERSON_NAMES} and {'true' if where is True else where}"
    )
    joined = rows.set_alias("stored").join(replacements, applies, how="left")
    others = [ColumnExpression(column) for column in feed.columns if column != name]
    kept = [ColumnExpression("stored", column) for column in _KEPT]
    new = CoalesceOperator(ColumnExpression("redacted"), ColumnExpression(name))
    return joined.select(*kept, *others, new.alias(name))


def _changes(texts: "pa.Table") -> "pa.Table":
    import pyarrow.compute as pc

    original, names = (texts[column].combine_chunks() for column in ("original", PERSON_NAMES))
    with_redacted = texts.append_column("redacted", redact(original, names))
    return with_redacted.filter(pc.not_equal(with_redacted["redacted"], original))
