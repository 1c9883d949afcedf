"""What would become of a file if it were taken in: the real ingest, in a home that is thrown away.

Nothing is written under the real home, and only exports are read, so that a rehearsal needs neither
its lock nor its secret, and works while a run does.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assets.contracts.sources import Source
from assets.ingest import ledger
from assets.ingest.agents import definition_of
from assets.ingest.landing import InboxFile, find_files, land
from assets.ingest.ledger import LedgerRow
from assets.ingest.load import Load
from assets.ingest.loading import load_file, new_load_id
from assets.privacy.customer_keys import KeyPads, key_pads
from assets.warehouse.duckdb import DuckDBEngine, open_engine
from assets.warehouse.home import Home

_SECRET_BYTES = 32


@dataclass(frozen=True)
class Rehearsed:
    """What would become of one file; a file that is refused whole has no rows.

    Attributes:
        refused: Code of why the file was refused whole, if it was.
        same_as: An earlier file of the source with the same content: this one is passed over.
        reasons: Why rows would be quarantined: reason, column_name, n, first_line, first_value (as
            it is shown in quarantine), the most frequent first.
        warnings: What a person should know: code, column_name, n, first_line, message.
    """

    file: str
    source: str | None = None
    feed: str | None = None
    rows_read: int = 0
    accepted: int = 0
    quarantined: int = 0
    duplicates: int = 0
    refused: str | None = None
    message: str | None = None
    same_as: str | None = None
    reasons: tuple[dict[str, Any], ...] = ()
    warnings: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Rehearsal:
    """A stage on which files are taken in, one after the other."""

    home: Home
    engine: DuckDBEngine
    as_of: datetime
    pads: KeyPads

    def take_agents(self, home: Home, sources: list[Source], but: set[str]) -> None:
        """Take in the lists of agents that lie in a home's inbox: other files are held to them.

        Args:
            home: The home.
            sources: Its sources.
            but: Names of files that will be tried themselves.
        """
        for source in sources:
            for file in find_files(home, source) if source.feed == "agents" else []:
                if file.name not in but:
                    self.try_file(source, file)

    def try_file(self, source: Source, file: InboxFile) -> Rehearsed:
        """Take a file in as a source declares it, after all that was tried before.

        Args:
            source: It need not claim the file.
            file: As `look_at` gives it.
        """
        as_declared = Rehearsed(file.name, source.source, source.feed)
        landed = land(self.home, file)
        if landed is None:
            message = f"{file.name}: it is being written to; check it again when it is complete"
            return replace(as_declared, refused="being_written", message=message)
        loads = ledger.loads_of(self.engine, source.source)
        if ledger.is_known(loads, file.name, landed.sha256):
            same_as = next(load.file for load in loads if load.sha256 == landed.sha256)
            return replace(as_declared, same_as=same_as)
        load = Load(
            new_load_id(self.engine), source, landed, self.as_of, definition_of(self.engine, source)
        )
        row = load_file(self.engine, load, self.pads)
        landed.path.unlink()
        return self._rehearsed(row)

    def _rehearsed(self, row: LedgerRow) -> Rehearsed:
        return Rehearsed(
            file=row.file,
            source=row.source,
            feed=row.feed,
            rows_read=row.rows_read,
            accepted=row.stored,
            quarantined=row.quarantined,
            duplicates=row.duplicates,
            refused=row.refused,
            message=row.message,
            reasons=self._rows_on("ingest/reasons_of_load.sql", row),
            warnings=self._rows_on("ingest/warnings_of_load.sql", row),
        )

    def _rows_on(self, select: str, row: LedgerRow) -> tuple[dict[str, Any], ...]:
        return tuple(self.engine.rows_of_file(select, {"load_id": row.load_id}))


def look_at(name: str, path: Path) -> InboxFile:
    """A file on its way onto the stage.

    Args:
        name: What it is called in messages.
        path: Where it lies.
    """
    stat = path.stat()
    return InboxFile(name, path, stat.st_size, stat.st_mtime_ns)


@contextmanager
def rehearsal(as_of: datetime) -> Iterator[Rehearsal]:
    """An empty stage; what was tried on it is gone afterwards.

    Args:
        as_of: "Now", UTC without offset.
    """
    with TemporaryDirectory(prefix="scorecard-") as folder:
        home = Home(Path(folder))
        home.create_folders()
        with open_engine(home.work_database) as engine:
            ledger.prepare(engine)
            pads = key_pads(secrets.token_bytes(_SECRET_BYTES))
            yield Rehearsal(home, engine, as_of, pads)
