"""The statistics that the SQL computes, against the same figures computed apart from it."""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil, comb, floor, sqrt
from statistics import NormalDist, mean, median, pstdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.warehouse.model_catalog import load_catalog

Z = NormalDist().inv_cdf(0.975)
MODELS = {model.table: model for model in load_catalog()}
JUNE = {"period_kind": "month", "period_start": date(2024, 6, 1)}
RATIO = "solved_per_scheduled_hour"

few_examples = settings(max_examples=20, deadline=None, derandomize=True)
counts = st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
hours = st.floats(0, 1e5, allow_nan=False, allow_infinity=False)
answers = st.sampled_from([-100.0, 0.0, 100.0])
shifts = st.tuples(st.integers(0, 20), st.sampled_from([4, 6, 7.5, 8]))
# Of fewer values not even the smallest and the largest hold the quantile with 97.5 % each.
FEWEST_WITH_AN_INTERVAL = {0.5: 6, 0.95: 72}
QUANTILES = {0.5: "first_reply_hours_median", 0.95: "first_reply_hours_p95"}


def figures(workbench, statistic, table, rows, metric=None):
    """The figure of each row given, whose scopes are numbers; of one metric, if it is named."""
    model = MODELS[f"intermediate.metric_{statistic}"]
    given_rows = [row | JUNE | {"scope": str(place)} for place, row in enumerate(rows)]
    found = workbench.run_alone(model.sql, model.reads, {f"intermediate.{table}": given_rows})
    by_scope = {row["scope"]: row for row in found if metric in (None, row["metric"])}
    return [by_scope[str(place)] for place in range(len(rows))]


def shares(workbench, pairs):
    rows = [{"metric": "csat", "n": n, "total": k} for k, n in pairs]
    return figures(workbench, "shares", "metric_sums", rows)


def quantiles(workbench, quantile, samples):
    """Through the values that are put in order, one team per sample, spread over June."""
    observations = [
        {
            "metric": QUANTILES[0.5],
            "statistic": "quantile",
            "at_period_end": False,
            "observed_on": date(2024, 6, 1) + timedelta(days=place % 30),
            "scopes": f"{{team: {team}}}",
            "value": value,
        }
        for team, sample in enumerate(samples)
        for place, value in enumerate(sample)
    ]
    found = workbench.run_chain(
        "intermediate.metric_quantiles", {"metrics.observations": observations}
    )
    by_team = {
        row["scope"]: row
        for row in found
        if (row["scope_kind"], row["period_kind"]) == ("team", "month")
        and row["metric"] == QUANTILES[quantile]
    }
    return [by_team[str(team)] for team in range(len(samples))]


def means(workbench, samples):
    rows = [
        {
            "metric": "nps",
            "n": len(sample),
            "total": sum(sample),
            "total_squares": sum(value**2 for value in sample),
        }
        for sample in samples
    ]
    return figures(workbench, "means", "metric_sums", rows)


def ratios(workbench, samples):
    rows = [
        {
            "metric": RATIO,
            "n": len(sample),
            "total": sum(y for y, _ in sample),
            "weights": sum(x for _, x in sample),
            "total_squares": sum(y * y for y, _ in sample),
            "total_products": sum(y * x for y, x in sample),
            "weights_squares": sum(x * x for _, x in sample),
        }
        for sample in samples
    ]
    return figures(workbench, "ratios", "metric_sums", rows)


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


def value_of(quantile, ordered):
    return median(ordered) if quantile == 0.5 else ordered[ceil(quantile * len(ordered)) - 1]


def interval_of(quantile, ordered):
    """Order statistics at n q ± z √(n q (1 - q)), or none where they would be no bounds."""
    n = len(ordered)
    if n < FEWEST_WITH_AN_INTERVAL[quantile]:
        return (None, None)
    half = Z * sqrt(n * quantile * (1 - quantile))
    low, high = floor(n * quantile - half), ceil(n * quantile + half) + 1
    return ordered[max(1, low) - 1], ordered[min(n, high) - 1]


@pytest.mark.parametrize("quantile", QUANTILES)
@few_examples
@given(samples=st.lists(st.lists(hours, min_size=1, max_size=90), min_size=1, max_size=3))
def test_quantile_and_its_interval_are_those_of_the_values_in_order(workbench, quantile, samples):
    found = quantiles(workbench, quantile, samples)
    for sample, row in zip(samples, found, strict=True):
        ordered = sorted(sample)
        assert row["n"] == len(sample)
        assert row["value"] == pytest.approx(value_of(quantile, ordered))
        assert (row["ci_low"], row["ci_high"]) == interval_of(quantile, ordered)


@pytest.mark.parametrize(
    ("quantile", "sizes"),
    [(0.5, [6, 7, 9, 10, 20, 25, 100, 101]), (0.95, [72, 73, 80, 100, 200, 391, 1000])],
)
def test_quantile_interval_covers_95_percent_under_the_binomial(workbench, quantile, sizes):
    """P(low <= quantile <= high) = P(l <= B < u), B binomial(n, q), for places l and u."""
    rows = [{"metric": QUANTILES[0.5], "n": n, "ordered": list(range(1, n + 1))} for n in sizes]
    found = figures(workbench, "quantiles", "ordered_values", rows, QUANTILES[quantile])
    for n, row in zip(sizes, found, strict=True):
        below, above = int(row["ci_low"]), int(row["ci_high"])
        assert probability_between(n, quantile, below, above) >= 0.95


def probability_between(n, quantile, below, above):
    """Exact, in whole numbers."""
    q = Fraction(quantile).limit_denominator(100)
    under, over = q.numerator, q.denominator - q.numerator
    ways = sum(comb(n, k) * under**k * over ** (n - k) for k in range(below, above))
    return ways / q.denominator**n


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


@few_examples
@given(samples=st.lists(st.lists(shifts, min_size=1, max_size=40), min_size=1, max_size=4))
def test_ratio_interval_is_that_of_the_residuals_themselves(workbench, samples):
    """Cochran 1977, 2.11: the variance of the residuals y - R x, by the mean of x squared and n."""
    for sample, found in zip(samples, ratios(workbench, samples), strict=True):
        n, x_mean = len(sample), mean(x for _, x in sample)
        ratio = mean(y for y, _ in sample) / x_mean
        assert found["value"] == pytest.approx(ratio)
        residuals = [y - ratio * x for y, x in sample]
        if n == 1 or max(map(abs, residuals)) < 1e-6:
            assert (found["ci_low"], found["ci_high"]) == (None, None)
            continue
        variance = sum(residual**2 for residual in residuals) / (n - 1)
        half = Z * sqrt(variance / n) / x_mean
        assert found["ci_low"] == pytest.approx(max(0, ratio - half), abs=1e-6)
        assert found["ci_high"] == pytest.approx(ratio + half, abs=1e-6)
