"""Texts as phrases that can be assessed one by one: words that do nothing there are left out."""

from dataclasses import dataclass

import numpy as np

from assets.sentiment.textblob_english.chunks import Chunks
from assets.sentiment.textblob_english.effects import Bools, EffectTable, Ints
from assets.sentiment.textblob_english.vocabulary import Vocabulary


@dataclass(frozen=True)
class Phrases:
    """The words of a batch that matter, in order.

    Nothing waits (no modifier, no negation) where a phrase begins, and its first word opens an
    assessment, or it is the first of its text. So no phrase depends on one before it.

    Attributes:
        effects: Per word, the number of its effect.
        text: Per word, the place of its text in the batch.
        starts: Per phrase, the place of its first word.
        lengths: Per phrase, its words.
    """

    effects: Ints
    text: Ints
    starts: Ints
    lengths: Ints


def find_phrases(chunks: Chunks, vocabulary: Vocabulary, table: EffectTable) -> Phrases:
    """The phrases of a batch of texts."""
    effects, text = _words(chunks, vocabulary)
    waiting = _something_waits(table, effects, text)
    opens = table.opens[effects]
    matters = (table.opens | table.negates | table.exclaims)[effects]
    matters |= waiting & table.ends_any[effects]
    effects, text = effects[matters], text[matters]
    begins = _first_of_text(text) | (opens & ~waiting)[matters]
    starts = np.flatnonzero(begins)
    return Phrases(effects, text, starts, np.diff(starts, append=len(text)))


def _words(chunks: Chunks, vocabulary: Vocabulary) -> tuple[Ints, Ints]:
    """Effect and text of each word, chunk after chunk."""
    numbers = vocabulary.numbers_of(chunks.distinct)
    idle, settles = vocabulary.idle[numbers], vocabulary.settles[numbers]
    places = _needed(idle[chunks.which], settles[chunks.which])
    numbers = numbers[chunks.which[places]]
    counts = vocabulary.counts[numbers]
    # Where the chunk's effects begin, less the words before it, plus the word's own place.
    words = np.repeat(vocabulary.starts[numbers] - (np.cumsum(counts) - counts), counts)
    words += np.arange(len(words), dtype=np.int32)
    return vocabulary.effects[words], np.repeat(chunks.text[places], counts)


def _needed(idle: Bools, settles: Bools) -> Ints:
    """Places of all chunks but idle ones right behind one that settles.

    There nothing waits, nor does anything if the two chunks belong to different texts.
    """
    needed = ~idle
    needed[1:] |= ~settles[:-1]
    return np.flatnonzero(needed)


def _something_waits(table: EffectTable, effects: Ints, text: Ints) -> Bools:
    """Per word: may a modifier or a negation wait for it?

    The last word that waits or settles decides; other words leave what waits as it is.
    """
    waits = table.waits[effects]
    first = _first_of_text(text)
    decides = waits | table.ends_all[effects] | first
    last = np.maximum.accumulate(np.where(decides, np.arange(len(effects)), 0))
    waiting = np.zeros(len(effects), np.bool_)
    waiting[1:] = waits[last[:-1]]
    return waiting & ~first


def _first_of_text(text: Ints) -> Bools:
    first = np.ones(len(text), np.bool_)
    first[1:] = text[1:] != text[:-1]
    return first
