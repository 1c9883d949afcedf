"""A comment is tagged with what its clauses talk about, on the side that they take."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from assets.sentiment import lexicons
from assets.sentiment.lexicons import Grammar, Phrases
from assets.sentiment.tagging.clauses import clauses_of
from assets.sentiment.tagging.hints import Hints
from assets.sentiment.tagging.tagger import Lexicon, as_maps

WAITING = {
    "complaint": ["wait* ... (hour|day)*", "slow"],
    "praise": ["right away"],
    "mention": ["answer*"],
    "neutral": ["opening hours"],
    "elsewhere": ["slow cooker*"],
}


def sides_of(clauses: pa.Array) -> np.ndarray:
    """A stand-in for a scorer: clauses that say "great" are positive."""
    return np.array(["great" in clause for clause in clauses.to_pylist()], np.int8)


def side(text: str) -> int | None:
    lexicon = Lexicon(WAITING, Grammar.of("en"))
    carrying, sides = lexicon.sides(pa.array([text]), sides_of)
    return int(sides[0]) if len(carrying) else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("i waited for an hour", -1),
        ("it was not slow", 1),
        ("i did not get through right away", -1),
        ("a great answer", 1),
        ("an answer", 0),
        ("what are your opening hours", 0),
        ("slowly", None),
        ("they never sent the slow cooker", None),
        ("", None),
    ],
)
def test_phrase_takes_its_side_and_negation_turns_it(text: str, expected: int | None) -> None:
    assert side(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "clauses"),
    [
        ("en", "Lovely agent, but I waited.", ["lovely agent", " but i waited"]),
        ("en", "Was it fast? Yes.", ["was it fast ?", "yes"]),
        ("en", "It cost 3.50 at example.com", ["it cost 3.50 at example.com"]),
        ("fi", "Hyvä palvelu mutta hidas", ["hyvä palvelu ", "mutta hidas"]),
        ("ko", "친절했지만 오래 걸렸어요", ["친절했지만", "오래 걸렸어요"]),
        ("ko", "좋아요.배송은 늦은데요", ["좋아요.", "배송은 늦은데요"]),
        ("en", "", []),
        ("en", None, []),
    ],
)
def test_comment_is_cut_where_its_clauses_end(
    language: str, text: str | None, clauses: list[str]
) -> None:
    found, rows = clauses_of(pa.array([text], pa.string()), language)
    assert [clause.strip() for clause in found.to_pylist()] == [c.strip() for c in clauses]
    assert set(rows.to_pylist()) <= {0}


def test_clauses_remember_their_comments() -> None:
    _, rows = clauses_of(pa.array(["a. b", None, "c"]), "en")
    assert rows.to_pylist() == [0, 0, 2]


def test_tag_of_one_side_is_not_turned() -> None:
    lexicon = Lexicon({"praise": ["a star"]}, Grammar.of("en"))
    texts = pa.array(["he was a star", "he was not a star"])
    carrying, sides = lexicon.sides(texts, sides_of)
    assert (carrying.tolist(), sides.tolist()) == ([0], [1])


def test_phrase_is_turned_by_a_negation_within_its_gap() -> None:
    lexicon = Lexicon({"praise": ["at once"], "complaint": ["parcel ... late"]}, Grammar.of("en"))
    texts = pa.array(["the parcel was very late", "the parcel was not late"])
    assert lexicon.sides(texts, sides_of)[1].tolist() == [-1, 1]


def test_long_lists_of_phrases_are_matched_in_several_patterns() -> None:
    phrases = Phrases([f"word{n} number" for n in range(1000)], Grammar.of("en"))
    said, negated = phrases.said(pa.array(["word7 number", "not word999 number", "word1000"]))
    assert len(phrases.patterns) > 1
    assert said.to_pylist() == [True, True, False]
    assert negated.to_pylist() == [False, True, False]


def test_comment_that_takes_both_sides_of_a_tag_takes_none() -> None:
    found = [("waiting", np.array([0, 0, 1, 3]), np.array([1, -1, -1, 0], np.int8))]
    assert as_maps(4, iter(found)).to_pylist() == [
        [("waiting", 0)],
        [("waiting", -1)],
        [],
        [("waiting", 0)],
    ]


def test_tone_decides_where_one_clause_says_both_sides() -> None:
    lexicon = Lexicon({"praise": ["friendly"], "complaint": ["rude"]}, Grammar.of("en"))
    texts = pa.array(["a rude yet friendly man", "great and friendly for a rude man"])
    assert lexicon.sides(texts, sides_of)[1].tolist() == [0, 1]


def test_phrase_that_negates_is_not_turned_by_another_negation() -> None:
    entries = {"praise": ["quick"], "complaint": ["no answer", "answers late"]}
    lexicon = Lexicon(entries, Grammar.of("en"))
    texts = pa.array(["i was never given no answer", "never answers late"])
    assert lexicon.sides(texts, sides_of)[1].tolist() == [-1, 1]


@pytest.mark.parametrize(
    ("language", "phrase", "text", "said"),
    [
        ("en", "good", "goods", False),
        ("en", "*less", "useless!", True),
        ("en", "on hold", "put on, hold", True),
        ("fi", "hyvä*", "hyvää päivää", True),
        ("fi", "ystävällinen", "epäystävällinen", False),
        ("fi", "myöh*", "lähetys on myöhässä", True),
        ("fi", "myöh*", "lahetys on myohassa", True),
        ("fi", "mina", "minä", False),
        ("ko", "친절", "매우친절합니다", True),
        ("ko", "오래 걸", "오래걸렸어요", True),
        ("en", "👍", "thanks👍", True),
        ("en", "don't care", "they dont care", True),
        ("en", "don't care", "they don\u2019t care", True),
        ("en", "great", "it was 'great'", True),
        ("en", "the driver", "the driver's manners", True),
        ("en", "(the |)best shop", "best shop", True),
        ("en", "c++ (a|b)", "use c++ b.", True),
    ],
)
def test_phrase_matches_whole_words_but_in_korean(
    language: str, phrase: str, text: str, said: bool
) -> None:
    found, _ = Phrases([phrase], Grammar.of(language)).said(pa.array([text]))
    assert found.to_pylist() == [said]


@pytest.mark.parametrize(
    "phrase",
    [
        "odot* ... (tunnin|viikon)",
        "(the |)best",
        "(a (b|c)|d) ... e*",
        "(*less|fine) day",
        "*less",
        "(wait(s|)|hold)ing time",
        "don't care",
        "hyvä päivä",
        "'no-one' came",
        "10/10",
        "👍",
    ],
)
def test_clause_may_hold_each_phrase_that_it_holds(phrase: str) -> None:
    texts = [
        "odotin koko tunnin",
        "best",
        "the best",
        "a c x e",
        "d efg",
        "useless day",
        "waitsing times, holding time",
        "they don\u2019t care",
        "dont care",
        "hyva paiva",
        "жno-one'came",
        "10/10",
        "ok👍",
        "nothing of it",
    ]
    phrases = Phrases([phrase], Grammar.of("fi"))
    said, _ = phrases.said(pa.array(texts))
    [may_hold] = Hints([{"mention": phrases}]).may_hold(pa.array(texts))
    assert pc.any(said).as_py()
    assert pc.all(pc.or_(may_hold["mention"], pc.invert(said))).as_py()


def test_clause_without_a_word_of_a_phrase_is_not_looked_at() -> None:
    phrases = Phrases(["(no|never) ... answer*", "(the |)hold"], Grammar.of("en"))
    texts = pa.array(["no", "answers", "no answers", "on", "hold", "holding", "not answered"])
    [may_hold] = Hints([{"mention": phrases}]).may_hold(texts)
    assert may_hold["mention"].tolist() == [False, False, True, False, True, False, False]


def test_words_that_stand_for_each_other_are_read_from_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "words.yml").write_text("staff: [agent*, technician]", "utf-8")
    (tmp_path / "en" / "topics.yml").write_text("praise: [<staff> was nice, yes]", "utf-8")
    monkeypatch.setattr(lexicons, "FOLDER", tmp_path)
    read = lexicons.read_lexicon("en", "topics")
    assert read == {"praise": ["(agent*|technician) was nice", "yes"]}
