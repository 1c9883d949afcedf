"""Tone: overlapping phrases, negation, emoticons, and texts that say nothing."""

import pyarrow as pa
import pytest

from assets.sentiment import tone
from assets.sentiment.lexicons import read_lexicon
from assets.sentiment.tone import Tone

ENGLISH = {
    "praise": ["good", "worth it", "love*", "*tastic", "not bad", ":)", "thank* ... help*"],
    "blame": ["bad", "not worth it", "slow*", "on hold", ":("],
}


def korean(text: str | None) -> float:
    return float(Tone("ko").of_texts(pa.array([text], pa.string()))[0])


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> Tone:
    def read(language: str, name: str) -> dict[str, object]:
        return ENGLISH if name == "tone" else read_lexicon(language, name)

    monkeypatch.setattr(tone, "read_lexicon", read)
    return Tone("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("정말 친절해요", 1),
        ("너무 불친절해요", -1),
        ("불친절하지 않아요", 1),
        ("안 좋아요", -1),
        ("그동안 감사했습니다", 1),
        ("불만이 없어요", 1),
        ("추천 안 해요", -1),
        ("별로 좋지 않네요", -1),
        ("배송이 더 빨랐으면 좋겠어요", -0.0),
        ("빨리 처리해 주세요", -1),
        ("다시는 가지 않아요", -1),
        ("문제 해결이 빨라요", 1),
        ("편하고 빠르지만 비싸요", 1 / 3),
        ("여기요 ^^", 1),
        ("", 0),
        (None, 0),
    ],
)
def test_korean_tone(text: str | None, expected: float) -> None:
    assert korean(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "good", "bad"),
    [
        ("Not good", 0, 1),
        ("It isn't really good", 0, 1),
        ("It isn\u2019t good", 0, 1),
        ("No, it was good", 1, 0),
        ("goodness", 0, 0),
        ("fantastic!", 1, 0),
        ("Loved it", 1, 0),
        ("not  worth it", 0, 1),
        ("worth it:)", 2, 0),
        ("put me ON-HOLD again", 0, 1),
        ("not bad", 1, 0),
        ("thanks for your kind help", 1, 0),
    ],
)
def test_english_phrases(english: Tone, text: str, good: int, bad: int) -> None:
    praise, blame = english.counted(pa.array([text]))
    assert (praise[0], blame[0]) == (good, bad)


def test_no_phrase_reaches_from_one_text_into_the_next(english: Tone) -> None:
    _, blame = english.counted(pa.array(["put on", "hold"]))
    assert blame.tolist() == [0, 0]


def test_a_batch_says_what_its_texts_say_alone(english: Tone) -> None:
    texts = ["good", "", "not bad", "slow\0slow", "bad", "😀 good\n\n"]
    together = english.of_texts(pa.array(texts))
    assert together.tolist() == [english.of_texts(pa.array([text]))[0] for text in texts]


def test_no_texts_have_no_tone(english: Tone) -> None:
    assert english.of_texts(pa.array([], pa.string())).tolist() == []
