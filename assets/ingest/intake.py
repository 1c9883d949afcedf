"""All that is new in the inbox, source by source, each file in a transaction of its own."""

from collections.abc import Callable

from assets.contracts.sources import Source, load_sources
from assets.errors import ScorecardError
from assets.ingest import ledger
from assets.ingest.agents import definition_of
from assets.ingest.landing import (
    InboxFile,
    Landed,
    find_files,
    land,
    landing_path,
    still_growing,
)
from assets.ingest.ledger import LedgerRow
from assets.ingest.load import Load
from assets.ingest.loading import forget_load, load_file, new_load_id
from assets.privacy.customer_keys import KeyPads, key_pads
from assets.warehouse.incremental import prune_changes
from assets.warehouse.run import Run


def take_in(run: Run, report: Callable[[str], None]) -> list[LedgerRow]:
    """Read every file that says something new.

    Args:
        run: The home, the engine and the moment.
        report: Takes a line on each file that was read.

    Returns:
        The ledger rows that were added.
    """
    ledger.prepare(run.engine)
    prune_changes(run.engine)
    run.engine.run_file("ingest/macros.sql")
    for leftover in run.home.landing.glob("*/*.*"):
        leftover.unlink()  # A killed run's copy in another encoding.
    pads = key_pads(run.home.customer_secret())
    added: list[LedgerRow] = []
    # Other rows are judged by who the agents are.
    sources = sorted(load_sources(run.home.sources), key=lambda source: source.feed != "agents")
    _forget_sources(run, {source.source for source in sources}, report)
    growing = _still_growing(run, sources)
    for source in sources:
        added += _reread(run, source, pads, report)
        added += _read_new(run, source, pads, growing, report)
    return added


def _still_growing(run: Run, sources: list[Source]) -> set[str]:
    """Names of new files that somebody is still writing to."""
    files = {file.name: file for source in sources for file in find_files(run.home, source)}
    new = [file for file in files.values() if not ledger.known_hash(run.engine, file)]
    return still_growing(run.home, new, run.settle_seconds) if new else set()


def _forget_sources(run: Run, declared: set[str], report: Callable[[str], None]) -> None:
    """Remove what was read of sources that no source file declares any more."""
    known = {str(row["source"]) for row in run.engine.rows_of_file("ingest/known_sources.sql")}
    for source in sorted(known - declared):
        with run.engine.transaction():
            for load in ledger.loads_of(run.engine, source):
                forget_load(run.engine, load.load_id)
        report(f"{source}: no source file declares it any more, its rows are removed")


def describe(row: LedgerRow) -> str:
    """One line on what became of a file."""
    if row.refused:
        return f"{row.source}: {row.message} ({row.refused})"
    return (
        f"{row.source}: {row.file}: {row.rows_read:,} rows, {row.stored:,} new, "
        f"{row.quarantined:,} quarantined, {row.duplicates:,} duplicates"
    )


def _read_new(
    run: Run, source: Source, pads: KeyPads, growing: set[str], report: Callable[[str], None]
) -> list[LedgerRow]:
    """Files that are new, and paths whose content has changed."""
    added: list[LedgerRow] = []
    loads = ledger.loads_of(run.engine, source.source)
    definition = definition_of(run.engine, source)
    for file in find_files(run.home, source):
        landed = None if file.name in growing else _landed_copy(run, file)
        if landed is None:
            report(f"{source.source}: {file.name} is being written to; left for the next run")
        elif not ledger.is_known(loads + added, file.name, landed.sha256):
            load = Load(new_load_id(run.engine), source, landed, run.as_of, definition)
            added.append(load_file(run.engine, load, pads))
            report(describe(added[-1]))
    return added


def _landed_copy(run: Run, file: InboxFile) -> Landed | None:
    """The copy of an inbox file, made now unless the file is as it was when it was last copied."""
    sha256 = ledger.known_hash(run.engine, file)
    if sha256 and landing_path(run.home, sha256).exists():
        return Landed(file.name, sha256, landing_path(run.home, sha256))
    landed = land(run.home, file)
    if landed:
        ledger.remember_hash(run.engine, file, landed.sha256)
    return landed


def _reread(
    run: Run, source: Source, pads: KeyPads, report: Callable[[str], None]
) -> list[LedgerRow]:
    """All files of a source again, in their order, when what was read of them no longer holds.

    Each file is a transaction of its own: what a killed run left half done is stale as before, so
    the next run does it again.
    """
    again: list[LedgerRow] = []
    loads = ledger.loads_of(run.engine, source.source)
    definition = definition_of(run.engine, source)
    if not (run.full or ledger.must_reread(loads, definition, run.as_of)):
        return again
    for earlier in loads:
        landed = Landed(earlier.file, earlier.sha256, landing_path(run.home, earlier.sha256))
        if not landed.path.exists():
            raise ScorecardError(
                f"{landed.path}, the copy of {landed.name}, is gone; put it back from a backup"
            )
        load = Load(earlier.load_id, source, landed, run.as_of, definition)
        if source.claims(earlier.file):
            again.append(load_file(run.engine, load, pads))
            report(f"{describe(again[-1])} (read again)")
        else:
            with run.engine.transaction():
                forget_load(run.engine, earlier.load_id)
            report(f"{source.source}: {earlier.file}: no longer asked for, its rows are removed")
    return again
