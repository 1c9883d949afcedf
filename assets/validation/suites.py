"""What is promised of each table, said without Great Expectations, so that it loads at once.

Row-level refusal happens at ingest; a suite states what must hold of the table that came out.
"""

from dataclasses import dataclass
from typing import Any

from assets.contracts.feeds import Feed, load_feeds

SCOPE_KINDS = (
    "company",
    "business_unit",
    "team",
    "country",
    "channel",
    "product",
    "segment",
    "generation",
    "language",
)
NEVER_BELOW_0 = (
    *("percent", "hours", "days", "years"),
    *("tickets", "replies", "tickets per hour", "tickets per agent"),
)


@dataclass(frozen=True)
class Promise:
    """One expectation: the name of its class in Great Expectations, and its arguments."""

    expectation: str
    arguments: dict[str, Any]
    severity: str = "critical"
    where: tuple[str, str] | None = None
    """Column and value of the rows that it is about; none: all rows."""


@dataclass(frozen=True)
class Suite:
    """What is promised of one table; only `columns` are looked at."""

    table: str
    columns: tuple[str, ...]
    promises: tuple[Promise, ...]
    may_be_empty: bool = False


def feed_suites() -> list[Suite]:
    """One suite per feed, on its staging table."""
    return [feed_suite(feed) for feed in load_feeds().values()]


def feed_suite(feed: Feed) -> Suite:
    """What its contract promises of a feed."""
    promises: list[Promise] = []
    for name, column in feed.columns.items():
        if column.required:
            promises.append(not_null(name))
        if column.one_of:
            promises.append(in_set(name, column.one_of))
    key = [name for name in feed.key if name in feed.columns]
    if key:
        promises.append(unique(key))
    if feed.feed == "survey_responses":
        promises.append(in_order("score", "scale_max"))
        promises.append(in_order("scale_min", "score"))
    columns = {promise_column for promise in promises for promise_column in columns_of(promise)}
    return Suite(f"staging.{feed.feed}", tuple(sorted(columns)), tuple(promises), may_be_empty=True)


def scorecard_suite(metrics: tuple[str, ...]) -> Suite:
    """What is promised of the scorecard, whatever its figures.

    Args:
        metrics: The metrics of the registry.
    """
    grain = ["metric", "scope_kind", "scope", "period_kind", "period_start"]
    promises = (
        *[not_null(column) for column in (*grain, "value", "unit")],
        in_set("metric", metrics),
        in_set("scope_kind", SCOPE_KINDS),
        in_set("period_kind", ("week", "month", "quarter", "year")),
        in_set("status", ("met", "missed", "uncertain")),
        in_set("signal", ("improving", "worsening", "none", "insufficient")),
        not_null("signal"),
        unique(grain),
        in_order("ci_low", "ci_high"),
        between("n", 1, None),
        between("value", -100, 100, where=("unit", "points")),
        *[between("value", 0, None, where=("unit", unit)) for unit in NEVER_BELOW_0],
        Promise("ExpectTableRowCountToBeBetween", {"min_value": 1}),
    )
    columns = (*grain, "value", "unit", "status", "signal", "ci_low", "ci_high", "n")
    return Suite("marts.scorecard", columns, promises)


_IGNORE_EMPTY = {"ignore_row_if": "either_value_is_missing"}


def not_null(column: str) -> Promise:
    """No cell is empty."""
    return Promise("ExpectColumnValuesToNotBeNull", {"column": column})


def in_set(column: str, values: tuple[str, ...]) -> Promise:
    """Every value is one of these."""
    return Promise("ExpectColumnValuesToBeInSet", {"column": column, "value_set": list(values)})


def between(
    column: str, low: float | None, high: float | None, where: tuple[str, str] | None = None
) -> Promise:
    """Every value lies between two, both allowed."""
    bounds = {"column": column, "min_value": low, "max_value": high}
    return Promise("ExpectColumnValuesToBeBetween", bounds, where=where)


def unique(columns: list[str]) -> Promise:
    """No two rows share these columns."""
    if len(columns) == 1:
        return Promise("ExpectColumnValuesToBeUnique", {"column": columns[0]})
    return Promise("ExpectCompoundColumnsToBeUnique", {"column_list": columns})


def in_order(low: str, high: str) -> Promise:
    """One column is never above another."""
    pair = {"column_A": high, "column_B": low, "or_equal": True} | _IGNORE_EMPTY
    return Promise("ExpectColumnPairValuesAToBeGreaterThanB", pair)


def columns_of(promise: Promise) -> list[str]:
    """The columns that a promise is about."""
    named = [promise.arguments.get(key) for key in ("column", "column_A", "column_B")]
    listed = promise.arguments.get("column_list", [])
    return [column for column in (*named, *listed) if column]
