"""The batched rewrite gives what `TextBlob(text).sentiment` gives, to the last bit."""

import csv
import random
import struct
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textblob import TextBlob
from textblob._text import ABBREVIATIONS, EMOTICONS, EOS, PUNCTUATION
from textblob.en import sentiment

from assets.sentiment.textblob_english import TextBlobEnglish, batches
from assets.sentiment.textblob_english.cutting import PARAGRAPH_END
from assets.sentiment.textblob_english.effects import effect_table
from assets.sentiment.textblob_english.vocabulary import Vocabulary

Judge = Callable[[str], tuple[float, ...]]
FACES = sorted(face for group in EMOTICONS.values() for face in group)
SPACES = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()]
KNOWN = ["good", "bad", "great", "terrible", "happy", "Worst", "3rd", "uncomfortable", "BEST"]
MODIFIERS = ["very", "really", "extremely", "so", "too", "most", "VERY", "incredibly", "İly"]
NEGATIONS = ["not", "no", "never", "n't", "don't", "Not", "can't", "isn\u2019t", "NOT"]
PLAIN = ["a", "I", "to", "is", "the", "was", "service", "İstanbul", "ΣΑΣ", "x", "8", "D", "O", "o"]
ODD = [
    "a-00193480", "r_123", EOS, "\0", "(!)", "( !)", "(!", "...", "....", "..", "…", "w/", "U.S.",
    "Mr.", "etc.", "e.g.", "T.", "Dr.\"", "“good”", "\u2018bad\u2019", "''great''", "'s", "'ve",
    "it's",
    "👍", "🇫🇮", "친절해요", "최악!", "hyvää", "ei", "http://x.org/a:D", "a@b.fi", "#fail", "$50",
    "rock'n'roll", "good/bad", "good-bad", "good.bad", "good,bad", "ﬁne", "e\u0301", "\ufeffgood",
]  # fmt: skip
PIECES = [
    *FACES,
    *KNOWN,
    *MODIFIERS,
    *NEGATIONS,
    *PLAIN,
    *ODD,
    *PUNCTUATION,
    *sorted(ABBREVIATIONS),
]
# Half of all gaps are single spaces, and some pieces touch.
GAPS = [" "] * 40 + [""] * 20 + ["  ", "\n\n", "\r\n\r\n", "\n", "\t", "\r"] + SPACES


def bits(scores: Iterable[float]) -> list[bytes]:
    return [struct.pack("<d", score) for score in scores]


def by_textblob(text: str) -> tuple[float, ...]:
    return tuple(TextBlob(text).sentiment)


def by_lexicon(text: str) -> tuple[float, ...]:
    """What `TextBlob(text).sentiment` returns, without the class that it makes for each text."""
    return tuple(sentiment(text))


def differing(texts: Sequence[str], judge: Judge = by_lexicon) -> list[tuple[str, object, object]]:
    """Texts whose scores differ in any bit: text, the judge's scores, ours."""
    table = TextBlobEnglish().exact_scores(pa.array(texts, pa.string()))
    ours = zip(table["polarity"].to_pylist(), table["subjectivity"].to_pylist(), strict=True)
    found = [(text, judge(text), own) for text, own in zip(texts, ours, strict=True)]
    return [each for each in found if bits(each[1]) != bits(each[2])]


def assert_same(texts: Sequence[str], judge: Judge = by_lexicon) -> None:
    found = differing(texts, judge)
    print(f"{len(texts):,} texts compared, {len(found)} differ")
    assert not found, found[:5]


def generated(draw: random.Random) -> str:
    """A text of up to twelve pieces: half of them from the lexicon's neighbourhood."""
    count = draw.randrange(13)
    return "".join(draw.choice(PIECES) + draw.choice(GAPS) for _ in range(count))


def test_hundred_thousand_generated_texts_differ_in_no_bit() -> None:
    draw = random.Random(20)
    assert_same([generated(draw) for _ in range(100_000)])


pieces = st.lists(st.tuples(st.sampled_from(PIECES) | st.text(max_size=6), st.sampled_from(GAPS)))


@settings(max_examples=150, deadline=None)
@given(st.lists(pieces.map(lambda drawn: "".join(map("".join, drawn))), max_size=6))
def test_made_up_texts_differ_in_no_bit(texts: list[str]) -> None:
    assert not differing(texts)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_arbitrary_characters_differ_in_no_bit(texts: list[str]) -> None:
    assert not differing(texts)


@pytest.mark.parametrize("gap", [" ", "\n", "\n\n", "\u00a0", "\x1c", "  "])
def test_emoticon_over_white_space_is_seen_as_textblob_sees_it(gap: str) -> None:
    broken = [face[:at] + gap + face[at:] for face in [*FACES, "(!)"] for at in range(1, len(face))]
    tails = ["", " good", "n't", "x", ".", ")7"]
    assert_same([f"very bad {face}{tail}" for face in broken for tail in tails])


