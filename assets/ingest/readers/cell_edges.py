"""What stands at the edges of cells: quotes where they must not be, and blanks.

A quote may open a cell and close it. Anywhere else DuckDB takes it for a character; it may as well
be what is left of a lost delimiter, with which two cells became one, so its record is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_CHUNK = 1 << 22
_BREAK, _BLANK = ord("\n"), ord(" ")


@dataclass(frozen=True)
class CellEdges:
    """What stands at the edges of a file's cells.

    Attributes:
        stray_lines: Physical lines, from 1, with a quote that neither opens nor closes a cell.
        padded: Whether any cell begins or ends with a blank; not known of a file with stray quotes.
    """

    stray_lines: list[int]
    padded: bool


def look_at_cells(path: Path, delimiter: str, quote: str) -> CellEdges:
    """Go through a file in large pieces, and from line to line only where a quote is out of place.

    Args:
        path: UTF-8 text in which a quote within a quoted cell is doubled.
        delimiter: What separates cells.
        quote: What encloses a cell.
    """
    marks = delimiter.encode(), quote.encode()
    inside, padded = False, False
    for text in _whole_lines(path):
        inside, in_place, blanks = _follow(text, inside, *marks)
        padded = padded or blanks
        if not in_place:
            with path.open("rb") as lines:
                return CellEdges(list(_lines_with_strays(lines, *marks)), padded=True)
    return CellEdges([], padded)


def _whole_lines(path: Path) -> Iterator[bytes]:
    """The file in pieces that end with a line."""
    held = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            whole, line_feed, rest = chunk.rpartition(b"\n")
            yield held + whole + line_feed
            held = rest
    yield held


def _lines_with_strays(lines: Iterator[bytes], delimiter: bytes, quote: bytes) -> Iterator[int]:
    inside = False
    for number, line in enumerate(lines, start=1):
        if quote in line:
            inside, in_place, _ = _follow(line, inside, delimiter, quote)
            if not in_place:
                inside = False
                yield number


def _follow(text: bytes, inside: bool, delimiter: bytes, quote: bytes) -> tuple[bool, bool, bool]:
    """Whether a quoted cell is open behind a text, its quotes are in place, its cells are padded.

    Quotes open a cell and close it in turn. One that opens stands behind a delimiter or a line
    break, one that closes stands before such; a doubled quote closes and opens again at once.
    """
    import numpy as np

    codes = np.frombuffer(b"\n" + text + b"\n", np.uint8)
    places = np.flatnonzero(codes == quote[0])
    opening, closing = places[inside::2], places[1 - inside :: 2]
    behind, before = codes[opening - 1], codes[closing + 1]
    opens_cell = (behind == delimiter[-1]) | (behind == _BREAK) | (behind == quote[0])
    closes_cell = (before == delimiter[0]) | (before == _BREAK) | (before == quote[0])
    in_place = bool(opens_cell.all() and closes_cell.all())
    is_open = (len(places) + inside) % 2 == 1
    at_quotes = (codes[opening + 1] == _BLANK).any() or (codes[closing - 1] == _BLANK).any()
    padded = bool(at_quotes) or _has_blank_edges(codes, places, inside, delimiter)
    return is_open, in_place, padded


def _has_blank_edges(
    codes: "np.ndarray", places: "np.ndarray", inside: bool, delimiter: bytes
) -> bool:
    """Whether a blank stands beside a delimiter or a line break that no quotes enclose."""
    import numpy as np

    blank = codes == _BLANK
    edge = (codes == delimiter[0]) | (codes == delimiter[-1]) | (codes == _BREAK)
    beside = np.flatnonzero((blank[:-1] & edge[1:]) | (edge[:-1] & blank[1:]))
    quotes_before = np.searchsorted(places, beside)
    return bool(((quotes_before + inside) % 2 == 0).any())
