"""Signals of series, against the rules of Making Data Count applied apart from the SQL.

The rules are those of NHS England's guide: a point outside the limits of an XmR chart, seven points
on one side of the mean, seven points in one direction, two of three near the same limit.
"""

from datetime import date, timedelta
from itertools import pairwise
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.warehouse.model_catalog import load_catalog

MODEL = {model.table: model for model in load_catalog()}["intermediate.metric_signals"]
MONDAY = date(2022, 1, 3)
few_examples = settings(max_examples=30, deadline=None, derandomize=True)

# Whole numbers, with drifts and steps, so that every rule is met again and again.
drifts = st.integers(-3, 3)
levels = st.integers(-20, 20)
noises = st.lists(st.integers(-6, 6), min_size=1, max_size=30)
stretches = st.tuples(levels, drifts, noises)
series = st.lists(stretches, min_size=1, max_size=4).map(
    lambda parts: [
        float(level + drift * place + noise)
        for level, drift, noises in parts
        for place, noise in enumerate(noises)
    ]
)


def signals(workbench, metric, values):
    rows = [
        {
            "metric": metric,
            "scope_kind": "company",
            "scope": "all",
            "period_kind": "week",
            "period_start": MONDAY + timedelta(weeks=week),
            "value": value,
        }
        for week, value in enumerate(values)
    ]
    found = workbench.run_alone(MODEL.sql, MODEL.reads, {"intermediate.metric_values": rows})
    return [row["signal"] for row in sorted(found, key=lambda row: row["period_start"])]


def limits(values, place):
    """Centre and reach of the year of weeks up to a place."""
    year = values[max(0, place - 51) : place + 1]
    moves = [abs(after - before) for before, after in pairwise(year)]
    return mean(year), 2.66 * mean(moves) if moves else 0.0


def is_up(values, place):
    """Whether any rule says that the series went up; turned around, that it went down."""
    centre, reach = limits(values, place)
    last_seven = values[place - 6 : place + 1]
    near = [is_near_upper_limit(values, earlier) for earlier in range(place - 2, place + 1)]
    return (
        values[place] > centre + reach + 1e-6
        or min(last_seven) > centre + 1e-6
        or all(a < b for a, b in pairwise(last_seven))
        or (near[-1] and sum(near) >= 2)
    )


def is_near_upper_limit(values, place):
    centre, reach = limits(values, place)
    return values[place] > centre + reach * 2 / 3 + 1e-6


def expected(values, place, better):
    if place < 11:
        return "insufficient"
    up, down = is_up(values, place), is_up([-value for value in values], place)
    if up == down:
        return "none"
    return "improving" if up == (better == "higher") else "worsening"


@pytest.mark.parametrize(("metric", "better"), [("nps", "higher"), ("reopen_pct", "lower")])
@few_examples
@given(values=series)
def test_signal_is_what_the_rules_say(workbench, metric, better, values):
    found = signals(workbench, metric, values)
    assert found == [expected(values, place, better) for place in range(len(values))]


@few_examples
@given(values=series, later=series)
def test_closed_period_keeps_its_signal(workbench, values, later):
    before = signals(workbench, "nps", values)
    assert signals(workbench, "nps", values + later)[: len(values)] == before


def test_a_jump_is_forgotten_after_a_year(workbench):
    quiet = [10.0, 12.0] * 40
    found = signals(workbench, "nps", [*quiet[:20], 90.0, *quiet])
    assert found[20] == "improving"
    assert set(found[-28:]) == {"none"}


def test_the_move_into_the_year_is_none_of_its_moves(workbench):
    found = signals(workbench, "nps", [1000.0, *[10.0, 12.0] * 25, 10.0, 30.0])
    assert found[52] == "improving"
