"""Delimiter, quote and escape of delimited text: what splits the most records alike."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")
_RECORDS = 1000
_LARGEST_CELL = 1 << 27


@dataclass(frozen=True)
class Record:
    """One record: its fields, and the number of its last physical line, from 1."""

    fields: list[str]
    last_line: int


@dataclass(frozen=True)
class Dialect:
    """How text is taken apart.

    Attributes:
        width: Fields of most records.
        consistency: Share of records that have them.
    """

    delimiter: str = ","
    quote: str = '"'
    escape: str | None = None
    width: int = 1
    consistency: float = 1.0

    def records(self, text: str, limit: int | None = None) -> list[Record]:
        """The records of a text, up to the first that can't be read."""
        return list(_records(text, self, limit))


def find_dialect(text: str) -> Dialect:
    """The dialect that splits the most records into the same number of clean fields.

    Args:
        text: The beginning of a file, decoded.
    """
    quotes = ['"', "'"] if text.count("'") > 2 else ['"']
    escapes: list[str | None] = [None, "\\"] if '\\"' in text else [None]
    candidates = [
        Dialect(delimiter, quote, escape)
        for delimiter in DELIMITERS
        for quote in quotes
        for escape in escapes
        if delimiter in text
    ]
    scored = [_score(text, candidate) for candidate in candidates]
    best = max(scored, key=lambda found: found[0], default=(0.0, Dialect()))
    return best[1] if best[0] > 0 else Dialect()


def _score(text: str, dialect: Dialect) -> tuple[float, Dialect]:
    filled = [record.fields for record in dialect.records(text, _RECORDS) if record.fields]
    widths = Counter(len(fields) for fields in filled if len(fields) > 1)
    if not widths:
        return 0.0, dialect
    # Titles above the table and totals below it don't speak against a width.
    width = max(widths, key=lambda fields: (widths[fields] * (1 - 1 / fields), fields))
    alike = [fields for fields in filled if len(fields) == width]
    consistency = len(alike) / len(filled)
    score = consistency * (1 - 0.3 / width) * _cleanness(alike, dialect) * _coverage(text, dialect)
    found = Dialect(dialect.delimiter, dialect.quote, dialect.escape, width, consistency)
    return score, found


def _cleanness(records: list[list[str]], dialect: Dialect) -> float:
    """Share of cells that hold nothing that should have split or enclosed them."""
    cells = [cell for fields in records for cell in fields if cell]
    if not cells:
        return 0.5
    others = [mark for mark in DELIMITERS if mark not in (dialect.delimiter, ",")]
    strays = sum(any(mark in cell for mark in others) for cell in cells)
    other_quote = "'" if dialect.quote == '"' else '"'
    enclosed = sum(
        len(cell) > 1 and cell[0] == cell[-1] == mark
        for cell in cells
        for mark in {other_quote, "\\" + dialect.quote}
    )
    return 1 - (0.5 * strays + enclosed) / len(cells)


def _coverage(text: str, dialect: Dialect) -> float:
    """Less than 1 when the text can't be read to its end, or quotes aren't at home in it."""
    read = dialect.records(text, _RECORDS)
    lines = text.count("\n") + 1
    whole = len(read) >= _RECORDS or (bool(read) and read[-1].last_line >= lines - 1)
    unusual = (dialect.quote == "'") * 0.02 + (dialect.escape is not None) * 0.01
    return (1.0 if whole else 0.3) - unusual


def _records(text: str, dialect: Dialect, limit: int | None) -> Iterator[Record]:
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        escapechar=dialect.escape,
        doublequote=dialect.escape is None,
        strict=True,
    )
    with _large_cells():
        try:
            for count, fields in enumerate(reader):
                if limit is not None and count >= limit:
                    return
                yield Record(fields, reader.line_num)
        except csv.Error:
            return


@contextmanager
def _large_cells() -> Iterator[None]:
    """A comment may be longer than Python's limit, which holds for the whole process."""
    before = csv.field_size_limit(_LARGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)
