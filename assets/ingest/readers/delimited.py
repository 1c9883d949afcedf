"""Delimited text: the generic CSV reader, and what the vendors' CSV readers share.

DuckDB reads the rows, strictly and with nothing detected: a row with too many or too few fields is
kept aside with its line, never padded and never dropped.
"""

import csv
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from duckdb import ColumnExpression, SQLExpression, StarExpression

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.readers.encoding import DecodedFile, decode
from assets.ingest.readers.export import Export, Reader
from assets.warehouse.duckdb import DuckDBEngine

# The place of a record among those that were taken apart; DuckDB keeps the order of the file.
POSITION = SQLExpression("row_number() over ()").alias("_position")
NEVER_A_TEXT = "\x01\x02"


@dataclass(frozen=True)
class Header:
    """The header rows of a delimited file and the lines that they fill."""

    rows: Sequence[Sequence[str]]
    lines: int


def read_csv(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A CSV with one header row."""
    decoded = decode(path, source.encoding, scratch_copy(path))
    header = read_header(decoded, source, rows=1)
    return Export(cells=read_records(engine, decoded, source, header, header.rows[0]))


def scratch_copy(path: Path) -> Path:
    """Where the UTF-8 copy of a landed file goes; ingest removes it after the load."""
    return path.with_name(path.name + ".utf8")


def read_header(decoded: DecodedFile, source: Source, rows: int) -> Header:
    """The first records of a file.

    Raises:
        FileRefused: There are fewer records than header rows, or they aren't CSV.
    """
    with decoded.path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter=source.delimiter, quotechar=source.quote, strict=True)
        try:
            records = list(itertools.islice(reader, rows))
        except csv.Error as error:
            raise FileRefused("header_unreadable", f"line {reader.line_num}: {error}") from error
        lines = reader.line_num
    if len(records) < rows or not any(records[0]):
        raise FileRefused(
            "header_missing", f"{rows} header row(s) expected, {len(records)} found; export again"
        )
    return Header(records, lines)


def read_records(
    engine: DuckDBEngine,
    decoded: DecodedFile,
    source: Source,
    header: Header,
    names: Sequence[str],
) -> Mapping[str, str]:
    """Read everything below the header into `export_rows` and `export_rejects`.

    Args:
        engine: Where the temporary tables are made.
        decoded: The file.
        source: Its dialect.
        header: Its header.
        names: The name of each column; a name that comes again is numbered (`Comment #2`).

    Returns:
        Name of a column in the export: name of its column in `export_rows`.
    """
    cells = {name: f"c{i}" for i, name in enumerate(number_repeats(names))}
    engine.run_file("ingest/forget_rejects.sql")
    _take_apart(engine, decoded, source, len(header.rows), list(cells.values()))
    engine.run_file("ingest/keep_rejected_records.sql", {"header_rows": len(header.rows)})
    lines = {"lines": header.lines, "lines_in_file": decoded.lines}
    engine.run_file("ingest/header_lines.sql", lines)
    one_line_each = decoded.lines - header.lines == engine.count_rows("parsed")
    whole = one_line_each and not engine.rows_of_file("ingest/any_rejected.sql")
    engine.run_file(f"ingest/number_{'one_line_records' if whole else 'records'}.sql")
    return cells


def _take_apart(
    engine: DuckDBEngine, decoded: DecodedFile, source: Source, header_rows: int, cells: list[str]
) -> None:
    """Read the records into `parsed`, each marked where its fields are too few or too many.

    DuckDB forgives an empty field too many. With one spare column and padding by null, which no
    text is read as, a record has its fields when the last is there and the spare isn't.
    """
    rows = engine.connection.read_csv(
        str(decoded.path),
        columns=dict.fromkeys([*cells, "_surplus"], "VARCHAR"),
        auto_detect=False,
        header=False,
        skiprows=header_rows,
        delimiter=source.delimiter,
        quotechar=source.quote,
        escapechar=source.quote,
        strict_mode=True,
        store_rejects=True,
        rejects_limit=0,
        null_padding=True,
        na_values=NEVER_A_TEXT,
        parallel=False,
    )
    misshapen = ColumnExpression(cells[-1]).isnull() | ColumnExpression("_surplus").isnotnull()
    marked = rows.select(POSITION, misshapen.alias("_misshapen"), StarExpression())
    engine.store_temporarily("parsed", marked)


def number_repeats(names: Sequence[str]) -> list[str]:
    """Each name once: the second `Comment` becomes `Comment #2`."""
    plain = [name.strip() for name in names]
    taken = set(plain)
    numbered: list[str] = []
    for name in plain:
        new, number = name, 1
        while new in numbered or (number > 1 and new in taken):
            number += 1
            new = f"{name} #{number}"
        numbered.append(new)
    return numbered


READER = Reader(read_csv)