def test_every_emoticon_stands_beside_every_mark() -> None:
    marks = [*PUNCTUATION, "“", "…", "a", "8"]
    beside = [
        ("", ""),
        *((m, "") for m in marks),
        *(("", m) for m in marks),
        *((m, m) for m in marks),
    ]
    assert_same([f"bad {a}{face}{b} good" for face in FACES for a, b in beside])


def test_every_word_of_the_lexicon_meets_modifier_negation_and_exclamation() -> None:
    frames = ["{}!", "not {}", "really {} good", "really not {}!!", "not very {} stuff", "{}: bad,"]
    words = sorted(sentiment.keys())
    assert_same([frame.format(word) for word in words for frame in frames])


def test_abbreviation_keeps_its_period_and_other_words_lose_theirs() -> None:
    words = [
        *sorted(ABBREVIATIONS),
        "Mr.",
        "Dr.",
        "U.S.",
        "T.",
        "Ok.",
        "it.",
        "so.",
        "mr.",
        "Mr...",
    ]
    frames = ["very {} good", 'very "{}" good', "very {}, good", "not {} good"]
    assert_same([frame.format(word) for word in words for frame in frames])


def test_every_kind_of_white_space_separates_words() -> None:
    assert_same([f"not{space}{other}good" for space in SPACES for other in ("", *SPACES)])


def test_mark_of_a_paragraph_s_end_is_textblob_s_own() -> None:
    assert PARAGRAPH_END == EOS
    assert_same(
        [f"bad :{EOS}) good", f"bad : {EOS} )", EOS, f'"{EOS}!"', f"not {EOS.lower()} good"]
    )


def test_text_that_looks_like_a_synset_is_read_as_a_text() -> None:
    assert_same(["a-00193480", "a-193480", "n_1", "r-00193480 good", "c_267"])


def test_ends_of_texts_part_what_waits() -> None:
    assert_same(["it is very", "good", "never", "bad", "really not", "", "!", "great", "! great !"])


def test_missing_texts_have_missing_scores_and_slices_their_own() -> None:
    texts = pa.array(["bad", None, "good", "", "not good"], pa.large_string())[1:]
    table = TextBlobEnglish().exact_scores(texts)
    assert table.schema == pa.schema({"polarity": pa.float64(), "subjectivity": pa.float64()})
    assert table["polarity"].to_pylist() == [None, 0.7, 0.0, -0.35]
    assert TextBlobEnglish().exact_scores(texts[:0]).num_rows == 0


def test_phrase_that_is_too_long_goes_to_textblob_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(batches, "original_scores", lambda text: asked.append(text) or (0.5, 0.25))
    long = "very " * 300 + "good"
    table = TextBlobEnglish().exact_scores(pa.array(["bad", long, "good"]))
    assert asked == [long]
    assert table["polarity"].to_pylist() == [-0.6999999999999998, 0.5, 0.7]


def test_memory_of_chunks_is_bounded_and_what_is_forgotten_is_learnt_again() -> None:
    vocabulary = Vocabulary(effect_table(), capacity=20)
    first = vocabulary.numbers_of(["good", "not-so-bad", "a"])
    assert vocabulary.counts[first].tolist() == [1, 1, 0]
    vocabulary.numbers_of(["terribly", "wonderful", "awful"])
    again = vocabulary.numbers_of(["good", "good "])
    assert len(vocabulary.counts) <= 4
    word = vocabulary.effects[vocabulary.starts[again]]
    assert effect_table().polarity[word].tolist() == [0.7, 0.7]


def test_second_batch_scores_what_the_first_has_taught() -> None:
    scorer = TextBlobEnglish()
    texts = pa.array(["Not good, really: awful!", "great :D", "So-so."])
    assert scorer.exact_scores(texts).equals(scorer.exact_scores(texts))


def lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8", errors="replace").split("\n")


@pytest.mark.real_exports
def test_real_english_comments_differ_in_no_bit(real_exports: Path) -> None:
    files = sorted((real_exports / "comments" / "en").glob("*.txt"))
    fields = {field for file in files for line in lines(file) for field in line.split("\t")}
    assert_same(sorted(fields), by_textblob)


@pytest.mark.real_exports
def test_real_reviews_of_several_sentences_differ_in_no_bit(real_exports: Path) -> None:
    file = real_exports / "surveys" / "airline_lounge" / "lounge.csv"
    with file.open(encoding="utf-8", newline="") as text:
        assert_same([row["content"] for row in csv.DictReader(text)], by_textblob)


@pytest.mark.real_exports
@pytest.mark.parametrize("file", ["fi/xed", "ko/kote", "ko/nsmc_ratings"])
def test_other_languages_differ_in_no_bit(real_exports: Path, file: str) -> None:
    texts = pq.read_table(real_exports / "comments" / f"{file}.parquet")["text"].to_pylist()
    assert_same(texts[:: max(1, len(texts) // 8_000)])
