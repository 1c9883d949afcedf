"""The model that tells Finnish from English."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import yaml
from rich.console import Console

from assets.sentiment.ngram_model import FOLDER, NgramModel
from assets.sentiment.training.fit import fit
from assets.sentiment.training.language_id import language_examples, train_language_id
from assets.sentiment.training.recipes import LANGUAGE_ID
from assets.sentiment.training.report import as_table, figures

FIXTURES = Path(__file__).parents[2] / "fixtures" / "comments"


def margins(texts: list[str]) -> np.ndarray:
    return NgramModel.load("language").margins(pa.array(texts), np.zeros(len(texts)))


@pytest.mark.parametrize("name", ["fi_obvious.yml", "fi_development.yml"])
def test_finnish_service_comments_are_finnish(name: str):
    by_side = yaml.safe_load((FIXTURES / name).read_text("utf-8"))
    texts = [text for side in by_side.values() for text in side]
    assert (margins(texts) > 0).mean() >= 0.97


def test_english_service_comments_are_english():
    texts = ["Great service", "Too slow", "The app crashes", "Nobody called me back", "Thanks"]
    assert (margins(texts) < 0).all()


@pytest.mark.real_exports
def test_retraining_gives_the_shipped_bytes_and_keeps_its_figures(
    real_exports: Path, tmp_path: Path
):
    model, measured = train_language_id(real_exports / "comments")
    model.save(tmp_path / "language.npz")
    assert (tmp_path / "language.npz").read_bytes() == (FOLDER / "language.npz").read_bytes()
    Console(width=100).print(as_table(measured, "development fold"))
    accuracy = {row.name: row.accuracy for row in measured}
    assert accuracy["all"] >= 0.99
    assert accuracy["up to 20 characters"] >= 0.97
    assert accuracy["pieces up to 20 characters"] >= 0.97


@pytest.mark.real_exports
def test_a_source_that_was_not_trained_on_is_told_too(real_exports: Path):
    examples, _ = language_examples(real_exports / "comments")
    left_out = examples.sources == "tweets"
    model = fit(examples.where(~left_out), LANGUAGE_ID)
    whole = examples.where(left_out & (examples.splits == "whole"))
    assert figures("tweets", model, whole).accuracy >= 0.99
