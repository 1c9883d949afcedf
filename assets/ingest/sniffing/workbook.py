"""Which sheet of a workbook holds the table, and where on it the table begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets.errors import FileRefused
from assets.ingest.readers.sheets.workbook import check_kind, refuse_damage
from assets.ingest.readers.sheets.xls_scan import scan_xls
from assets.ingest.readers.sheets.xlsx_scan import scan_xlsx
from assets.ingest.sniffing.dialect import Record
from assets.ingest.sniffing.header import Layout, find_layout

_ROWS = 2000


@dataclass(frozen=True)
class Sheet:
    """The sheet with the most cells.

    Attributes:
        others: Names of the other sheets that hold cells.
    """

    name: str
    layout: Layout
    first_rows: tuple[tuple[str, ...], ...]
    others: tuple[str, ...]


def find_sheet(path: Path, kind: str) -> Sheet:
    """The sheet to read, and its frame.

    Args:
        path: The workbook.
        kind: `xlsx` or `xls`.

    Raises:
        FileRefused: The workbook isn't safe to open, damaged, or all of its sheets are empty.
    """
    from python_calamine import load_workbook

    check_kind(path, kind)
    # Before anything is unpacked: a small file may hold more than memory does.
    (scan_xlsx if kind == "xlsx" else scan_xls)(path)
    with path.open("rb") as file, refuse_damage(), load_workbook(file) as workbook:
        sheets = {name: _rows_of(workbook, name) for name in workbook.sheet_names}
    filled = {name: rows for name, rows in sheets.items() if any(map(any, rows))}
    if not filled:
        raise FileRefused("empty_file", f"{path.name} has no sheet with cells; export it again")
    name = max(filled, key=lambda sheet: sum(map(len, filled[sheet])))
    rows = filled[name]
    records = [Record(list(row), line) for line, row in enumerate(rows, start=1)]
    layout = find_layout(records, whole=False)
    return Sheet(name, layout, tuple(map(tuple, rows[:12])), tuple(sheets.keys() - {name}))


def _rows_of(workbook: Any, name: str) -> list[Sequence[str]]:
    """The first rows of a sheet as text, from its first row on."""
    sheet = workbook.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False, nrows=_ROWS)
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
