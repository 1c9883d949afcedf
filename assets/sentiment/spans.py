"""Where literal phrases stand in a batch of texts, found by hashes for all texts at once.

A lexicon of a thousand entries as one regular expression reads 10,000 comments a second; this
reads many times that, and knows which phrase stands within which.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assets.sentiment.folded import CODE_POINTS, END, SPACE, Folded
from assets.sentiment.phrases import WORDS, Script, written_out

if TYPE_CHECKING:
    import numpy as np

    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]
    Mask = np.ndarray[Any, np.dtype[np.bool_]]

HASH_BITS = 16
# By so many characters positions are sifted before phrases of each length are tried.
OPENING = 4
# Odd multipliers of two neighbouring code points.
PAIR_MIX = (0x9E3779B1, 0x85EBCA77)


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


class Literals:
    """Phrases with a value each, to be found in batches.

    Args:
        values: Phrases of the phrase language (without gaps) and their values.
        script: How phrases stand in texts.
        symbols: Whether they are emoticons, to be found in texts as they are.
    """

    def __init__(self, values: Mapping[str, int], script: Script, *, symbols: bool = False) -> None:
        anywhere = symbols or script is not WORDS
        literals = [
            (literal, value)
            for phrase, value in values.items()
            for literal in ([phrase] if symbols else written_out(phrase))
        ]
        bare = [literal if symbols else literal.strip("* ") for literal, _ in literals]
        found: dict[tuple[int, bool, bool], dict[int, int]] = defaultdict(dict)
        self.beginnings = _Beginnings()
        hashed = _as_hashed(bare, script, symbols=symbols)
        for (literal, value), (codes, opening, key) in zip(literals, hashed, strict=True):
            left, right = (anywhere or end == "*" for end in (literal[0], literal[-1]))
            found[len(codes), left, right].setdefault(key, value)
            self.beginnings.add(codes, opening)
        self.within_words = any(open_left for _, open_left, _ in found)
        longest_first = sorted(found, reverse=True)
        self.groups = [_Group.of(*key, found[key]) for key in longest_first]

    def spans(self, batch: Folded) -> Spans:
        """The longest phrase at each position, less those that begin within an earlier one."""
        import numpy as np

        none = np.zeros(0, np.int64)
        if not self.groups:
            return Spans(none, none, none)
        if self.within_words:
            starts = self.beginnings.positions(batch.codes)
        else:
            starts = np.flatnonzero(batch.opens)
        starts = self.beginnings.sifted(batch, starts)
        parts: list[tuple[Integers, Integers, Integers]] = [(none, none, none)]
        for group in self.groups:
            hit, value = group.matched(batch, starts)
            parts.append((starts[hit], starts[hit] + group.length, value))
            starts = starts[~hit]
        start, end, value = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
        order = np.argsort(start, kind="stable")
        start, end, value = start[order], end[order], value[order]
        reached = np.concatenate([[0], np.maximum.accumulate(end)])[:-1]
        free = start >= reached
        return Spans(start[free], end[free], value[free])


class _Beginnings:
    """The first characters of phrases: few positions of a text need a closer look."""

    def __init__(self) -> None:
        import numpy as np

        self.pairs = np.zeros(1 << HASH_BITS, np.bool_)
        self.single = np.zeros(CODE_POINTS, np.bool_)
        self.openings: dict[int, Mask] = {}

    def add(self, codes: "Integers", opening: int) -> None:
        """Take a phrase: its characters and the hash of the first few, `OPENING` at most."""
        import numpy as np

        length = min(len(codes), OPENING)
        buckets = self.openings.setdefault(length, np.zeros(1 << HASH_BITS, np.bool_))
        buckets[opening >> (64 - HASH_BITS)] = True
        if len(codes) == 1:
            self.single[codes[0]] = True
        else:
            self.pairs[_pair_buckets(codes[:2])[0]] = True

    def positions(self, codes: "Integers") -> "Integers":
        import numpy as np

        begins = self.single[np.minimum(codes, CODE_POINTS - 1)]
        begins[:-1] |= self.pairs[_pair_buckets(codes)]
        return np.flatnonzero(begins)

    def sifted(self, batch: Folded, starts: "Integers") -> "Integers":
        """Those of the positions at which more than the first two characters fit a phrase."""
        import numpy as np

        fits = np.zeros(len(starts), np.bool_)
        for length, buckets in self.openings.items():
            ends = np.minimum(starts + length, len(batch.codes))
            fits |= buckets[_leading_bits(batch.prefix.hashes(starts, ends))]
        return starts[fits]


def _pair_buckets(codes: "Integers") -> "Integers":
    import numpy as np

    pairs = codes[:-1] * np.uint32(PAIR_MIX[0]) + codes[1:] * np.uint32(PAIR_MIX[1])
    return pairs >> np.uint32(32 - HASH_BITS)


def _as_hashed(
    literals: Sequence[str], script: Script, *, symbols: bool
) -> list[tuple["Integers", int, int]]:
    """Each phrase's code points as they stand in folded texts, their first ones' hash, theirs."""
    import numpy as np
    import pyarrow as pa

    if not literals:
        return []
    as_it_is, as_folded = Folded.of(pa.array(literals, pa.string()), script)
    batch = as_it_is if symbols else as_folded
    (ends,) = np.nonzero(batch.codes == END)
    starts = np.concatenate([[0], ends[:-1] + 1])
    hashes = batch.prefix.hashes(starts, ends)
    openings = batch.prefix.hashes(starts, np.minimum(starts + OPENING, ends))
    codes = [batch.codes[start:end] for start, end in zip(starts, ends, strict=True)]
    return list(zip(codes, map(int, openings), map(int, hashes), strict=True))


@dataclass(frozen=True)
class _Group:
    """Phrases of one length (in characters) that may stand in words in the same way.

    Attributes:
        length: In characters.
        open_left: Whether they may begin within a word.
        open_right: Whether they may end within a word.
        hashes: Ascending.
        values: One per hash.
        buckets: Whether any hash begins with these bits.
    """

    length: int
    open_left: bool
    open_right: bool
    hashes: "Integers"
    values: "Integers"
    buckets: "Mask"

    @classmethod
    def of(
        cls, length: int, open_left: bool, open_right: bool, values: Mapping[int, int]
    ) -> "_Group":
        import numpy as np

        hashes = np.array(sorted(values), np.uint64)
        buckets = np.zeros(1 << HASH_BITS, np.bool_)
        buckets[_leading_bits(hashes)] = True
        ordered = np.array([values[int(hashed)] for hashed in hashes], np.int64)
        return cls(length, open_left, open_right, hashes, ordered, buckets)

    def matched(self, batch: Folded, starts: "Integers") -> tuple["Mask", "Integers"]:
        """Whether a phrase stands at each start; the values of those that do."""
        import numpy as np

        hit = np.zeros(len(starts), np.bool_)
        (maybe,) = np.nonzero(self._fits(batch, starts))
        hashes = batch.prefix.hashes(starts[maybe], starts[maybe] + self.length)
        near = self.buckets[_leading_bits(hashes)]
        maybe, hashes = maybe[near], hashes[near]
        place = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        same = self.hashes[place] == hashes
        hit[maybe[same]] = True
        return hit, self.values[place[same]]

    def _fits(self, batch: Folded, starts: "Integers") -> "Mask":
        import numpy as np

        end = starts + self.length
        fits = end < len(batch.codes)
        if not self.open_left:
            fits &= batch.opens[starts]
        if not self.open_right:
            after = batch.codes[np.minimum(end, len(batch.codes) - 1)]
            fits &= (after == SPACE) | (after == END)
        return fits


def _leading_bits(hashes: "Integers") -> "Integers":
    import numpy as np

    return hashes >> np.uint64(64 - HASH_BITS)
