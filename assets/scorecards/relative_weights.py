"""Relative weights of predictors that hang together, with intervals by resampling.

After Johnson 2000, A heuristic method for estimating the relative weight of predictor variables in
multiple regression; significance after Tonidandel, LeBreton and Johnson 2009, Determining the
statistical significance of relative weights.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Booleans = np.ndarray[Any, np.dtype[np.bool_]]

RESAMPLES = 1_000
SEED = 2000
INTERVAL = (0.025, 0.975)
# Of more answers than that, groups are drawn: the spread is the same, and the cost grows no more.
MOST_GROUPS = 10_000
# A smaller eigenvalue is rounding: predictors that say the same.
SINGULAR = 1e-9


@dataclass(frozen=True)
class Weighed:
    """What each predictor has in an outcome, in the order of the predictors.

    Attributes:
        r_squared: Share of the outcome's variance that the regression explains.
        weights: The predictors' shares in it; they add up to `r_squared`.
        weight_intervals: Lower and upper ends of 95 % intervals, two rows.
        coefficients: Of the regression with everything in standard deviations.
        slopes: Change of the outcome per unit of the predictor, the others held.
        slope_intervals: Lower and upper ends of 95 % intervals, two rows.
        is_significant: Whether the weight exceeds that of noise in 97.5 % of the resamples.
    """

    r_squared: float
    weights: "Floats"
    weight_intervals: "Floats"
    coefficients: "Floats"
    slopes: "Floats"
    slope_intervals: "Floats"
    is_significant: "Booleans"


def weigh(predictors: "Floats", outcome: "Floats", seed: int = SEED) -> Weighed:
    """Relative weights of predictors for an outcome.

    Args:
        predictors: One row per observation, one column per predictor; every column varies.
        outcome: One value per observation; not all are the same.
        seed: The same rows in the same order give the same figures.
    """
    import numpy as np
    from sklearn.linear_model import LinearRegression
    from threadpoolctl import threadpool_limits

    random = np.random.default_rng(seed)
    # A column that can't matter shows what chance alone gives.
    noise = random.standard_normal(len(outcome))
    columns = np.column_stack([noise, predictors, outcome])
    deviations = columns.std(axis=0)
    columns = (columns - columns.mean(axis=0)) / deviations
    regression = LinearRegression().fit(columns[:, 1:-1], columns[:, -1])
    weights, _ = weigh_covariances(columns[:, 1:].T @ columns[:, 1:] / len(columns))
    # Matrices this small take longer on several cores, where sums come in another order too.
    with threadpool_limits(1):
        resampled = resampled_covariances(columns, random)
        beside_noise, _ = weigh_covariances(resampled)
        drawn_weights, drawn_slopes = weigh_covariances(resampled[:, 1:, 1:])
    beyond_noise = np.quantile(beside_noise[:, 1:] - beside_noise[:, :1], INTERVAL[0], axis=0)
    scale = deviations[-1] / deviations[1:-1]
    return Weighed(
        r_squared=float(regression.score(columns[:, 1:-1], columns[:, -1])),
        weights=weights,
        weight_intervals=np.quantile(drawn_weights, INTERVAL, axis=0),
        coefficients=regression.coef_,
        slopes=regression.coef_ * scale,
        slope_intervals=np.quantile(drawn_slopes * scale, INTERVAL, axis=0),
        is_significant=beyond_noise > 0,
    )


def weigh_covariances(covariances: "Floats") -> tuple["Floats", "Floats"]:
    """Relative weights and slopes from covariances.

    Args:
        covariances: Of the predictors and, last, the outcome; any number of such matrices
            (…, p + 1, p + 1).

    Returns:
        Weights (…, p), which add up to R², and slopes (…, p) in the units of the columns. A
        predictor that doesn't vary has 0 of both.
    """
    import numpy as np

    deviations = np.sqrt(np.diagonal(covariances, axis1=-2, axis2=-1))
    divisors = np.where(deviations > 0, deviations, 1)
    correlations = covariances / (divisors[..., :, None] * divisors[..., None, :])
    weights, coefficients = relative_weights(
        correlations[..., :-1, :-1], correlations[..., :-1, -1]
    )
    return weights, coefficients * deviations[..., -1:] / divisors[..., :-1]


def relative_weights(correlations: "Floats", with_outcome: "Floats") -> tuple["Floats", "Floats"]:
    """Johnson's relative weights, and the standardised coefficients of the regression.

    The orthogonal variables nearest to the predictors are Z = X R^(-1/2). The outcome's squared
    coefficients on Z are given back to the predictors by their squared loadings R^(1/2).

    Args:
        correlations: Of the predictors with each other (…, p, p).
        with_outcome: Of the predictors with the outcome (…, p).
    """
    import numpy as np

    values, vectors = np.linalg.eigh(correlations)
    stays = values > SINGULAR
    roots = np.sqrt(np.where(stays, values, 0))
    inverse_roots = np.where(stays, 1 / np.where(stays, roots, 1), 0)
    transposed = np.swapaxes(vectors, -1, -2)
    loadings = vectors * roots[..., None, :] @ transposed
    inverse = vectors * inverse_roots[..., None, :] @ transposed
    on_orthogonal = (inverse @ with_outcome[..., None])[..., 0]
    weights = (loadings**2 @ on_orthogonal[..., None] ** 2)[..., 0]
    return weights, (inverse @ on_orthogonal[..., None])[..., 0]


def resampled_covariances(columns: "Floats", random: "np.random.Generator") -> "Floats":
    """Covariances of resamples, in which each observation counts a Poisson(1) number of times.

    So it would in a draw of all with replacement, but that their number isn't fixed (Hanley and
    MacGibbon 2006, Creating non-parametric bootstrap samples using Poisson frequencies).

    Returns:
        (resamples, columns, columns).
    """
    import numpy as np

    count = columns.shape[1]
    rows, others = np.triu_indices(count + 1)
    with_ones = np.column_stack([columns, np.ones(len(columns))])
    groups = min(len(columns), MOST_GROUPS)
    sums = np.zeros((groups, len(rows)))
    for part in _parts(with_ones, groups):
        sums[: len(part)] += part[:, rows] * part[:, others]
    totals = random.poisson(1, (RESAMPLES, groups)) @ sums
    moments = np.empty((RESAMPLES, count + 1, count + 1))
    moments[:, rows, others] = moments[:, others, rows] = totals / totals[:, -1:]
    means = moments[:, :count, count]
    covariances: Floats = moments[:, :count, :count] - means[:, :, None] * means[:, None, :]
    return covariances


def _parts(rows: "Floats", length: int) -> Iterator["Floats"]:
    """One after another, so many rows at a time."""
    return (rows[start : start + length] for start in range(0, len(rows), length))
