"""Refused rows that a later file says right: found again by their key, of which a digest is kept.

A row without a key, and a customer's (whose key nobody may guess from a digest), is worked off only
by a corrected file in place of its own.
"""

from duckdb import (
    CaseExpression,
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
    FunctionExpression,
    SQLExpression,
    StarExpression,
)

from assets.contracts.feeds import Feed
from assets.ingest.casting import as_text
from assets.ingest.load import Load
from assets.warehouse.duckdb import DuckDBEngine

ROW_KEY = "_row_key"


def add_row_keys(judged: DuckDBPyRelation, load: Load) -> DuckDBPyRelation:
    """Add `_row_key`: of refused rows, and of others under a key that was ever refused.

    Args:
        judged: Rows with `_reason`, the feed's columns and their texts.
        load: The key of its feed is what identifies a row, within its source. What an earlier
            reading of the same load refused doesn't count.
    """
    feed, source = load.feed, load.source.source
    names = [name for name in feed.key if name in feed.columns]
    if not names or any(feed.columns[name].identity for name in names):
        return judged.select(StarExpression(), _NOTHING.alias(ROW_KEY))
    keyed = judged.select(StarExpression(), _digest(names, feed).alias(ROW_KEY))
    kept = SQLExpression(
        f"_reason is not null or {ROW_KEY} in (select quarantine.row_key from quarantine "
        f"where quarantine.source = '{source}' and quarantine.load_id <> {load.load_id})"
    )
    key = CaseExpression(kept, ColumnExpression(ROW_KEY)).otherwise(_NOTHING)
    return keyed.select(StarExpression(exclude=[ROW_KEY]), key.alias(ROW_KEY))


def keep_repairs(engine: DuckDBEngine, load_id: int, source: str) -> None:
    """Keep which refused keys a load accepts, in place of what an earlier reading of it kept."""
    engine.run_file("ingest/add_repairs.sql", {"load_id": load_id, "source": source})


_NOTHING = ConstantExpression(None).cast("varchar")
_ABSENT = ConstantExpression("\x00")


def _digest(names: list[str], feed: Feed) -> Expression:
    """Digest of a key; null where a part of it is missing or can't be read."""
    parts = [CoalesceOperator(ColumnExpression(name).cast("varchar"), _ABSENT) for name in names]
    joined = FunctionExpression("concat_ws", ConstantExpression("\x1f"), *parts)
    digest = FunctionExpression("md5", joined)
    for name in names:
        known = ColumnExpression(name).isnotnull()
        if not feed.columns[name].required:
            known = known | ColumnExpression(as_text(name)).isnull()
        digest = CaseExpression(known, digest).otherwise(_NOTHING)
    return digest
