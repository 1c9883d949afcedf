"""Phrases of Korean lexicons are found by how they begin, as their patterns would find them."""

import numpy as np
import pyarrow as pa
import pytest

from assets.sentiment.lexicons import Grammar, Phrases
from assets.sentiment.tagging.finder import ELSEWHERE, Finder, beginnings
from assets.sentiment.tagging.tagger import Lexicon


def sides_of(clauses: pa.Array) -> np.ndarray:
    """A stand-in for a scorer that takes no side."""
    return np.zeros(len(clauses), np.int8)


MANNER = {
    "praise": ["친절", "설명 ... (잘|쉽게)"],
    "complaint": ["불친절", "무시", "설명(이|도|) 없"],
    "elsewhere": ["친절 교육"],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("매우친절해요", 1),
        ("불친절해요", -1),
        ("친절하지 않아요", -1),
        ("별로 친절하지 않아요", -1),
        ("동안 친절했어요", 1),
        ("안 친절", -1),
        ("무시하지 않아요", 1),
        ("무시하지 마세요", -1),
        ("전혀 설명이 없고", -1),
        ("설명을 아주 잘 해요", 1),
        ("친절 교육 날짜", None),
        ("친절하게 친절 교육 안내", 1),
        ("", None),
    ],
)
def test_korean_phrases_are_found_alike_by_patterns_and_by_their_beginnings(
    text: str, expected: int | None
) -> None:
    lexicon = Lexicon(MANNER, Grammar.of("ko"))
    clauses = pa.array(["설명", text])
    [found] = Finder([lexicon.phrases | {ELSEWHERE: lexicon.elsewhere}]).said(clauses)
    for said in (found, lexicon.said(clauses)):
        carrying, sides = lexicon.sides(clauses, sides_of, said=said)
        assert dict(zip(carrying, sides, strict=True)) == (
            {} if expected is None else {1: expected}
        )


@pytest.mark.parametrize(
    ("phrase", "begun"),
    [
        ("친절", {"친절"}),
        ("오래 걸리", {"오래걸"}),
        ("(이|가|) 없", {"이없", "가없", "없"}),
        ("말 ... 달라", {"말"}),
        ("a*b", {"a"}),
        ("(가|나(다|라))마바", {"가마바", "나다마", "나라마"}),
    ],
)
def test_phrase_begins_with_up_to_three_characters(phrase: str, begun: set[str]) -> None:
    assert beginnings(phrase) == begun


def test_phrase_that_may_begin_with_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="may begin with anything"):
        Finder([{"praise": Phrases(["(정말|) ... 좋"], Grammar.of("ko"))}])
