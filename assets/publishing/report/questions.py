"""The larger questions, each answered by one query and shown as `questions.yml` says."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from assets.publishing.report.figures import Row, change, day, figure
from assets.warehouse.duckdb import DuckDBEngine

NOTHING = "–"


class Question(BaseModel):
    """One question of PRODUCT.md.

    Attributes:
        table: The table of the company file that answers it, and its query's name.
        columns: Heading → pattern. `{n}` is a column of the query; `{value:percent}` shows it in
            that unit, `{value:{unit}}` in the unit of the row, `{value:change}` as a change.
        none: What to say when the table is empty.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: int
    question: str
    table: str
    lead: str
    columns: dict[str, str]
    none: str


@dataclass(frozen=True)
class Answer:
    """A question with its rows.

    Attributes:
        rows: Texts, one for each column.
        reasons: Why some of a row is not shown, for each row.
        needs: Feeds without which it can't be answered.
    """

    question: Question
    rows: list[list[str]]
    reasons: list[str | None]
    rows_in_all: int
    needs: str | None


class _NoFigureError(Exception):
    """A pattern needs a value that is missing."""


class _Texts(Formatter):
    """Fills in a pattern; a missing value makes the whole cell a dash."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if value is None:
            raise _NoFigureError
        if isinstance(value, date):
            return day(value)
        if format_spec == "change":
            return change(value, "points", "")
        if format_spec:
            return figure(value, format_spec)
        return f"{value:,}" if isinstance(value, int) else str(value)


def load_questions() -> list[Question]:
    """All questions in PRODUCT.md's order."""
    entries = yaml.safe_load(Path(__file__).with_name("questions.yml").read_text("utf-8"))
    return [Question.model_validate(entry) for entry in entries]


def answer(engine: DuckDBEngine, question: Question) -> Answer:
    """The first rows of a question's table, as texts."""
    rows = engine.rows_of_file(f"publishing/questions/{question.table}.sql")
    needs = next((row["availability"] for row in rows if row["availability"]), None)
    shown = [] if needs else rows
    return Answer(
        question,
        rows=[[cell(pattern, row) for pattern in question.columns.values()] for row in shown],
        reasons=[row["not_shown"] for row in shown],
        rows_in_all=rows[0]["rows_in_all"] if shown else 0,
        needs=needs and needs.removeprefix("not available: needs "),
    )


def cell(pattern: str, row: Row) -> str:
    """A pattern filled in from a row."""
    try:
        return _Texts().vformat(pattern, (), row)
    except _NoFigureError:
        return NOTHING
