"""Names that stand in a text's row are redacted from the text."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.privacy.redaction import redact, redact_text


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        ("Matti Virtanen", "Terveisin Matti Virtanen.", "Terveisin [name]."),
        ("Matti Virtanen", "virtanen, matti! MATTI", "[name]! [name]"),
        ("Virtanen, Matti", "matti soitti", "[name] soitti"),
        ("Matti Virtanen", "Virtasen lasku, Virtaselle", "[name] lasku, [name]"),
        ("Anna Mäki", "Mäen Annalle", "[name]"),
        ("Pekka Niemi", "Pekalta; Niemen", "[name]; [name]"),
        ("Matti Virtanen", "mattila ja mattoja virtaa", "mattila ja mattoja virtaa"),
        ("Anna-Maija Koski", "anna maija koski; Maija", "[name]; [name]"),
        ("Päivi Meikäläinen", "meikalainen", "[name]"),
        ("Jürgen Müller", "muller ja Jürgen", "[name] ja [name]"),
        ("John O'Brien", "o'brien's", "[name]'s"),
        ("홍길동", "홍길동입니다 고객홍길동님", "[name]입니다 고객[name]님"),
        ("홍길동", "길동이가 길동씨, 길동님은요", "[name]이가 [name]씨, [name]님은요"),
        ("홍 길동", "홍길동은", "[name]은"),
        ("남궁민수", "민수가", "[name]가"),
        ("김민수", "국민수첩 민수기", "국민수첩 민수기"),
        ("이진", "이진짜 좋아요 이진님", "이진짜 좋아요 [name]님"),
        ("Matti", "Matti님께", "[name]님께"),
        ("田中太郎\x1f田中", "田中さん", "[name]さん"),
        ("Matti Virtanen\x1f홍길동", "matti, 길동", "[name], [name]"),
    ],
)
def test_a_name_of_the_row_becomes_a_placeholder(names, text, expected):
    assert redact_text(text, names) == expected


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        ("Will Smith", "I will call Will", "I will call [name]"),
        ("Will Smith", "will smith", "[name]"),
        ("Hope May", "I hope it may help, Hope", "I hope it may help, [name]"),
        ("WILL", "will Will", "will [name]"),
        ("May Li", "ali li Li", "ali li [name]"),
        ("Toivo Lahti", "toivo paremmasta, terveisin Toivo", "toivo paremmasta, terveisin [name]"),
        ("김사랑", "사랑해요 사랑님", "사랑해요 [name]님"),
        ("이정도", "이정도면 좋아요", "이정도면 좋아요"),
        ("Jan van der Berg", "van der, Van", "van der, Van"),
    ],
)
def test_a_name_that_is_an_ordinary_word_counts_where_it_is_written_as_a_name(
    names, text, expected
):
    assert redact_text(text, names) == expected


def test_decomposed_letters_are_the_same_name():
    assert redact_text("Meika\u0308la\u0308inen", "Meikäläinen") == "[name]"
    assert redact_text("\u1112\u1169\u11bc길동", "홍길동") == "[name]"


def test_each_row_has_its_own_names():
    texts = pa.array(["Matti soitti", "Matti soitti", None, "Liisa"])
    names = pa.array(["Matti", None, "Matti", ""])
    assert redact(texts, names).to_pylist() == ["[name] soitti", "Matti soitti", None, "Liisa"]


def test_names_and_texts_may_be_chunked():
    texts = pa.chunked_array([["Matti"], ["Liisa 010-1234-5678"]])
    names = pa.chunked_array([["Matti", "Liisa"]])
    assert redact(texts, names).to_pylist() == ["[name]", "[name] [phone]"]


@pytest.mark.parametrize("names", ["Card", "Phone Place", "Name", "Id\x1fIp"])
def test_placeholders_are_nobodys_name(names):
    once = redact_text("kim@naver.com, my card: 4111 1111 1111 1111, [place]", names)
    assert "[email]" in once
    assert "[place]" in once
    assert redact_text(once, names) == once


@pytest.mark.parametrize(
    "names", ["", " ", "\x1f", "X", "-", "()", ".*", "[", "\\", "1", "a" * 9999]
)
def test_odd_names_do_no_harm(names):
    assert redact_text("xyz (a) [b] .* 12 \\", names) == "xyz (a) [b] .* 12 \\"


@given(st.text(max_size=30), st.text(max_size=60))
def test_any_names_and_text_are_taken(names, text):
    once = redact_text(text, names)
    assert redact_text(once, names) == once
