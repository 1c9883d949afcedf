"""The examples in the lexicons hold, and the lexicons know the same tags in every language."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pytest

from assets.sentiment.lexicons import read_lexicon
from assets.sentiment.scorers.choice import scorer_of
from assets.sentiment.tagging.tagger import Tagger

LANGUAGES = ("en", "ko", "fi")
TOPICS = {
    "waiting", "resolution", "attitude", "knowledge", "phone_menu", "ease", "price",
    "product_fault", "delivery", "staff_praise", "idea", "threat_to_leave", "safety_or_legal",
}  # fmt: skip
VALUES = {"loyalty", "accountability", "honesty", "originality", "positivity", "respect"}
SIDES = {"+": 1, "-": -1, "0": 0, "none": None}


def examples() -> Iterator[tuple[str, str, str, str, str]]:
    for language in LANGUAGES:
        for kind in ("topics", "values"):
            for tag, entries in read_lexicon(language, kind).items():
                for text, side in entries["examples"].items():
                    yield language, kind, tag, text, side


def sides_of(language: str, clauses: pa.Array) -> np.ndarray:
    labels = scorer_of(language).score(clauses)["label"].to_pylist()
    return np.array([{"positive": 1, "negative": -1}.get(label, 0) for label in labels], np.int8)


@pytest.mark.parametrize(("language", "kind", "tag", "text", "side"), list(examples()))
def test_example_of_a_lexicon_is_tagged_as_it_says(
    language: str, kind: str, tag: str, text: str, side: str
) -> None:
    tagged = Tagger.of(language).tag(pa.array([text]), lambda clauses: sides_of(language, clauses))
    assert dict(tagged[kind].to_pylist()[0]).get(tag) == SIDES[side]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_all_topics_and_values(language: str) -> None:
    assert read_lexicon(language, "topics").keys() == TOPICS
    assert read_lexicon(language, "values").keys() == VALUES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tag_has_at_least_four_examples(language: str) -> None:
    for kind in ("topics", "values"):
        for tag, entries in read_lexicon(language, kind).items():
            assert len(entries["examples"]) >= 4, tag
