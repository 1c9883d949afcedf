"""SurveyMonkey CSV: row 1 questions, row 2 answer options; a blank header repeats the question."""

import re
from collections.abc import Sequence
from pathlib import Path

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.readers.delimited import read_header, read_records, scratch_copy
from assets.ingest.readers.encoding import decode
from assets.ingest.readers.export import Export, Reader
from assets.warehouse.duckdb import DuckDBEngine

FIXED = {"response_id": "Respondent ID", "submitted_at": "End Date"}
# What row 2 says under a question that has one answer cell; it adds nothing to the name.
_SINGLE_ANSWER = {"", "Response", "Open-Ended Response"}
_TAG = re.compile(r"<[^>]*>")


def read_surveymonkey_csv(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A SurveyMonkey export; a question is named by its text, with or without its HTML tags.

    Raises:
        FileRefused: The header rows don't fit each other.
    """
    decoded = decode(path, source.encoding, scratch_copy(path))
    header = read_header(decoded, source, rows=2)
    if len(header.rows[0]) != len(header.rows[1]):
        raise FileRefused("header_unreadable", "the two header rows differ in length; export again")
    names = name_columns(header.rows[0], header.rows[1])
    cells = read_records(engine, decoded, source, header, names)
    as_written = {
        raw: cells[plain]
        for raw, plain in zip(header.rows[0], names, strict=True)
        if raw and plain in cells
    }
    return Export(cells={**as_written, **cells}, fixed=FIXED)


def name_columns(questions: Sequence[str], options: Sequence[str]) -> list[str]:
    """`Question`, or `Question | option` where a question has several cells."""
    names, question = [], ""
    for text, option in zip(questions, options, strict=True):
        question = _plain(text) or question
        option = _plain(option)
        names.append(question if option in _SINGLE_ANSWER else f"{question} | {option}")
    return names


def _plain(text: str) -> str:
    """A header cell on one line, without tags."""
    return " ".join(_TAG.sub(" ", text).split())


READER = Reader(
    read_surveymonkey_csv,
    feeds=("survey_responses",),
    hallmarks=frozenset({"Respondent ID", "Collector ID", "Start Date", "End Date"}),
)
