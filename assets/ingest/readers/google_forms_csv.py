"""Google Forms CSV, of the form or its sheet: a time, often an address, then the questions.

There is no id. A row's id is the hash of the cells that it fills, in their order: it stays the same
in a later export with more rows, with a question added or reworded. Two people who give the same
answers within the same second can't be told apart; the second counts as a duplicate.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from duckdb import ConstantExpression, Expression, FunctionExpression

from assets.contracts.sources import Source
from assets.ingest.readers.export import Export, Reader
from assets.ingest.readers.text.delimited import decode_text, read_records
from assets.ingest.readers.text.header import read_header
from assets.ingest.readers.text.question_headers import also_named, one_line
from assets.warehouse.duckdb import DuckDBEngine

ROW_ID = "(all cells)"
TIMES = ("Timestamp", "타임스탬프", "Aikaleima")
FIXED: dict[str, str | tuple[str, ...]] = {
    "response_id": ROW_ID,
    "submitted_at": TIMES,
    "customer_id": (
        "Email Address",
        "Email address",
        "Username",
        "이메일 주소",
        "Sähköpostiosoite",
        "Sähköposti",
    ),
}
# What a question for a name is usually called.
PERSON_NAMES = ("Name", "Full name", "First name", "Last name", "이름", "성함", "Nimi")
DATE_FORMAT = "%m/%d/%Y %H:%M:%S"
# What strptime doesn't know: Korean halves of the day, and the form's own `GMT+2` for `+02`.
_TIME_SPELLINGS = (
    ("오전", "AM"),
    ("오후", "PM"),
    (r"GMT([+-])(\d)(:\d\d)?$", r"GMT\10\2\3"),
    (r"GMT([+-]\d\d)", r"\1"),
)
_EMPTY = ConstantExpression("")


def read_google_forms_csv(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A Google Forms export; a question of a grid is named `Question [Row]`."""
    decoded = decode_text(path, source)
    header = read_header(decoded, source, rows=1)
    export = read_records(engine, decoded, source, header, header.rows[0])
    cells = also_named(export.cells, map(one_line, header.rows[0]))
    times = {name: _respelt(export.cell(name)) for name in TIMES if name in export.cells}
    return replace(
        export,
        cells={**cells, **times, ROW_ID: _row_id(map(export.cell, export.cells))},
        fixed=FIXED,
        date_format=source.date_format or DATE_FORMAT,
        person_names=PERSON_NAMES,
    )


def _row_id(cells: Iterable[Expression]) -> Expression:
    """The hash of the cells that are filled, whichever columns lie between them."""
    filled = [FunctionExpression("nullif", cell, _EMPTY) for cell in cells]
    joined = FunctionExpression("concat_ws", ConstantExpression("\x1f"), *filled)
    return FunctionExpression("md5", joined)


def _respelt(time: Expression) -> Expression:
    for pattern, spelling in _TIME_SPELLINGS:
        written = ConstantExpression(pattern), ConstantExpression(spelling)
        time = FunctionExpression("regexp_replace", time, *written)
    return time


READER = Reader(
    read_google_forms_csv,
    feeds=("survey_responses",),
    hallmarks=frozenset({"Timestamp", "Email Address"}),
)
