"""LimeSurvey CSV: one header row of question codes, of full texts, or of `code. text`.

An answer that was never submitted has no submit date; it is set aside as incomplete, unless the
source takes `submitted_at` from another column, such as `datestamp`. A survey that is anonymised
writes 1980-01-01 00:00:00 into every submit date; that is kept as it stands.
"""

import re
from dataclasses import replace
from pathlib import Path

from assets.contracts.sources import Source
from assets.ingest.readers.export import Export, Reader
from assets.ingest.readers.text.delimited import decode_text, read_records
from assets.ingest.readers.text.header import read_header
from assets.ingest.readers.text.question_headers import also_named, incomplete_answers, one_line
from assets.warehouse.duckdb import DuckDBEngine

FIXED = {
    "response_id": ("id", "Response ID"),
    "submitted_at": ("submitdate", "Date submitted"),
    "language": ("startlanguage", "Start language"),
}
PERSON_NAMES = ("firstname", "lastname", "First name", "Last name")
# `q1[SQ001]. How happy are you?`; a full text holds no code.
_CODE = re.compile(r"(\w+(?:\[[^\]]*\])*)\. ")


def read_limesurvey_csv(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A LimeSurvey export; a column is named as it stands, or by its code alone."""
    decoded = decode_text(path, source)
    header = read_header(decoded, source, rows=1)
    names = header.rows[0]
    export = read_records(engine, decoded, source, header, names)
    cells = also_named(export.cells, map(one_line, names), map(_code, names))
    return replace(
        export,
        cells=cells,
        fixed=FIXED,
        set_aside=incomplete_answers(cells, source, FIXED["submitted_at"]),
        date_format=source.date_format or "%Y-%m-%d %H:%M:%S",
        person_names=PERSON_NAMES,
    )


def _code(name: str) -> str:
    """The code before a text; nothing where there is none."""
    found = _CODE.match(name)
    return found.group(1) if found else ""


READER = Reader(
    read_limesurvey_csv,
    feeds=("survey_responses",),
    hallmarks=frozenset({"id", "submitdate", "lastpage", "startlanguage"}),
)
