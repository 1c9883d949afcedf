"""Contracts of the tables that people keep by hand, and their strict reader.

They hold tens of rows, so they are read row by row with an exact message for each mistake.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import available_timezones

import yaml
from pydantic import BaseModel, ConfigDict

from assets.contracts.sources import nearest
from assets.errors import ContractError

if TYPE_CHECKING:
    import pyarrow as pa

Cell = str | float | bool | date | None
ColumnType = Literal["text", "number", "boolean", "date", "clock_time", "weekday", "time_zone"]
_NUMBER = re.compile(r"[+-]?\d*\.?\d+")
_CLOCK_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)|24:00")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_BOOLEANS = {"yes": True, "true": True, "no": False, "false": False}


class ReferenceColumn(BaseModel):
    """One column of a table kept by hand."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: ColumnType
    description: str
    required: bool = False


class ReferenceTable(BaseModel):
    """One table kept by hand."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    description: str
    key: tuple[str, ...]
    unique: tuple[str, ...] = ()
    """Further columns of which no value comes twice."""
    one_yes: tuple[str, ...] = ()
    """Columns that say yes in one row at most."""
    ascending: tuple[str, ...] = ()
    """Columns of which each must be later than the one before."""
    columns: Mapping[str, ReferenceColumn]


@cache
def load_reference_contracts() -> dict[str, ReferenceTable]:
    """All of them by name."""
    text = Path(__file__).with_name("reference.yml").read_text("utf-8")
    return {name: ReferenceTable.model_validate(t) for name, t in yaml.safe_load(text).items()}


def read_reference(path: Path, contract: ReferenceTable) -> "pa.Table":
    """The rows of a table kept by hand; none when there is no such file.

    Raises:
        ContractError: A column is unknown or missing, a cell can't be read, a key comes twice.
    """
    import pyarrow as pa

    rows = _read_rows(path, contract) if path.exists() else []
    types = {
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "clock_time": pa.int64(),
    }
    schema = pa.schema(
        [(name, types.get(column.type, pa.string())) for name, column in contract.columns.items()]
    )
    return pa.Table.from_pylist(rows, schema=schema)


def _read_rows(path: Path, contract: ReferenceTable) -> list[dict[str, Cell]]:
    rows: list[dict[str, Cell]] = []
    lines: dict[tuple[Cell, ...], int] = {}
    for line, record in _records(path, contract):
        where = f"{path.name}, line {line}"
        row = {
            name: _read_cell(record.get(name), column, f"{where}, column {name}")
            for name, column in contract.columns.items()
        }
        key = tuple(row[name] for name in contract.key)
        if key in lines:
            raise ContractError(f"{where}: {key} stands in line {lines[key]} too; keep one")
        lines[key] = line
        _check_unique(row, rows, contract, where)
        _check_one_yes(row, rows, contract, where)
        _check_order(row, contract, where)
        rows.append(row)
    return rows


def _check_unique(
    row: dict[str, Cell], rows: list[dict[str, Cell]], contract: ReferenceTable, where: str
) -> None:
    for name in contract.unique:
        if row[name] is not None and any(earlier[name] == row[name] for earlier in rows):
            raise ContractError(f"{where}, column {name}: `{row[name]}` stands twice; keep one")


def _check_one_yes(
    row: dict[str, Cell], rows: list[dict[str, Cell]], contract: ReferenceTable, where: str
) -> None:
    for name in contract.one_yes:
        others = [earlier for earlier in rows if row[name] and earlier[name]]
        if others:
            key = ", ".join(str(others[0][column]) for column in contract.key)
            raise ContractError(
                f"{where}, column {name}: yes, as for `{key}` before; say yes in one row only"
            )


def _check_order(row: dict[str, Cell], contract: ReferenceTable, where: str) -> None:
    for before, after in pairwise(contract.ascending):
        first, second = row[before], row[after]
        if isinstance(first, int) and isinstance(second, int) and second <= first:
            raise ContractError(
                f"{where}, column {after}: must be later than {before}; "
                "hours over midnight are two windows, the first until 24:00"
            )


def _records(path: Path, contract: ReferenceTable) -> Iterator[tuple[int, dict[str, str]]]:
    """The records of a file with their lines.

    Raises:
        ContractError: It isn't CSV in UTF-8, a column isn't known, a record has too many cells.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            _check_header(reader.fieldnames or (), contract, path.name)
            for record in reader:
                if None in record:
                    raise ContractError(
                        f"{path.name}, line {reader.line_num}: more cells than columns; "
                        "quote a cell that holds a comma"
                    )
                yield reader.line_num, record
    except (csv.Error, UnicodeDecodeError) as error:
        raise ContractError(f"{path.name}: not CSV in UTF-8: {error}") from error


def _check_header(names: Sequence[str], contract: ReferenceTable, file: str) -> None:
    for name in names:
        if name not in contract.columns:
            raise ContractError(f"{file}: no column `{name}`{nearest(name, contract.columns)}")
    for name, column in contract.columns.items():
        if column.required and name not in names:
            raise ContractError(f"{file}: column `{name}` is missing{nearest(name, names)}")


def _read_cell(text: str | None, column: ReferenceColumn, where: str) -> Cell:
    text = unicodedata.normalize("NFC", text or "").strip()
    if not text:
        if column.required:
            raise ContractError(f"{where}: empty; a value is required")
        return None
    try:
        return _CELLS[column.type](text)
    except ValueError as error:
        raise ContractError(f"{where}: `{text}` is {error}") from error


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise ValueError("not a number")
    return float(text)


def _boolean(text: str) -> bool:
    if text.lower() not in _BOOLEANS:
        raise ValueError("neither yes nor no")
    return _BOOLEANS[text.lower()]


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("no date such as 2026-12-06") from None


def _clock_time(text: str) -> int:
    """Seconds since midnight."""
    if not _CLOCK_TIME.fullmatch(text):
        raise ValueError("no time such as 09:30, and not 24:00")
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def _weekday(text: str) -> str:
    if text.capitalize() not in _WEEKDAYS:
        raise ValueError(f"no weekday{nearest(text, _WEEKDAYS)}")
    return text.capitalize()


def _time_zone(text: str) -> str:
    if text not in available_timezones():
        raise ValueError(f"no time zone{nearest(text, available_timezones(), list_all=False)}")
    return text


_CELLS: dict[ColumnType, Callable[[str], Cell]] = {
    "text": str,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "clock_time": _clock_time,
    "weekday": _weekday,
    "time_zone": _time_zone,
}
