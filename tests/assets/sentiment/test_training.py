"""Training: corpora as they are read, calibration, and the same model from the same texts."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from assets.errors import ContractError
from assets.sentiment.ngrams import Orders
from assets.sentiment.tone import Tone
from assets.sentiment.training.calibration import (
    calibration_error,
    neutral_band,
    shared_weights,
    stretch_of,
)
from assets.sentiment.training.corpora import lexicon_examples, read_corpora, read_own
from assets.sentiment.training.fit import fit, margins, prepared, quantised
from assets.sentiment.training.recipes import Recipe
from assets.sentiment.training.train import digest, trained

RECIPE = Recipe(Orders((1, 3), (1, 0), 12), naive_bayes=1, at_most={"own": 150})
GOOD, BAD = ["직원이 웃었다", "금방 왔다", "값이 싸다"], ["줄이 길다", "또 멈췄다", "값이 올랐다"]


def labelled() -> pa.Table:
    """Two hundred texts with a side and twenty without."""
    texts = [f"{(GOOD + BAD)[i % 6]} {i}" for i in range(200)] + [f"그냥 {i}" for i in range(20)]
    labels = [1 if i % 6 < 3 else -1 for i in range(200)] + [0] * 20
    sides = pa.array(labels, pa.int8())
    shares = pa.nulls(220, pa.float64())
    columns = {"source": ["own"] * 220, "split": ["whole"] * 220}
    return pa.table({"text": texts, "label": sides, "share": shares, **columns})


def test_own_comments_take_words_and_numbers_as_labels(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("text,label\n좋아요,positive\n느려요,-1\n그냥,Neutral\n", "utf-8")
    assert read_own(file)["label"].to_pylist() == [1, -1, 0]


def test_unknown_label_of_an_own_comment_names_its_row(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("text,label\n좋아요,1\n느려요,bad\n", "utf-8")
    with pytest.raises(ContractError, match="comment 2, label 'bad'"):
        read_own(file)


def test_missing_column_of_own_comments_is_named(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("comment,label\n좋아요,1\n", "utf-8")
    with pytest.raises(ContractError, match="no column text"):
        read_own(file)


def test_lexicon_entries_become_texts_without_wildcards() -> None:
    table = lexicon_examples("ko")
    assert not [text for text in table["text"].to_pylist() if set(text) & set("*()|")]
    assert set(table["label"].to_pylist()) == {-1, 1}


def test_same_texts_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first.npz", "second.npz"):
        model, _ = trained(prepared("ko", labelled(), RECIPE), RECIPE)
        model.save(tmp_path / name)
    assert (tmp_path / "first.npz").read_bytes() == (tmp_path / "second.npz").read_bytes()


def test_another_label_gives_another_digest() -> None:
    table = labelled()
    turned = pa.array([-label for label in table["label"].to_pylist()], pa.int8())
    changed = table.set_column(1, "label", turned)
    digests = {digest(trained(prepared("ko", t, RECIPE), RECIPE)[0]) for t in (table, changed)}
    assert len(digests) == 2


def test_margins_from_features_are_those_of_the_model() -> None:
    examples = prepared("ko", labelled(), Recipe(RECIPE.orders))
    model = fit(examples, RECIPE)
    texts = labelled()["text"].combine_chunks()
    expected = model.margins(texts, Tone.of("ko").of_texts(texts))
    np.testing.assert_allclose(margins(model, examples), expected)


def test_a_model_learns_what_it_is_taught() -> None:
    model, _ = trained(prepared("ko", labelled(), RECIPE), RECIPE)
    assert np.sign(model.margins(pa.array(["금방 왔다", "또 멈췄다"]), np.zeros(2))).tolist() == [
        1,
        -1,
    ]


def test_at_most_draws_the_same_texts_whatever_else_is_there() -> None:
    some = prepared("ko", labelled(), RECIPE)
    more = prepared("ko", pa.concat_tables([labelled(), lexicon_examples("ko")]), RECIPE)
    assert len(some.labels) == 150
    assert (more.features[:150] != some.features).nnz == 0


def test_equal_texts_stay_in_one_fold() -> None:
    twice = prepared("ko", pa.concat_tables([labelled(), labelled()]), Recipe(RECIPE.orders))
    assert (twice.folds[:220] == twice.folds[220:]).all()


def test_quantised_weights_stop_at_the_clip() -> None:
    steps, scale = quantised(np.array([0.0, 1.0, -1.0, 50.0]), clip=2 / 3)
    assert steps.tolist() == [0, 127, -127, 127]
    assert scale == pytest.approx(1 / 127)


def test_calibration_error_is_the_gap_between_said_and_seen() -> None:
    probability, labels = np.full(10, 0.75), np.array([1] * 5 + [-1] * 5)
    assert calibration_error(probability, labels) == pytest.approx(0.25)


def test_margins_twice_too_sure_are_halved() -> None:
    rng = np.random.default_rng(0)
    true = rng.normal(0, 2, 20_000)
    labels = np.where(rng.random(20_000) < 1 / (1 + np.exp(-true)), 1, -1)
    assert stretch_of(2 * true, labels, np.ones(20_000)) == pytest.approx((0.5, 0), abs=0.03)


def test_positive_texts_are_given_their_share() -> None:
    weights = shared_weights(np.array([1, -1, -1, -1, 0]), np.ones(5), 0.4)
    assert weights == pytest.approx([0.4, 0.2, 0.2, 0.2, 0])


def test_neutral_band_holds_the_neutral_texts() -> None:
    probability = np.array([0.1, 0.2, 0.45, 0.5, 0.55, 0.8, 0.9] * 10)
    labels = np.array([-1, -1, 0, 0, 0, 1, 1] * 10)
    low, high = neutral_band(probability, labels)
    assert 0.2 <= low <= 0.45
    assert 0.55 <= high <= 0.8


@pytest.mark.real_exports
@pytest.mark.parametrize(("language", "texts"), [("ko", 175_000), ("fi", 12_794), ("en", 26_703)])
def test_corpora_are_read_whole(real_exports: Path, language: str, texts: int) -> None:
    table = read_corpora(language, real_exports / "comments")
    assert table.num_rows == texts
    assert set(table["label"].to_pylist()) <= {-1, 0, 1}
    assert all(table["text"].to_pylist())
