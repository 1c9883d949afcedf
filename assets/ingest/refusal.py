"""Why a row is refused: the first rule of its feed's contract that it breaks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from duckdb import (
    CaseExpression,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
    SQLExpression,
    StarExpression,
)

from assets.contracts.feeds import Column, Feed
from assets.ingest.casting import SET_ASIDE, as_text

# A clock that runs ahead, or a zone not yet agreed on, is no reason to refuse a row.
FUTURE_TOLERANCE = timedelta(days=1)
# The calendar begins here; an earlier time is a default that somebody's system filled in.
EARLIEST = datetime(1970, 1, 1)


@dataclass(frozen=True)
class Refusal:
    """One way in which a row can be wrong."""

    broken: Expression
    reason: Expression
    column: str


def judge_rows(rows: DuckDBPyRelation, feed: Feed, as_of: datetime) -> DuckDBPyRelation:
    """Add `_reason` and `_column` (of the feed), null where a row may be stored."""
    refusals = [_set_aside(), *_cell_refusals(feed, as_of), *_rule_refusals(feed)]
    reasons = [(refusal.broken, refusal.reason) for refusal in refusals]
    columns = [(refusal.broken, ConstantExpression(refusal.column)) for refusal in refusals]
    return rows.select(
        StarExpression(),
        _first_match(reasons).alias("_reason"),
        _first_match(columns).alias("_column"),
    )


def _first_match(cases: list[tuple[Expression, Expression]]) -> Expression:
    first, *others = cases
    chain = CaseExpression(*first)
    for broken, result in others:
        chain = chain.when(broken, result)
    return chain


def _set_aside() -> Refusal:
    marked = ColumnExpression(SET_ASIDE)
    return Refusal(marked.isnotnull(), marked, SET_ASIDE.strip("_"))


def _cell_refusals(feed: Feed, as_of: datetime) -> list[Refusal]:
    """What each cell must be, the required ones first."""
    refusals = [
        Refusal(
            ColumnExpression(as_text(name)).isnull(), ConstantExpression("missing_required"), name
        )
        for name, column in feed.columns.items()
        if column.required
    ]
    for name, column in feed.columns.items():
        refusals += _refusals_of(name, column, as_of)
    return refusals


def _refusals_of(name: str, column: Column, as_of: datetime) -> list[Refusal]:
    value, text = ColumnExpression(name), ColumnExpression(as_text(name))
    refusals = []
    if column.type != "text":
        unreadable = text.isnotnull() & value.isnull()
        reason = ConstantExpression(f"unreadable_{column.type}")
        refusals.append(Refusal(unreadable, reason, name))
    if column.one_of:
        known = value.isin(*[ConstantExpression(code) for code in column.one_of])
        refusals.append(Refusal(~known, ConstantExpression("unknown_value"), name))
    if column.past:
        latest = ConstantExpression(as_of + FUTURE_TOLERANCE)
        earliest = ConstantExpression(EARLIEST)
        refusals.append(Refusal(value > latest, ConstantExpression("future_timestamp"), name))
        refusals.append(Refusal(value < earliest, ConstantExpression("before_1970"), name))
    return refusals


def _rule_refusals(feed: Feed) -> list[Refusal]:
    return [
        Refusal(~SQLExpression(f"({rule.holds})"), ConstantExpression(rule.reason), rule.column)
        for rule in feed.rules
    ]
