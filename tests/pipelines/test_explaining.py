"""`explain` tells the truth about every metric, and to each reader what that reader may know."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from assets.contracts.metrics import load_metrics
from assets.errors import ScorecardError
from assets.warehouse.home import Home
from pipelines.explaining import explain_metric
from pipelines.running import refresh_home

METRICS = {metric.metric: metric for metric in load_metrics()}


@pytest.fixture(scope="module")
def finished(make_demo: Callable[[], Home]) -> Home:
    home = make_demo()
    refresh_home(home, "2026-10-01T00:00:00Z", quiet=True)
    return home


@pytest.fixture(scope="module")
def measured(finished: Home) -> set[str]:
    """Metrics with a figure of the company in a month that is over."""
    with duckdb.connect(finished.published / "leaders.duckdb", read_only=True) as database:
        rows = database.execute("""
            select distinct metric from scorecard
            where scope_kind = 'company' and period_kind = 'month' and period_end < '2026-10-01'
        """).fetchall()
    return {metric for (metric,) in rows}


@pytest.fixture(scope="module")
def company_reader(finished: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home of which one can read what the whole company can."""
    home = Home(tmp_path_factory.mktemp("company"))
    home.published.mkdir()
    shutil.copy(finished.published / "company.duckdb", home.published / "company.duckdb")
    return home


def explain(home: Home, metric: str, scope: str | None = None, period: str | None = None) -> Any:
    return explain_metric(home, metric, scope, period).facts


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_has_as_many_rows_behind_it_as_it_counts(
    finished: Home, measured: set[str], name: str
) -> None:
    if name not in measured:
        with pytest.raises(ScorecardError, match="is over; say --period"):
            explain(finished, name)
        return
    facts = explain(finished, name)
    counted = facts["figure"]["value" if METRICS[name].statistic == "stock" else "n"]
    assert len(facts["rows"]) == counted


def test_a_figure_of_one_scope_and_period_comes_with_all_that_made_it(finished: Home) -> None:
    facts = explain(finished, "nps", "team:Helsinki Care", "2026-Q3")
    with duckdb.connect(finished.published / "leaders.duckdb", read_only=True) as database:
        figure = database.execute("""
            select value, n, ci_low, ci_high, target, status
            from scorecard
            where metric = 'nps' and scope_kind = 'team' and scope = 'Helsinki Care'
                and period_kind = 'quarter' and period_start = '2026-07-01'
        """).fetchone()
        survey = database.execute(
            "select sha256 from reconciliation where source = 'surveymonkey_finland_nps'"
        ).fetchone()
    shown = facts["figure"]
    names = ("value", "n", "ci_low", "ci_high", "target", "status")
    assert tuple(shown[name] for name in names) == figure
    assert survey is not None
    assert survey[0] in {file["sha256"] for file in facts["files"]}
    assert "from intermediate.responses" in facts["sql"]["metrics/nps.sql"]
    assert len(facts["neighbours"]) > 1


def test_the_text_says_the_same_as_the_facts(finished: Home) -> None:
    summary = explain_metric(finished, "csat", None, "2026-09")
    figure = summary.facts["figure"]
    assert f"n = {figure['n']:,}" in summary.text
    assert METRICS["csat"].formula in summary.text
    assert f"{figure['n']:,} rows behind it" in summary.text


def test_who_reads_the_company_file_gets_no_ids(company_reader: Home) -> None:
    summary = explain_metric(company_reader, "nps", None, None)
    assert summary.facts["rows"] is None
    assert "for readers of leaders.duckdb" in summary.text


def test_a_hidden_figure_stays_hidden(company_reader: Home) -> None:
    with duckdb.connect(company_reader.published / "company.duckdb", read_only=True) as database:
        found = database.execute("""
            select max(scope) from scorecard
            where metric = 'nps' and scope_kind = 'team' and period_kind = 'quarter'
                and period_start = '2026-07-01' and status = 'hidden'
        """).fetchone()
    assert found is not None
    summary = explain_metric(company_reader, "nps", f"team:{found[0]}", "2026-Q3")
    assert summary.facts["figure"]["value"] is None
    assert "hidden in the company file" in summary.text


@pytest.mark.parametrize(
    ("text", "kind", "first_day"),
    [
        ("2026-W01", "week", date(2025, 12, 29)),
        ("2026-09", "month", date(2026, 9, 1)),
        ("2026-Q3", "quarter", date(2026, 7, 1)),
        ("2026", "year", date(2026, 1, 1)),
    ],
)
def test_periods_are_written_as_people_write_them(
    finished: Home, text: str, kind: str, first_day: date
) -> None:
    facts = explain(finished, "reopen_pct", None, text)
    assert (facts["period_kind"], facts["period_start"]) == (kind, first_day)


@pytest.mark.parametrize(
    ("metric", "scope", "period", "message"),
    [
        ("npz", None, None, "did you mean `nps`"),
        ("nps", "Nowhere", None, "no scope `Nowhere`"),
        ("nps", None, "2026-13", "month must be in 1..12"),
        ("nps", None, "last week", "none such as 2026-W36"),
        ("nps", None, "1999", "leave out --period"),
    ],
)
def test_what_is_not_there_is_said_with_what_to_do(
    finished: Home, metric: str, scope: str | None, period: str | None, message: str
) -> None:
    with pytest.raises(ScorecardError, match=message):
        explain_metric(finished, metric, scope, period)


def test_a_home_without_a_publication_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(ScorecardError, match="scorecard run"):
        explain_metric(Home(tmp_path), "nps", None, None)
