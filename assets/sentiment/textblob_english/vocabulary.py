"""What each chunk met so far does: a bounded memory."""

import numpy as np

from assets.sentiment.textblob_english.cutting import cut_chunks
from assets.sentiment.textblob_english.effects import ENDS_BOTH, NO_EFFECT, Bools, EffectTable, Ints

# Characters of remembered chunks, at some tens of bytes each all told.
CAPACITY = 4_000_000


class Vocabulary:
    """Effects of chunks, by the chunk's number.

    Attributes:
        starts: Per chunk, where its effects begin in `effects`.
        counts: Per chunk, how many effects it has; words without one are left out.
        effects: Numbers of effects in the table.
        idle: Per chunk, does it do nothing but end what waits?
        settles: Per chunk, is it idle, and does nothing wait behind it?
    """

    def __init__(self, table: EffectTable, capacity: int = CAPACITY) -> None:
        self._table, self._capacity = table, capacity
        self._forget()

    def numbers_of(self, chunks: list[str]) -> Ints:
        """The number of each chunk; new ones are learnt."""
        chunks = list(map(str.strip, chunks))
        numbers = list(map(self._numbers.get, chunks))
        if None in numbers:
            pairs = zip(chunks, numbers, strict=True)
            new = list(dict.fromkeys(chunk for chunk, number in pairs if number is None))
            if self._characters + sum(map(len, new)) > self._capacity:
                self._forget()
                new = list(dict.fromkeys(chunks))
            self._learn(new)
            numbers = list(map(self._numbers.get, chunks))
        return np.array(numbers, np.int32)

    def _forget(self) -> None:
        self._characters = 0
        self._numbers: dict[str, int] = {}
        self.starts: Ints = np.zeros(0, np.int32)
        self.counts: Ints = np.zeros(0, np.int32)
        self.effects: Ints = np.zeros(0, np.int32)
        self.idle: Bools = np.zeros(0, np.bool_)
        self.settles: Bools = np.zeros(0, np.bool_)

    def _learn(self, chunks: list[str]) -> None:
        first = len(self._numbers)
        self._numbers.update(zip(chunks, range(first, first + len(chunks)), strict=True))
        self._characters += sum(map(len, chunks))
        cut = cut_chunks(chunks)
        # Lower case comes after the cutting, as in TextBlob: `:D` and `U.S.` have capitals.
        effects = [self._table.number_of(word.lower()) for words in cut for word in words]
        self._store(np.array(effects, np.int32), np.array(list(map(len, cut)), np.int32))

    def _store(self, effects: Ints, counts: Ints) -> None:
        """Keep what some chunks do: their words' effects, of which each chunk has so many."""
        chunk = np.repeat(np.arange(len(counts)), counts)

        def count(words: Bools) -> Ints:
            return np.bincount(chunk[words], minlength=len(counts)).astype(np.int32)

        idle = count(effects > ENDS_BOTH) == 0
        settles = idle & (count(effects == ENDS_BOTH) > 0)
        counts = count(effects != NO_EFFECT)
        starts = len(self.effects) + np.cumsum(counts, dtype=np.int32) - counts
        self.starts = np.concatenate([self.starts, starts])
        self.counts = np.concatenate([self.counts, counts])
        self.effects = np.concatenate([self.effects, effects[effects != NO_EFFECT]])
        self.idle = np.concatenate([self.idle, idle])
        self.settles = np.concatenate([self.settles, settles])
