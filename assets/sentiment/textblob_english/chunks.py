"""Texts cut at spaces into chunks, wherever TextBlob reads each chunk as it would alone."""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from textblob._text import EMOTICONS

from assets.sentiment.textblob_english.cutting import PARAGRAPH_END
from assets.sentiment.textblob_english.effects import SARCASM, Bools, Ints

Bytes = np.ndarray[tuple[int], np.dtype[np.uint8]]

# Holds all white space, and more; RE2 is faster with this than with the white space alone.
GAP = "[^!-~]"


@dataclass(frozen=True)
class Chunks:
    """The chunks of a batch of texts, in order.

    Attributes:
        distinct: Every chunk once.
        which: Per chunk in the texts, its place in `distinct`.
        text: Per chunk in the texts, the place of its text in the batch.
    """

    distinct: list[str]
    which: Ints
    text: Ints


def cut(texts: pa.StringArray) -> Chunks:
    """Cut texts behind every space or line break, but leave one whole whose chunks may join."""
    starts, characters = _starts_and_characters(texts)
    cuts = _cuts(np.frombuffer(characters, np.uint8), starts)
    for place in np.flatnonzero(pc.match_substring_regex(texts, _JOINS)):
        cuts[starts[place] + 1 : starts[place + 1]] = False
    bounds = np.flatnonzero(cuts).astype(np.int32)
    parts = [None, pa.py_buffer(bounds), characters]
    encoded = pa.Array.from_buffers(pa.string(), len(bounds) - 1, parts).dictionary_encode()
    counts = np.diff(np.searchsorted(bounds, starts))
    text = np.repeat(np.arange(len(texts), dtype=np.int32), counts)
    return Chunks(encoded.dictionary.to_pylist(), encoded.indices.to_numpy(), text)


def _starts_and_characters(texts: pa.StringArray) -> tuple[Ints, pa.Buffer]:
    """The characters of texts, and where each text begins there and the last one ends."""
    _, offsets, characters = texts.buffers()
    starts = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    begin, end = starts[[0, -1]].tolist()
    return starts - begin, characters.slice(begin, end - begin) if end else pa.py_buffer(b"")


def _cuts(characters: Bytes, starts: Ints) -> Bools:
    """Per byte of UTF-8, and behind the last: does a chunk begin here?

    Rarer white space stays within its chunk, where TextBlob's tokeniser will find it.
    """
    cuts = np.zeros(len(characters) + 1, np.bool_)
    # Bytes 9 to 13 are tab and line breaks; what is smaller wraps around.
    cuts[1:] = (characters == ord(" ")) | (characters - np.uint8(9) < 5)
    cuts[starts] = True
    return cuts


def _joins_pattern() -> str:
    """Matches every text in which an emoticon or `(!)` may reach over white space.

    TextBlob first puts spaces around punctuation and then takes single ones out of what looks
    like an emoticon, so `great : )` has one. Too many matches cost time, too few a wrong score.
    """
    faces = {face for group in EMOTICONS.values() for face in group} | {SARCASM}
    broken = [_broken(face, at) for face in sorted(faces) for at in range(1, len(face))]
    return "|".join([PARAGRAPH_END, *broken])


def _broken(face: str, at: int) -> str:
    """Matches an emoticon with white space before its character `at` and perhaps after it."""
    pattern = re.escape(face[:at]) + f"{GAP}+" + f"{GAP}*".join(map(re.escape, face[at:]))
    # Behind a letter TextBlob puts a space only before punctuation and "n't": `note: Don` is none.
    return pattern + r"(?:$|[^0-9A-Za-z]|n't)" if face[-1].isalnum() else pattern


_JOINS = _joins_pattern()
