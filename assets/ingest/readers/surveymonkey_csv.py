"""SurveyMonkey CSV: row 1 questions, row 2 answer options; a blank header repeats the question.

The condensed export leaves row 2 blank, or out.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assets.contracts.sources import Source
from assets.ingest.readers.export import Export, Reader
from assets.ingest.readers.text.delimited import decode_text, read_records
from assets.ingest.readers.text.encoding import DecodedFile
from assets.ingest.readers.text.header import Header, read_header
from assets.ingest.readers.text.question_headers import (
    also_named,
    check_lengths,
    first_records,
    one_line,
)
from assets.warehouse.duckdb import DuckDBEngine

FIXED = {
    "response_id": ("Respondent ID", "RespondentID"),
    "submitted_at": ("End Date", "EndDate"),
}
PERSON_NAMES = ("First Name", "Last Name", "FirstName", "LastName")
DATE_FORMAT = "%m/%d/%Y %I:%M:%S %p"
# Columns that every answer fills, so that they are blank in a header row only.
_ALWAYS_FILLED = {"Respondent ID", "RespondentID", "Start Date", "StartDate", "End Date", "EndDate"}
# What row 2 says under a question that has one answer cell; it adds nothing to the name.
_SINGLE_ANSWER = {"", "Response", "Open-Ended Response"}


def read_surveymonkey_csv(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A SurveyMonkey export; a question is named by its text, with or without its HTML tags.

    Raises:
        FileRefused: The header rows don't fit each other.
    """
    decoded = decode_text(path, source)
    header = _read_header(decoded, source)
    check_lengths(header.rows)
    questions = header.rows[0]
    options = header.rows[1] if len(header.rows) > 1 else [""] * len(questions)
    export = read_records(engine, decoded, source, header, name_columns(questions, options))
    return replace(
        export,
        cells=also_named(export.cells, questions, _names_of_lone_cells(questions)),
        fixed=FIXED,
        date_format=source.date_format or DATE_FORMAT,
        person_names=PERSON_NAMES,
    )


def name_columns(questions: Sequence[str], options: Sequence[str]) -> list[str]:
    """`Question`, or `Question | option` where a question has several cells."""
    names, question = [], ""
    for text, option in zip(questions, options, strict=True):
        question = one_line(text) or question
        option = one_line(option)
        names.append(question if option in _SINGLE_ANSWER else f"{question} | {option}")
    return names


def _names_of_lone_cells(questions: Sequence[str]) -> list[str]:
    """The question where it has one cell only, whatever language the row below speaks."""
    followers = [*questions[1:], "end"]
    return [
        one_line(text) if follower.strip() else ""
        for text, follower in zip(questions, followers, strict=True)
    ]


def _read_header(decoded: DecodedFile, source: Source) -> Header:
    """Row 1, and row 2 unless it is an answer already."""
    questions, *rest = first_records(decoded, source, most=2)
    places = [i for i, name in enumerate(questions) if name.strip() in _ALWAYS_FILLED] or [0]
    is_header = any(not any("".join(row[i : i + 1]).strip() for i in places) for row in rest)
    return read_header(decoded, source, rows=2 if is_header else 1)


READER = Reader(
    read_surveymonkey_csv,
    feeds=("survey_responses",),
    hallmarks=frozenset({"Respondent ID", "Collector ID", "Start Date", "End Date"}),
)
