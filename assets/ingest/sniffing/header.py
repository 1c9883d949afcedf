"""Where a table begins and ends: lines above the header, header rows, lines below the last record.

A header is told from data by the columns' types: where most cells of a column are numbers or times,
a header's cell is neither.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assets.ingest.sniffing.dialect import Record

_NUMBER = re.compile(r"[+-]?[\d.,\s\u00a0]*\d\s*%?")
_TIME = re.compile(r"\d{1,4}\s?[./:년-]\s?(\d{1,2}|[A-Za-z]{3,9}).{0,26}")
_CODE = re.compile(r"[A-Za-z]{0,6}[-_#]?\d[\w-]*|\S+@\S+\.\w+|true|false", re.IGNORECASE)
NOTHING = frozenset({"", "-", "--", "?", "n/a", "na", "#n/a", "null", "none", "nan", "없음"})
# What survey tools write below a question that has a single answer cell.
_ANSWER_WORDS = frozenset(
    (
        *("response", "open-ended response", "vastaus", "avoin vastaus", "응답", "주관식 응답"),
        *("antwort", "offene antwort", "respuesta", "réponse", "svar"),
    )
)
_MAX_HEADER_ROWS = 4
_TYPED_SHARE = 0.8
_BODY_ROWS = 300


@dataclass(frozen=True)
class Layout:
    """The frame of a table.

    Attributes:
        skip_lines: Physical lines above the header.
        header_rows: 0 where the first record is data already.
        footer_lines: Physical lines below the last record.
        header: The header's records, or the first record where there is none.
    """

    skip_lines: int
    header_rows: int
    footer_lines: int
    header: tuple[tuple[str, ...], ...]


def find_layout(records: Sequence[Record], *, whole: bool) -> Layout:
    """The frame of the records of a file.

    Args:
        records: The first records, blank lines among them.
        whole: Whether they are all that the file holds; only then a footer can be told.
    """
    rows = [record.fields for record in records]
    width = _usual_width(rows)
    start = _first_row(rows, width)
    body = [row for row in rows[start:] if len(row) == width]
    count = count_header_rows(body)
    skipped = records[start - 1].last_line if start else 0
    header = tuple(tuple(row) for row in body[: max(count, 1)])
    return Layout(skipped, count, _footer(records, width) if whole else 0, header)


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    widths = Counter(len(row) for row in rows if row)
    return max(widths, key=lambda width: (widths[width], width), default=1)


def _first_row(rows: Sequence[Sequence[str]], width: int) -> int:
    """Index of the first row that is wide enough and no title with empty cells beside it."""
    for index, row in enumerate(rows):
        named = sum(bool(cell.strip()) for cell in row)
        if len(row) == width and (named > 2 or (named and named * 3 >= _filled(rows, index))):
            return index
    return next((index for index, row in enumerate(rows) if len(row) == width), 0)


def _filled(rows: Sequence[Sequence[str]], index: int) -> int:
    """Cells filled in the next row, if it is as wide; a title stands above a fuller row."""
    following = [row for row in rows[index + 1 : index + 3] if len(row) == len(rows[index])]
    return max((sum(bool(cell.strip()) for cell in row) for row in following), default=0)


def count_header_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many of the first rows, all of one width, are header rows.

    Args:
        rows: From the first row of the table on.
    """
    if not rows:
        return 0
    below = rows[_MAX_HEADER_ROWS : _MAX_HEADER_ROWS + _BODY_ROWS]
    body = below if len(below) >= 2 else rows[1:]
    kinds = [_kind_of_column([row[i] for row in body]) for i in range(len(rows[0]))]
    if not _can_be_header(rows[0], kinds, rows[1:]):
        return 0
    count = 1
    while count < min(_MAX_HEADER_ROWS, len(rows) - 1) and _goes_on(rows, count, kinds):
        count += 1
    return count


def kind_of(cell: str) -> str:
    """`number`, `time`, `code`, `text`, or nothing for an empty cell."""
    text = cell.strip()
    if text.casefold() in NOTHING:
        return ""
    if _NUMBER.fullmatch(text):
        return "number"
    if _TIME.fullmatch(text):
        return "time"
    return "code" if _CODE.fullmatch(text) else "text"


def _kind_of_column(cells: Sequence[str]) -> str:
    kinds = Counter(kind for cell in cells if (kind := kind_of(cell)))
    if not kinds:
        return ""
    kind, count = kinds.most_common(1)[0]
    return kind if kind != "text" and count >= _TYPED_SHARE * kinds.total() else ""


def _can_be_header(
    row: Sequence[str], kinds: Sequence[str], below: Sequence[Sequence[str]]
) -> bool:
    typed = [(cell, kind) for cell, kind in zip(row, kinds, strict=True) if kind and cell.strip()]
    alike = [cell for cell, kind in typed if kind_of(cell) == kind]
    if _are_running_years(alike):
        return True
    if typed:
        # A column may be named like its content (`Q1`, `2016`), not most of them.
        plain = [cell for cell, kind in typed if kind in ("number", "time")]
        hard = [cell for cell in plain if kind_of(cell) in ("number", "time")]
        return len(hard) * 2 < len(plain) if plain else len(alike) < len(typed)
    return not _repeats_below(row, below)


def _are_running_years(cells: Sequence[str]) -> bool:
    years = [int(cell) for cell in cells if re.fullmatch(r"(19|20)\d\d", cell.strip())]
    return len(years) == len(cells) > 1 and years == sorted(years)


def _repeats_below(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether most of a row's cells are values of their own columns."""
    values = [{other[i] for other in below} for i in range(len(row))]
    filled = [i for i, cell in enumerate(row) if cell.strip()]
    return sum(row[i] in values[i] for i in filled) * 2 > len(filled)


def _goes_on(rows: Sequence[Sequence[str]], at: int, kinds: Sequence[str]) -> bool:
    """Whether a row names columns further: no cell is data, and some name what was blank."""
    row = rows[at]
    if not row[0].strip() and _ANSWER_WORDS.intersection(cell.strip().casefold() for cell in row):
        return True
    typed = [(cell, kind) for cell, kind in zip(row, kinds, strict=True) if kind]
    if any(kind_of(cell) == kind for cell, kind in typed) or not any(c.strip() for c in row):
        return False
    if all(cell.strip().startswith('{"ImportId"') for cell in row if cell.strip()):
        return True
    named = sum(kind_of(cell) not in ("", kind) for cell, kind in typed)
    blanks = [i for i, cell in enumerate(rows[0]) if not cell.strip()]
    fills = sum(bool(row[i].strip()) for i in blanks)
    if blanks and len(blanks) * 4 >= len(row) and fills * 2 > len(blanks) and not row[0].strip():
        return True
    return named * 2 > len(typed) > 0 and named > 1


def _footer(records: Sequence[Record], width: int) -> int:
    """Physical lines after the last record that is as wide as the table."""
    wide = [index for index, record in enumerate(records) if len(record.fields) == width]
    if not wide:
        return 0
    rest = records[wide[-1] + 1 :]
    return rest[-1].last_line - records[wide[-1]].last_line if any(r.fields for r in rest) else 0
