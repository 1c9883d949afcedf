"""One file per export format; each turns a file into an `Export` and knows nothing of feeds' types.

A vendor changes its export: one file here changes.
"""

from collections.abc import Callable
from pathlib import Path

from assets.contracts.sources import Source
from assets.ingest.readers.delighted_json import read_delighted_json
from assets.ingest.readers.delimited import read_csv
from assets.ingest.readers.export import Export
from assets.ingest.readers.qualtrics_csv import read_qualtrics_csv
from assets.ingest.readers.surveymonkey_csv import read_surveymonkey_csv
from assets.warehouse.duckdb import DuckDBEngine

READERS: dict[str, Callable[[DuckDBEngine, Path, Source], Export]] = {
    "csv": read_csv,
    "qualtrics_csv": read_qualtrics_csv,
    "surveymonkey_csv": read_surveymonkey_csv,
    "delighted_json": read_delighted_json,
}
