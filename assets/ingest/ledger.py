"""Which files have been read, as what, and which are to be read now."""

from dataclasses import dataclass
from datetime import datetime

from assets.contracts.feeds import load_feeds
from assets.ingest.landing import InboxFile
from assets.ingest.refusal import FUTURE_TOLERANCE
from assets.warehouse.duckdb import DuckDBEngine


@dataclass(frozen=True)
class LedgerRow:
    """One load of one file; `stored` counts rows that said something new when it was read."""

    load_id: int
    source: str
    feed: str
    file: str
    sha256: str
    definition: str
    refused: str | None
    message: str | None
    rows_read: int
    stored: int
    quarantined: int
    duplicates: int
    loaded_at: datetime
    retry_after: datetime | None


def prepare(engine: DuckDBEngine) -> None:
    """Make the ledger and the raw table of every feed, where they are missing."""
    engine.run_file("ingest/ledger.sql")
    engine.run_file("ingest/file_warnings.sql")
    engine.run_file("changes/ledger.sql")
    for feed in load_feeds().values():
        engine.create_empty(feed.table, feed.sql_columns())


def loads_of(engine: DuckDBEngine, source: str) -> list[LedgerRow]:
    """All loads of a source in the order in which they were made."""
    rows = engine.rows_of_file("ingest/loads_of_source.sql", {"source": source})
    return [LedgerRow(**row) for row in rows]


def known_hash(engine: DuckDBEngine, file: InboxFile) -> str | None:
    """Hash of an inbox file whose size and time of change are as when it was last landed."""
    known = engine.rows_of_file("ingest/known_hash.sql", _seen(file))
    return str(known[0]["sha256"]) if known else None


def remember_hash(engine: DuckDBEngine, file: InboxFile, sha256: str) -> None:
    """Keep the hash of an inbox file for the next run."""
    engine.run_file("ingest/remember_hash.sql", _seen(file) | {"sha256": sha256})


def _seen(file: InboxFile) -> dict[str, str | int]:
    return {"file": file.name, "bytes": file.bytes, "modified_ns": file.modified_ns}


def must_reread(loads: list[LedgerRow], definition: str, as_of: datetime) -> bool:
    """Whether what was read of a source no longer holds.

    Its definition may have changed, or rows refused as lying in the future no longer do.
    """
    latest = as_of + FUTURE_TOLERANCE
    return any(
        load.definition != definition
        or (load.retry_after is not None and load.retry_after <= latest)
        for load in loads
    )


def is_known(loads: list[LedgerRow], name: str, sha256: str) -> bool:
    """Whether a file says nothing new.

    It doesn't when its path last said the same, or when it is a copy, under a new name, of what was
    ever read. A path that goes back to an earlier content is a correction, and is read again.
    """
    last_said = {load.file: load.sha256 for load in loads}
    if name in last_said:
        return last_said[name] == sha256
    return any(load.sha256 == sha256 for load in loads)
