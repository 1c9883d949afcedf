"""Texts that nobody means well with: redaction is total, deterministic, idempotent and linear."""

import json
from dataclasses import replace
from re import _parser

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.privacy.redaction import KINDS, redact, redact_text
from assets.privacy.redaction.names import name_kind
from assets.privacy.redaction.view import view

NAMES = "Matti Virtanen\x1f홍길동"
LONGEST_MATCH = 1_000
FRAGMENTS = st.sampled_from(
    [
        *("010-1234-5678", "040 123 4567", "+358 40 123 4567", "kim@naver.com", "131052-308T"),
        *("9001011234567", "4111 1111 1111 1111", "FI2112345600000785", "192.0.2.44", "fe80::1a"),
        *("60.1699, 24.9384", "1588-1234", "1572860-0", "홍길동", "Matti", "tel ", "order ", "은"),
        *("010", "00", "0", "1", "123", "2024", "+", "-", ".", " ", ",", ":", "/", "(", ")", "@"),
        *("\u200b", "\uff11", "–", "[phone]", "[", "]", "°", "'", "e", "\u0301", "\n", '"', "\\"),
    ]
)
TEXTS = st.lists(FRAGMENTS, max_size=9).map("".join)


@settings(max_examples=500)
@given(TEXTS)
def test_redacting_twice_changes_nothing_more(text):
    once = redact_text(text, NAMES)
    assert redact_text(once, NAMES) == once


@given(TEXTS, st.booleans())
def test_json_stays_json(text, escaped):
    redacted = redact_text(json.dumps({"comment": text}, ensure_ascii=escaped), NAMES)
    assert list(json.loads(redacted)) == ["comment"]


@pytest.mark.parametrize("escaped", [True, False])
def test_personal_data_inside_json_is_redacted(escaped):
    cell = 'x\nkim@x.fi\t010-1234-5678\n"FI2112345600000785"\\131052-308T \uff02홍길동\uff02'
    redacted = json.loads(redact_text(json.dumps({"c": cell}, ensure_ascii=escaped), NAMES))
    assert redacted["c"] == 'x\n[email]\t[phone]\n"[iban]"\\[id] \uff02[name]\uff02'


@given(st.lists(TEXTS, max_size=5))
def test_looking_at_suspicious_texts_alone_misses_nothing(texts):
    assert redact(pa.array(texts, pa.string())).to_pylist() == [redact_text(t) for t in texts]


def test_naughty_strings_are_redacted_the_same_way_each_time(real_exports):
    folder = real_exports / "dirty/naughty_strings"
    lines = (folder / "blns.txt").read_text("utf-8").splitlines()
    texts = pa.array([*json.loads((folder / "blns.json").read_text("utf-8")), *lines])
    once = redact(texts)
    assert once.equals(redact(texts))
    assert redact(once).equals(once)


@pytest.mark.parametrize("kind", [*KINDS, name_kind(NAMES)], ids=lambda kind: kind.placeholder)
def test_no_pattern_reads_on_without_end(kind):
    parsed = _parser.parse(kind.pattern.pattern, kind.pattern.flags)
    assert parsed.getwidth()[1] < LONGEST_MATCH


UNITS = ["1-", "a@a.", "0", "(", "12 ", "0123 ", "00 ", "FI21 ", "1.1234,", "010-", "1:", "tel "]
UNITS += [
    "900101-1",
    "4111 1111 1111 1112 ",
    "1\u200b",
    "\u0301\u0323",
    "\\u0031",
    "[phone]",
    "Mat",
]


@pytest.mark.parametrize("unit", UNITS)
def test_candidates_grow_no_faster_than_the_text(unit):
    def candidates(length: int) -> int:
        seen, asked = view(unit * (length // len(unit))).text, []
        for kind in [*KINDS, name_kind(NAMES)]:
            list(replace(kind, confirm=lambda match: asked.append(match)).spans(seen))
        return len(asked)

    assert candidates(8_000) <= 2 * candidates(4_000) + len(KINDS)


def test_long_hostile_text_keeps_nothing_personal():
    text = "a" * 200_000 + "1" * 200_000 + "@" * 1_000 + " kim@example.com"
    assert redact_text(text).endswith(" [email]")
