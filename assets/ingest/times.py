"""The text of cells into values: numbers, dates, and the times of exports into UTC.

A local time may be one that the clock showed twice, or never. It is read all the same, by the rule
of `to_utc` in `dbt_like_sql/ingest/macros.sql`, and marked in `<column>__clock`.
"""

from duckdb import (
    CaseExpression,
    ColumnExpression,
    ConstantExpression,
    Expression,
    FunctionExpression,
)

from assets.contracts.feeds import Column, Feed
from assets.contracts.sources import SPREADSHEET_EPOCHS, Source
from assets.ingest.clock_changes import ClockChange, clock_changes
from assets.ingest.readers.export import Export

REPEATED, SKIPPED = "time_repeated", "time_skipped"
# The first day that a spreadsheet's count has right.
_FIRST_DAYS = {"excel_1900": 61, "excel_1904": 0}


def clock_column(column: str) -> str:
    """Name of the column that says how the clock stood."""
    return f"{column}__clock"


def read_cells(feed: Feed, export: Export, source: Source) -> list[Expression]:
    """The value of each column of a feed, and how the clock stood where that is in doubt."""
    times = _Times(export, source)
    values = []
    for name, column in feed.columns.items():
        text = ColumnExpression(name)
        values.append(_value(text, column, times, source.decimal).alias(name))
        note = times.clock_note(text) if column.type == "timestamp" else None
        if note is not None:
            values.append(note.alias(clock_column(name)))
    return values


def _value(text: Expression, column: Column, times: "_Times", decimal: str) -> Expression:
    match column.type:
        case "timestamp":
            return times.utc(text)
        case "date":
            return times.date(text)
        case "number":
            return FunctionExpression("read_number", text, ConstantExpression(decimal))
        case "text":
            return text
        case _:
            return FunctionExpression(f"read_{column.type}", text)


class _Times:
    """How an export writes times."""

    def __init__(self, export: Export, source: Source) -> None:
        self.format = export.date_format or source.date_format
        self.zone = export.time_zone or source.time_zone

    def utc(self, text: Expression) -> Expression:
        zone = ConstantExpression(self.zone)
        if self.format is None:
            return FunctionExpression("read_iso_timestamp", text, zone)
        if self.format == "epoch":
            return FunctionExpression("read_epoch_timestamp", text)
        if "%z" in self.format:
            return FunctionExpression(
                "read_offset_timestamp", text, ConstantExpression(self.format)
            )
        if self.zone == "UTC":
            return self.local(text)
        return FunctionExpression("to_utc", self.local(text), zone)

    def local(self, text: Expression) -> Expression:
        """The time as the clock showed it."""
        if self.format is None:
            return FunctionExpression("local_iso_time", text)
        if self.format in SPREADSHEET_EPOCHS:
            days = SPREADSHEET_EPOCHS[self.format], _FIRST_DAYS[self.format]
            day, first = map(ConstantExpression, days)
            return FunctionExpression("local_spreadsheet_time", text, day, first)
        return FunctionExpression("local_time", text, ConstantExpression(self.format))

    def date(self, text: Expression) -> Expression:
        if self.format is None or self.format == "epoch":
            return FunctionExpression("read_iso_date", text)
        if self.format in SPREADSHEET_EPOCHS:
            return self.local(text).cast("date")
        return FunctionExpression("read_date", text, ConstantExpression(self.format))

    def clock_note(self, text: Expression) -> Expression | None:
        """Whether the clock showed a time twice or never; None where no clock was changed."""
        carries_zone = self.format == "epoch" or "%z" in (self.format or "")
        is_utc = carries_zone or self.zone == "UTC"
        changes = clock_changes(self.zone) if self.zone and not is_utc else ()
        if not changes:
            return None
        local = self.local(text)
        days = {day for change in changes for day in (change.begins.date(), change.ends.date())}
        on_such_a_day = local.cast("date").isin(*map(ConstantExpression, sorted(days)))
        return CaseExpression(on_such_a_day, _note(local, changes))


def _note(local: Expression, changes: tuple[ClockChange, ...]) -> Expression:
    notes = CaseExpression(local.isnull(), ConstantExpression(None).cast("varchar"))
    for change in changes:
        begins, ends = ConstantExpression(change.begins), ConstantExpression(change.ends)
        note = ConstantExpression(SKIPPED if change.skipped else REPEATED)
        notes = notes.when((local >= begins) & (local < ends), note)
    return notes
