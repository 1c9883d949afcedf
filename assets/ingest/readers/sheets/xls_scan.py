"""A look at an XLS before a parser builds its sheets: is it safe, and what would get lost.

A damaged XLS makes the parser take all memory, so every record is walked over first. The records
are described in [MS-XLS].
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from assets.errors import FileRefused
from assets.ingest.readers.sheets.compound_file import CompoundFile
from assets.ingest.readers.sheets.sheet_marks import Marks, SheetMarks, UsedRange, check_area
from assets.ingest.readers.sheets.zip_check import DAMAGED

_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_BEGIN, _END, _SHEET, _PASSWORD = 0x0809, 0x000A, 0x0085, 0x002F
_FORMULA, _SEVERAL_NUMBERS, _BOOLEAN_OR_ERROR = 0x0006, 0x00BD, 0x0205
_DIMENSIONS, _DIMENSIONS_BYTES = 0x0200, 14
# Records that begin with the row and the column of a cell that holds something.
_CELLS = {_FORMULA, _SEVERAL_NUMBERS, _BOOLEAN_OR_ERROR, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x027E}
_EXCEL_97 = 0x0600
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def scan_xls(path: Path) -> SheetMarks:
    """Walk over a workbook's records, and find its error values.

    Raises:
        FileRefused: It is too large, damaged, encrypted, or no XLS.
    """
    container = CompoundFile(path.read_bytes())
    stream = container.stream(next((name for name in _STREAMS if name in container), "Workbook"))
    try:
        sheets = {name: _Sheet(stream, offset) for name, offset in _sheets(stream)}
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise FileRefused("workbook_damaged", DAMAGED) from error
    check_area(sheet.used for sheet in sheets.values())
    return {name: sheet.marks for name, sheet in sheets.items()}


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """Name of each sheet and where its records begin."""
    is_unicode = False
    for kind, record in _records(stream, 0):
        if kind == _BEGIN:
            is_unicode = struct.unpack_from("<H", record)[0] == _EXCEL_97
        elif kind == _PASSWORD:
            raise FileRefused(
                "workbook_encrypted", "the workbook has a password; export it without one"
            )
        elif kind == _SHEET:
            yield _sheet_name(record, is_unicode), struct.unpack_from("<I", record)[0]


def _sheet_name(record: bytes, is_unicode: bool) -> str:
    length = record[6]
    if not is_unicode:
        return record[7 : 7 + length].decode("cp1252")
    if record[7] & 1:
        return record[8 : 8 + 2 * length].decode("utf-16-le")
    return record[8 : 8 + length].decode("latin-1")


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of the records of a sheet or of the workbook itself; charts may lie within.

    Raises:
        FileRefused: The stream ends before they do.
    """
    depth = 0
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        record = stream[offset + 4 : offset + 4 + length]
        if len(record) < length:
            break
        offset += 4 + length
        depth += (kind == _BEGIN) - (kind == _END)
        yield kind, record
        if kind == _END and depth <= 0:
            return
    raise FileRefused("workbook_damaged", DAMAGED)


class _Sheet:
    """The used range and the error values of one sheet."""

    def __init__(self, stream: bytes, offset: int) -> None:
        self.used = UsedRange()
        self.marks: Marks = {}
        for kind, record in _records(stream, offset):
            if kind in _CELLS:
                self._add_cell(kind, record)
            elif kind == _DIMENSIONS:
                self._add_declared_range(record)

    def _add_declared_range(self, record: bytes) -> None:
        """The parser makes room for what the sheet declares, whether it is filled or not."""
        layout = "<IIHH" if len(record) >= _DIMENSIONS_BYTES else "<4H"
        top, end, _, right_end = struct.unpack_from(layout, record)
        if top > end:
            raise FileRefused("workbook_damaged", DAMAGED)
        self.used.add(top, 0)
        self.used.add(end - 1, right_end - 1)

    def _add_cell(self, kind: int, record: bytes) -> None:
        row, column = struct.unpack_from("<HH", record)
        self.used.add(row, column)
        if kind == _SEVERAL_NUMBERS:
            self.used.add(row, struct.unpack_from("<H", record, len(record) - 2)[0])
        elif kind == _BOOLEAN_OR_ERROR and record[7]:
            self.marks[row, column] = _ERRORS.get(record[6], "#ERROR")
        elif kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:
            self.marks[row, column] = _ERRORS.get(record[8], "#ERROR")
