"""What a reader is, and what it hands over: the text of an export's cells, and what is no row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from duckdb import ColumnExpression, Expression

from assets.contracts.sources import Source, nearest
from assets.errors import FileRefused
from assets.warehouse.duckdb import DuckDBEngine

# What DuckDB takes as one line of delimited text; no row of another format may be longer.
LONGEST_ROW_BYTES = 2_000_000

# What a reader leaves behind on the connection:
# export_rows: _line bigint, then one varchar column per column of the export, in which an empty
# cell is null or an empty text;
# export_rejects: line bigint, reason varchar, column_name varchar, original varchar.
# unread_rows, instead of export_rows: the same without _line, in the order of the file, and fewer
# than there are lines where not every line is a row.


@dataclass(frozen=True)
class SetAside:
    """Rows that the vendor marks as no answers, such as previews of a survey.

    They go to quarantine under `reason` when the export's `column` holds one of `values`.
    """

    reason: str
    column: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Unread:
    """Records that are left in the file, in the hope that each fills one line.

    Attributes:
        in_one_go: Makes `unread_rows`, calls what judges them, again if they turn out to need other
            cleaning, and returns whether all quotes in the file are in place.
        one_by_one: Reads the records one after another into `export_rows`.
    """

    in_one_go: Callable[[Callable[[], None]], bool]
    one_by_one: Callable[[], None]


@dataclass(frozen=True)
class Export:
    """One file, read.

    Attributes:
        cells: Name of a column in the export: name of its column in `export_rows`, or the text that
            a reader works out of others.
        fixed: Feed column: export column, for what the vendor fixes. Of several spellings the
            first that the export has counts; an export without any leaves the column empty, and is
            refused where the feed requires it.
        values: As in a source file, for codes that the vendor fixes.
        time_zone: Zone that the file itself names, instead of the source file's.
        date_format: Format that the vendor fixes, instead of the source file's.
        person_names: Columns of the export that hold a customer's name, where it has them.
        missing: What the vendor writes where there is no value, beside the source file's.
        unread: Records that are still in the file; None where `export_rows` stands.
    """

    cells: Mapping[str, str | Expression]
    fixed: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str | dict[str, str]]] = field(default_factory=dict)
    set_aside: tuple[SetAside, ...] = ()
    time_zone: str | None = None
    date_format: str | None = None
    person_names: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unread: Unread | None = None

    def fixed_column(self, feed_column: str) -> str | None:
        """The export's column that the vendor fixes for one of the feed's, if it does."""
        spellings = self.fixed.get(feed_column, ())
        names = [spellings] if isinstance(spellings, str) else list(spellings)
        return next((name for name in names if name in self.cells), names[0] if names else None)

    def cell(self, name: str) -> Expression:
        """The text of one of the export's columns.

        Raises:
            FileRefused: The export has no such column.
        """
        if name not in self.cells:
            raise FileRefused(
                "column_missing",
                f"the export has no column `{name}`{nearest(name, self.cells, list_all=False)}; "
                "name the column as the export does, under `columns:` of the source file",
            )
        cell = self.cells[name]
        return ColumnExpression(cell) if isinstance(cell, str) else cell


@dataclass(frozen=True)
class Reader:
    """One export format.

    Attributes:
        read: Reads a landed file as a source declares it.
        feeds: Feeds that exports of this format can become, the most usual first; empty: any.
        hallmarks: Names of columns that together tell this vendor's exports from all others.
    """

    read: Callable[[DuckDBEngine, Path, Source], Export]
    feeds: tuple[str, ...] = ()
    hallmarks: frozenset[str] = frozenset()
