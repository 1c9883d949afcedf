"""Where literal phrases stand in a batch of texts, found by hashes for all texts at once.

A lexicon of a thousand entries as one regular expression reads 10,000 comments a second; this
reads many times that, and knows which phrase stands within which.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from assets.sentiment.folded import (
    BUCKETS,
    CODE_POINTS,
    END,
    OPENING,
    PAIR_BITS,
    SPACE,
    Folded,
    opening_buckets,
    pair_buckets,
)
from assets.sentiment.phrases import WORDS, Script, written_out

if TYPE_CHECKING:
    import numpy as np

    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]
    Mask = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class Spans:
    """Phrases found in a batch, by where they start.

    Attributes:
        start: First position of each in `Folded.codes`.
        end: The position after its last.
        value: The value of the phrase.
    """

    start: "Integers"
    end: "Integers"
    value: "Integers"


class _Literal(NamedTuple):
    """What tells phrases apart; in a list the one that sorts last is the first to be taken.

    Attributes:
        length: In characters.
        open_left: Whether it may begin within a word.
        open_right: Whether it may end within a word.
        hashed: Of its characters.
    """

    length: int
    open_left: bool
    open_right: bool
    hashed: int


class Literals:
    """Phrases with a value each, to be found in batches.

    Args:
        values: Phrases of the phrase language (without gaps) and their values.
        script: How phrases stand in texts.
        symbols: Whether they are emoticons, to be found in texts as they are.
    """

    def __init__(self, values: Mapping[str, int], script: Script, *, symbols: bool = False) -> None:
        import numpy as np

        anywhere = symbols or script is not WORDS
        literals = [
            (literal, value)
            for phrase, value in values.items()
            for literal in ([phrase] if symbols else written_out(phrase))
        ]
        bare = [literal if symbols else literal.strip("* ") for literal, _ in literals]
        found: dict[_Literal, tuple[int, Integers]] = {}
        hashed = _as_hashed(bare, script, symbols=symbols)
        for (literal, value), (codes, key) in zip(literals, hashed, strict=True):
            left, right = (anywhere or end == "*" for end in (literal[0], literal[-1]))
            found.setdefault(_Literal(len(codes), left, right, key), (value, codes))
        longest_first = sorted(found, reverse=True)
        self.length: Integers = np.array([each.length for each in longest_first], np.int64)
        self.open_left: Mask = np.array([each.open_left for each in longest_first], np.bool_)
        self.open_right: Mask = np.array([each.open_right for each in longest_first], np.bool_)
        self.hashed: Integers = np.array([each.hashed for each in longest_first], np.uint64)
        self.value = np.array([found[literal][0] for literal in longest_first], np.int64)
        self.codes = [found[literal][1] for literal in longest_first]

    @cached_property
    def _by_opening(self) -> "list[tuple[int, _Buckets]]":
        """For each length of openings, how the phrases with one so long begin."""
        import numpy as np

        # The space behind a whole word tells it from longer ones.
        ended = [
            codes if is_open else np.append(codes, np.uint32(SPACE))
            for codes, is_open in zip(self.codes, self.open_right, strict=True)
        ]
        openings = [codes[:OPENING] for codes in ended]
        lengths = np.array(list(map(len, openings)), np.int64)
        which = [(length, np.flatnonzero(lengths == length)) for length in range(1, OPENING + 1)]
        return [
            (length, _Buckets.of([openings[i] for i in phrases], phrases))
            for length, phrases in which
            if len(phrases)
        ]

    @cached_property
    def _pairs(self) -> "tuple[Mask, Mask]":
        """Code points that are a phrase, and pairs of them that begin one."""
        import numpy as np

        single, pairs = np.zeros(CODE_POINTS, np.bool_), np.zeros(1 << PAIR_BITS, np.bool_)
        for codes in self.codes:
            if len(codes) == 1:
                single[codes[0]] = True
            else:
                pairs[pair_buckets(codes[:2])] = True
        return single, pairs

    def spans(self, batch: Folded) -> Spans:
        """The longest phrase at each position, less those that begin within an earlier one."""
        import numpy as np

        start, phrase = self._matches(batch)
        # Of the phrases at one position the first speaks.
        order = np.lexsort((phrase, start))
        start, phrase = start[order], phrase[order]
        first = np.concatenate([[True], start[1:] != start[:-1]])[: len(start)]
        start, phrase = start[first], phrase[first]
        end = start + self.length[phrase]
        reached = np.concatenate([[0], np.maximum.accumulate(end)])[:-1]
        free = start >= reached
        return Spans(start[free], end[free], self.value[phrase[free]])

    def everywhere(self, batch: Folded) -> tuple["Integers", "Integers"]:
        """Where each phrase starts and its value, those within others included."""
        start, phrase = self._matches(batch)
        return start, self.value[phrase]

    def _matches(self, batch: Folded) -> tuple["Integers", "Integers"]:
        """Each phrase wherever it stands: its start and its number."""
        import numpy as np

        if self.open_left.any():
            starts = self._begun(batch)
            buckets = opening_buckets(batch.codes, starts)
        else:
            starts, buckets = batch.opening
        places: list[Integers] = [np.zeros(0, np.int64)]
        phrases: list[Integers] = [np.zeros(0, np.int64)]
        for length, begun in self._by_opening:
            place, phrase = begun.phrases_at(buckets[length - 1])
            places.append(place)
            phrases.append(phrase)
        start, phrase = starts[np.concatenate(places)], np.concatenate(phrases)
        end = start + self.length[phrase]
        last = len(batch.codes) - 1
        hashed = batch.prefix.hashes(start, np.minimum(end, last))
        same = (hashed == self.hashed[phrase]) & (end <= last)
        start, phrase, after = start[same], phrase[same], batch.codes[end[same]]
        fits = self.open_left[phrase] | batch.opens[start]
        fits &= self.open_right[phrase] | (after == SPACE) | (after == END)
        return start[fits], phrase[fits]

    def _begun(self, batch: Folded) -> "Integers":
        """Positions at which two characters may begin a phrase."""
        import numpy as np

        single, pairs = self._pairs
        begins = single.take(batch.codes, mode="clip")
        begins[:-1] |= pairs[batch.pairs]
        return np.flatnonzero(begins)


@dataclass(frozen=True)
class _Buckets:
    """Phrases by the hash of their first characters.

    Attributes:
        count: How many phrases are in each bucket.
        first: Where they begin in `phrases`.
        phrases: Numbers of phrases, by bucket.
    """

    count: "Integers"
    first: "Integers"
    phrases: "Integers"

    @classmethod
    def of(cls, openings: "Sequence[Integers]", phrases: "Integers") -> "_Buckets":
        """Buckets of some phrases, whose first characters are equally many."""
        import numpy as np

        codes = np.concatenate(openings)
        starts = np.arange(0, len(codes), len(openings[0]))
        bucket = opening_buckets(codes, starts)[len(openings[0]) - 1]
        count = np.bincount(bucket, minlength=BUCKETS)
        order = np.argsort(bucket, kind="stable")
        return cls(count.astype(np.uint16), np.cumsum(count) - count, phrases[order])

    def phrases_at(self, buckets: "Integers") -> tuple["Integers", "Integers"]:
        """The phrases in some buckets: the bucket's place in the list, the phrase's number."""
        import numpy as np

        count = self.count[buckets]
        held = np.flatnonzero(count)
        place, at = numbered(self.first[buckets[held]], count[held].astype(np.int64))
        return held[place], self.phrases[at]


def numbered(firsts: "Integers", counts: "Integers") -> tuple["Integers", "Integers"]:
    """Consecutive numbers: so many from each first one on, and the place of that in the list."""
    import numpy as np

    # The first number, less the numbers before it in the list, plus the number's own place there.
    numbers = np.repeat(firsts - np.cumsum(counts) + counts, counts)
    return np.repeat(np.arange(len(counts)), counts), numbers + np.arange(len(numbers))


def _as_hashed(
    literals: Sequence[str], script: Script, *, symbols: bool
) -> list[tuple["Integers", int]]:
    """Each phrase's code points as they stand in folded texts, and their hash."""
    import numpy as np
    import pyarrow as pa

    if not literals:
        return []
    as_it_is, as_folded = Folded.of(pa.array(literals, pa.string()), script)
    batch = as_it_is if symbols else as_folded
    (ends,) = np.nonzero(batch.codes == END)
    starts = np.concatenate([[0], ends[:-1] + 1])
    codes = [batch.codes[start:end] for start, end in zip(starts, ends, strict=True)]
    return list(zip(codes, map(int, batch.prefix.hashes(starts, ends)), strict=True))
