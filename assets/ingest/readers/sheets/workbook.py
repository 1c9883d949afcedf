"""A workbook and its one sheet that is read: what the readers of XLSX and XLS share."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from assets.contracts.sources import Source, nearest
from assets.errors import FileRefused
from assets.ingest.readers.sheets.compound_file import MAGIC, CompoundFile
from assets.ingest.readers.sheets.sheet_marks import Marks, SheetMarks
from assets.ingest.readers.sheets.zip_check import DAMAGED

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_NO_WORKBOOK = "the file is no workbook, whatever its name says; "


class Sheet:
    """The cells of a sheet, typed.

    Attributes:
        left: The first column in use, from 0.
        width: Columns from there to the last one in use; each row has as many cells.
        merged: First and last (row, column) of each merged range, both from 0.
    """

    def __init__(self, sheet: "CalamineSheet", marks: Marks) -> None:
        _, self.left = sheet.start or (0, 0)
        self.width = sheet.width
        self.merged = sheet.merged_cell_ranges or []
        self._sheet = sheet
        self._marks: dict[int, dict[int, str]] = {}
        for (row, column), text in marks.items():
            self._marks.setdefault(row, {})[column - self.left] = text

    def lines(self, after: int = 0) -> Iterator[tuple[int, list[Any]]]:
        """Number of each row down to the last one used, from 1, and its cells.

        Raises:
            FileRefused: A cell can't be read.
        """
        with refuse_damage():
            # The rows begin with the sheet's first, the cells with the first column in use.
            for row, cells in enumerate(self._sheet.iter_rows()):
                if row < after:
                    continue
                for column, text in self._marks.get(row, {}).items():
                    if 0 <= column < len(cells):
                        cells[column] = text
                yield row + 1, cells

    def holds_cells(self) -> bool:
        """Whether any cell says something."""
        return any(not is_blank(cells) for _, cells in self.lines())


def is_blank(cells: list[Any]) -> bool:
    """Whether no cell of a row says anything."""
    return not any(str(cell).strip() for cell in cells)


def open_sheet(path: Path, source: Source, marks: SheetMarks) -> Sheet:
    """The sheet that a source names, or the only one that holds cells.

    Args:
        path: A workbook that was scanned.
        source: Names the sheet, where there are several.
        marks: What the scan found.

    Raises:
        FileRefused: The workbook is damaged, or it isn't clear which sheet is meant.
    """
    from python_calamine import load_workbook

    with path.open("rb") as file, refuse_damage(), load_workbook(file) as book:
        if source.sheet is not None:
            name = _named(book.sheet_names, source.sheet)
            return Sheet(book.get_sheet_by_name(name), marks.get(name, {}))
        return _only_sheet(book, marks)


def check_kind(path: Path, kind: str) -> None:
    """Refuse a file that isn't what its source declares.

    Args:
        path: The landed file.
        kind: `xlsx` or `xls`.

    Raises:
        FileRefused: It is another kind of file, or has a password.
    """
    with path.open("rb") as file:
        head = file.read(len(MAGIC))
    if not head:
        raise FileRefused("empty_file", "the file has 0 bytes; export it again")
    found = "xlsx" if head.startswith(b"PK") else "xls" if head == MAGIC else None
    if found is None:
        advice = "open it and save it as XLSX, or declare the format that it has"
        raise FileRefused("not_a_workbook", _NO_WORKBOOK + advice)
    if found == "xls" and "EncryptedPackage" in CompoundFile(path.read_bytes()):
        raise _has_password()
    if found != kind:
        raise FileRefused(
            "not_a_workbook",
            f"the file is an {found.upper()}, not an {kind.upper()}; declare `format: {found}` "
            "in the source file",
        )


@contextmanager
def refuse_damage() -> Iterator[None]:
    """Make a refusal of whatever the parser raises at a damaged workbook.

    Raises:
        FileRefused: The parser raised.
    """
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError as error:
        raise _has_password() from error
    except (CalamineError, OverflowError, ValueError) as error:
        raise FileRefused("workbook_damaged", DAMAGED) from error
    except BaseException as error:
        # The parser's panics aren't an Exception, and their class can't be imported.
        if type(error).__name__ == "PanicException":
            raise FileRefused("workbook_damaged", DAMAGED) from error
        raise


def _has_password() -> FileRefused:
    return FileRefused("workbook_encrypted", "the workbook has a password; export it without one")


def _named(names: list[str], wanted: str) -> str:
    for name in names:
        if normalize("NFC", name) == normalize("NFC", wanted):
            return name
    raise FileRefused(
        "sheet_missing", f"the workbook has no sheet `{wanted}`{nearest(wanted, names)}"
    )


def _only_sheet(book: "CalamineWorkbook", marks: SheetMarks) -> Sheet:
    from python_calamine import SheetTypeEnum

    names = [each.name for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    sheets = {name: Sheet(book.get_sheet_by_name(name), marks.get(name, {})) for name in names}
    holding = [name for name, sheet in sheets.items() if sheet.holds_cells()]
    if len(holding) == 1:
        return sheets[holding[0]]
    listed = ", ".join(f"`{name}`" for name in holding or names)
    if not holding:
        raise FileRefused("empty_file", f"no cell of {listed} holds anything; export it again")
    raise FileRefused(
        "sheet_unclear",
        f"several sheets hold cells: {listed}; name one under `sheet:` of the source file",
    )
