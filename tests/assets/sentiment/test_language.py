"""Every comment is read in the language that it is written in."""

import pyarrow as pa
import pytest

from assets.sentiment.language.identify import languages
from assets.sentiment.language.parts import parts_of


def language_of(text: str | None, declared: str | None = None) -> str:
    found = languages(pa.array([text], pa.string()), pa.array([declared], pa.string()))
    return str(found.names[0])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The agent was very helpful", "en"),
        ("Asiakaspalvelija oli todella ystävällinen", "fi"),
        ("상담원이 정말 친절했어요", "ko"),
        ("iPhone 15 배송이 늦었어요", "ko"),
        ("굿", "ko"),
        ("Great service", "en"),
        ("Hyvä palvelu", "fi"),
    ],
)
def test_language_is_found_where_nobody_declares_it(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "  ",
        "-",
        "...",
        "12345",
        "👍👍",
        ":)",
        "x",
        "n/a",
        "No comment.",
        "없음",
        "Ei.",
        "ㅤ",
    ],
)
def test_comment_that_says_nothing_is_in_no_language(text: str | None) -> None:
    assert language_of(text, "en") == "none"


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("super", "fi", "fi"),
        ("super", "en", "en"),
        ("Palvelu oli todella hidasta ja sain odottaa tunnin", "en", "fi"),
        ("친절했어요", "en", "ko"),
        ("The agent was very friendly to me", "ko", "en"),
        ("Mycket bra service", "sv", "sv"),
        ("Very good service indeed", "und", "en"),
    ],
)
def test_declared_language_stands_where_the_text_fits(
    text: str, declared: str, language: str
) -> None:
    assert language_of(text, declared) == language


def parts(text: str) -> list[tuple[str, str]]:
    cut = parts_of(pa.array([text]), pa.array([None], pa.string()))
    return sorted(zip(cut.languages, cut.texts.to_pylist(), strict=True))


def test_mixed_comment_is_cut_into_its_languages() -> None:
    text = "상담원이 정말 친절했어요. But I had to wait for an hour on the phone."
    assert parts(text) == [
        ("en", "But I had to wait for an hour on the phone."),
        ("ko", "상담원이 정말 친절했어요."),
    ]


def test_product_name_does_not_make_a_comment_mixed() -> None:
    text = "Galaxy S24 Ultra 화면이 깨져서 왔어요. 교환해 주세요."
    assert parts(text) == [("ko", text)]


def test_every_comment_has_a_part_and_parts_keep_its_order() -> None:
    texts = ["one two three", None, "", "Kiitos avusta. Thank you very much for the help."]
    cut = parts_of(pa.array(texts, pa.string()), pa.nulls(4, pa.string()))
    assert sorted(set(cut.rows.tolist())) == [0, 1, 2, 3]
    assert cut.rows.tolist() == sorted(cut.rows.tolist())
