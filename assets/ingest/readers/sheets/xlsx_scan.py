"""A look at an XLSX before a parser builds its sheets: is it safe, and what would get lost.

The parser holds every cell between the first and the last one used, so that one cell in the
farthest corner would take all memory.
"""

import posixpath
import zipfile
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree
from xml.parsers import expat

from assets.errors import FileRefused
from assets.ingest.readers.sheets.sheet_marks import (
    NOT_CALCULATED,
    Marks,
    SheetMarks,
    UsedRange,
    check_area,
)
from assets.ingest.readers.sheets.zip_check import DAMAGED, check_zip, unpack

_SHEET = b"sheetData"


def scan_xlsx(path: Path) -> SheetMarks:
    """Check a workbook's zip and sheets, and find its error values.

    Raises:
        FileRefused: It is too large, damaged, or no XLSX.
    """
    parts = {part.filename: part for part in check_zip(path)}
    _check_kind(set(parts))
    sheets = {name: part for name, part in parts.items() if _may_hold_cells(path, part)}
    scans = {name: _SheetScan() for name in sheets}
    for name, scan in scans.items():
        scan.read(path, parts[name])
    check_area(scan.used for scan in scans.values())
    if not any(scan.marks for scan in scans.values()):
        return {}
    names = _sheet_names(path, parts)
    return {names[name]: scan.marks for name, scan in scans.items() if name in names}


def _check_kind(names: set[str]) -> None:
    if "[Content_Types].xml" not in names:
        raise FileRefused("not_a_workbook", "the file is a zip, but no XLSX; export it again")
    if any(name.lower().endswith("workbook.bin") for name in names):
        raise FileRefused("not_a_workbook", "the file is a binary workbook (XLSB); save it as XLSX")


def _may_hold_cells(path: Path, part: zipfile.ZipInfo) -> bool:
    """Every part is unpacked whole, which checks its size."""
    found, end = False, b""
    for piece in unpack(path, part):
        found = found or _SHEET in end + piece
        end = piece[-len(_SHEET) :]
    return found


class _SheetScan:
    """Walks over the cells of a sheet; a row or a cell without an address follows the last one."""

    def __init__(self) -> None:
        self.used = UsedRange()
        self.marks: Marks = {}
        self._row, self._column, self._address = -1, -1, ""
        # In a row that is in the used range already, a column that is in it adds nothing.
        self._row_text, self._row_is_used = "", False
        self._used_columns: set[str] = set()
        self._kind, self._text = "", ""
        # A declared encoding must not make this parser read other cells than the next one.
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = _refuse_entities

    def read(self, path: Path, part: zipfile.ZipInfo) -> None:
        try:
            for piece in unpack(path, part):
                self._parser.Parse(piece, False)
            self._parser.Parse(b"", True)
        except (expat.ExpatError, ValueError) as error:
            raise FileRefused("workbook_damaged", DAMAGED) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2] if ":" in name else name:
            case "c":
                self._start_cell(attributes)
            case "v":
                self._use_cell()
                if self._parser.EndElementHandler:
                    self._parser.CharacterDataHandler = self._add_text
            case "is":
                self._use_cell()
            case "f":
                self._use_cell()
                if self._kind != "str":
                    self._watch()
            case "row":
                self._start_row(attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row_text = attributes.get("r", "")
        self._row = int(self._row_text) - 1 if self._row_text else self._row + 1
        self._column, self._address, self._row_is_used = -1, "", False

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._kind = attributes.get("t", "")
        address = attributes.get("r", "")
        if not address:
            row, column = self._position()
            self._row, self._column = row, column + 1
        self._address = address
        if self._kind == "e":
            self._watch()

    def _position(self) -> tuple[int, int]:
        if not self._address:
            return self._row, self._column
        letters = self._address.rstrip("0123456789")
        return int(self._address[len(letters) :]) - 1, column_number(letters)

    def _use_cell(self) -> None:
        letters = self._address.removesuffix(self._row_text)
        if self._row_is_used and letters in self._used_columns:
            return
        row, column = self._position()
        self.used.add(row, column)
        if row == self._row and letters.isalpha():
            self._row_is_used = True
            self._used_columns.add(letters)

    def _watch(self) -> None:
        """Listen to what the cell says; most cells are passed by, which is faster."""
        self._text = ""
        self._parser.EndElementHandler = self._end

    def _add_text(self, text: str) -> None:
        self._text += text

    def _end(self, name: str) -> None:
        self._parser.CharacterDataHandler = None
        if name.rpartition(":")[2] != "c":
            return
        self._parser.EndElementHandler = None
        text = self._text.strip()
        if self._kind == "e" or not text:
            self.marks[self._position()] = text or NOT_CALCULATED


def column_number(letters: str) -> int:
    """The column that a cell's address names, from 0.

    Raises:
        ValueError: The letters name none.
    """
    if not (letters.isascii() and letters.isalpha()):
        raise ValueError(letters)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _refuse_entities(*_declared: object) -> NoReturn:
    raise FileRefused("workbook_damaged", "the workbook declares entities, as no export does")


def _sheet_names(path: Path, parts: dict[str, zipfile.ZipInfo]) -> dict[str, str]:
    """Name of a part: name of the sheet that it holds."""
    by_lower = {name.lower(): name for name in parts}
    workbook = next((name for name in parts if name.lower().endswith("/workbook.xml")), None)
    if workbook is None:
        raise FileRefused("not_a_workbook", "the file holds no workbook; export it again")
    folder, base = posixpath.split(workbook)
    links = by_lower.get(f"{folder}/_rels/{base}.rels".lower(), "")
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("/" + folder, link.get("Target", "")))[1:]
        for link in _tree(path, parts, links).iterfind("{*}Relationship")
    }
    names = {}
    for sheet in _tree(path, parts, workbook).iterfind("{*}sheets/{*}sheet"):
        link = next((value for key, value in sheet.items() if key.endswith("}id")), None)
        part = by_lower.get(targets.get(link, "").lower())
        if part:
            names[part] = sheet.get("name", "")
    return names


def _tree(path: Path, parts: dict[str, zipfile.ZipInfo], name: str) -> ElementTree.Element:
    if name not in parts:
        raise FileRefused("workbook_damaged", DAMAGED)
    try:
        return ElementTree.fromstring(b"".join(unpack(path, parts[name])))
    except ElementTree.ParseError as error:
        raise FileRefused("workbook_damaged", DAMAGED) from error
