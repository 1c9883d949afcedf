"""How a figure of the scorecard came about: from its definition down to the rows behind it."""

import os
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from assets.contracts.metrics import SQL_FOLDER, Metric, load_metrics
from assets.contracts.sources import nearest
from assets.errors import Busy, ScorecardError
from assets.warehouse.duckdb import DuckDBEngine
from assets.warehouse.home import Home
from pipelines.status import Summary, opened

Row = dict[str, Any]

_PERIODS = (
    (re.compile(r"(\d{4})-W(\d\d)"), "week"),
    (re.compile(r"(\d{4})-(\d\d)"), "month"),
    (re.compile(r"(\d{4})-Q([1-4])"), "quarter"),
    (re.compile(r"(\d{4})"), "year"),
)
_ROWS_SHOWN = 20


def explain_metric(home: Home, name: str, scope: str | None, period: str | None) -> Summary:
    """Everything behind one cell of the scorecard.

    Who may read the leaders' file sees that file's figure and the ids behind it, else what the
    company file shows.

    Args:
        home: The home.
        name: The metric.
        scope: Such as `Seoul Care` or `team:Seoul Care`; the company when it is None.
        period: Such as 2026-W36, 2026-09, 2026-Q3 or 2026; the latest complete month when None.

    Raises:
        ScorecardError: There is no such metric, scope or period.
    """
    metric = _find_metric(name)
    leaders = home.published / "leaders.duckdb"
    is_leader = os.access(leaders, os.R_OK)
    with opened(leaders if is_leader else home.published / "company.duckdb") as database:
        cell = {"metric": name} | _find_scope(database, name, scope)
        cell |= _find_period(database, cell, period)
        neighbours = database.rows_of_file("explain/neighbours.sql", cell)
        feeds = {"feeds": _feeds_of(metric)}
        files = database.rows_of_file("explain/files.sql", feeds)
    figures = [row for row in neighbours if row["is_asked"]]
    if not figures:
        raise ScorecardError(
            f"no figure of `{name}` for {cell['scope_kind']} `{cell['scope']}` in the "
            f"{cell['period_kind']} that begins on {cell['period_start']}; leave out --period for "
            "the latest complete month"
        )
    facts = {
        **_definition(metric),
        **cell,
        "figure": figures[0],
        "neighbours": neighbours,
        "files": files,
        "sql": _sql_of(metric),
        "rows": _rows_behind(home, metric, cell, figures[0]) if is_leader else None,
    }
    return Summary(facts, "\n".join(_lines(facts)))


def _find_metric(name: str) -> Metric:
    metrics = {metric.metric: metric for metric in load_metrics()}
    if name not in metrics:
        raise ScorecardError(f"no metric `{name}`{nearest(name, metrics)}")
    return metrics[name]


def _find_scope(database: DuckDBEngine, metric: str, scope: str | None) -> Row:
    """Kind and name of a scope, whose kind needs saying only where several have the name."""
    if scope is None:
        return {"scope_kind": "company", "scope": "all"}
    kind, colon, name = scope.partition(":")
    asked = {"scope": name, "scope_kind": kind} if colon else {"scope": scope, "scope_kind": None}
    found = database.rows_of_file("explain/scopes.sql", {"metric": metric} | asked)
    if not found:
        raise ScorecardError(
            f"no scope `{scope}` has a figure of `{metric}`; write its name as in the scorecard, "
            "such as `team:Billing`"
        )
    if len(found) > 1:
        choices = ", ".join(f"`{row['scope_kind']}:{row['scope']}`" for row in found)
        raise ScorecardError(f"`{scope}` is the name of several scopes; say which: {choices}")
    return found[0]


def _find_period(database: DuckDBEngine, cell: Row, period: str | None) -> Row:
    if period is not None:
        return _read_period(period)
    (latest,) = database.rows_of_file("explain/latest_period.sql", cell)
    if latest["period_start"] is None:
        raise ScorecardError(f"no month of `{cell['metric']}` is over; say --period")
    return {"period_kind": "month", "period_start": latest["period_start"]}


def _read_period(text: str) -> Row:
    """Kind and first day of a period.

    Raises:
        ScorecardError: It is none.
    """
    for pattern, kind in _PERIODS:
        if match := pattern.fullmatch(text):
            try:
                return {"period_kind": kind, "period_start": _first_day(kind, *match.groups())}
            except ValueError as error:
                raise ScorecardError(f"--period `{text}`: {error}") from error
    raise ScorecardError(f"--period `{text}` is none such as 2026-W36, 2026-09, 2026-Q3 or 2026")


def _first_day(kind: str, year: str, number: str = "1") -> date:
    if kind == "week":
        return date.fromisocalendar(int(year), int(number), 1)
    months = {"month": 1, "quarter": 3, "year": 12}[kind]
    return date(int(year), (int(number) - 1) * months + 1, 1)


