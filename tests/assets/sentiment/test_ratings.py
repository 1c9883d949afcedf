"""Words that readers rated: how a text's ratings add up."""

import numpy as np
import pyarrow as pa
import pytest

from assets.sentiment.folded import Folded
from assets.sentiment.phrases import WORDS
from assets.sentiment.ratings import ALPHA, Ratings


def rated(*texts: str | None) -> np.ndarray:
    ratings = Ratings.of("en")
    assert ratings is not None
    _, batch = Folded.of(pa.array(texts, pa.string()), WORDS)
    return ratings.of_batch(batch, len(texts))


def test_a_word_counts_what_its_raters_said():
    great = 3.1
    assert rated("Great!") == pytest.approx(great / np.sqrt(great**2 + ALPHA))


def test_a_text_without_rated_words_says_nothing():
    assert list(rated("the parcel", "", None)) == [0, 0, 0]


def test_a_negation_turns_what_follows_in_its_sentence():
    plain, turned, past_a_stop = rated("great", "not so great", "It is not. Great")
    assert turned == -plain
    assert past_a_stop == plain


def test_a_negation_does_not_reach_into_the_next_text():
    assert rated("never", "great")[1] == rated("great")[0]


def test_only_english_words_were_rated():
    assert Ratings.of("fi") is None
