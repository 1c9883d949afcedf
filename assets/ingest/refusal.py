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
from assets.ingest.agents import agent_columns
from assets.ingest.casting import SET_ASIDE, as_text

# A clock that runs ahead, or a zone not yet agreed on, is no reason to refuse a row.
FUTURE_TOLERANCE = timedelta(days=1)
# The calendar begins here; an earlier time is a default that somebody's system filled in.
EARLIEST = datetime(1970, 1, 1)
_FIRST_BROKEN = "_first_broken"


@dataclass(frozen=True)
class Refusal:
    """One way in which a row can be wrong."""

    broken: Expression
    reason: Expression
    column: str


def judge_rows(
    rows: DuckDBPyRelation,
    feed: Feed,
    as_of: datetime,
    *,
    agents_known: bool = False,
    cut_line: int | None = None,
) -> DuckDBPyRelation:
    """Add `_reason` and `_column` (of the feed), null where a row may be stored.

    Args:
        rows: As `cast_rows` gives them.
        feed: The contract.
        as_of: What counts as now.
        agents_known: Whether the rows are held to the list of agents, in `raw.agents`.
        cut_line: A line whose last cell may be only the beginning of what it was.
    """
    refusals = [_set_aside(), *_cell_refusals(feed, as_of), *_rule_refusals(feed)]
    if agents_known:
        refusals += _unknown_agents(feed)
    if cut_line is not None:
        was_cut = ColumnExpression("_line") == ConstantExpression(cut_line)
        refusals.insert(1, Refusal(was_cut, ConstantExpression("cut_off"), "cut_off"))
    chain = CaseExpression(refusals[0].broken, ConstantExpression(0))
    for number, refusal in enumerate(refusals[1:], start=1):
        chain = chain.when(refusal.broken, ConstantExpression(number))
    judged = rows.select(StarExpression(), chain.alias(_FIRST_BROKEN))
    return judged.select(
        StarExpression(exclude=[_FIRST_BROKEN]),
        _of_first_broken([refusal.reason for refusal in refusals]).alias("_reason"),
        _of_first_broken([ConstantExpression(refusal.column) for refusal in refusals]).alias(
            "_column"
        ),
    )


def _of_first_broken(results: list[Expression]) -> Expression:
    """What belongs to the first rule that is broken; most rows break none, and cost nothing."""
    first = ColumnExpression(_FIRST_BROKEN)
    chain = CaseExpression(first.isnull(), ConstantExpression(None).cast("varchar"))
    for number, result in enumerate(results):
        chain = chain.when(first == ConstantExpression(number), result)
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


def _unknown_agents(feed: Feed) -> list[Refusal]:
    reason = ConstantExpression("unknown_agent")
    unknown = "{} not in (select agents.agent_id from raw.agents)"
    return [
        Refusal(SQLExpression(unknown.format(name)), reason, name) for name in agent_columns(feed)
    ]


def _rule_refusals(feed: Feed) -> list[Refusal]:
    return [
        Refusal(~SQLExpression(f"({rule.holds})"), ConstantExpression(rule.reason), rule.column)
        for rule in feed.rules
    ]
