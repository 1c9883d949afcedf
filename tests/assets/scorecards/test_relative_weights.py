"""Relative weights: against published figures, closed forms, and what must hold of any data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.scorecards import relative_weights as module
from assets.scorecards.relative_weights import relative_weights, resampled_covariances, weigh

# Henderson and Velleman 1981, Building multiple regression models interactively: miles per gallon,
# cylinders, displacement, horsepower and weight of 32 cars (R's mtcars).
MPG = """21 21 22.8 21.4 18.7 18.1 14.3 24.4 22.8 19.2 17.8 16.4 17.3 15.2 10.4 10.4 14.7 32.4 30.4
33.9 21.5 15.5 15.2 13.3 19.2 27.3 26 30.4 15.8 19.7 15 21.4"""
CYL = "6 6 4 6 8 6 8 4 4 6 6 8 8 8 8 8 8 4 4 4 4 8 8 8 8 4 4 4 8 6 8 4"
DISP = """160 160 108 258 360 225 360 146.7 140.8 167.6 167.6 275.8 275.8 275.8 472 460 440 78.7
75.7 71.1 120.1 318 304 350 400 79 120.3 95.1 351 145 301 121"""
HP = """110 110 93 110 175 105 245 62 95 123 123 180 180 180 205 215 230 66 52 65 97 150 150 245 175
66 91 113 264 175 335 109"""
WT = """2.62 2.875 2.32 3.215 3.44 3.46 3.57 3.19 3.15 3.44 3.44 4.07 3.73 3.78 5.25 5.424 5.345 2.2
1.615 1.835 2.465 3.52 3.435 3.84 3.845 1.935 2.14 1.513 3.17 2.77 3.57 2.78"""


def column(text):
    return np.array([float(word) for word in text.split()])


@pytest.fixture
def few_resamples(monkeypatch):
    monkeypatch.setattr(module, "RESAMPLES", 200)


def draw(seed, n=400, drivers=4):
    """Predictors that hang together, and an outcome of the first two."""
    random = np.random.default_rng(seed)
    predictors = random.standard_normal((n, drivers)) + random.standard_normal((n, 1))
    return predictors, predictors[:, 0] - 0.5 * predictors[:, 1] + random.standard_normal(n)


def test_weights_are_those_that_another_implementation_publishes(few_resamples):
    """Chan 2026, R package rwa, article Regression methods."""
    found = weigh(np.column_stack([column(x) for x in (CYL, DISP, HP, WT)]), column(MPG))
    published = [0.2096904, 0.1883043, 0.1799590, 0.2706812]
    assert found.weights == pytest.approx(published, abs=5e-8)
    assert found.r_squared == pytest.approx(sum(published), abs=2e-7)


correlations = st.floats(-0.7, 0.7)


@given(rho=correlations, one=correlations, other=correlations)
def test_weights_of_two_predictors_are_the_mean_of_first_and_last_place(rho, one, other):
    """Of two they equal the general dominance weights (Johnson 2000; Budescu 1993)."""
    r_squared = (one**2 + other**2 - 2 * rho * one * other) / (1 - rho**2)
    found, coefficients = relative_weights(np.array([[1, rho], [rho, 1]]), np.array([one, other]))
    assert found[0] == pytest.approx((one**2 + r_squared - other**2) / 2, abs=1e-9)
    assert found[1] == pytest.approx((other**2 + r_squared - one**2) / 2, abs=1e-9)
    assert coefficients[0] == pytest.approx((one - rho * other) / (1 - rho**2), abs=1e-9)


@given(with_outcome=st.lists(st.floats(-0.4, 0.4), min_size=1, max_size=6))
def test_weights_of_unrelated_predictors_are_their_squared_correlations(with_outcome):
    found, coefficients = relative_weights(np.eye(len(with_outcome)), np.array(with_outcome))
    assert found == pytest.approx(np.square(with_outcome))
    assert coefficients == pytest.approx(with_outcome)


def test_predictors_that_say_the_same_share_its_weight():
    found, coefficients = relative_weights(np.ones((2, 2)), np.array([0.6, 0.6]))
    assert found == pytest.approx([0.18, 0.18])
    assert coefficients == pytest.approx([0.3, 0.3])


@settings(max_examples=10, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    scale=st.floats(0.01, 1000),
    order=st.permutations(range(4)),
)
def test_weights_add_up_and_know_neither_units_nor_order(seed, scale, order):
    predictors, outcome = draw(seed)
    found = weigh(predictors, outcome)
    assert found.weights.sum() == pytest.approx(found.r_squared)
    changed = weigh((predictors * [scale, 1, 1, -scale])[:, order] + 7, outcome * scale - 3)
    assert changed.weights == pytest.approx(found.weights[order])
    assert changed.weight_intervals == pytest.approx(found.weight_intervals[:, order])
    assert list(changed.is_significant) == list(found.is_significant[order])


def test_slopes_are_those_of_the_regression_and_lie_in_their_intervals(few_resamples):
    predictors, outcome = draw(1)
    design = np.column_stack([np.ones(len(outcome)), predictors])
    expected = np.linalg.lstsq(design, outcome)[0][1:]
    found = weigh(predictors, outcome)
    assert found.slopes == pytest.approx(expected)
    assert (found.slope_intervals[0] < expected).all()
    assert (expected < found.slope_intervals[1]).all()
    # The classical standard error, of which an interval is some 3.92.
    residuals = outcome - design @ np.linalg.lstsq(design, outcome)[0]
    variance = residuals @ residuals / (len(outcome) - 5)
    errors = np.sqrt(variance * np.diag(np.linalg.inv(design.T @ design)))[1:]
    widths = found.slope_intervals[1] - found.slope_intervals[0]
    assert widths == pytest.approx(3.92 * errors, rel=0.25)


def test_what_moves_nothing_is_not_significant_and_what_does_is(few_resamples):
    nothing, something = 0, 0
    for seed in range(40):
        random = np.random.default_rng(seed)
        predictors = random.standard_normal((300, 5))
        outcome = 0.4 * predictors[:, 0] + random.standard_normal(300)
        found = weigh(predictors, outcome, seed).is_significant
        something += found[0]
        nothing += found[1:].sum()
    assert something == 40
    assert nothing <= 0.1 * 160


def test_groups_of_many_answers_spread_as_the_answers_do(monkeypatch):
    predictors, outcome = draw(2, n=3_000)
    columns = np.column_stack([predictors, outcome])
    spreads = []
    for groups in (10_000, 700):
        monkeypatch.setattr(module, "MOST_GROUPS", groups)
        drawn = resampled_covariances(columns, np.random.default_rng(3))
        spreads.append(drawn.std(axis=0))
    assert spreads[1] == pytest.approx(spreads[0], rel=0.2)
    assert drawn.mean(axis=0) == pytest.approx(np.cov(columns.T, bias=True), abs=0.02)


def test_the_same_rows_give_the_same_figures(few_resamples):
    predictors, outcome = draw(4)
    assert repr(weigh(predictors, outcome)) == repr(weigh(predictors, outcome))
