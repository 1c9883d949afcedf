"""The Finnish model: as it is shipped, and as its recipe does on lines it was not trained on."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import yaml
from rich.console import Console

from assets.sentiment.ngram_model import FOLDER, NgramModel
from assets.sentiment.tone import Tone
from assets.sentiment.training.calibration import classes, probabilities
from assets.sentiment.training.fit import FOLDS, Examples, fit
from assets.sentiment.training.recipes import RECIPES
from assets.sentiment.training.report import as_table, figures
from assets.sentiment.training.train import gathered, train, trial

FIXTURES = Path(__file__).parents[2] / "fixtures" / "comments"
SIDES = {"positive": 1, "negative": -1, "neutral": 0}
RECIPE = RECIPES["fi"]


def probability(texts: list[str]) -> np.ndarray:
    array = pa.array(texts)
    margins = NgramModel.load("fi").margins(array, Tone.of("fi").of_texts(array))
    return probabilities(margins)


def labelled(name: str) -> tuple[list[str], np.ndarray]:
    by_side = yaml.safe_load((FIXTURES / name).read_text("utf-8"))
    rows = [(text, SIDES[side]) for side, texts in by_side.items() for text in texts]
    return [text for text, _ in rows], np.array([label for _, label in rows])


def test_obvious_service_comments_come_out_right():
    texts, labels = labelled("fi_obvious.yml")
    right = (probability(texts) > 0.5) == (labels > 0)
    assert right.mean() >= 0.9, [text for text, good in zip(texts, right, strict=True) if not good]


def test_obvious_service_comments_are_hardly_ever_neutral():
    texts, labels = labelled("fi_obvious.yml")
    found = classes(probability(texts), NgramModel.load("fi").neutral)
    assert (found == labels).mean() >= 0.9


def test_plain_remarks_are_mostly_neutral():
    texts, labels = labelled("fi_development.yml")
    found = classes(probability(texts), NgramModel.load("fi").neutral)
    assert (found == labels)[labels == 0].mean() >= 0.6


@pytest.fixture(scope="module")
def examples(real_exports: Path) -> Examples:
    return gathered("fi", real_exports / "comments", RECIPE)


@pytest.mark.real_exports
def test_retraining_gives_the_shipped_bytes(real_exports: Path, tmp_path: Path):
    model, _ = train("fi", real_exports / "comments")
    model.save(tmp_path / "fi.npz")
    assert (tmp_path / "fi.npz").read_bytes() == (FOLDER / "fi.npz").read_bytes()


@pytest.mark.real_exports
def test_five_folds_of_subtitles_reach_78_per_cent(examples: Examples):
    rows = []
    for fold in range(FOLDS):
        held_out = (examples.folds == fold) & (examples.sources == "xed")
        model = replace(fit(examples.where(examples.folds != fold), RECIPE), neutral=(0.35, 0.65))
        rows.append(figures(f"fold {fold}, uncalibrated", model, examples.where(held_out)))
    Console(width=100).print(as_table(rows, "XED, five folds"))
    assert np.mean([row.accuracy for row in rows]) >= 0.78
    assert np.mean([row.macro_f1 for row in rows]) >= 0.77


@pytest.mark.real_exports
def test_probabilities_mean_what_they_say_on_a_held_out_fold(examples: Examples):
    held_out = (examples.folds == 1) & (examples.sources == "xed")
    row = trial("fold 1, calibrated on fold 0", examples, ~held_out, held_out, RECIPE)
    Console(width=100).print(as_table([row]))
    assert row.calibration_error <= 0.05
    assert row.accuracy >= 0.77
