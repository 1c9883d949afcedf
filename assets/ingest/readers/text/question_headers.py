"""Header rows of survey tools: how many there are, and all the names that a column goes by."""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from duckdb import Expression

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.readers.export import SetAside
from assets.ingest.readers.text.encoding import DecodedFile
from assets.ingest.readers.text.header import number_repeats, read_header

# `Is 3 < 5?` holds no tag: one begins with a letter or a slash.
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def first_records(decoded: DecodedFile, source: Source, most: int) -> Sequence[Sequence[str]]:
    """The first records of a file, as many as there are up to `most`.

    Raises:
        FileRefused: Not even the first can be read.
    """
    for rows in range(most, 1, -1):
        try:
            return read_header(decoded, source, rows).rows
        except FileRefused:
            # There are fewer, or one that may belong to the data isn't CSV.
            continue
    return read_header(decoded, source, rows=1).rows


def check_lengths(rows: Sequence[Sequence[str]]) -> None:
    """Header rows name the same columns.

    Raises:
        FileRefused: One is longer than another.
    """
    lengths = [len(row) for row in rows]
    if len(set(lengths)) > 1:
        counted = " and ".join(str(length) for length in lengths)
        raise FileRefused(
            "header_unreadable", f"the header rows differ in length: {counted} cells; export again"
        )


def also_named(
    cells: Mapping[str, str | Expression], *namings: Iterable[str]
) -> dict[str, str | Expression]:
    """The cells of an export under more names.

    Args:
        cells: Name of a column: name of its cell, in the order of the export.
        namings: Each one more name per column, in the same order. A name that is taken stays with
            the column that has it; within a naming, names that come again are numbered.
    """
    columns = list(cells.values())
    named = dict(cells)
    for naming in namings:
        for name, cell in zip(number_repeats(list(naming)), columns, strict=True):
            if name:
                named.setdefault(name, cell)
    return named


def one_line(text: str) -> str:
    """A header cell on one line, in NFC, without tags and entities."""
    plain = html.unescape(_TAG.sub(" ", text))
    return " ".join(unicodedata.normalize("NFC", plain).split())


def incomplete_answers(
    cells: Mapping[str, str | Expression], source: Source, submitted: Sequence[str]
) -> tuple[SetAside, ...]:
    """Sets aside answers that were begun and never submitted.

    Args:
        cells: Name of a column: name of its cell.
        source: What `submitted_at` is read from, if the vendor's own column isn't wanted.
        submitted: Spellings of the vendor's own column.
    """
    read_from = source.columns.get("submitted_at") or next(
        (name for name in submitted if name in cells), None
    )
    if not isinstance(read_from, str) or read_from not in cells:
        return ()
    return (SetAside("incomplete", read_from, ("", *source.missing)),)
