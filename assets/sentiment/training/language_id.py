"""Trains the model that tells Finnish from English (Korean is told by its script)."""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.sentiment.ngram_model import NgramModel
from assets.sentiment.training.calibration import stretch_of, stretched
from assets.sentiment.training.corpora import read_corpora
from assets.sentiment.training.fit import (
    FOLDS,
    Examples,
    features_of,
    fit,
    margins,
    text_weights,
)
from assets.sentiment.training.recipes import LANGUAGE_ID
from assets.sentiment.training.report import Figures, figures
from assets.sentiment.training.train import DEVELOPMENT_FOLD, digest

if TYPE_CHECKING:
    import numpy as np

    Mask = np.ndarray[Any, np.dtype[np.bool_]]

SIDES = {"en": -1, "fi": 1}
SHORT_CHARACTERS, LONGEST_PIECE_WORDS = 20, 4


def train_language_id(corpora: Path) -> tuple[NgramModel, Sequence[Figures]]:
    """Train the model that is shipped: log-odds of Finnish against English.

    Args:
        corpora: Folder of the public corpora (`data/comments`).

    Returns:
        The model, and figures per source of a model that never saw the development fold.
    """
    examples, short = language_examples(corpora)
    development = examples.folds == DEVELOPMENT_FOLD
    first = fit(examples.where(~development), LANGUAGE_ID)
    stretch = _stretch(first, examples.where(development))
    measured = measure_language_id(stretched(first, stretch), examples, development, short)
    model = stretched(fit(examples, LANGUAGE_ID), stretch)
    return replace(model, version=f"ngrams-language {digest(model)}"), measured


def language_examples(corpora: Path) -> tuple[Examples, "Mask"]:
    """All texts of the Finnish and English corpora, each whole and as a piece of a few words.

    Returns:
        The examples (labels: 1 Finnish, -1 English), and which are short.
    """
    import numpy as np
    import pyarrow as pa

    texts, sides, sources, folds = [], [], [], []
    for language, side in SIDES.items():
        table = read_corpora(language, corpora)
        for text, source in zip(
            table["text"].to_pylist(), table["source"].to_pylist(), strict=True
        ):
            hashed = zlib.crc32(text.encode(), LANGUAGE_ID.seed)
            texts += [text, _piece(text, hashed)]
            sides += [side] * 2
            sources += [source] * 2
            folds += [hashed % FOLDS] * 2
    examples = Examples(
        features_of(pa.array(texts), LANGUAGE_ID.orders),
        np.zeros(len(texts)),
        np.array(sides),
        (np.array(sides) + 1) / 2,
        np.array(sources),
        np.array(["whole", "piece"] * (len(texts) // 2)),
        np.array(folds),
    )
    return examples, np.array([len(text) <= SHORT_CHARACTERS for text in texts])


def _piece(text: str, hashed: int) -> str:
    """One to four neighbouring words, as comments are often no longer."""
    words = text.split()
    length = 1 + (hashed >> 8) % LONGEST_PIECE_WORDS
    start = (hashed >> 16) % max(len(words) - length + 1, 1)
    return " ".join(words[start : start + length])


def measure_language_id(
    model: NgramModel, examples: Examples, held_out: "Mask", short: "Mask"
) -> list[Figures]:
    """Figures per source of whole texts, and of short ones."""
    import numpy as np

    whole = held_out & (examples.splits == "whole")
    parts = [(str(s), whole & (examples.sources == s)) for s in np.unique(examples.sources)]
    parts += [("all", whole), (f"up to {SHORT_CHARACTERS} characters", whole & short)]
    pieces = held_out & short & (examples.splits == "piece")
    parts.append((f"pieces up to {SHORT_CHARACTERS} characters", pieces))
    return [figures(name, model, examples.where(part)) for name, part in parts if part.any()]


def _stretch(model: NgramModel, held_out: Examples) -> tuple[float, float]:
    weights = text_weights(held_out, LANGUAGE_ID)
    return stretch_of(margins(model, held_out), held_out.labels, weights)
