"""Makes probabilities mean what they say, and finds where neutral begins: on development data."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assets.sentiment.ngram_model import NgramModel

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]

BINS = 10
# Tried for both thresholds. Texts that the model is surer of than this are never neutral.
EDGES = [edge / 100 for edge in range(20, 82, 2)]


def probabilities(margins: "Floats") -> "Floats":
    """Probability of being positive, from log-odds."""
    import numpy as np

    result: Floats = 1 / (1 + np.exp(-margins))
    return result


def stretch_of(margins: "Floats", labels: "Integers", weights: "Floats") -> tuple[float, float]:
    """Platt's a and b: a * margin + b are well calibrated log-odds (Platt 1999).

    Args:
        margins: Log-odds of texts that were not trained on.
        labels: -1 or 1 (0 is left out).
        weights: What each text counts.
    """
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    sided = labels != 0
    regression = LogisticRegression(C=1e6, max_iter=1000)
    # One thread: sums split among several are rounded differently.
    with threadpool_limits(1):
        regression.fit(margins[sided, None], labels[sided] > 0, sample_weight=weights[sided])
    return float(regression.coef_[0, 0]), float(regression.intercept_[0])


def stretched(model: NgramModel, stretch: tuple[float, float]) -> NgramModel:
    """The model with all margins m replaced by a * m + b."""
    a, b = stretch
    return replace(
        model,
        scale=model.scale * a,
        bias=model.bias * a + b,
        tone_weight=model.tone_weight * a,
    )


def calibration_error(
    probability: "Floats", labels: "Integers", weights: "Floats | None" = None
) -> float:
    """Expected calibration error over ten equal bins (Naeini et al. 2015), 0 to 1.

    Args:
        probability: Of being positive.
        labels: -1 or 1 (0 is left out).
        weights: What each text counts; all the same if None.
    """
    import numpy as np

    sided = labels != 0
    counted = np.ones(len(labels)) if weights is None else weights
    bins = np.minimum((probability[sided] * BINS).astype(np.int64), BINS - 1)
    gap = ((labels[sided] > 0) - probability[sided]) * counted[sided]
    return float(np.abs(np.bincount(bins, gap)).sum() / counted[sided].sum())


def shared_weights(labels: "Integers", weights: "Floats", positive_share: float | None) -> "Floats":
    """Weights changed so that positive texts hold the share; unchanged if it is None."""
    import numpy as np

    if positive_share is None:
        return weights
    sums = [weights[labels == side].sum() for side in (-1, 1)]
    factors = {-1: (1 - positive_share) / sums[0], 1: positive_share / sums[1]}
    shared: Floats = weights * np.array([factors.get(int(label), 0.0) for label in labels])
    return shared


def neutral_band(probability: "Floats", labels: "Integers") -> tuple[float, float]:
    """The thresholds with the best mean of accuracy and macro-F1 over three classes.

    Macro-F1 alone makes the band so wide that plain praise turns neutral where neutral texts are
    few; accuracy alone makes it vanish.

    Args:
        probability: Of being positive, of texts that were not trained on.
        labels: -1, 0 or 1.
    """
    bands = ((low, high) for low in EDGES if low <= 0.5 for high in EDGES if high >= 0.5)
    return max(bands, key=lambda band: _worth(labels, classes(probability, band)))


def _worth(labels: "Integers", found: "Integers") -> float:
    """Accuracy + macro-F1 over three classes (scikit-learn's take seconds for all bands)."""
    import numpy as np

    table = np.bincount(3 * (labels + 1) + found + 1, minlength=9).reshape(3, 3)
    right = np.diag(table)
    f1 = 2 * right / np.maximum(table.sum(0) + table.sum(1), 1)
    return float(right.sum() / len(labels) + f1.mean())


def classes(probability: "Floats", band: tuple[float, float]) -> "Integers":
    """-1, 0 or 1 for each probability; within the band it is 0."""
    import numpy as np

    low, high = band
    return np.where(probability > high, 1, np.where(probability < low, -1, 0))
