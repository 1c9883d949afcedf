"""One file → raw rows, quarantine and its ledger row, in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
from duckdb import (
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
)
from duckdb import FunctionExpression as Function

from assets.contracts.feeds import Feed, load_feeds
from assets.contracts.sources import Source
from assets.errors import FileRefused, ScorecardError
from assets.ingest.casting import cast_rows
from assets.ingest.landing import Landed
from assets.ingest.ledger import LedgerRow
from assets.ingest.protection import protect_rows
from assets.ingest.quarantine import quarantine_rows, retry_time
from assets.ingest.readers import READERS
from assets.ingest.readers.delimited import scratch_copy
from assets.ingest.refusal import judge_rows
from assets.privacy.customer_keys import KeyPads
from assets.privacy.redaction import redact_text
from assets.warehouse.duckdb import DuckDBEngine

NO_ROWS = {"rows_read": 0, "stored": 0, "quarantined": 0, "duplicates": 0}
UNREADABLE = (
    "DuckDB can't read it as declared; check format, delimiter and quote of the source file"
)


@dataclass(frozen=True)
class Load:
    """One landed file on its way into the raw table of its feed."""

    load_id: int
    source: Source
    file: Landed
    as_of: datetime

    @property
    def feed(self) -> Feed:
        """The contract that the rows must keep."""
        return load_feeds()[self.source.feed]


def load_file(engine: DuckDBEngine, load: Load, pads: KeyPads) -> LedgerRow:
    """Read a landed file, anew if it was read before, and store what is new in it.

    A file that can't be read at all stores nothing but a ledger row that says why.
    """
    try:
        with engine.transaction():
            forget_load(engine, load.load_id)
            row = _ledger_row(load, **_store_rows(engine, load, pads))
            engine.run_file("ingest/add_ledger_row.sql", vars(row))
    except (FileRefused, duckdb.Error) as error:
        # DuckDB's message may hold the cell that it stumbled over, so it isn't repeated.
        refusal = error if isinstance(error, FileRefused) else FileRefused("unreadable", UNREADABLE)
        row = _ledger_row(
            load, refused=refusal.reason, message=f"{load.file.name}: {redact_text(str(refusal))}"
        )
        with engine.transaction():
            forget_load(engine, load.load_id)
            engine.run_file("ingest/add_ledger_row.sql", vars(row))
    finally:
        scratch_copy(load.file.path).unlink(missing_ok=True)
    return row


def new_load_id(engine: DuckDBEngine) -> int:
    """A number larger than that of every load before."""
    return int(engine.rows_of_file("ingest/next_load_id.sql")[0]["load_id"])


def forget_load(engine: DuckDBEngine, load_id: int) -> None:
    """Remove what an earlier reading of the same load left."""
    named = {"load_id": load_id}
    engine.run_file("ingest/forget_ledger_row.sql", named)
    engine.run_file("ingest/forget_quarantine_of_load.sql", named)
    for feed in load_feeds().values():
        engine.delete_rows(feed.table, "_load_id", load_id)


def _ledger_row(
    load: Load,
    *,
    counts: dict[str, int] = NO_ROWS,
    retry_after: datetime | None = None,
    refused: str | None = None,
    message: str | None = None,
) -> LedgerRow:
    return LedgerRow(
        load_id=load.load_id,
        source=load.source.source,
        feed=load.source.feed,
        file=load.file.name,
        sha256=load.file.sha256,
        definition=load.source.definition(),
        refused=refused,
        message=message,
        loaded_at=load.as_of,
        retry_after=retry_after,
        **counts,
    )


def _store_rows(engine: DuckDBEngine, load: Load, pads: KeyPads) -> dict[str, Any]:
    """Every row of the file into the raw table, quarantine, or the count of duplicates."""
    export = READERS[load.source.format].read(engine, load.file.path, load.source)
    cast = cast_rows(engine, export, load.source, load.feed)
    engine.store_temporarily("judged", judge_rows(cast, load.feed, load.as_of))
    judged = engine.connection.table("judged")
    quarantine_rows(engine, judged, load.feed, export, load.source, load.load_id, load.file.name)
    accepted = judged.filter(ColumnExpression("_reason").isnull())
    protected = protect_rows(engine, accepted, load.feed, pads)
    _compare(engine, protected, load)
    new = engine.connection.table("compared").filter(~ColumnExpression("_is_duplicate"))
    new.select(*load.feed.sql_columns()).insert_into(load.feed.table)
    return {"counts": _count(engine, load), "retry_after": retry_time(engine, load.feed)}


def _compare(engine: DuckDBEngine, rows: DuckDBPyRelation, load: Load) -> None:
    """Tell new rows from duplicates, by key and content, within the source."""
    feed = load.feed
    columns = [ColumnExpression(name) for name in feed.columns]
    provenance = {
        "_source": ConstantExpression(load.source.source),
        "_load_id": ConstantExpression(load.load_id),
        "_line": ColumnExpression("_line"),
        "_content": _hash_of(list(feed.columns)),
    }
    named = [expression.alias(name) for name, expression in provenance.items()]
    marked = rows.select(*columns, *named)
    engine.store_temporarily("incoming", marked.select("*", _key_of(feed).alias("_key")))
    stored = engine.connection.table(feed.table)
    # Later loads stand already when a file is read anew; it is compared as it was the first time.
    same_source = stored.filter(
        (ColumnExpression("_source") == provenance["_source"])
        & (ColumnExpression("_load_id") < provenance["_load_id"])
    )
    version = ColumnExpression(feed.version or "_load_id").alias("_version")
    keyed = same_source.select(
        _key_of(feed).alias("_key"),
        ColumnExpression("_content"),
        version,
        ColumnExpression("_load_id"),
        ColumnExpression("_line"),
    )
    incoming = engine.connection.table("incoming").set_alias("incoming")
    standing = keyed.set_alias("standing").join(incoming, "_key", how="semi")
    engine.store_temporarily("standing", standing)
    engine.run_file("ingest/compare_rows.sql")


def _key_of(feed: Feed) -> Expression:
    """What identifies a row: its key's columns, or all that it says."""
    return _hash_of(list(feed.key)) if feed.key else ColumnExpression("_content")


def _hash_of(columns: list[str]) -> Expression:
    """A 128-bit hash of columns' content; null differs from empty text."""
    nothing = ConstantExpression("\x00")
    texts = [CoalesceOperator(ColumnExpression(name).cast("varchar"), nothing) for name in columns]
    return Function("md5", Function("concat_ws", ConstantExpression("\x1f"), *texts)).cast("uuid")


def _count(engine: DuckDBEngine, load: Load) -> dict[str, int]:
    """The counts of the ledger row.

    Raises:
        ScorecardError: A row was lost or counted twice, which would be our own mistake.
    """
    counts = engine.rows_of_file("ingest/count_load.sql", {"load_id": load.load_id})[0]
    if counts["rows_read"] != counts["stored"] + counts["quarantined"] + counts["duplicates"]:
        raise ScorecardError(f"{load.file.name}: rows don't add up: {counts}; please report this")
    return counts
