"""The English model: as it is shipped, and as its recipe does on sources it was not trained on."""

import csv
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import yaml
from rich.console import Console

from assets.sentiment.ngram_model import FOLDER, NgramModel
from assets.sentiment.tone import Tone
from assets.sentiment.training.corpora import LEXICON, read_corpora
from assets.sentiment.training.fit import Examples, fit, margins, votes
from assets.sentiment.training.recipes import RECIPES
from assets.sentiment.training.report import as_table, figures
from assets.sentiment.training.train import gathered, train, trial

OBVIOUS = Path(__file__).parents[2] / "fixtures" / "comments" / "en_obvious.yml"
CUSTOMERS = ["yelp", "amazon_cells", "tweets", "amazonReviewSnippets"]
OTHERS = ["imdb", "movieReviewSnippets", "nytEditorialSnippets"]
RECIPE = RECIPES["en"]


def margins_of(texts: list[str]) -> np.ndarray:
    array = pa.array(texts)
    return NgramModel.load("en").margins(array, Tone.of("en").of_texts(array))


@pytest.fixture(scope="module")
def examples(real_exports: Path) -> Examples:
    return gathered("en", real_exports / "comments", RECIPE)


def test_of_obvious_service_comments_nine_in_ten_are_right() -> None:
    sides = yaml.safe_load(OBVIOUS.read_text("utf-8"))
    right = np.concatenate([margins_of(sides["positive"]) > 0, margins_of(sides["negative"]) < 0])
    texts = [*sides["positive"], *sides["negative"]]
    assert len(texts) >= 60
    assert right.mean() >= 0.9, [text for text, good in zip(texts, right, strict=True) if not good]


def test_an_apostrophe_from_a_phone_says_the_same() -> None:
    typed = "They didn't help, I can't recommend it."
    phoned = typed.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    assert margins_of([typed]) == margins_of([phoned])


@pytest.mark.real_exports
def test_each_source_held_out_the_mean_reaches_85_per_cent(examples: Examples) -> None:
    rows = []
    for source in [*CUSTOMERS, *OTHERS]:
        held_out = examples.sources == source
        model = fit(examples.where(~held_out), RECIPE)
        rows.append(figures(f"{source}, uncalibrated", model, examples.where(held_out)))
    Console(width=120).print(as_table(rows, "trained on the six other sources"))
    accuracy = [row.accuracy for row in rows]
    assert np.mean(accuracy) >= 0.85
    assert np.mean(accuracy[: len(CUSTOMERS)]) >= 0.88
    assert min(accuracy[: len(CUSTOMERS)]) >= 0.83


@pytest.mark.real_exports
def test_probabilities_mean_what_they_say_among_unseen_reviews(examples: Examples) -> None:
    held_out = examples.sources == "yelp"
    row = trial("yelp, trained on the other sources", examples, ~held_out, held_out, RECIPE)
    Console(width=120).print(as_table([row]))
    assert row.calibration_error <= 0.06


@pytest.mark.real_exports
def test_airport_lounges_that_no_word_was_chosen_for(real_exports: Path) -> None:
    path = real_exports / "surveys" / "airline_lounge" / "lounge.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rated = [
            (row["content"], float(row["overall_rating"]))
            for row in csv.DictReader(file)
            if row["overall_rating"] in ("1.0", "2.0", "4.0", "5.0")
        ]
    right = (margins_of([text for text, _ in rated]) > 0) == [rating > 3 for _, rating in rated]
    print(f"{right.mean():.1%} of {len(rated)} reviews of airport lounges are right")
    assert len(rated) > 1600
    assert right.mean() >= 0.87


@pytest.mark.real_exports
def test_retraining_gives_the_shipped_model(real_exports: Path, tmp_path: Path) -> None:
    model, _ = train("en", real_exports / "comments")
    model.save(tmp_path / "en.npz")
    if (tmp_path / "en.npz").read_bytes() == (FOLDER / "en.npz").read_bytes():
        return
    # Another processor rounds sums otherwise: a weight at the edge may fall one step apart.
    shipped = NgramModel.load("en")
    apart = np.abs(model.weights.astype(int) - shipped.weights)
    assert apart.max() <= 1
    assert (apart > 0).mean() < 0.002
    assert model.scale == pytest.approx(shipped.scale, rel=1e-3)
    assert model.bias == pytest.approx(shipped.bias, abs=1e-3)
    assert model.neutral == shipped.neutral


@pytest.mark.real_exports
def test_sentences_beyond_the_published_thousand_are_left_out(real_exports: Path) -> None:
    table = read_corpora("en", real_exports / "comments")
    sources = np.array(table["source"].to_pylist())
    assert [(sources == name).sum() for name in ("yelp", "amazon_cells", "imdb")] == [1000] * 3


@pytest.mark.real_exports
def test_readers_in_doubt_train_both_sides(examples: Examples) -> None:
    tweets = examples.where(examples.sources == "tweets")
    chosen, weights = votes(tweets, RECIPE)
    assert len(weights) == 2 * len(tweets.labels)
    assert weights[chosen.labels > 0].sum() == pytest.approx(weights[chosen.labels < 0].sum())
    lexicon, _ = votes(examples.where(examples.sources == LEXICON), RECIPE)
    assert len(lexicon.labels) == (examples.sources == LEXICON).sum()
    assert np.isfinite(margins(NgramModel.load("en"), lexicon)).all()
