from pathlib import Path

import pytest

from assets.contracts.sources import Source
from assets.ingest.readers.delimited import read_csv
from assets.warehouse.duckdb import open_engine


@pytest.fixture(scope="module")
def reader_engine():
    with open_engine(Path(":memory:")) as engine:
        yield engine


@pytest.fixture(scope="module")
def read_content(reader_engine, tmp_path_factory):
    """Reads bytes as a CSV: column names, accepted rows (line, cells), rejects (line, reason)."""
    path = tmp_path_factory.mktemp("exports") / "export"

    def read(content, **dialect):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        source = Source(source="export", feed="orders", files="*", **dialect)
        export = read_csv(reader_engine, path, source)
        fetched = reader_engine.connection.execute("from export_rows order by _line").fetchall()
        rows = [(line, *[cell or "" for cell in cells]) for line, *cells in fetched]
        rejects = reader_engine.connection.execute(
            "select line, reason from export_rejects order by line"
        ).fetchall()
        return list(export.cells), rows, rejects

    return read
