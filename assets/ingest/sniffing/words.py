"""What exports call things: the word lists of `words/`, and how two spellings are compared."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_UNIT = re.compile(r"\((utc|gmt|kst|eet|in hrs|in hours|in minutes|in seconds|필수|선택)\)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CLOSE = 0.86
WEAK = 0.45


@dataclass(frozen=True)
class Synonym:
    """One word list entry: its tokens run together, and how much it says (0 to 1)."""

    key: str
    tokens: frozenset[str]
    weight: float


def tokens_of(name: str) -> list[str]:
    """The words of a name: NFKC, lower case, without punctuation and units."""
    plain = unicodedata.normalize("NFKC", _CAMEL.sub(" ", name)).casefold()
    return re.findall(r"[^\W_]+", _UNIT.sub(" ", plain))


def key_of(name: str) -> str:
    """A name by which spellings are equal: `Created At`, `created_at` and `CreatedAt`."""
    return "".join(tokens_of(name))


def likeness(name: str, synonyms: tuple[Synonym, ...]) -> float:
    """How surely a column's name is one of the synonyms, 0 to 1."""
    tokens = tokens_of(name)
    key, words = "".join(tokens), frozenset(tokens)
    if not key:
        return 0.0
    return max((_likeness(key, words, synonym) for synonym in synonyms), default=0.0)


def _likeness(key: str, words: frozenset[str], synonym: Synonym) -> float:
    if key == synonym.key:
        return synonym.weight
    if synonym.weight <= WEAK or len(words) > 6:
        return 0.0
    if synonym.tokens <= words and len(synonym.tokens) == 1:
        # `type` in `location type` is no type of ticket.
        return synonym.weight * 0.5 if len(words) == 2 and len(synonym.key) > 6 else 0.0
    if synonym.tokens <= words:
        return synonym.weight * (0.5 + 0.35 * len(synonym.tokens) / len(words))
    # Hangul has no letters to be close by, and short words are close to too many.
    near = key[:1] == synonym.key[:1] and abs(len(key) - len(synonym.key)) < 3
    if len(key) > 6 and key.isascii() and near:
        ratio = SequenceMatcher(None, key, synonym.key).ratio()
        return synonym.weight * 0.7 if ratio >= _CLOSE else 0.0
    return 0.0


@cache
def column_synonyms(feed: str) -> Mapping[str, tuple[Synonym, ...]]:
    """What exports call each column of a feed."""
    lists = _word_list("columns")
    own, shared = lists[feed], lists["shared"]
    return {
        column: _synonyms([*own.get(column, []), *shared.get(column, [])])
        for column in {**own, **shared}
    }


@cache
def person_name_synonyms() -> tuple[Synonym, ...]:
    """What exports call columns that hold a person's name."""
    return _synonyms(_word_list("people")["names"])


@cache
def codes(feed: str) -> Mapping[str, Mapping[str, str]]:
    """Column of a feed: {what exports write, as a key: the feed's code}."""
    lists = _word_list("codes").get(feed, {})
    return {
        column: {key_of(str(word)): code for code, words in meanings.items() for word in words}
        for column, meanings in lists.items()
    }


@cache
def question_words() -> Mapping[str, Any]:
    """`kinds`, `comments` and `scales`, as they stand in the list."""
    words: Mapping[str, Any] = _word_list("questions")
    return words


@cache
def vendor_words() -> Mapping[str, Any]:
    """`tells` and `first_column`, as they stand in the list."""
    words: Mapping[str, Any] = _word_list("vendors")
    return words


@cache
def zone_words() -> Mapping[str, Any]:
    """`named` and `spoken`, as they stand in the list."""
    words: Mapping[str, Any] = _word_list("zones")
    return words


def _synonyms(words: list[str]) -> tuple[Synonym, ...]:
    made = []
    for rank, word in enumerate(words):
        weight = WEAK if word.startswith("~") else 1.0
        weight *= 1 - 0.15 * rank / len(words)
        made.append(Synonym(key_of(word), frozenset(tokens_of(word)), weight))
    return tuple(made)


@cache
def _word_list(name: str) -> Any:
    path = Path(__file__).parent / "words" / f"{name}.yml"
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