def _definition(metric: Metric) -> Row:
    return {
        "name": metric.name.en,
        "definition": metric.definition,
        "formula": metric.formula,
        "unit": metric.unit,
        "better": metric.better,
        "definition_source": metric.source,
    }


def _sql_of(metric: Metric) -> dict[str, str]:
    """What observes it, and what makes figures of observations."""
    figures = f"intermediate/metrics/metric_{metric.statistic}s.sql"
    files = (f"metrics/{metric.observed}.sql", figures)
    return {file: (SQL_FOLDER / file).read_text("utf-8") for file in files}


def _feeds_of(metric: Metric) -> list[str]:
    """The feeds that its SQL goes back to."""
    from assets.warehouse.model_catalog import load_catalog

    models = {model.table: model for model in load_catalog()}
    tables = waiting = {f"metrics.{metric.observed}"}
    while waiting:
        waiting = {read for table in waiting if table in models for read in models[table].reads}
        waiting -= tables
        tables = tables | waiting
    return sorted(table.removeprefix("raw.") for table in tables if table.startswith("raw."))


def _rows_behind(home: Home, metric: Metric, cell: Row, figure: Row) -> list[Row] | str:
    """Ids of what was observed, or why they can't be told now."""
    last_day = min(figure["period_end"], figure["as_of"].date())
    asked = {
        "metric": metric.observed,
        "scope_kind": cell["scope_kind"],
        "scope": cell["scope"],
        "first_day": last_day if metric.at_period_end else cell["period_start"],
        "last_day": last_day,
        "is_stock": metric.statistic == "stock",
    }
    try:
        with opened(home.work_database) as database:
            return database.rows_of_file("explain/observations.sql", asked)
    except Busy as error:
        return str(error)


def _lines(facts: Row) -> Iterator[str]:
    figure = facts["figure"]
    yield f"{facts['name']} ({facts['metric']})"
    yield f"  {facts['definition']}"
    yield f"  formula: {facts['formula']}; in {facts['unit']}, {facts['better']} is better"
    yield f"  source of the definition: {facts['definition_source']}"
    yield ""
    yield (
        f"{facts['scope_kind']} {facts['scope']}, {facts['period_kind']} "
        f"{figure['period_start']} to {figure['period_end']}, as of {figure['as_of']}"
    )
    yield from _figure_lines(figure)
    yield ""
    yield "neighbours in time:"
    for row in facts["neighbours"]:
        mark = ">" if row["is_asked"] else " "
        yield f"  {mark} {row['period_start']}  {_number(row['value']):>10}  {row['signal'] or ''}"
    yield ""
    yield from _row_lines(facts["rows"])
    yield f"made from {len(facts['files'])} files:"
    for row in facts["files"]:
        yield f"  {row['source']}: {row['file']} ({row['accepted']:,} rows, sha256 {row['sha256']})"
    for file, sql in facts["sql"].items():
        yield f"\ndbt_like_sql/{file}:"
        yield sql.rstrip()


def _figure_lines(figure: Row) -> Iterator[str]:
    if figure["status"] == "hidden":
        yield "  hidden in the company file: it would tell what few people said"
        return
    yield f"  value: {_number(figure['value'])}"
    if figure["ci_low"] is not None:
        yield f"  interval at 95 %: {_number(figure['ci_low'])} to {_number(figure['ci_high'])}"
    if figure["n"] is not None:
        yield f"  counts: n = {figure['n']:,}, {_counts(figure)}"
    if figure["target"] is not None:
        yield f"  target: {_number(figure['target'])}, {figure['status']}"
    before, last_year = _number(figure["previous_value"]), _number(figure["last_year_value"])
    yield f"  period before: {before}; a year ago: {last_year}; signal: {figure['signal']}"
    if figure["restated"]:
        yield "  restated: it was published otherwise after its period was over"
    if figure["approximate"]:
        yield "  approximate: flat exports without events had a part in it"


def _counts(figure: Row) -> str:
    return f"numerator {_number(figure['numerator'])}, denominator {_number(figure['denominator'])}"


def _row_lines(rows: list[Row] | str | None) -> Iterator[str]:
    if rows is None:
        yield "rows behind it: for readers of leaders.duckdb"
    elif isinstance(rows, str):
        yield f"rows behind it: {rows}"
    else:
        more = f" and {len(rows) - _ROWS_SHOWN:,} more (--json lists all)"
        shown = ", ".join(f"{row['id']} ({row['observed_on']})" for row in rows[:_ROWS_SHOWN])
        yield f"{len(rows):,} rows behind it: {shown}{more if len(rows) > _ROWS_SHOWN else ''}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")
