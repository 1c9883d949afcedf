"""Rows that say nothing new: they repeat what stands under their key, and are only counted.

A key's hash is looked at first, since nearly every key comes once. What shares a hash with another
row is then compared in full.
"""

from typing import TYPE_CHECKING

from duckdb import (
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
    StarExpression,
)
from duckdb import FunctionExpression as Function

from assets.contracts.feeds import Feed
from assets.warehouse.duckdb import DuckDBEngine

if TYPE_CHECKING:
    import pyarrow as pa

_KEY_HASH = "_key_hash"


def forget_repeats(engine: DuckDBEngine, feed: Feed, source: str, load_id: int) -> int:
    """Remove the rows of a load that say nothing new within their source.

    Later loads stand already when a file is read anew; it is compared as it was the first time.

    Returns:
        How many rows were removed.
    """
    hashed = engine.connection.table(feed.table).select(
        ColumnExpression("rowid").alias("row_id"), StarExpression(), _hash(feed).alias(_KEY_HASH)
    )
    incoming = hashed.filter(ColumnExpression("_load_id") == ConstantExpression(load_id))
    earlier = hashed.filter(
        (ColumnExpression("_source") == ConstantExpression(source))
        & (ColumnExpression("_load_id") < ConstantExpression(load_id))
    )
    if not _find_repeated_keys(engine, incoming, earlier):
        return 0
    _keep_repeated(engine, "incoming", incoming, feed)
    _keep_repeated(engine, "standing", earlier, feed)
    engine.run_file("ingest/compare_rows.sql")
    repeats = engine.count_rows("repeats")
    if repeats:
        engine.delete_listed_rows(feed.table, "repeats")
    return repeats


def _find_repeated_keys(
    engine: DuckDBEngine, incoming: DuckDBPyRelation, earlier: DuckDBPyRelation
) -> bool:
    """Keep the hashes of keys that come again, in the file itself or after an earlier one."""
    before = earlier.set_alias("earlier").join(
        incoming.set_alias("incoming"), _KEY_HASH, how="semi"
    )
    within = engine.connection.from_arrow(_coming_twice(incoming))
    engine.store_temporarily("repeated_keys", within.union(before.select(_KEY_HASH)).distinct())
    return engine.count_rows("repeated_keys") > 0


def _coming_twice(rows: DuckDBPyRelation) -> "pa.Table":
    """The hashes that come more than once; NumPy sorts ten times as fast as DuckDB groups."""
    import pyarrow as pa

    hashes = rows.select(_KEY_HASH).fetchnumpy()[_KEY_HASH]
    hashes.sort()
    return pa.table({_KEY_HASH: hashes[1:][hashes[1:] == hashes[:-1]]})


def _keep_repeated(engine: DuckDBEngine, table: str, rows: DuckDBPyRelation, feed: Feed) -> None:
    keys = engine.connection.table("repeated_keys").set_alias("repeated_keys")
    repeated = rows.set_alias("every").join(keys, _KEY_HASH, how="semi")
    content = _digest(list(feed.columns))
    kept = repeated.select(
        "row_id",
        "_load_id",
        "_line",
        (_digest(list(feed.key)) if feed.key else content).alias("_key"),
        content.alias("_content"),
        ColumnExpression(feed.version or "_load_id").alias("_version"),
    )
    engine.store_temporarily(table, kept)


def _hash(feed: Feed) -> Expression:
    """64 bits of a row's key, or of what every row says, which few others say too."""
    said = [name for name, column in feed.columns.items() if column.required]
    return Function("hash", *map(ColumnExpression, feed.key or said))


def _digest(columns: list[str]) -> Expression:
    """128 bits of columns' content; null differs from empty text."""
    nothing = ConstantExpression("\x00")
    texts = [CoalesceOperator(ColumnExpression(name).cast("varchar"), nothing) for name in columns]
    return Function("md5_number", Function("concat_ws", ConstantExpression("\x1f"), *texts))
