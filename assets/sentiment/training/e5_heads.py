"""Trains the heads of the extra `e5`, one logistic regression per language, and measures them.

.venv/bin/python -c "from pathlib import Path
from assets.sentiment.training.e5_heads import write_heads
write_heads(Path('../shared/data/comments'))"
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.sentiment.e5.embedding import Embedding
from assets.sentiment.e5.head import FOLDER, Head
from assets.sentiment.tone import Tone
from assets.sentiment.training.calibration import calibration_error, classes, neutral_band
from assets.sentiment.training.corpora import read_corpora
from assets.sentiment.training.report import Figures

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Mask = np.ndarray[Any, np.dtype[np.bool_]]
    Tones = np.ndarray[Any, np.dtype[np.float64]]
    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]

FOLDS = 5
MEASURED = 1000
UNCALIBRATED = (0.5, 0.5)


@dataclass(frozen=True)
class HeadRecipe:
    """How one language's head is trained.

    Attributes:
        at_most: At most so many texts of a source, drawn by a hash of the text; 1,000 of others.
        held_out: Source and split that the shipped head never sees; a fifth of the source where
            the split is `whole`. None: each source is held out in turn, to measure only.
        inverse_regularisation: scikit-learn's C.
        tone_weight: What a wholly positive tone of the lexicon adds to the margin; chosen on the
            development half of `tests/fixtures/comments`.
        neutral: Thresholds where no corpus has neutral texts; None has them fitted.
    """

    at_most: Mapping[str, int] = field(default_factory=dict)
    held_out: tuple[str, str] | None = None
    inverse_regularisation: float = 10.0
    tone_weight: float = 2.0
    neutral: tuple[float, float] | None = None


RECIPES: Mapping[str, HeadRecipe] = {
    "en": HeadRecipe(),
    "ko": HeadRecipe(at_most={"kote": 10_000, "nsmc": 1500}, held_out=("kote", "test")),
    "fi": HeadRecipe(
        at_most={"xed": 6000},
        held_out=("xed", "whole"),
        inverse_regularisation=3.0,
        neutral=(0.4, 0.6),
    ),
}


@dataclass(frozen=True)
class Embedded:
    """Labelled texts, one entry (row) each; `held_out` ones are measured only."""

    vectors: "np.ndarray[Any, np.dtype[np.float32]]"
    tone: "Tones"
    labels: "Integers"
    sources: "np.ndarray[Any, Any]"
    held_out: "Mask"


def write_heads(corpora: Path) -> Sequence[Figures]:
    """Train and write the head of every language; takes some minutes.

    Args:
        corpora: Folder of the public corpora (`data/comments`).

    Returns:
        Figures on texts that the measured heads were not trained on.
    """
    measured: list[Figures] = []
    for language, recipe in RECIPES.items():
        texts = embedded(language, corpora, recipe)
        head = trained(texts, ~texts.held_out, recipe)
        FOLDER.mkdir(exist_ok=True)
        head.save(FOLDER / f"{language}.npz")
        measured += _trials(texts, head, recipe)
    return measured


def embedded(language: str, corpora: Path, recipe: HeadRecipe) -> Embedded:
    """The texts that a recipe asks for, embedded."""
    import numpy as np

    table, held_out = _sampled(read_corpora(language, corpora), recipe)
    texts = table["text"].combine_chunks()
    return Embedded(
        Embedding.installed().of(texts.to_pylist()),
        Tone.of(language).of_texts(texts),
        table["label"].to_numpy().astype(np.int64),
        np.array(table["source"].to_pylist()),
        held_out,
    )


def _sampled(table: "pa.Table", recipe: HeadRecipe) -> tuple["pa.Table", "Mask"]:
    """The chosen rows, whatever the order of the table, and which of them are held out."""
    import numpy as np

    hashes = np.array([zlib.crc32(text.encode()) for text in table["text"].to_pylist()])
    sources = np.array(table["source"].to_pylist())
    source, split = recipe.held_out or ("", "")
    held_out = (sources == source) & (np.array(table["split"].to_pylist()) == split)
    if split == "whole":
        held_out &= hashes % FOLDS == 0
    kept: list[Any] = []
    for name in np.unique(sources):
        kept.append(_first(hashes, (sources == name) & ~held_out, recipe.at_most.get(name, 1000)))
    kept.append(_first(hashes, held_out, MEASURED))
    rows = np.concatenate(kept)
    return table.take(rows), held_out[rows]


def _first(hashes: "Integers", among: "Mask", most: int) -> "Integers":
    import numpy as np

    (rows,) = np.nonzero(among)
    return rows[np.argsort(hashes[rows], kind="stable")[:most]]


def trained(texts: Embedded, kept: "Mask", recipe: HeadRecipe) -> Head:
    """Fit praise against blame, then the thresholds on folds that were not fitted."""
    import numpy as np

    found = np.zeros(len(texts.labels))
    folds = np.arange(len(texts.labels)) % FOLDS
    for fold in range(FOLDS):
        inside = kept & (folds == fold)
        part = _fit(texts, kept & (folds != fold), recipe)
        found[inside] = part.probabilities(texts.vectors[inside], texts.tone[inside])
    band = recipe.neutral or neutral_band(found[kept], texts.labels[kept])
    return _fit(texts, kept, recipe, band)


def _fit(
    texts: Embedded,
    kept: "Mask",
    recipe: HeadRecipe,
    neutral: tuple[float, float] = UNCALIBRATED,
) -> Head:
    """Praise and blame count the same in total; neutral texts are left out."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    sided = kept & (texts.labels != 0)
    regression = LogisticRegression(
        C=recipe.inverse_regularisation, class_weight="balanced", max_iter=3000
    )
    # One thread: sums split among several are rounded differently.
    with threadpool_limits(1):
        regression.fit(texts.vectors[sided].astype(np.float64), texts.labels[sided] > 0)
    weights = regression.coef_[0].astype(np.float32)
    return Head(weights, float(regression.intercept_[0]), recipe.tone_weight, neutral)


def _trials(texts: Embedded, head: Head, recipe: HeadRecipe) -> list[Figures]:
    """The head on what is held out; without that, each source by a head of the other ones."""
    import numpy as np

    if recipe.held_out:
        return [_measured(" ".join(recipe.held_out), head, texts, texts.held_out)]
    return [
        _measured(source, trained(texts, texts.sources != source, recipe), texts, measured_on)
        for source in np.unique(texts.sources)
        for measured_on in [texts.sources == source]
    ]


def _measured(name: str, head: Head, texts: Embedded, on: "Mask") -> Figures:
    from sklearn.metrics import accuracy_score, f1_score

    probability, labels = head.probabilities(texts.vectors[on], texts.tone[on]), texts.labels[on]
    sided, three = labels != 0, classes(probability, head.neutral)
    sides = (probability[sided] > 0.5) * 2 - 1
    return Figures(
        name,
        int(sided.sum()),
        float(accuracy_score(labels[sided], sides)),
        float(f1_score(labels[sided], sides, average="macro")),
        calibration_error(probability, labels),
        len(labels),
        float(accuracy_score(labels, three)),
        float(f1_score(labels, three, average="macro")) if not sided.all() else None,
    )
