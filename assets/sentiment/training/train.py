"""Trains a language's model from labelled comments, and measures the same recipe on others."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.sentiment.ngram_model import NgramModel
from assets.sentiment.training.calibration import (
    neutral_band,
    probabilities,
    shared_weights,
    stretch_of,
    stretched,
)
from assets.sentiment.training.corpora import LEXICON, lexicon_examples, read_corpora, read_own
from assets.sentiment.training.fit import Examples, fit, margins, prepared, text_weights
from assets.sentiment.training.recipes import RECIPES, Recipe
from assets.sentiment.training.report import Figures, figures

if TYPE_CHECKING:
    import numpy as np

    Mask = np.ndarray[Any, np.dtype[np.bool_]]

DEVELOPMENT_FOLD = 0


def train(
    language: str, corpora: Path, own: Path | None = None
) -> tuple[NgramModel, Sequence[Figures]]:
    """Train the model that is shipped, or a company's own.

    The same inputs give the same model. The figures are those of a model that never saw the
    development fold (a fifth of each source); the model itself is then fitted on everything.

    Args:
        language: `en`, `ko` or `fi`.
        corpora: Folder of the public corpora (`data/comments`).
        own: CSV or Parquet of a company's labelled comments, in addition.

    Returns:
        The model, and figures per source.
    """
    recipe = RECIPES[language]
    examples = gathered(language, corpora, recipe, own)
    model, measured = trained(examples, recipe)
    return replace(model, version=f"ngrams-{language} {digest(model)}"), measured


def digest(model: NgramModel) -> str:
    """Ten hexadecimal digits that change with anything in the model but its version."""
    scalars = [model.orders, model.scale, model.bias, model.tone_weight, model.neutral]
    return hashlib.sha256(model.weights.tobytes() + repr(scalars).encode()).hexdigest()[:10]


def gathered(language: str, corpora: Path, recipe: Recipe, own: Path | None = None) -> Examples:
    """All examples that a recipe can use: corpora, lexicon, own comments."""
    import pyarrow as pa

    tables = [read_corpora(language, corpora), lexicon_examples(language)]
    if own:
        tables.append(read_own(own))
    return prepared(language, pa.concat_tables(tables), recipe)


def trained(examples: Examples, recipe: Recipe) -> tuple[NgramModel, Sequence[Figures]]:
    """Fit without the development fold, calibrate on it, fit again on everything."""
    import numpy as np

    # Lexicon entries are no texts of customers: nothing is measured on them.
    development = (examples.folds == DEVELOPMENT_FOLD) & (examples.sources != LEXICON)
    first = fit(examples.where(~development), recipe)
    held_out = examples.where(development)
    calibrated, stretch = _calibrated(first, held_out, recipe)
    measured = [
        figures(f"{source}, development", calibrated, held_out.where(held_out.sources == source))
        for source in np.unique(held_out.sources)
    ]
    final = stretched(fit(examples, recipe), stretch)
    return replace(final, neutral=calibrated.neutral), measured


def trial(
    name: str, examples: Examples, trained_on: "Mask", measured_on: "Mask", recipe: Recipe
) -> Figures:
    """Train on some texts (the lexicon always) and measure on others."""
    kept = (trained_on | (examples.sources == LEXICON)) & ~measured_on
    model, _ = trained(examples.where(kept), recipe)
    return figures(name, model, examples.where(measured_on))


def _calibrated(
    model: NgramModel, held_out: Examples, recipe: Recipe
) -> tuple[NgramModel, tuple[float, float]]:
    import numpy as np

    sources = [s for s in recipe.calibration_sources if s in held_out.sources]
    chosen = held_out.where(np.isin(held_out.sources, sources)) if sources else held_out
    weights = shared_weights(chosen.labels, text_weights(chosen, recipe), recipe.positive_share)
    stretch = stretch_of(margins(model, chosen), chosen.labels, weights)
    model = stretched(model, stretch)
    band = recipe.neutral or neutral_band(probabilities(margins(model, chosen)), chosen.labels)
    return replace(model, neutral=band), stretch
