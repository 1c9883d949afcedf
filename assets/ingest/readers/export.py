"""What a reader hands over: the text of an export's cells, and the rows that aren't rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from duckdb import ColumnExpression, Expression

from assets.contracts.sources import nearest
from assets.errors import FileRefused

# What a reader leaves behind on the connection:
# export_rows: _line bigint, then one varchar column per column of the export;
# export_rejects: line bigint, reason varchar, column_name varchar, original varchar.


@dataclass(frozen=True)
class SetAside:
    """Rows that the vendor marks as no answers, such as previews of a survey.

    They go to quarantine under `reason` when the export's `column` holds one of `values`.
    """

    reason: str
    column: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Export:
    """One file, read.

    Attributes:
        cells: Name of a column in the export: name of its column in `export_rows`.
        fixed: Feed column: export column, for what the vendor fixes.
        values: As in a source file, for codes that the vendor fixes.
        time_zone: Zone that the file itself names, instead of the source file's.
        date_format: Format that the vendor fixes, instead of the source file's.
    """

    cells: Mapping[str, str]
    fixed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str | dict[str, str]]] = field(default_factory=dict)
    set_aside: tuple[SetAside, ...] = ()
    time_zone: str | None = None
    date_format: str | None = None

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
        return ColumnExpression(self.cells[name])
