"""Logistic regression over hashed n-grams and tone, cut to one byte per weight."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assets.sentiment.ngram_model import NgramModel
from assets.sentiment.ngrams import Orders, hashed
from assets.sentiment.tone import Tone
from assets.sentiment.training.recipes import Recipe

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]

FOLDS = 5
UNCALIBRATED = (0.5, 0.5)


@dataclass(frozen=True)
class Examples:
    """Labelled texts, ready to be fitted; all arrays have one entry (row) per text.

    Attributes:
        features: Sparse, a column per bucket: count / sqrt(number of n-grams), as
            `NgramModel.margins` weighs them.
        tone: What the lexicon says, -1 to 1.
        labels: -1, 0 or 1.
        shares: Share of readers who would take the text for praise, NaN for neutral ones of
            whom nobody was asked.
        sources: Names of the corpora.
        splits: The publisher's splits.
        folds: 0 to FOLDS - 1, by a hash of the text: equal texts never part.
    """

    features: Any
    tone: "Floats"
    labels: "Integers"
    shares: "Floats"
    sources: "np.ndarray[Any, Any]"
    splits: "np.ndarray[Any, Any]"
    folds: "Integers"

    def where(self, kept: "np.ndarray[Any, np.dtype[np.bool_ | np.integer[Any]]]") -> "Examples":
        """The texts at which `kept` is true, or that it numbers."""
        return Examples(
            self.features[kept],
            self.tone[kept],
            self.labels[kept],
            self.shares[kept],
            self.sources[kept],
            self.splits[kept],
            self.folds[kept],
        )


def prepared(language: str, table: "pa.Table", recipe: Recipe) -> Examples:
    """The features of labelled texts (`corpora`): all that needs doing once per corpus."""
    import numpy as np

    table = _sampled(table, recipe)
    texts = table["text"].combine_chunks()
    return Examples(
        features_of(texts, recipe.orders),
        Tone.of(language).of_texts(texts),
        table["label"].to_numpy().astype(np.int64),
        _shares(table),
        np.array(table["source"].to_pylist()),
        np.array(table["split"].to_pylist()),
        _hashes(texts.to_pylist(), recipe.seed) % FOLDS,
    )


def _shares(table: "pa.Table") -> "Floats":
    """The share of readers who praise: as estimated, else 1 or 0 by the label, NaN if neutral."""
    import numpy as np

    share, label = table["share"].to_numpy(), table["label"].to_numpy().astype(np.float64)
    by_label = np.where(label == 0, np.nan, (label + 1) / 2)
    return np.where(np.isnan(share), by_label, share)


def _sampled(table: "pa.Table", recipe: Recipe) -> "pa.Table":
    """At most so many texts of each source, the same ones whatever else is in the table."""
    import numpy as np

    hashes = _hashes(table["text"].to_pylist(), recipe.seed + 1)
    sources = np.array(table["source"].to_pylist())
    kept = np.ones(len(hashes), np.bool_)
    for source, most in recipe.at_most.items():
        (rows,) = np.nonzero(sources == source)
        kept[rows[np.argsort(hashes[rows], kind="stable")[most:]]] = False
    return table.filter(kept)


def _hashes(texts: Sequence[str | None], seed: int) -> "Integers":
    import numpy as np

    return np.array([zlib.crc32((text or "").encode(), seed) for text in texts], np.int64)


def features_of(texts: "pa.Array", orders: Orders) -> Any:
    """A sparse matrix, texts by buckets: count / sqrt(number of n-grams)."""
    import numpy as np
    from scipy import sparse

    grams = hashed(texts, orders)
    text = np.repeat(np.arange(len(texts)), np.diff(grams.starts, append=grams.characters))
    rows, buckets = [], []
    for where, bucket in grams.by_order:
        (begun,) = np.nonzero(bucket != orders.none)
        rows.append(text[where][begun])
        buckets.append(bucket[begun])
    row, column = np.concatenate(rows), np.concatenate(buckets)
    share = 1 / np.sqrt(np.maximum(np.bincount(row, minlength=len(texts)), 1))
    return sparse.csr_matrix((share[row], (row, column)), shape=(len(texts), 1 << orders.bits))


def fit(examples: Examples, recipe: Recipe) -> NgramModel:
    """Fit praise against blame. Not calibrated yet."""
    import numpy as np
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    chosen, weights = votes(examples, recipe)
    ratios = log_count_ratios(chosen, weights, recipe)
    tone = sparse.csr_matrix(chosen.tone[:, None] * recipe.tone_prominence)
    regression = LogisticRegression(C=recipe.inverse_regularisation, max_iter=1000)
    columns = [chosen.features @ sparse.diags(ratios), tone]
    # One thread: sums split among several are rounded differently.
    with threadpool_limits(1):
        regression.fit(
            sparse.hstack(columns, format="csr"), chosen.labels > 0, sample_weight=weights
        )
    coefficients = regression.coef_[0]
    steps, scale = quantised(coefficients[:-1] * ratios, recipe.clip)
    tone_weight = coefficients[-1] * recipe.tone_prominence * recipe.tone_boost
    bias = float(np.float64(regression.intercept_[0]))
    return NgramModel(
        "untitled", recipe.orders, steps, scale, bias, float(tone_weight), neutral=UNCALIBRATED
    )


def log_count_ratios(examples: Examples, weights: "Floats", recipe: Recipe) -> "Floats":
    """What naive Bayes says of each bucket; columns are multiplied by it before the fit.

    Wang & Manning (2012), Baselines and Bigrams: with p and q the smoothed numbers of praising
    and blaming texts that hold the n-gram, log((p / sum p) / (q / sum q)). The regression then
    shrinks most what tells least; `recipe.least_ratio` tempers that. All ones without
    `recipe.naive_bayes`.
    """
    import numpy as np

    if not recipe.naive_bayes:
        return np.ones(examples.features.shape[1])
    holds = examples.features.copy()
    holds.sum_duplicates()
    holds.data[:] = 1
    praise, blame = (
        holds.T @ (weights * (examples.labels == side)) + recipe.naive_bayes for side in (1, -1)
    )
    ratios: Floats = np.log((praise / praise.sum()) / (blame / blame.sum()))
    return np.abs(ratios) + recipe.least_ratio


def votes(examples: Examples, recipe: Recipe) -> tuple[Examples, "Floats"]:
    """Texts once per side that readers take, and what each counts in the fit.

    A text that three quarters of its readers take for praise stands there twice: as praise, at
    three quarters of its weight, and as blame, at a quarter. Texts without a share are left out.
    Balanced: both sides of a source get half of its total weight.
    """
    import numpy as np

    shares = np.stack([1 - examples.shares, examples.shares], axis=1)
    weights = np.zeros(shares.shape)
    for source in np.unique(examples.sources):
        of_source = (examples.sources == source) & ~np.isnan(examples.shares)
        sides = shares[of_source]
        even = of_source.sum() / (2 * np.maximum(sides.sum(axis=0), 1))
        part = even if recipe.balanced else np.ones(2)
        weights[of_source] = sides * part * recipe.source_weights.get(str(source), 1.0)
    text, side = np.nonzero(weights)
    return replace(examples.where(text), labels=2 * side - 1), weights[text, side]


def text_weights(examples: Examples, recipe: Recipe) -> "Floats":
    """What each text counts in the calibration; 0 for neutral ones.

    Balanced: both labels of a source get half of the source's total weight.
    """
    import numpy as np

    weights = np.zeros(len(examples.labels))
    for source in np.unique(examples.sources):
        of_source = (examples.sources == source) & (examples.labels != 0)
        for label in (-1, 1):
            side = of_source & (examples.labels == label)
            share = of_source.sum() / (2 * max(side.sum(), 1)) if recipe.balanced else 1.0
            weights[side] = share * recipe.source_weights.get(str(source), 1.0)
    return weights


def quantised(
    weights: "Floats", clip: float = 1.0
) -> tuple["np.ndarray[Any, np.dtype[np.int8]]", float]:
    """Weights as signed bytes and the worth of one step; beyond the quantile `clip` they stop."""
    import numpy as np

    greatest = float(np.quantile(np.abs(weights), clip)) or 1.0
    scale = greatest / 127
    return np.clip(np.rint(weights / scale), -127, 127).astype(np.int8), scale


def margins(model: NgramModel, examples: Examples) -> "Floats":
    """What `NgramModel.margins` gives for the examples' texts, from features at hand."""
    import numpy as np

    sums = examples.features @ (model.weights.astype(np.float64) * model.scale)
    result: Floats = model.bias + sums + model.tone_weight * examples.tone
    return result
