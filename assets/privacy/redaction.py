"""Personal data in free text → typed placeholders, before the text is stored anywhere.

Each text is looked at as NFKC without invisible characters, so that full-width digits and joiners
hide nothing. Boundaries are ASCII: Hangul may follow a number directly. A text without personal
data stays as it was, to the character.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
# What every personal datum holds; most comments don't, and aren't looked at.
_SUSPICIOUS = r"@|\x{FF20}|\p{N}"


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _always(_: str) -> bool:
    return True


def _passes_luhn(number: str) -> bool:
    """The check digit of payment cards (ISO/IEC 7812)."""
    digits = [int(digit) for digit in reversed(_digits(number))]
    doubled = [digit * (1 + place % 2) for place, digit in enumerate(digits)]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _is_phone(number: str) -> bool:
    return 8 <= len(_digits(number)) <= 12


# In this order, the more specific first: placeholder, pattern, and what must hold besides.
_PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    (
        "[email]",
        re.compile(r"[^\s@<>()\[\],;:\"]{1,64}@[\w-]{1,63}(?:\.[\w-]+)*\.[A-Za-z]{2,}"),
        _always,
    ),
    (
        "[iban]",
        re.compile(
            r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?"
            r"(?![A-Za-z0-9])"
        ),
        _always,
    ),
    ("[id]", re.compile(r"(?<!\d)\d{6}[-+A-FU-Ya-fu-y]\d{3}[0-9A-Ya-y](?![0-9A-Za-z])"), _always),
    (
        "[id]",
        re.compile(r"(?<!\d)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) ?-? ?[1-8]\d{6}(?!\d)"),
        _always,
    ),
    ("[card]", re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)"), _passes_luhn),
    ("[place]", re.compile(r"(?<![\d.])-?\d{1,3}\.\d{4,}\s*,\s*-?\d{1,3}\.\d{4,}"), _always),
    ("[ip]", re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])"), _always),
    ("[phone]", re.compile(r"(?<![\d+])(?:\+|00)[1-9](?:[ .()-]{0,2}\d){7,14}(?!\d)"), _always),
    (
        "[phone]",
        re.compile(r"(?<![\d.,])\(?0\d{1,3}\)?(?:[ .-]?\d{2,4}){2,3}(?!\d)"),
        _is_phone,
    ),
)


def redact(texts: "pa.Array") -> "pa.Array":
    """Replace personal data.

    Args:
        texts: Strings; null stays null.

    Returns:
        As many strings, with `[email]`, `[phone]`, … where personal data stood.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
    suspicious = pc.fill_null(pc.match_substring_regex(texts, _SUSPICIOUS), False)
    found = [redact_text(text) for text in pc.filter(texts, suspicious).to_pylist()]
    return pc.replace_with_mask(texts, suspicious, pa.array(found, pa.string()))


def redact_text(text: str) -> str:
    """One text with its personal data replaced."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    redacted = plain
    for placeholder, pattern, holds in _PATTERNS:
        redacted = pattern.sub(
            lambda match, p=placeholder, h=holds: p if h(match[0]) else match[0],  # type: ignore[misc]
            redacted,
        )
    return text if redacted == plain else redacted
