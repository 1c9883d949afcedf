"""Names that stand in the same row: as a whole, and each of their parts as a word of its own.

Upper and lower case are alike, except where the name is an ordinary word too ("Will", "Hope",
"Toivo", "Anna") or has two letters only: then it counts where it is capitalised as a name is.
"""

import re
import unicodedata
from functools import lru_cache

from assets.privacy.redaction.finnish_cases import bodies, inflected
from assets.privacy.redaction.hangul_names import hangul_patterns
from assets.privacy.redaction.kind import Kind
from assets.privacy.redaction.ordinary_words import ORDINARY_WORDS
from assets.privacy.redaction.view import Span, view

SEPARATOR = "\x1f"
_MOST_NAMES, _LONGEST_NAME = 10, 100
_TITLES = "mr mrs ms miss dr prof sir jr sr ii iii hr fr herra rouva neiti"
_PARTICLES = "van von der den ten de da di do du la le el af av ibn dos das del y"
_NOT_A_NAME = frozenset(f"{_TITLES} {_PARTICLES}".split())
# Scripts whose words stand apart: no letter touches a name, unless it is a Hangul particle.
_STARTS = r"(?:(?<![^\W\d_])|(?<=[가-힣]))"
_ENDS = r"(?:(?![^\W\d_])|(?=[가-힣]))"
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
_GAP = r"[\s,.]{1,3}"
_NEXT = re.compile("[ .]{1,2}")
_LONGEST_RUN = 5


def name_stems(names: str) -> tuple[str, ...]:
    """Returns what a text must hold, in lower case, for one of the names to stand in it."""
    return _stems_and_words(names)[0]


@lru_cache(maxsize=8192)
def _stems_and_words(names: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    cells = [view(name).text[:_LONGEST_NAME] for name in names.split(SEPARATOR)[:_MOST_NAMES]]
    words = tuple(tuple(re.findall(r"[^\s,.;/()\[\]\"]+", cell)) for cell in cells)
    spelt = {part for name in words for word in name for part in (word, _plain(word)) if part}
    halves = {half for word in spelt for half in word.split("-") if len(half) > 1}
    stems = {body.lower() for word in halves for body in bodies(word.lower())}
    # 홍길동 may be called 길동.
    stems |= {word[at : at + 2] for word in spelt if "가" <= word[0] <= "힣" for at in (1, 2)}
    return tuple(stem for stem in stems if len(stem) > 1), words


@lru_cache(maxsize=4096)
def name_kind(names: str) -> Kind | None:
    """Returns the kind of personal data that a row's names are.

    Args:
        names: The row's names, separated by U+001F.
    """
    spaced: dict[str, None] = {}
    anywhere: dict[str, None] = {}
    for words in _stems_and_words(names)[1]:
        spaced |= dict.fromkeys(_whole(words))
        anywhere |= dict.fromkeys(hangul_patterns(words))
        for word in words:
            anywhere |= dict.fromkeys([re.escape(word)] if _UNSPACED.search(word) else [])
            spaced |= dict.fromkeys(_part(word))
    bounded = [rf"{_STARTS}(?:{'|'.join(spaced)}){_ENDS}"] if spaced else []
    patterns = [*bounded, *anywhere]
    return Kind("[name]", re.compile("|".join(patterns)), _run) if patterns else None


def _run(match: re.Match[str]) -> Span | None:
    """The names that follow one another, as one."""
    end = match.end()
    for _ in range(_LONGEST_RUN):
        gap = _NEXT.match(match.string, end)
        following = match.re.match(match.string, gap.end()) if gap else None
        if not following:
            break
        end = following.end()
    return match.start(), end


def _plain(word: str) -> str:
    """The word without accents, as it is typed where the keyboard has none."""
    letters = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(c for c in letters if not unicodedata.combining(c)))


def _is_hangul(word: str) -> bool:
    return re.fullmatch("[가-힣]+", word) is not None


def _whole(words: tuple[str, ...]) -> list[str]:
    """The full name in both orders, however it is capitalised."""
    if len(words) < 2 or any(_is_hangul(word) for word in words):
        return []
    orders = (words, (words[-1], *words[:-1]))
    return [
        _spelt(_GAP.join(_hyphens_optional(spell(word)) for word in order), cautious=False)
        for order in orders
        for spell in (str, _plain)
    ]


def _part(word: str) -> list[str]:
    """One word of a name, as it stands, without accents, and in Finnish cases."""
    letters = sum(character.isalpha() for character in word)
    if letters < 2 or word.lower() in _NOT_A_NAME or _is_hangul(word) or _UNSPACED.search(word):
        return []
    as_name = word if word[1:] != word[1:].upper() and word[0].isupper() else word.title()
    cautious = letters < 3 or word.lower() in ORDINARY_WORDS
    forms = [
        _spelt(_hyphens_optional(part), cautious)
        for part in dict.fromkeys((as_name, _plain(as_name)))
    ]
    halves = [half for half in word.split("-") if "-" in word and len(half) > 2]
    bent = inflected(as_name)
    return [*forms, *([bent] if bent else []), *[form for half in halves for form in _part(half)]]


def _hyphens_optional(name: str) -> str:
    return re.escape(name).replace(r"\-", "[- ]?")


def _spelt(pattern: str, cautious: bool) -> str:
    return pattern if cautious else f"(?i:{pattern})"
