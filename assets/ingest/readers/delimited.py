"""Delimited text: the generic CSV reader, and what the vendors' CSV readers share.

DuckDB reads the rows, strictly and with nothing detected: a row with too many or too few fields is
kept aside with its line, never padded and never dropped.
"""

import csv
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from duckdb import SQLExpression, StarExpression

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.readers.encoding import DecodedFile, decode
from assets.ingest.readers.export import Export
from assets.warehouse.duckdb import DuckDBEngine

# The place of a record among those that were taken apart; DuckDB keeps the order of the file.
POSITION = SQLExpression("row_number() over ()").alias("_position")


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
    rows = engine.connection.read_csv(
        str(decoded.path),
        columns=dict.fromkeys(cells.values(), "VARCHAR"),
        auto_detect=False,
        header=False,
        skiprows=header.lines,
        delimiter=source.delimiter,
        quotechar=source.quote,
        escapechar=source.quote,
        strict_mode=True,
        store_rejects=True,
        rejects_limit=0,
    )
    engine.store_temporarily("parsed", rows.select(POSITION, StarExpression()))
    engine.run_file("ingest/keep_rejected_records.sql", {"header_rows": len(header.rows)})
    one_line_each = decoded.lines - header.lines == engine.count_rows("parsed")
    numbering = "number_one_line_records" if one_line_each else "number_records"
    engine.run_file("ingest/header_lines.sql", {"lines": header.lines})
    engine.run_file(f"ingest/{numbering}.sql")
    return cells


def number_repeats(names: Sequence[str]) -> list[str]:
    """Each name once: the second `Comment` becomes `Comment #2`."""
    seen: dict[str, int] = {}
    numbered = []
    for name in (name.strip() for name in names):
        seen[name] = seen.get(name, 0) + 1
        numbered.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return numbered
