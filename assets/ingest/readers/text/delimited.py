"""Delimited text: the generic CSV reader, and what the vendors' CSV readers share.

DuckDB reads the rows, strictly and with nothing detected: a row with too many or too few fields is
kept aside with its line, never padded and never dropped.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
from duckdb import (
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
    SQLExpression,
    StarExpression,
)

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.readers.export import Export, Reader, Unread
from assets.ingest.readers.text.cell_edges import (
    CellEdges,
    LongRecord,
    look_at_cells,
    without_records,
)
from assets.ingest.readers.text.encoding import (
    DecodedFile,
    decode,
    double_quotes,
    without_margins,
)
from assets.ingest.readers.text.header import Header, join_header_rows, number_repeats, read_header
from assets.warehouse.duckdb import DuckDBEngine

# The place of a record among those that were taken apart; DuckDB keeps the order of the file.
POSITION = SQLExpression("row_number() over ()").alias("_position")
NEVER_A_TEXT = "\x01\x02"


def read_csv(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A CSV with as many header rows as its source declares."""
    decoded = decode_text(path, source)
    header = read_header(decoded, source, source.header_rows)
    names = join_header_rows(header.rows)
    return read_records(engine, decoded, source, header, names)


def decode_text(path: Path, source: Source) -> DecodedFile:
    """The text of a landed file as its source declares it, without lines above and below it.

    Raises:
        FileRefused: The file isn't encoded as declared, or has fewer lines than are to be skipped.
    """
    decoded = decode(path, source.encoding, scratch_copy(path))
    if source.escape not in (None, source.quote):
        decoded = double_quotes(decoded, source.escape, source.quote, scratch_copy(path, "quotes"))
    if source.footer_lines and source.final_line_break and not decoded.ends_with_break:
        raise FileRefused(
            "cut_off",
            "no line break ends the last line, so the lines below the table may be cut off; export "
            "again, or declare `final_line_break: false`",
        )
    if source.skip_lines or source.footer_lines:
        margins = source.skip_lines, source.footer_lines
        decoded = without_margins(decoded, *margins, scratch_copy(path, "body"))
    return decoded


def scratch_copy(path: Path, step: str = "utf8") -> Path:
    """Where a copy of a landed file goes that is easier to read."""
    return path.with_name(f"{path.name}.{step}")


def forget_copies(path: Path) -> None:
    """Remove what reading a landed file left beside it."""
    for copy in path.parent.glob(f"{path.name}.*"):
        copy.unlink()


def read_records(
    engine: DuckDBEngine,
    decoded: DecodedFile,
    source: Source,
    header: Header,
    names: Sequence[str],
) -> Export:
    """Everything below the header, as `unread_rows` or as `export_rows` and `export_rejects`.

    In most files every line is one record. Such records are left in the file until the one
    statement that casts them reads them, on all cores; a line that is no record is missing then.
    Meanwhile it is looked at what stands at the edges of their cells.

    Args:
        engine: Where the temporary tables are made.
        decoded: The file.
        source: Its dialect.
        header: Its header.
        names: The name of each column; a name that comes again is numbered (`Comment #2`).

    Returns:
        Its `cells` name the columns of either.
    """
    cells = {name: f"c{i}" for i, name in enumerate(number_repeats(names))}
    engine.run_file("ingest/forget_rejects.sql")
    was_cut = source.final_line_break and not decoded.ends_with_break
    lines = decoded.lines - header.lines
    place = {
        "first_line": 1 + source.skip_lines + header.lines,
        "lines": lines,
        "unfinished_cell": list(cells.values())[-1] if was_cut else None,
    }
    engine.run_file("ingest/place_of_rows.sql", place)
    records = _Records(engine.connection, decoded, source, header, list(cells.values()))
    beside = ThreadPoolExecutor(1)
    edges = beside.submit(look_at_cells, decoded.path, source.delimiter, source.quote)
    beside.shutdown(wait=False)

    def in_one_go(judge: Callable[[], None]) -> bool:
        records.leave_unread(engine)
        judge()
        if edges.result().stray_lines:
            return False
        if edges.result().padded and decoded.is_plain:
            engine.run_file("ingest/clean_padded_text.sql")
            judge()
        return True

    def one_by_one() -> None:
        engine.run_file("ingest/macros.sql")
        records.without(edges.result().long_records).take_apart(engine, edges.result())

    if decoded.ends_with_break:
        return Export(cells=cells, unread=Unread(in_one_go, one_by_one))
    one_by_one()
    return Export(cells=cells)


