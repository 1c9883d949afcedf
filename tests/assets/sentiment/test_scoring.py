"""Whole comments: language, side, topics and values, whatever people write."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textblob import TextBlob

from assets.sentiment.scoring import score_comments

LABELS = {"positive", "neutral", "negative", "none"}


def score(*texts: str | None, declared: str | None = None) -> list[dict[str, object]]:
    languages = pa.array([declared] * len(texts), pa.string())
    return score_comments(pa.array(texts, pa.string()), languages).to_pylist()


def test_english_comment_keeps_textblobs_figures_beside_its_label() -> None:
    text = "The agent was not very friendly, and slow!"
    (row,) = score(text)
    assert (row["textblob_polarity"], row["textblob_subjectivity"]) == TextBlob(text).sentiment
    assert (row["language"], row["label"]) == ("en", "negative")


@pytest.mark.parametrize(
    ("text", "language", "label"),
    [
        ("Excellent service, the agent was very helpful and friendly", "en", "positive"),
        ("Terrible service, I will never come back", "en", "negative"),
        ("정말 친절하고 빠르게 해결해 주셔서 감사합니다", "ko", "positive"),
        ("너무 불친절하고 답답해서 짜증났어요", "ko", "negative"),
        ("Todella ystävällinen ja nopea palvelu, kiitos", "fi", "positive"),
        ("Surkea palvelu, en suosittele kenellekään", "fi", "negative"),
    ],
)
def test_plain_praise_and_blame_are_told_apart(text: str, language: str, label: str) -> None:
    (row,) = score(text)
    assert (row["language"], row["label"]) == (language, label)
    assert row["confidence"] > 0.5


@pytest.mark.parametrize("text", ["", "   ", "-", "n/a", "없음", "ei kommentoitavaa", "123", None])
def test_comment_that_says_nothing_is_labelled_none_not_neutral(text: str | None) -> None:
    (row,) = score(text)
    assert (row["language"], row["label"], row["polarity"]) == ("none", "none", None)
    assert row["topics"] in (None, [])


@pytest.mark.parametrize(("text", "label"), [("👍👍", "positive"), (":(", "negative")])
def test_emoji_and_emoticons_alone_have_a_side(text: str, label: str) -> None:
    (row,) = score(text)
    assert (row["language"], row["label"]) == ("none", label)


def test_language_that_is_not_scored_is_labelled_none() -> None:
    (row,) = score("Mycket bra service", declared="sv")
    assert (row["language"], row["label"], row["engine"]) == ("sv", "none", "symbols")


def test_each_topic_has_the_side_of_the_clause_that_carries_it() -> None:
    (row,) = score("The agent was lovely but I waited an hour")
    topics = dict(row["topics"])
    assert (topics["attitude"], topics["waiting"]) == (1, -1)


def test_mixed_comment_is_scored_in_both_of_its_languages() -> None:
    (row,) = score("상담원이 정말 친절했어요. But I waited for a whole hour on the phone, awful.")
    assert row["mixed"]
    topics = dict(row["topics"])
    assert (topics["attitude"], topics["waiting"]) == (1, -1)


texts = st.lists(
    st.one_of(
        st.none(),
        st.text(max_size=80),
        st.sampled_from(
            ["Hyvä!", "not bad", "친절 ㅠㅠ", "a\tb\n\nc", "É " * 20, "👩‍👩‍👧 ok", "İ"]
        ),
    ),
    max_size=12,
)


@given(texts)
@settings(max_examples=60, deadline=None)
def test_any_text_gets_one_row_within_its_bounds(written: list[str | None]) -> None:
    rows = score(*written)
    assert len(rows) == len(written)
    for row in rows:
        assert row["label"] in LABELS
        assert (row["polarity"] is None) == (row["label"] == "none")
        assert row["polarity"] is None or -1 <= row["polarity"] <= 1
        assert row["subjectivity"] is None or 0 <= row["subjectivity"] <= 1
        assert all(side in (-1, 0, 1) for _, side in (row["topics"] or []) + (row["values"] or []))


@given(texts)
@settings(max_examples=30, deadline=None)
def test_score_of_a_comment_does_not_depend_on_the_others(written: list[str | None]) -> None:
    assert score(*written) == [row for text in written for row in score(text)]
