"""Limits of a team's workload, apart from SQL, and a team that becomes overloaded."""

from datetime import date, timedelta
from itertools import pairwise
from statistics import mean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.warehouse.model_catalog import load_catalog

MODELS = {model.table: model for model in load_catalog()}
MEASURES, WORKLOAD = MODELS["intermediate.workload_measures"], MODELS["marts.workload"]
MONDAY = date(2024, 1, 1)
FEEDS = [{"feed": feed, "is_present": True} for feed in ("agents", "shifts", "tickets")]
counts = st.lists(st.integers(0, 40), min_size=1, max_size=80)


def team_week(team, week, **figures):
    start = MONDAY + timedelta(weeks=week)
    return {"team": team, "period_start": start, "period_end": start + timedelta(days=6)} | figures


def limit(values, week):
    """Of up to 52 weeks that end three weeks before; None for fewer than 12."""
    first = max(0, week - 54)
    usual = values[first : max(0, week - 2)]
    if len(usual) < 12:
        return None
    # The first week of the year moved from the one before it, where there is one.
    moves = [abs(b - a) for a, b in pairwise(values[max(0, first - 1) : max(0, week - 2)])]
    return mean(usual) + 2.66 * mean(moves)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(values=counts)
def test_a_week_is_judged_by_the_weeks_that_ended_three_weeks_before(workbench, values):
    rows = [
        team_week("Care", week, agents=1.0, open_tickets=float(value))
        for week, value in enumerate(values)
    ]
    sql = f"select * from ({MEASURES.sql}) where measure = 'open tickets per agent'"
    found = workbench.run_alone(sql, MEASURES.reads, {"intermediate.team_weeks": rows})
    found.sort(key=lambda row: row["period_start"])
    limits = [limit(values, week) for week in range(len(values))]
    above = [
        limit is not None and value > limit + 1e-6
        for value, limit in zip(values, limits, strict=True)
    ]
    for week, row in enumerate(found):
        assert row["upper_limit"] == (limits[week] and pytest.approx(limits[week]))
        assert row["is_above_own_past"] == (week >= 2 and all(above[week - 2 : week + 1]))


def simulated_weeks(rng, teams, weeks, overloaded_since=None):
    """Weeks of like teams; the first gets half as much again in tickets and twice the overtime."""
    for team in range(teams):
        for week in range(weeks):
            is_overloaded = team == 0 and overloaded_since is not None and week >= overloaded_since
            load = 1.6 if is_overloaded else 1
            yield team_week(
                f"Team {team}",
                week,
                agents=6.0,
                agents_at_work=6,
                scheduled_hours=200.0,
                overtime_hours=rng.gamma(30, load * load * 4 / 30),
                new_tickets=float(rng.poisson(80 * load)),
                replies=float(rng.poisson(150 * load)),
                open_tickets=float(rng.poisson(25 * load * load)),
                judged_actions=300.0,
                after_hours_actions=float(rng.poisson(40 * load)),
                gini=rng.beta(6, 24),
            )


def strained_weeks(workbench, rows):
    given_rows = {"intermediate.team_weeks": list(rows)}
    measures = workbench.run_alone(MEASURES.sql, MEASURES.reads, given_rows)
    tables = given_rows | {
        "intermediate.workload_measures": measures,
        "intermediate.feeds": FEEDS,
    }
    found = workbench.run_alone(WORKLOAD.sql, WORKLOAD.reads, tables)
    return sorted(
        ((row["period_start"] - MONDAY).days // 7, row["team"]) for row in found if row["strained"]
    )


def test_teams_whose_load_only_varies_are_not_strained(workbench):
    rows = simulated_weeks(np.random.default_rng(1), teams=12, weeks=104)
    assert strained_weeks(workbench, rows) == []


def test_a_team_that_becomes_overloaded_is_strained_from_its_third_week_on(workbench):
    rows = simulated_weeks(np.random.default_rng(2), teams=12, weeks=78, overloaded_since=70)
    strained = strained_weeks(workbench, rows)
    assert {team for _, team in strained} == {"Team 0"}
    assert {week for week, _ in strained} >= set(range(73, 78))
