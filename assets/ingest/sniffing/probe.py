"""An export as its own reader reads it: the names of its columns and what they hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from assets.contracts.feeds import load_feeds
from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.readers import READERS
from assets.ingest.readers.export import Export
from assets.ingest.sniffing.opening import Opening
from assets.warehouse.duckdb import DuckDBEngine, open_engine

# Given to readers while sniffing: an export that comes out in another zone names its own.
NO_ZONE = "Etc/GMT+12"
_ROWS = 20_000
_SPACES = duckdb.ConstantExpression(" \t\r\n\u00a0\u3000\ufeff")


@dataclass(frozen=True)
class Column:
    """One column of an export, over the rows that were looked at.

    Attributes:
        names: What it may be called in the source file; the first is proposed.
        cell: Its name in the table `sniffed`.
        filled: Rows with a value.
        blanks: What stands for no value, such as `n/a`.
        values: All values with their rows, where there are at most 60 of them.
    """

    names: tuple[str, ...]
    cell: str
    filled: int = 0
    distinct: int = 0
    numbers: int = 0
    decimal_commas: int = 0
    lowest: float | None = None
    highest: float | None = None
    emails: int = 0
    language_codes: int = 0
    booleans: int = 0
    dated: int = 0
    timed: int = 0
    average_length: float = 0
    spaced: int = 0
    blanks: list[str] | None = None
    values: dict[str, int] | None = None

    @property
    def name(self) -> str:
        """The name that is proposed."""
        return self.names[0]

    def share(self, count: int) -> float:
        """Part of the filled rows."""
        return count / self.filled if self.filled else 0.0


@dataclass(frozen=True)
class Probe:
    """What a reader made of an export.

    Attributes:
        engine: Holds the table `sniffed`: `_line` and the columns' clean text.
    """

    engine: DuckDBEngine
    export: Export
    columns: tuple[Column, ...]
    rows: int


@contextmanager
def probed(path: Path, format: str, feed: str, opening: Opening) -> Iterator[Probe]:
    """Read an export with the reader of a format.

    Raises:
        FileRefused: The reader refuses the file.
    """
    with TemporaryDirectory() as folder, open_engine(Path(folder) / "sniff.duckdb") as engine:
        # A reader may leave a scratch file beside what it reads.
        link = Path(folder) / "export"
        link.symlink_to((opening.sample or path).resolve())
        engine.run_file("ingest/macros.sql")
        source = Source.model_validate(_declaration(opening, format, feed))
        try:
            export = READERS[format].read(engine, link, source)
            columns, rows = _keep_cells(engine, export)
        except duckdb.Error as error:
            raise FileRefused("unreadable", f"{path.name} can't be read as {format}") from error
        yield Probe(engine, export, columns, rows)


def _declaration(opening: Opening, format: str, feed: str) -> dict[str, Any]:
    declared = {"source": "sniffed", "feed": feed, "files": "export", "format": format}
    columns: dict[str, Any] = {}
    if opening.member_names:
        # A reader of JSON fetches only what some column asks for.
        text = next(c for c, column in load_feeds()[feed].columns.items() if column.type == "text")
        columns = {text: opening.member_names}
    return opening.declared | declared | {"columns": columns, "time_zone": NO_ZONE}


def _keep_cells(engine: DuckDBEngine, export: Export) -> tuple[tuple[Column, ...], int]:
    names: dict[str, list[str]] = {}
    for name, cell in export.cells.items():
        names.setdefault(str(cell), []).append(name)
    cells = {f"c{i}": tuple(named) for i, named in enumerate(names.values())}
    texts = [
        duckdb.FunctionExpression("trim", export.cell(named[0]), _SPACES).alias(cell)
        for cell, named in cells.items()
    ]
    if export.unread:
        export.unread.one_by_one()
    rows = engine.connection.table("export_rows").limit(_ROWS)
    engine.store_temporarily("sniffed", rows.select(duckdb.ColumnExpression("_line"), *texts))
    profiles = {row.pop("cell"): row for row in engine.rows_of_file("ingest/profile_columns.sql")}
    columns = tuple(_column(named, cell, profiles.get(cell)) for cell, named in cells.items())
    return columns, engine.count_rows("sniffed")


def _column(names: tuple[str, ...], cell: str, profile: dict[str, Any] | None) -> Column:
    if profile is None:
        return Column(names, cell)
    values = profile.pop("counted")
    return Column(names, cell, **profile, values=values)
