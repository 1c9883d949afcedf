"""Chunks cut into words, as TextBlob's tokeniser cuts each of them when it stands alone."""

import re
from collections.abc import Iterator

from textblob._text import (
    ABBREVIATIONS,
    EMOTICONS,
    PUNCTUATION,
    RE_ABBR1,
    RE_ABBR2,
    RE_ABBR3,
)
from textblob.en import sentiment

SEPARATOR = "\0"
# TextBlob's mark of a paragraph's end; written out, it vanishes and its neighbours meet.
PARAGRAPH_END = "END-OF-SENTENCE"
# Punctuation that is no part of an emoticon, a contraction or an abbreviation: always cut off.
_IN_FACES = {character for group in EMOTICONS.values() for face in group for character in face}
MARKS = "".join(sorted(set(PUNCTUATION) - _IN_FACES - set("'.()")))
# One word with letters or digits at both ends and neither quotes nor white space between them.
# No emoticon ends in a stop behind a letter or digit, and none holds a mark.
_PLAIN = re.compile(
    rf"(?P<before>[{re.escape(MARKS)}]*)"
    rf"(?P<word>(?!{PARAGRAPH_END})[^\W_](?:[^\s'\"\u2018\u2019\u201c\u201d]*[^\W_])?)"
    rf"(?P<stop>\.|\.{{3,}}|[:;])?"
    rf"(?P<behind>[{re.escape(MARKS)}]*)"
)


def cut_chunks(chunks: list[str]) -> list[tuple[str, ...]]:
    """The words of each chunk."""
    cut = [(chunk,) if chunk.isalnum() else _cut_plain(chunk) for chunk in chunks]
    rest = [chunk for chunk, words in zip(chunks, cut, strict=True) if words is None]
    others = _cut_by_textblob(rest)
    return [next(others) if words is None else words for words in cut]


def _cut_plain(chunk: str) -> tuple[str, ...] | None:
    """Cut a chunk that is one word between marks, or nothing where it may be more.

    Most chunks are of this kind, and TextBlob's tokeniser takes five times as long for them.
    """
    plain = _PLAIN.fullmatch(chunk)
    if plain is None:
        return None
    before, word, stop, behind = plain.groups()
    if stop is None:
        return (*before, word, *behind)
    if stop == "." and _is_abbreviation(word + stop):
        return None
    # Of more than three periods TextBlob keeps three.
    return (*before, word, stop[:3], *behind)


def _is_abbreviation(word: str) -> bool:
    return bool(
        word in ABBREVIATIONS
        or RE_ABBR1.match(word)
        or RE_ABBR2.match(word)
        or RE_ABBR3.match(word)
    )


def _cut_by_textblob(chunks: list[str]) -> Iterator[tuple[str, ...]]:
    """Cut chunks by TextBlob's tokeniser, all as one string.

    A lone separator between two of them is a word of its own that nothing joins with.
    """
    together = f" {SEPARATOR} ".join(chunks)
    if together.count(SEPARATOR) == len(chunks) - 1:
        parts = " ".join(sentiment.tokenizer(together)).split(SEPARATOR)
        return (tuple(part.split()) for part in parts)
    return (tuple(" ".join(sentiment.tokenizer(chunk)).split()) for chunk in chunks)
