import io
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from assets.contracts.sources import Source
from assets.ingest.readers import READERS
from assets.ingest.readers.text.delimited import read_csv
from assets.warehouse.duckdb import open_engine


@pytest.fixture(scope="module")
def reader_engine():
    with open_engine(Path(":memory:")) as engine:
        yield engine


@pytest.fixture(scope="module")
def take_records():
    """Takes the records that a CSV reader may have left unread; they are the same either way."""

    def take(engine, export):
        unread = _unread_records(engine, export.unread) if export.unread else None
        if export.unread:
            export.unread.one_by_one()
        rows = engine.connection.execute("from export_rows order by _line").fetchall()
        if unread is not None:
            assert [tuple(cells) for _, *cells in rows] == unread
            assert engine.count_rows("export_rejects") == 0
        return rows

    return take


def _unread_records(engine, unread):
    """The records that stand one to a line; None where not every line is one."""
    try:
        in_place = unread.in_one_go(lambda: None)
        records = engine.connection.execute("from unread_rows").fetchall()
    except duckdb.Error:
        return None
    lines = engine.connection.execute("select lines from place_of_rows").fetchone()[0]
    return records if in_place and len(records) == lines else None


@pytest.fixture(scope="module")
def read_content(reader_engine, take_records, tmp_path_factory):
    """Reads bytes as a CSV: column names, accepted rows (line, cells), rejects (line, reason)."""
    path = tmp_path_factory.mktemp("exports") / "export"

    def read(content, **dialect):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        source = Source(source="export", feed="orders", files="*", **dialect)
        export = read_csv(reader_engine, path, source)
        fetched = take_records(reader_engine, export)
        rows = [(line, *[cell or "" for cell in cells]) for line, *cells in fetched]
        rejects = reader_engine.connection.execute(
            "select line, reason from export_rejects order by line"
        ).fetchall()
        return list(export.cells), rows, rejects

    return read


@pytest.fixture(scope="session")
def make_xlsx():
    """Makes the bytes of an XLSX: rows of one sheet, or of several by name."""

    def make(*rows, merged=(), formats=None, since_1904=False, **sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        if since_1904:
            book.epoch = CALENDAR_MAC_1904
        for name, cells in (sheets or {"Sheet": rows}).items():
            sheet = book.create_sheet(name)
            for row in cells:
                sheet.append(row)
        for merged_range in merged:
            sheet.merge_cells(merged_range)
        for cell, number_format in (formats or {}).items():
            sheet[cell].number_format = number_format
        saved = io.BytesIO()
        book.save(saved)
        return saved.getvalue()

    return make


@pytest.fixture(scope="session")
def replace_part():
    """Writes one part of a zip anew."""

    def replace(content, name, data):
        saved = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(saved, "w") as new:
            for part in old.namelist():
                packing = zipfile.ZIP_DEFLATED
                new.writestr(part, data if part == name else old.read(part), packing)
        return saved.getvalue()

    return replace


@pytest.fixture(scope="session")
def make_xlsx_of(make_xlsx, replace_part):
    """Makes the bytes of an XLSX from the XML of its sheet's rows; style 1 is a date."""
    template = make_xlsx([1], formats={"A1": "yyyy-mm-dd hh:mm:ss"})

    def make(rows, before="", after=""):
        xmlns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        sheet = f'<worksheet xmlns="{xmlns}"><sheetData>{rows}</sheetData>{after}</worksheet>'
        return replace_part(template, "xl/worksheets/sheet1.xml", before + sheet)

    return make


@pytest.fixture(scope="module")
def read_workbook(reader_engine, tmp_path_factory):
    """Reads bytes as a workbook: column names, rows (line, cells)."""
    path = tmp_path_factory.mktemp("workbooks") / "export"

    def read(content, kind="xlsx", **keys):
        path.write_bytes(content)
        source = Source(source="export", feed="orders", files="*", format=kind, **keys)
        export = READERS[kind].read(reader_engine, path, source)
        rows = reader_engine.connection.execute("from export_rows order by _line").fetchall()
        return list(export.cells), rows

    return read
