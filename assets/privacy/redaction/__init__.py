"""Personal data in free text → typed placeholders, before the text is stored anywhere.

Boundaries are ASCII, because Hangul may touch a number. A text without personal data stays as it
was, to the character, and so does what stands around the placeholders.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from assets.privacy.redaction.identity_numbers import (
    CALLED_KOREAN_BUSINESS,
    CALLED_PERSONAL_CODE,
    FINNISH_BUSINESS,
    KOREAN_BUSINESS,
    PERSONAL_CODE,
    RESIDENT_NUMBER,
)
from assets.privacy.redaction.kind import HIDDEN, Kind
from assets.privacy.redaction.mail import EMAIL
from assets.privacy.redaction.names import name_kind, name_stems
from assets.privacy.redaction.networks import IPV4, IPV6
from assets.privacy.redaction.payment_numbers import CARD, IBAN
from assets.privacy.redaction.phones import PHONES
from assets.privacy.redaction.places import LABELLED, PAIR
from assets.privacy.redaction.view import Span, view

if TYPE_CHECKING:
    import pyarrow as pa

# In this order, the more specific first.
KINDS = (
    EMAIL, IBAN, IPV6, CALLED_PERSONAL_CODE, PERSONAL_CODE, RESIDENT_NUMBER, CARD, PAIR, LABELLED,
    IPV4, CALLED_KOREAN_BUSINESS, KOREAN_BUSINESS, FINNISH_BUSINESS, *PHONES,
)  # fmt: skip
_CLUES = tuple(dict.fromkeys(kind.clue for kind in KINDS))
_PLACEHOLDER = re.compile(r"\[(?:email|iban|id|card|place|ip|phone|business_id|name)\]")
# A datum found frees its neighbour that was glued to it; no text that means anything needs more.
_ROUNDS = 8
# What every personal datum holds, however it is spelt: four digits, an at sign, an escape, or
# groups between colons. Most comments don't, and aren't looked at.
_SUSPICIOUS = (
    r"[@\x{FF20}\x{FE6B}]|골뱅이|(?i:[(\[{]\s?(?:at|ät)\s?[)\]}])|\\u[0-9A-Fa-f]|%40"
    r"|\p{N}(?:\P{N}*\p{N}){3}|[:\x{FF1A}][0-9A-Fa-f]{0,4}[:\x{FF1A}]"
)


def redact(texts: "pa.Array", names: "pa.Array | None" = None) -> "pa.Array":
    """Replace personal data.

    Args:
        texts: Strings; null stays null.
        names: The names that stand in each text's row, separated by U+001F; null where none does.

    Returns:
        As many strings, with `[email]`, `[phone]`, … where personal data stood.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = _in_one_piece(texts)
    suspicious = pc.fill_null(pc.match_substring_regex(texts, _SUSPICIOUS), False)
    if names is None:
        found = [redact_text(text) for text in pc.filter(texts, suspicious).to_pylist()]
    else:
        names = _in_one_piece(names)
        suspicious = pc.or_(suspicious, pc.and_(pc.is_valid(texts), pc.is_valid(names)))
        pairs = zip(
            pc.filter(texts, suspicious).to_pylist(),
            pc.filter(names, suspicious).to_pylist(),
            strict=True,
        )
        found = [redact_text(text, names_of_row) for text, names_of_row in pairs]
    return pc.replace_with_mask(texts, suspicious, pa.array(found, texts.type))


def redact_text(text: str, names: str | None = None) -> str:
    """One text with its personal data, and the names given (separated by U+001F), replaced."""
    seen = view(text)
    found = _find(seen.text, _name_kind(seen.text, names))
    if not found:
        return text
    redacted, at = [], 0
    for span, placeholder in sorted(found):
        start, end = seen.locate(span)
        redacted += [text[at:start], placeholder]
        at = end
    return "".join([*redacted, text[at:]])


def _in_one_piece(texts: "pa.Array") -> "pa.Array":
    import pyarrow as pa

    return texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts


def _find(text: str, name: Kind | None) -> list[tuple[Span, str]]:
    """Where personal data stands, and as what; placeholders that are there already stay."""
    found: list[tuple[Span, str]] = []
    text = _hide(text, [match.span() for match in _PLACEHOLDER.finditer(text)])
    for _ in range(_ROUNDS):
        known = len(found)
        for kind in _kinds_of(text, name):
            if spans := list(kind.spans(text)):
                text = _hide(text, spans)
                found += [(span, kind.placeholder) for span in spans]
        if len(found) == known:
            break
    return found


def _name_kind(text: str, names: str | None) -> Kind | None:
    """The names as a kind of personal data, unless not even a stem of theirs is in the text."""
    if not names:
        return None
    lower = text.lower()
    return name_kind(names) if any(stem in lower for stem in name_stems(names)) else None


def _kinds_of(text: str, name: Kind | None) -> tuple[Kind, ...]:
    kinds = _kinds_by_clue(tuple(clue.search(text) is not None for clue in _CLUES))
    return (*kinds, name) if name else kinds


@cache
def _kinds_by_clue(present: tuple[bool, ...]) -> tuple[Kind, ...]:
    clues = {clue for clue, found in zip(_CLUES, present, strict=True) if found}
    return tuple(kind for kind in KINDS if kind.clue in clues)


def _hide(text: str, spans: list[Span]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], HIDDEN * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])
