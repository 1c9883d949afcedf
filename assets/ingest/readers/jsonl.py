"""JSON lines (NDJSON): one object per line; a line that is none is set aside with its number."""

from pathlib import Path

from duckdb import SQLExpression

from assets.contracts.sources import Source
from assets.ingest.readers.documents.json_items import items_as_rows
from assets.ingest.readers.export import LONGEST_ROW_BYTES, Export, Reader
from assets.ingest.readers.text.delimited import decode_text
from assets.ingest.readers.text.encoding import DecodedFile
from assets.warehouse.duckdb import DuckDBEngine

# Never stands in JSON, which writes control characters with a backslash.
_NO_DELIMITER = "\x01\x02\x03\x04"


def read_jsonl(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A file of objects, one per line; blank lines are passed over."""
    engine.run_file("ingest/forget_rejects.sql")
    _read_lines(engine, decode_text(path, source))
    engine.run_file("ingest/number_lines.sql")
    engine.run_file("ingest/lines_as_documents.sql")
    return Export(cells=items_as_rows(engine, source))


def _read_lines(engine: DuckDBEngine, decoded: DecodedFile) -> None:
    """Every line that isn't too long, blank ones included, into table `lines`."""
    lines = engine.connection.read_csv(
        str(decoded.path),
        columns={"line": "VARCHAR"},
        auto_detect=False,
        header=False,
        delimiter=_NO_DELIMITER,
        quotechar="",
        escapechar="",
        # A blank line is a row only where nothing is what blank text means.
        na_values="",
        # With no quotes to be strict about; strict mode refuses a carriage return within a line.
        strict_mode=False,
        max_line_size=LONGEST_ROW_BYTES,
        store_rejects=True,
        rejects_limit=0,
        parallel=False,
    )
    place = SQLExpression("row_number() over ()").alias("place")
    engine.store_temporarily("lines", lines.select(place, "line"))


READER = Reader(read_jsonl)
