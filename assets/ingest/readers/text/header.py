"""The header rows of delimited text, and how columns are named by them."""

import csv
import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.readers.text.encoding import DecodedFile

# Stands for a delimiter of several characters, which Python's csv module doesn't take.
_UNIT = "\x1f"


@dataclass(frozen=True)
class Header:
    """The header rows of a delimited file and the lines that they fill."""

    rows: Sequence[Sequence[str]]
    lines: int

    @property
    def records(self) -> int:
        """How many records of the file it is."""
        return len(self.rows) if self.lines else 0


def read_header(decoded: DecodedFile, source: Source, rows: int) -> Header:
    """The first records of a file; with no row, the names that the source declares.

    Raises:
        FileRefused: There are fewer records than header rows, or they aren't CSV.
    """
    with decoded.path.open(encoding="utf-8", newline="") as file:
        lines = file if len(source.delimiter) == 1 else _with_units(file, source.delimiter)
        reader = _csv_reader(lines, source)
        try:
            records = [
                [cell.replace(_UNIT, source.delimiter) for cell in _composed(row)]
                for row in itertools.islice(reader, max(rows, 1))
            ]
        except csv.Error as error:
            raise FileRefused("header_unreadable", f"line {reader.line_num}: {error}") from error
        last_line = reader.line_num
    if rows == 0:
        return Header([_declared_names(records, source)], 0)
    if len(records) < rows or not any(records[0]):
        raise FileRefused(
            "header_missing", f"{rows} header row(s) expected, {len(records)} found; export again"
        )
    return Header(records, last_line)


def _composed(row: list[str]) -> list[str]:
    """Names as source files write them, in NFC."""
    return [unicodedata.normalize("NFC", cell) for cell in row]


def _csv_reader(lines: Iterable[str], source: Source) -> "csv._reader":  # type: ignore[name-defined]
    return csv.reader(
        lines,
        delimiter=source.delimiter if len(source.delimiter) == 1 else _UNIT,
        quotechar=source.quote,
        strict=True,
    )


def _with_units(lines: Iterable[str], delimiter: str) -> Iterable[str]:
    return (line.replace(delimiter, _UNIT) for line in lines)


def _declared_names(records: list[list[str]], source: Source) -> Sequence[str]:
    width = len(records[0]) if records else 0
    if source.header and width not in (0, len(source.header)):
        raise FileRefused(
            "header_unreadable",
            f"the first record has {width} fields, while `header:` of the source file "
            f"names {len(source.header)} columns",
        )
    return source.header or [f"column {number}" for number in range(1, width + 1)]


def join_header_rows(rows: Sequence[Sequence[str]]) -> list[str]:
    """One name for each column, of its cells in all header rows.

    A blank cell of an upper row stands for the cell left of it, as merged cells are exported. Rows
    that end early are filled with blanks, and a part that says the same again is left out.
    """
    width = max(map(len, rows))
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    upper = [_filled_to_the_right(row) for row in filled[:-1]]
    return [_joined(parts) for parts in zip(*upper, filled[-1], strict=True)]


def _filled_to_the_right(row: Sequence[str]) -> list[str]:
    filled: list[str] = []
    for cell in row:
        filled.append(cell if cell.strip() or not filled else filled[-1])
    return filled


def _joined(parts: Iterable[str]) -> str:
    distinct = dict.fromkeys(part.strip() for part in parts)
    return " | ".join(part for part in distinct if part)


def number_repeats(names: Sequence[str]) -> list[str]:
    """Each name once: the second `Comment` becomes `Comment #2`."""
    plain = [name.strip() for name in names]
    taken = set(plain)
    times_seen: Counter[str] = Counter()
    numbered: list[str] = []
    for name in plain:
        times_seen[name] += 1
        new = name
        while new in taken and times_seen[name] > 1:
            new = f"{name} #{times_seen[name]}"
            times_seen[name] += new in taken
        taken.add(new)
        numbered.append(new)
    return numbered
