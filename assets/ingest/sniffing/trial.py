"""What becomes of the export when it is taken in as a proposed source file says."""

import warnings
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from assets.contracts.sources import Source, load_source
from assets.errors import FileRefused
from assets.ingest.rehearsal import look_at, rehearsal


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
        files: The proposal's glob, which must claim the export.
        as_of: "Now", UTC without offset.
    """
    source = _loaded(text)
    dropped = files.replace("*", "0").replace("?", "0")
    if not source.claims(dropped):
        raise FileRefused("not_claimed", f"{files} doesn't claim {path.name}")
    with rehearsal(as_of) as stage, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tried = stage.try_file(source, look_at(dropped, path))
    reasons = tuple((row["reason"], row["column_name"], row["n"]) for row in tried.reasons)
    refused = f"{tried.refused}: {tried.message}" if tried.refused else None
    return Outcome(tried.rows_read, tried.accepted + tried.duplicates, refused, reasons)


def _loaded(text: str) -> Source:
    with TemporaryDirectory() as folder:
        written = Path(folder) / "proposed.yml"
        written.write_text(text, "utf-8")
        return load_source(written)
