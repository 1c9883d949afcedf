"""What becomes of the export when a proposed source file is taken in, in a home made for it."""

import warnings
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from assets.errors import FileRefused
from assets.ingest.intake import take_in
from assets.warehouse.duckdb import open_engine
from assets.warehouse.home import Home
from assets.warehouse.run import PrivacyRules, PublishingRules, Run

_REASONS = (
    "select reason, column_name, count(*) as rows from quarantine\n"
    "group by all order by rows desc, reason, column_name"
)


@dataclass(frozen=True)
class Outcome:
    """How many rows came through.

    Attributes:
        refused: Why the file was refused whole, if it was.
        reasons: Why rows were: reason, column, rows.
    """

    rows: int = 0
    accepted: int = 0
    refused: str | None = None
    reasons: tuple[tuple[str, str, int], ...] = field(default=())

    @property
    def share(self) -> float:
        """Part of the rows that were accepted or had been already."""
        return self.accepted / self.rows if self.rows else float(self.refused is None)


def try_proposal(text: str, path: Path, files: str, as_of: datetime) -> Outcome:
    """Take a file in as a proposal says.

    Args:
        text: The source file.
        path: The export, or a sample of it.
        files: The proposal's glob, under which a copy is dropped.
        as_of: "Now", UTC without offset.
    """
    with TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        home.create_folders()
        (home.sources / "proposed.yml").write_text(text, "utf-8")
        dropped = home.inbox / files.replace("*", "0").replace("?", "0")
        dropped.parent.mkdir(parents=True, exist_ok=True)
        dropped.write_bytes(path.read_bytes())
        rules = PrivacyRules(10, 20), PublishingRules("v1.2.0", 1)
        with open_engine(home.work_database) as engine, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rows = take_in(Run(home, engine, as_of, False, *rules), lambda _: None)
            if not rows:
                raise FileRefused("not_claimed", f"{files} doesn't claim {path.name}")
            reasons = tuple(tuple(row.values()) for row in engine.query(_REASONS).to_pylist())
        row = rows[0]
        refused = f"{row.refused}: {row.message}" if row.refused else None
        return Outcome(row.rows_read, row.stored + row.duplicates, refused, reasons)