@dataclass(frozen=True)
class _Records:
    """What stands below the header of a file."""

    connection: duckdb.DuckDBPyConnection
    decoded: DecodedFile
    source: Source
    header: Header
    cells: list[str]

    def rows(self, **options: Any) -> DuckDBPyRelation:
        """The records with a column more than they should have, which must stay empty.

        DuckDB forgives an empty field too many. With one spare column and padding by null, which
        no text is read as, a record has its fields when the last is there and the spare isn't.

        Args:
            **options: Others of DuckDB's `read_csv`.
        """
        return self.connection.read_csv(
            str(self.decoded.path),
            columns=dict.fromkeys([*self.cells, "_surplus"], "VARCHAR"),
            auto_detect=False,
            header=False,
            skiprows=self.header.records,
            delimiter=self.source.delimiter,
            quotechar=self.source.quote,
            escapechar=self.source.quote,
            strict_mode=True,
            null_padding=True,
            na_values=NEVER_A_TEXT,
            **options,
        )

    def repeats_header(self) -> Expression:
        """Whether a record says the header again, so that another table begins."""
        if not self.header.lines:
            return ConstantExpression(False)
        same = ConstantExpression(True)
        for cell, name in zip(self.cells, self.header.rows[-1], strict=False):
            same = same & (ColumnExpression(cell) == ConstantExpression(name))
        return same

    def may_repeat_header(self) -> Expression:
        """Whether a record begins as the header does."""
        if not self.header.lines:
            return ConstantExpression(False)
        return ColumnExpression(self.cells[0]) == ConstantExpression(self.header.rows[-1][0])

    def misshapen(self) -> Expression:
        """Whether a record has too many or too few fields."""
        last_cell, surplus = ColumnExpression(self.cells[-1]), ColumnExpression("_surplus")
        return last_cell.isnull() | surplus.isnotnull()

    def leave_unread(self, engine: DuckDBEngine) -> None:
        """Leave the records in the file, but for what may be none of this table."""
        odd = self.misshapen() | self.may_repeat_header()
        unread = self.rows().filter(~odd).select(*map(ColumnExpression, self.cells))
        engine.view_temporarily("unread_rows", unread)
        if self.decoded.is_plain:
            engine.run_file("ingest/clean_plain_text.sql")

    def without(self, long_records: list[LongRecord]) -> "_Records":
        """The records that are short enough to be read."""
        if not long_records:
            return self
        copy = self.decoded.path.with_name(f"{self.decoded.path.name}.short")
        without_records(self.decoded.path, long_records, copy)
        return replace(self, decoded=replace(self.decoded, path=copy))

    def take_apart(self, engine: DuckDBEngine, edges: CellEdges) -> None:
        """Read the records one after another, find their lines, and keep aside what is none."""
        skipped = self.source.skip_lines
        engine.list_temporarily("stray_quotes", [line + skipped for line in edges.stray_lines])
        engine.run_file("ingest/no_long_records.sql")
        for record in edges.long_records:
            reason = "unclosed_quote" if record.is_open else "row_too_long"
            place = {"line": record.line + skipped, "lines": record.lines, "reason": reason}
            engine.run_file("ingest/add_long_record.sql", place)
        rows = self.rows(store_rejects=True, rejects_limit=0, parallel=False)
        marked = rows.select(
            POSITION,
            self.misshapen().alias("_misshapen"),
            self.repeats_header().alias("_repeats_header"),
            StarExpression(),
        )
        engine.store_temporarily("parsed", marked)
        shape = {"header_rows": self.header.records, "quote": self.source.quote}
        engine.run_file("ingest/keep_rejected_records.sql", shape)
        engine.run_file("ingest/number_records.sql")


READER = Reader(read_csv)
