"""Typeform CSV: one header row of question texts, `#` is the response's token, times are UTC.

An answer that was never submitted has no submit date; it is set aside as incomplete, unless the
source takes `submitted_at` from another column, such as `Start Date (UTC)`. A multiple choice
stands in one cell, its choices joined by ` / `, or in one column per choice.
"""

from dataclasses import replace
from pathlib import Path

from assets.contracts.sources import Source
from assets.ingest.readers.export import Export, Reader
from assets.ingest.readers.text.delimited import decode_text, read_records
from assets.ingest.readers.text.header import read_header
from assets.ingest.readers.text.question_headers import also_named, incomplete_answers, one_line
from assets.warehouse.duckdb import DuckDBEngine

SUBMITTED = "Submit Date (UTC)"
FIXED = {"response_id": "#", "submitted_at": SUBMITTED}
PERSON_NAMES = ("First name", "Last name", "First Name", "Last Name")


def read_typeform_csv(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A Typeform export; a question is named by its text."""
    decoded = decode_text(path, source)
    header = read_header(decoded, source, rows=1)
    export = read_records(engine, decoded, source, header, header.rows[0])
    cells = also_named(export.cells, map(one_line, header.rows[0]))
    return replace(
        export,
        cells=cells,
        fixed=FIXED,
        set_aside=incomplete_answers(cells, source, [SUBMITTED]),
        time_zone="UTC",
        date_format=source.date_format or "%Y-%m-%d %H:%M:%S",
        person_names=PERSON_NAMES,
    )


READER = Reader(
    read_typeform_csv,
    feeds=("survey_responses",),
    hallmarks=frozenset({"#", "Start Date (UTC)", "Submit Date (UTC)"}),
)
