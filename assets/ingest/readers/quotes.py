"""Quotes that stand where they must not: within a cell that isn't quoted, or behind a closing one.

DuckDB takes such a quote for a character. It may as well be what is left of a lost delimiter, with
which two cells became one, so its record is refused.
"""

from collections.abc import Iterator
from pathlib import Path

_CHUNK = 1 << 22


def stray_quote_lines(path: Path, delimiter: str, quote: str) -> list[int]:
    """Physical lines, from 1, with a quote that neither opens nor closes a cell.

    Args:
        path: UTF-8 text in which a quote within a quoted cell is doubled.
        delimiter: What separates cells.
        quote: What encloses a cell.
    """
    marks = delimiter.encode(), quote.encode()
    if _all_in_place(_whole_lines(path), *marks):
        return []
    with path.open("rb") as lines:
        return list(_lines_with_strays(lines, *marks))


def _whole_lines(path: Path) -> Iterator[bytes]:
    """The file in pieces that end with a line."""
    held = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            whole, line_feed, rest = chunk.rpartition(b"\n")
            yield held + whole + line_feed
            held = rest
    yield held


def _all_in_place(texts: Iterator[bytes], delimiter: bytes, quote: bytes) -> bool:
    inside = False
    for text in texts:
        if quote in text:
            inside, in_place = _follow(text, inside, delimiter, quote)
            if not in_place:
                return False
    return True


def _lines_with_strays(lines: Iterator[bytes], delimiter: bytes, quote: bytes) -> Iterator[int]:
    inside = False
    for number, line in enumerate(lines, start=1):
        if quote in line:
            inside, in_place = _follow(line, inside, delimiter, quote)
            if not in_place:
                inside = False
                yield number


def _follow(text: bytes, inside: bool, delimiter: bytes, quote: bytes) -> tuple[bool, bool]:
    """Whether a quoted cell is open behind a text, and whether all its quotes are in place.

    Without doubled quotes, the text between two others lies inside of a cell and outside in turn.
    Outside it must begin and end where a cell does.
    """
    pieces = text.replace(quote * 2, b"").split(quote)
    outside = pieces[inside::2]
    behind_a_quote = outside if inside else outside[1:]
    open_behind = (len(pieces) - 1 + inside) % 2 == 1
    before_a_quote = outside if open_behind else outside[:-1]
    begins = {piece[: len(delimiter)] for piece in behind_a_quote}
    ends = {piece[-len(delimiter) :] for piece in before_a_quote}
    in_place = all(_begins_cell(begin, delimiter) for begin in begins) and all(
        end == delimiter or end.endswith(b"\n") or end == b"" for end in ends
    )
    return open_behind, in_place


def _begins_cell(begin: bytes, delimiter: bytes) -> bool:
    return begin == delimiter or begin[:1] in (b"\n", b"")
