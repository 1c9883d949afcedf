"""One file → raw rows, quarantine and its ledger row, in one transaction."""

from datetime import datetime
from typing import Any

import duckdb
from duckdb import ColumnExpression, ConstantExpression, DuckDBPyRelation

from assets.contracts.feeds import load_feeds
from assets.errors import FileRefused, ScorecardError
from assets.ingest.file_warnings import warn
from assets.ingest.judging import judge
from assets.ingest.ledger import LedgerRow
from assets.ingest.load import Load
from assets.ingest.protection import protect_rows
from assets.ingest.quarantine import quarantine_rows, retry_time
from assets.ingest.readers import READERS
from assets.ingest.readers.export import Export
from assets.ingest.readers.text.delimited import forget_copies
from assets.ingest.repeats import forget_repeats
from assets.ingest.taking_back import take_back
from assets.privacy.customer_keys import KeyPads
from assets.privacy.redaction import redact_text
from assets.warehouse.duckdb import DuckDBEngine

NO_ROWS = {"rows_read": 0, "stored": 0, "quarantined": 0, "duplicates": 0}
UNREADABLE = (
    "DuckDB can't read it as declared; check format, delimiter and quote of the source file"
)


def load_file(engine: DuckDBEngine, load: Load, pads: KeyPads) -> LedgerRow:
    """Read a landed file, anew if it was read before, and store what is new in it.

    A file that can't be read at all stores nothing but a ledger row that says why.
    """
    try:
        engine.run_file("ingest/macros.sql")
        export = _read(engine, load)
        judge(engine, load, export)
        with engine.transaction():
            forget_load(engine, load.load_id)
            row = _ledger_row(load, **_store_rows(engine, load, export, pads))
            engine.run_file("ingest/add_ledger_row.sql", vars(row))
    except (duckdb.OutOfMemoryException, duckdb.InternalException, duckdb.FatalException):
        # No fault of the file; the next run tries it again.
        raise
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
        forget_copies(load.file.path)
    return row


def new_load_id(engine: DuckDBEngine) -> int:
    """A number larger than that of every load before."""
    return int(engine.rows_of_file("ingest/next_load_id.sql")[0]["load_id"])


def forget_load(engine: DuckDBEngine, load_id: int) -> None:
    """Remove what an earlier reading of the same load left."""
    named = {"load_id": load_id}
    engine.run_file("changes/note_removal.sql", named)
    engine.run_file("ingest/forget_ledger_row.sql", named)
    engine.run_file("ingest/forget_quarantine_of_load.sql", named)
    engine.run_file("ingest/forget_file_warnings.sql", named)
    engine.run_file("ingest/forget_file_columns.sql", named)
    engine.run_file("ingest/forget_repairs.sql", named)
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
        definition=load.definition,
        refused=refused,
        message=message,
        loaded_at=load.as_of,
        retry_after=retry_after,
        **counts,
    )


def _store_rows(engine: DuckDBEngine, load: Load, export: Export, pads: KeyPads) -> dict[str, Any]:
    """Every judged row into the raw table, quarantine, or the count of duplicates."""
    quarantine_rows(engine, load.load_id, load.source.source, load.file.name)
    accepted = engine.connection.table("judged").filter("_refusal is null")
    protected = protect_rows(engine, accepted, load.feed, pads)
    _with_provenance(protected, load).insert_into(load.feed.table)
    counts = engine.rows_of_file("ingest/count_load.sql", {"load_id": load.load_id})[0]
    warn(engine, load.feed, export, load.source.source, load.load_id, load.file.name)
    take_back(engine, load, refused_rows=counts["quarantined"])
    stored = counts["rows_read"] - counts["quarantined"]
    repeats = forget_repeats(engine, load.feed, load.source.source, load.load_id)
    counts |= {"stored": stored - repeats, "duplicates": repeats}
    engine.run_file("changes/note_load.sql", {"load_id": load.load_id})
    _check_sum(engine, load, counts)
    return {"counts": counts, "retry_after": retry_time(engine, load.feed)}


def _read(engine: DuckDBEngine, load: Load) -> Export:
    reader = READERS[load.source.format]
    if reader.feeds and load.source.feed not in reader.feeds:
        raise FileRefused(
            "feed_unfit",
            f"`{load.source.format}` gives {' or '.join(reader.feeds)}, and not "
            f"{load.source.feed}; change `feed:` or `format:` of the source file",
        )
    return reader.read(engine, load.file.path, load.source)


def _with_provenance(rows: DuckDBPyRelation, load: Load) -> DuckDBPyRelation:
    provenance = {
        "_source": ConstantExpression(load.source.source),
        "_load_id": ConstantExpression(load.load_id),
        "_line": ColumnExpression("_line"),
    }
    columns = [ColumnExpression(name) for name in load.feed.columns]
    named = [expression.alias(name) for name, expression in provenance.items()]
    return rows.select(*columns, *named)


def _check_sum(engine: DuckDBEngine, load: Load, counts: dict[str, int]) -> None:
    """Compare the count of stored rows with those that stand.

    Raises:
        ScorecardError: A row was lost or counted twice, which would be our own mistake.
    """
    mine = ColumnExpression("_load_id") == ConstantExpression(load.load_id)
    standing = engine.connection.table(load.feed.table).filter(mine).count("*").fetchall()[0][0]
    if standing != counts["stored"]:
        raise ScorecardError(
            f"{load.file.name}: rows don't add up: {counts}, {standing} stand; please report this"
        )
