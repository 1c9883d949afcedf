"""A year of weeks against a target, and against Customer Service Week, apart from SQL."""

from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from math import ceil
from statistics import mean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.warehouse.model_catalog import load_catalog

MODEL = {model.table: model for model in load_catalog()}["marts.weekly_consistency"]
# The Thursday after the 52nd week, and the first Monday of October within the year before.
AS_OF = datetime(2026, 10, 1)
FIRST_WEEK, CUSTOMER_SERVICE_WEEK = date(2025, 9, 29), date(2025, 10, 6)
TARGET = 50.0
FEEDS = [{"feed": "survey_responses or tickets", "is_present": True}]

# Whole numbers, so that weeks tie; None for a week without a figure.
years = st.lists(
    st.one_of(st.none(), st.integers(45, 55).map(float)), min_size=52, max_size=52
).filter(lambda values: any(value is not None for value in values))


def consistency(workbench, metric, values):
    rows = [
        {
            "metric": metric,
            "scope_kind": "company",
            "scope": "all",
            "period_kind": "week",
            "period_start": FIRST_WEEK + timedelta(weeks=week),
            "value": value,
            "target": TARGET,
        }
        for week, value in enumerate(values)
        if value is not None
    ]
    given_rows = {"marts.company_scorecard": rows, "intermediate.feeds": FEEDS}
    (row,) = workbench.run_alone(MODEL.sql, MODEL.reads, given_rows, AS_OF)
    return row


def runs(met):
    return [(key, len(list(group))) for key, group in groupby(met)]


def standing_out(values, better):
    """Of the second week, by the limits that the others give."""
    week, others = values[1], [value for value in [values[0], *values[2:]] if value is not None]
    if week is None:
        return None
    if len(others) < 12:
        return "insufficient"
    reach = 2.66 * mean(abs(after - before) for before, after in pairwise(others))
    distance = week - mean(others)
    if abs(distance) <= reach + 1e-6:
        return "ordinary"
    return "better" if (distance > 0) == (better == "higher") else "worse"


@settings(max_examples=40, deadline=None, derandomize=True)
@given(values=years, metric=st.sampled_from([("csat", "higher"), ("reopen_pct", "lower")]))
def test_a_year_of_weeks_is_summed_up_as_counted_by_hand(workbench, values, metric):
    name, better = metric
    found = consistency(workbench, name, values)
    shown = sorted(value for value in values if value is not None)
    met = [v is not None and (v >= TARGET if better == "higher" else v <= TARGET) for v in values]
    lengths = runs(met)
    assert found["weeks"] == len(shown)
    assert found["weeks_met"] == sum(met)
    assert found["longest_run"] == max((n for is_met, n in lengths if is_met), default=0)
    assert found["current_run"] == (lengths[-1][1] if met[-1] else 0)
    assert found["mean"] == pytest.approx(mean(shown))
    if len(shown) > 1:
        assert found["standard_deviation"] == pytest.approx(stdev(shown), abs=1e-9)
    quartiles = [shown[ceil(len(shown) * share) - 1] for share in (0.25, 0.75)]
    assert [found["lower_quartile"], found["upper_quartile"]] == quartiles
    assert found["customer_service_week"] == CUSTOMER_SERVICE_WEEK
    assert found["customer_service_week_stands_out"] == standing_out(values, better)
