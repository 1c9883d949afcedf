"""What a scan of a workbook finds before its sheets are built: their size, and marks in cells.

A mark is the text of a cell that calamine leaves empty, so that a typed column refuses it instead
of taking it for no value: an error value, or a formula whose result was never saved.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assets.errors import FileRefused

Marks = dict[tuple[int, int], str]
"""(Row, column), both from 0: the text of the cell."""
SheetMarks = Mapping[str, Marks]
"""Name of a sheet: its marks."""

NOT_CALCULATED = "#NOT CALCULATED"
MAX_CELLS = 1 << 25
"""Of all sheets together, empty ones within the used range included: every row of 32 columns. Each
takes up to 80 bytes of memory."""


@dataclass
class UsedRange:
    """The smallest rectangle around all cells that hold something; rows and columns from 0."""

    top: int = 1 << 62
    left: int = 1 << 62
    bottom: int = -1
    right: int = -1

    def add(self, row: int, column: int) -> None:
        """Make room for one more cell."""
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)

    def cells(self) -> int:
        """How many cells the rectangle has, empty ones included."""
        return max(0, self.bottom - self.top + 1) * max(0, self.right - self.left + 1)


def check_area(used: Iterable[UsedRange]) -> None:
    """Refuse sheets that would not fit into memory.

    Raises:
        FileRefused: Together they span too many cells.
    """
    cells = sum(part.cells() for part in used)
    if cells > MAX_CELLS:
        raise FileRefused(
            "sheet_too_large",
            f"the sheets span {cells:,} cells, more than {MAX_CELLS:,}; delete what stands far "
            "below or beside the table, or export it as CSV",
        )
