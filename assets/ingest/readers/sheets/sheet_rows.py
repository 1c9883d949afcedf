"""A sheet's rows → `export_rows`: its header, and every row below it as text."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from duckdb import ColumnExpression, ConstantExpression, DuckDBPyRelation

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.readers.sheets.cell_text import CellText
from assets.ingest.readers.sheets.workbook import Sheet, is_blank
from assets.ingest.readers.text.header import number_repeats
from assets.warehouse.duckdb import DuckDBEngine

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH_ROWS = 20_000


@dataclass(frozen=True)
class SheetHeader:
    """The header rows of a sheet, and the number of the last row that isn't data."""

    rows: Sequence[Sequence[str]]
    line: int


def read_header(sheet: Sheet, source: Source, rows: int) -> SheetHeader:
    """The header, from the first row below `skip_lines` that says something.

    Each cell of a merged range has its text. With no row, the names that the source declares.

    Raises:
        FileRefused: The sheet ends before its header does.
    """
    below = itertools.dropwhile(lambda line: is_blank(line[1]), sheet.lines(source.skip_lines))
    lines = list(itertools.islice(below, max(rows, 1)))
    if rows == 0:
        first = lines[0][0] if lines else source.skip_lines + 1
        return SheetHeader([_declared_names(sheet, source)], first - 1)
    if len(lines) < rows:
        raise FileRefused(
            "header_missing",
            f"{rows} header row(s) expected below row {source.skip_lines}, {len(lines)} found; "
            "check `skip_lines` and `header_rows` of the source file, or export again",
        )
    writer = CellText(source.model_copy(update={"date_format": None}))
    texts = [[_one_line(text) for text in writer.texts(cells)] for _, cells in lines]
    _fill_merged(texts, sheet, lines[0][0] - 1)
    return SheetHeader(texts, lines[-1][0])


def read_records(
    engine: DuckDBEngine, sheet: Sheet, source: Source, header: SheetHeader, names: Sequence[str]
) -> Mapping[str, str]:
    """Read every row below the header that says something into `export_rows`.

    Args:
        engine: Where the temporary tables are made.
        sheet: The sheet.
        source: How texts are written, and how many rows stand below the last record.
        header: Its header.
        names: The name of each column; a name that comes again is numbered (`Comment #2`). A column
            without a name is left out, since no source can ask for it.

    Returns:
        Name of a column in the export: name of its column in `export_rows`.
    """
    import pyarrow as pa

    places = [place for place, name in enumerate(names) if name.strip()]
    numbered = number_repeats([names[place] for place in places])
    named = dict(zip(places, numbered, strict=True))
    cells = {name: f"c{place}" for place, name in named.items()}
    joined = _joined(source)
    writers = {place: CellText(source, joined=name in joined) for place, name in named.items()}
    texts = [(cell, pa.large_string()) for cell in cells.values()]
    schema = pa.schema([("_line", pa.int64()), *texts])
    rows = pa.Table.from_batches(_batches(sheet.lines(header.line), writers, schema), schema)
    engine.run_file("ingest/forget_rejects.sql")
    records = _above_footer(engine.connection.from_arrow(rows), source)
    engine.store_temporarily("export_items", records)
    engine.run_file("ingest/items_as_rows.sql")
    return cells


def _joined(source: Source) -> set[str]:
    """Columns of the export that make one value together."""
    lists = [wanted for wanted in source.columns.values() if isinstance(wanted, tuple)]
    return {name for wanted in lists for name in wanted}


def _batches(
    lines: Iterator[tuple[int, list[Any]]], writers: Mapping[int, CellText], schema: "pa.Schema"
) -> Iterator["pa.RecordBatch"]:
    """The rows that say something, as text; only one batch is held as Python's values."""
    import pyarrow as pa

    filled = (line for line in lines if not is_blank(line[1]))
    while some := list(itertools.islice(filled, _BATCH_ROWS)):
        columns = dict(enumerate(zip(*(cells for _, cells in some), strict=True)))
        blank = ("",) * len(some)
        texts = [writer.texts(columns.get(place, blank)) for place, writer in writers.items()]
        yield pa.record_batch([[line for line, _ in some], *texts], schema=schema)


def _above_footer(rows: DuckDBPyRelation, source: Source) -> DuckDBPyRelation:
    last = rows.max("_line").fetchall()[0][0] or 0
    return rows.filter(ColumnExpression("_line") <= ConstantExpression(last - source.footer_lines))


def _declared_names(sheet: Sheet, source: Source) -> Sequence[str]:
    """Blank columns at the end of a sheet don't belong to it, so that more may be declared.

    Raises:
        FileRefused: The sheet is wider than declared.
    """
    if source.header and len(source.header) < sheet.width:
        raise FileRefused(
            "header_unreadable",
            f"the sheet has {sheet.width} columns, while `header:` of the source file names "
            f"{len(source.header)}",
        )
    return source.header or [f"column {number}" for number in range(1, sheet.width + 1)]


def _one_line(text: str) -> str:
    return " ".join(normalize("NFC", text).split())


def _fill_merged(texts: list[list[str]], sheet: Sheet, first: int) -> None:
    """Write the text of each merged range into all of its cells.

    In a row with merged groups a blank cell belongs to none; it says what stands below it, so that
    it isn't taken for the group on its left.
    """
    grouped = set()
    for (top, left), (bottom, right) in sheet.merged:
        row, column = top - first, left - sheet.left
        if 0 <= row < len(texts) and 0 <= column < sheet.width:
            text = texts[row][column]
            for filled in texts[row : bottom - first + 1]:
                end = min(right - sheet.left + 1, sheet.width)
                filled[column:end] = [text] * (end - column)
            if right > left:
                grouped.add(row)
    for row in sorted(grouped - {len(texts) - 1}, reverse=True):
        below = texts[row + 1]
        texts[row] = [text or under for text, under in zip(texts[row], below, strict=True)]
