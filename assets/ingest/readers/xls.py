"""XLS, the workbook of Excel 97 to 2003; read as an XLSX is."""

from pathlib import Path

from assets.contracts.sources import Source
from assets.ingest.readers.export import Export, Reader
from assets.ingest.readers.sheets.workbook import check_kind, open_sheet
from assets.ingest.readers.sheets.xls_scan import scan_xls
from assets.ingest.readers.xlsx import read_sheet
from assets.warehouse.duckdb import DuckDBEngine


def read_xls(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A sheet of an XLS; a formula counts as the result that was saved with it.

    Raises:
        FileRefused: The workbook can't be read, or not safely.
    """
    check_kind(path, "xls")
    return read_sheet(engine, open_sheet(path, source, scan_xls(path)), source)


READER = Reader(read_xls)
