"""The statistics that the SQL computes, against the same figures computed apart from it."""

from datetime import date, timedelta
from math import sqrt
from statistics import NormalDist, mean, median, pstdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.warehouse.model_catalog import load_catalog

Z = NormalDist().inv_cdf(0.975)
MODELS = {model.table: model for model in load_catalog()}
FIRST_DAY = date(2024, 6, 1)

few_examples = settings(max_examples=20, deadline=None, derandomize=True)
counts = st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
hours = st.floats(0, 1e5, allow_nan=False, allow_infinity=False)
answers = st.sampled_from([-100.0, 0.0, 100.0])
# Of fewer values not even the smallest and the largest hold the median with 95 %.
FEWEST_WITH_AN_INTERVAL = 6


def figures(workbench, table, tables):
    """Rows of June by scope."""
    model = MODELS[table]
    rows = workbench.run_alone(model.sql, model.reads, tables)
    return {row["scope"]: row for row in rows if row["period_kind"] == "month"}


def shares(workbench, pairs):
    days = [
        {"metric": "csat", "scope": str(i), "observed_on": FIRST_DAY, "n": n, "total": k}
        for i, (k, n) in enumerate(pairs)
    ]
    found = figures(workbench, "intermediate.metric_shares", {"intermediate.metric_days": days})
    return [found[str(i)] for i in range(len(pairs))]


def observations(metric, samples):
    """One team per sample, its values spread over June."""
    rows = [
        {
            "metric": metric,
            "observed_on": FIRST_DAY + timedelta(days=place % 30),
            "team": str(team),
            "value": value,
        }
        for team, sample in enumerate(samples)
        for place, value in enumerate(sample)
    ]
    scopes = [
        {"team": str(team), "scope_kind": "team", "scope": str(team)}
        for team in range(len(samples))
    ]
    return {"metrics.observations": rows, "intermediate.metric_scopes": scopes}


def medians(workbench, samples):
    tables = observations("first_reply_hours_median", samples)
    found = figures(workbench, "intermediate.metric_medians", tables)
    return [found[str(team)] for team in range(len(samples))]


def means(workbench, samples):
    days = [
        {
            "metric": "nps",
            "scope": str(team),
            "observed_on": FIRST_DAY,
            "n": len(sample),
            "total": sum(sample),
            "total_squares": sum(value**2 for value in sample),
        }
        for team, sample in enumerate(samples)
    ]
    found = figures(workbench, "intermediate.metric_means", {"intermediate.metric_days": days})
    return [found[str(team)] for team in range(len(samples))]


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0, 16.11), (1, 29, 0.61, 17.18)],
)
def test_share_interval_is_the_published_one(workbench, k, n, low, high):
    """Newcombe 1998, Statistics in Medicine 17, table I, method 3 (Wilson)."""
    (found,) = shares(workbench, [(k, n)])
    assert (round(found["ci_low"], 2), round(found["ci_high"], 2)) == (low, high)


@few_examples
@given(pairs=st.lists(counts, min_size=1, max_size=8))
def test_share_interval_holds_the_share_and_stays_within_0_and_100(workbench, pairs):
    for (k, n), found in zip(pairs, shares(workbench, pairs), strict=True):
        assert found["value"] == pytest.approx(100 * k / n)
        assert 0 <= found["ci_low"] <= found["value"] + 1e-9
        assert found["value"] - 1e-9 <= found["ci_high"] <= 100


@few_examples
@given(pairs=st.lists(counts, min_size=1, max_size=8))
def test_share_interval_ends_where_the_score_test_would_reject(workbench, pairs):
    """Wilson 1927: at both ends |share - end| is z standard errors of the end itself."""
    for (k, n), found in zip(pairs, shares(workbench, pairs), strict=True):
        for end in (found["ci_low"] / 100, found["ci_high"] / 100):
            distance = Z * sqrt(max(0.0, end * (1 - end)) / n)
            assert abs(k / n - end) == pytest.approx(distance, abs=1e-6)


@few_examples
@given(samples=st.lists(st.lists(hours, min_size=1, max_size=40), min_size=1, max_size=4))
def test_median_interval_holds_the_median_and_ends_in_observed_values(workbench, samples):
    for sample, found in zip(samples, medians(workbench, samples), strict=True):
        assert found["value"] == pytest.approx(median(sample))
        assert found["n"] == len(sample)
        if len(sample) < FEWEST_WITH_AN_INTERVAL:
            assert (found["ci_low"], found["ci_high"]) == (None, None)
        else:
            assert found["ci_low"] <= found["value"] <= found["ci_high"]
            assert {found["ci_low"], found["ci_high"]} <= set(sample)


@pytest.mark.parametrize("n", [6, 7, 9, 10, 20, 25, 100, 101])
def test_median_interval_covers_95_percent_under_the_binomial(workbench, n):
    """P(low <= median <= high) = P(l <= B < u), B binomial(n, 1/2), for places l and u."""
    (found,) = medians(workbench, [[float(value) for value in range(1, n + 1)]])
    below, above = int(found["ci_low"]), int(found["ci_high"])
    assert below + above == n + 1
    if below > 1 or n == FEWEST_WITH_AN_INTERVAL:
        assert probability_between(n, below, above) >= 0.95


def probability_between(n, below, above):
    weights = [1]
    for k in range(n):
        weights.append(weights[-1] * (n - k) // (k + 1))
    return sum(weights[below:above]) / 2**n


@few_examples
@given(samples=st.lists(st.lists(answers, min_size=1, max_size=50), min_size=1, max_size=4))
def test_mean_interval_is_that_of_the_answers_themselves(workbench, samples):
    for sample, found in zip(samples, means(workbench, samples), strict=True):
        half = Z * pstdev(sample) / sqrt(len(sample))
        assert found["value"] == pytest.approx(mean(sample))
        if len(set(sample)) == 1:
            assert (found["ci_low"], found["ci_high"]) == (None, None)
            continue
        assert found["ci_low"] == pytest.approx(max(-100, mean(sample) - half), abs=1e-4)
        assert found["ci_high"] == pytest.approx(min(100, mean(sample) + half), abs=1e-4)
