"""XLSX: one sheet with as many header rows as its source declares."""

from pathlib import Path

from assets.contracts.sources import Source
from assets.ingest.readers.export import Export, Reader
from assets.ingest.readers.sheets.sheet_rows import read_header, read_records
from assets.ingest.readers.sheets.workbook import Sheet, check_kind, open_sheet
from assets.ingest.readers.sheets.xlsx_scan import scan_xlsx
from assets.ingest.readers.text.header import join_header_rows
from assets.warehouse.duckdb import DuckDBEngine


def read_xlsx(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A sheet of an XLSX; a formula counts as the result that was saved with it.

    Raises:
        FileRefused: The workbook can't be read, or not safely.
    """
    return read_sheet(engine, open_xlsx(path, source), source)


def open_xlsx(path: Path, source: Source) -> Sheet:
    """The sheet that is read, once the workbook has proved safe.

    Raises:
        FileRefused: The workbook can't be read, or not safely.
    """
    check_kind(path, "xlsx")
    return open_sheet(path, source, scan_xlsx(path))


def read_sheet(engine: DuckDBEngine, sheet: Sheet, source: Source) -> Export:
    """A sheet whose header is all that names its columns.

    Raises:
        FileRefused: The sheet ends before its header does.
    """
    header = read_header(sheet, source, source.header_rows)
    names = join_header_rows(header.rows)
    return Export(cells=read_records(engine, sheet, source, header, names))


READER = Reader(read_xlsx)
