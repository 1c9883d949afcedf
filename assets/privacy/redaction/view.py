"""A text as its reader sees it, and where each seen character stands in the text.

Full-width digits, decomposed Hangul, dashes of all kinds and JSON's escapes look like what they
mean; invisible characters are not seen at all. What is stored keeps its spelling.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

Span = tuple[int, int]

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212ㅡー"), "-")
_POINTS = dict.fromkeys(map(ord, "·•ㆍ・"), ".")
_MARKS_OF_NUMBERS = _DASHES | _POINTS
_INVISIBLE = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
_MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a"
    r"\ufe00-\ufe0f\ufe20-\ufe2f"
)
# What NFKC turns into letters, digits, spaces and signs that personal data are written with.
_COMPATIBLE = (
    r"\xa0ªº²³¹\u1100-\u11ff\u2000-\u200a\u202f\u2033-\u2037\u205f\u2070-\u209c\u2100-\u214f\u2460-\u24ff\u3000"
    r"\u3200-\u33ff\uf900-\ufaff\ufb00-\ufb06\ufe50-\ufe6b\uff01-\uffee"
    r"\U0001d400-\U0001d7ff\U0001f100-\U0001f190"
)
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
_FOLDABLE = re.compile(rf"[\\{_INVISIBLE}{_MARKS}{_COMPATIBLE}]|(?![0-9])\d")
_SEGMENT = re.compile(
    r"\\u[0-9A-Fa-f]{4}|\\[\"\\/bfnrt]|[\u1100-\u115e][\u1161-\u11ff]{1,4}"
    # A long run of marks is cut, because normalising it whole takes quadratic time.
    rf"|.[{_MARKS}]{{0,8}}",
    re.DOTALL,
)
_SPACES = frozenset("bfnrt")


@dataclass(frozen=True)
class View:
    """What is seen; `starts` and `ends` say where in the text, and are empty if just there."""

    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def locate(self, span: Span) -> Span:
        """Returns where in the text a span of the view stands."""
        return (self.starts[span[0]], self.ends[span[1] - 1]) if self.starts else span


def view(text: str) -> View:
    """Returns the text as its reader sees it."""
    if _FOLDABLE.search(text):
        return _fold(text)
    return View(text if text.isascii() else text.translate(_MARKS_OF_NUMBERS))


def _fold(text: str) -> View:
    seen: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for segment in _SEGMENT.finditer(text):
        characters = _meaning(segment[0])
        seen.append(characters)
        starts += [segment.start()] * len(characters)
        ends += [segment.end()] * len(characters)
    return View("".join(seen), tuple(starts), tuple(ends))


@lru_cache(maxsize=8192)
def _meaning(segment: str) -> str:
    """What is seen of one character with its marks, or of one escape."""
    if segment[0] == "\\" and len(segment) > 1:
        segment = _unescaped(segment)
    if (digit := unicodedata.decimal(segment[0], None)) is not None:
        return str(digit)
    segment = segment.translate(_MARKS_OF_NUMBERS)
    return _HIDDEN.sub("", unicodedata.normalize("NFKC", segment)).translate(_MARKS_OF_NUMBERS)


def _unescaped(escape: str) -> str:
    if escape[1] == "u" and len(escape) == 6:
        return chr(int(escape[2:], 16))
    return "\n" if escape[1] in _SPACES else escape[1]
