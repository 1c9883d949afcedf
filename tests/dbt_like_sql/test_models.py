"""Runs the given/expect cases that lie beside this file, one YAML per model or check.

A case says what a model returns (`expect`) when the tables that it reads hold these rows
(`given`). Tables are written as aligned CSV; an empty cell is null, a column left out is null, a
table left out is empty, except that reference.metrics, reference.periods and reference.run are as
in a run at `as_of`. `where` compares only some of the rows. Order means nothing; the columns
compared are those that `expect` names.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from assets.warehouse.model_catalog import load_catalog
from assets.warehouse.sql_models import load_checks

HERE = Path(__file__).parent
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """One behaviour of one model."""

    name: str
    expect: str
    given: dict[str, str] = field(default_factory=dict)
    as_of: datetime = datetime(2024, 6, 30, 12)
    where: str = "true"


@dataclass(frozen=True)
class Subject:
    """A model or a check: its select, and the tables that it reads."""

    sql: str
    reads: frozenset[str]


@cache
def load_subjects() -> dict[str, Subject]:
    models = {model.table: Subject(model.sql, model.reads) for model in load_catalog()}
    checks = {f"checks.{check.name}": Subject(check.sql, check.reads) for check in load_checks()}
    return models | checks


def load_cases() -> Iterator[Any]:
    for path in sorted(HERE.rglob("*.yml")):
        table = f"{path.relative_to(HERE).parts[0]}.{path.stem}"
        for entry in yaml.safe_load(path.read_text("utf-8")):
            case = Case(**entry)
            yield pytest.param(table, case, id=f"{table}: {case.name}")


def read_table(text: str) -> tuple[list[str], Rows]:
    """Column names and rows of aligned CSV; an empty cell is null."""
    lines = csv.reader(text.strip().splitlines(), skipinitialspace=True, strict=True)
    header, *body = [[cell.strip() for cell in line] for line in lines]
    rows = [{name: cell or None for name, cell in zip(header, line, strict=True)} for line in body]
    return header, rows


def is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def show(value: object) -> object:
    """A value as a case writes it: numbers stay numbers, moments become ISO text."""
    if value is None:
        return None
    if isinstance(value, dict):
        return str({name: part for name, part in value.items() if part is not None})
    if is_number(value):
        return float(str(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def read_numbers(expected: Rows, found: Rows) -> Rows:
    """Expected rows, their text read as numbers in the columns that hold numbers."""
    numeric = {name for row in found for name, value in row.items() if is_number(value)}
    return [
        {name: float(cell) if cell and name in numeric else cell for name, cell in row.items()}
        for row in expected
    ]


def about(row: dict[str, Any]) -> dict[str, Any]:
    """The row, its numbers within 1e-9."""
    return {
        name: pytest.approx(value, rel=0, abs=1e-9) if isinstance(value, float) else value
        for name, value in row.items()
    }


def in_order(rows: Rows) -> Rows:
    """Rows sorted so that tiny differences between floats don't change their order."""

    def place(row: dict[str, Any]) -> list[str]:
        return [f"{v:.6f}" if isinstance(v, float) else str(v) for v in row.values()]

    return sorted(rows, key=place)


@pytest.mark.parametrize(("table", "case"), list(load_cases()))
def test_model_gives_what_is_expected(workbench, table, case):
    subject = load_subjects()[table]
    given = {name: read_table(text)[1] for name, text in case.given.items()}
    sql = f"select * from (\n{subject.sql}\n) where {case.where}"
    found = workbench.run_alone(sql, subject.reads, given, case.as_of)

    header, rows = read_table(case.expect)
    expected = in_order(read_numbers(rows, found))
    actual = in_order([{name: show(row[name]) for name in header} for row in found])
    assert actual == [about(row) for row in expected]
