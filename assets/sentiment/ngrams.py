"""Texts as hashed character and word n-grams: all that a trained model sees of a comment.

Everything is computed for a whole batch at once. The hash of any stretch of text is a difference
of two prefix sums (Rabin-Karp over 64-bit integers), so that no substring is ever made.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]

# Odd, so that it has an inverse modulo 2**64; the inverse moves a stretch's hash to position 0.
BASE = 0x9E3779B97F4A7C15
INVERSE = pow(BASE, -1, 2**64)
# Odd multipliers: one apart per order, so that "a" of order 1 and " a" of order 2 part ways.
MIX = 0xD6E8FEB86659FD93
SPACE = 32
# Texts that are looked at together: with more, their arrays leave the processor's cache.
AT_ONCE = 2000
# What NFKC may change: all but ASCII, Latin letters with their accents, and Hangul syllables.
NOT_NFKC = r"[^\x00-\x7F\x{C0}-\x{131}가-힣]"
CURLY = "\N{RIGHT SINGLE QUOTATION MARK}"
# White space other than single spaces.
WIDE = r"\s\s|[^\S ]"


@dataclass(frozen=True)
class Orders:
    """Which n-grams are taken.

    Attributes:
        characters: Shortest and longest run of characters, a space standing at either end.
        words: Shortest and longest run of words; (1, 0) for none.
        bits: A hash is cut to so many bits: 2**bits buckets.
    """

    characters: tuple[int, int]
    words: tuple[int, int]
    bits: int

    @property
    def none(self) -> int:
        """The bucket behind the last: of what is no n-gram."""
        return 1 << self.bits


@dataclass(frozen=True)
class Hashed:
    """The n-grams of a batch, by where in its characters they begin.

    Attributes:
        starts: Where each text begins; every text has two characters or more.
        characters: How many characters there are.
        by_order: For each order, places where an n-gram may begin (no two alike) and the buckets
            into which they fall; `Orders.none` where none begins after all.
    """

    starts: "Integers"
    characters: int
    by_order: "Iterator[tuple[Integers | slice, Integers]]"


def slices(texts: "pa.Array") -> Iterator["pa.Array"]:
    """The texts in order, a few at a time; at least one slice."""
    for start in range(0, max(len(texts), 1), AT_ONCE):
        yield texts[start : start + AT_ONCE]


def hashed(texts: "pa.Array", orders: Orders) -> Hashed:
    """The n-grams of a batch of texts (nulls count as empty)."""
    import numpy as np

    codes, lengths = _code_points(texts, words=orders.words[1] > 0)
    ends = np.cumsum(lengths)
    by_order: Iterator[tuple[Integers | slice, Integers]] = chain(
        _characters(codes, ends, orders), _words(codes, ends, orders)
    )
    return Hashed(ends - lengths, len(codes), by_order)


def _code_points(texts: "pa.Array", *, words: bool) -> tuple["Integers", "Integers"]:
    """All characters of the batch, a space at both ends of each text, and the texts' lengths.

    Where words are looked at, the apostrophe that phones write is the one that keyboards do.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = pc.fill_null(texts.cast(pa.string()), "")
    plain = _where(NOT_NFKC, plain, lambda odd: pc.utf8_normalize(odd, form="NFKC"))
    if words:
        plain = _where(CURLY, plain, lambda odd: pc.replace_substring(odd, CURLY, "'"))
    plain = pc.utf8_lower(plain)
    plain = _where(WIDE, plain, lambda odd: pc.replace_substring_regex(odd, r"\s+", " "))
    plain = pc.replace_substring_regex(plain, r"[0-9]", "0")
    padded = pc.binary_join_element_wise("", pc.utf8_trim(plain, " "), "", " ")
    lengths = pc.utf8_length(padded).to_numpy(zero_copy_only=False).astype(np.int64)
    joined = "".join(padded.to_pylist())
    return np.frombuffer(joined.encode("utf-32-le"), np.uint32), lengths


def _where(
    pattern: str, texts: "pa.Array", change: Callable[["pa.Array"], "pa.Array"]
) -> "pa.Array":
    """Change those texts alone that hold the pattern: looking costs a fifth of changing."""
    import pyarrow.compute as pc

    odd = pc.match_substring_regex(texts, pattern)
    return pc.replace_with_mask(texts, odd, change(pc.filter(texts, odd)))


@cache
def _powers(base: int, at_least: int) -> "Integers":
    """1, base, base**2 … modulo 2**64."""
    import numpy as np

    powers = np.full(at_least, base, np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


@dataclass(frozen=True)
class Prefixes:
    """Prefix sums of a batch's characters, from which the hash of any stretch follows."""

    sums: "Integers"
    back: "Integers"

    @classmethod
    def of(cls, codes: "Integers") -> "Prefixes":
        """The prefix sums of a batch's code points."""
        import numpy as np

        size = 1 << len(codes).bit_length()
        sums = np.zeros(len(codes) + 1, np.uint64)
        np.cumsum(codes * _powers(BASE, size)[: len(codes)], out=sums[1:])
        return cls(sums, _powers(INVERSE, size))

    def hashes(self, starts: "Integers", ends: "Integers") -> "Integers":
        """One hash per stretch, the same wherever in the batch it stands."""
        hashes: Integers = (self.sums[ends] - self.sums[starts]) * self.back[starts]
        return hashes


def _characters(
    codes: "Integers", ends: "Integers", orders: Orders
) -> Iterator[tuple[slice, "Integers"]]:
    """Runs of characters; each order's hashes follow from those of the order before."""
    import numpy as np

    first, last = orders.characters
    hashes = codes = codes.astype(np.uint64)
    for order in range(1, last + 1):
        if order > 1:
            hashes = hashes[1:] * np.uint64(BASE)
            hashes += codes[: len(hashes)]
        if order >= first:
            bucket = _buckets(hashes, MIX + 2 * order, orders)
            # No n-gram reaches from one text into the next.
            for short in range(1, order):
                over = np.maximum(ends - short, 0)
                bucket[over[over < len(bucket)]] = orders.none
            yield slice(len(bucket)), bucket


def _words(
    codes: "Integers", ends: "Integers", orders: Orders
) -> Iterator[tuple["Integers", "Integers"]]:
    """Runs of words."""
    import numpy as np

    if orders.words[1] < orders.words[0]:
        return
    inside = np.concatenate([[False], _in_words(codes), [False]])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, behind = edges[::2], edges[1::2]
    run = single = Prefixes.of(codes).hashes(starts, behind)
    text = np.searchsorted(ends, starts, side="right")
    for order in range(1, orders.words[1] + 1):
        if order > 1:
            run = run[:-1] * np.uint64(MIX) + single[order - 1 :]
        if order >= orders.words[0]:
            bucket = _buckets(run, MIX - 2 * order, orders)
            bucket[text[: len(run)] != text[order - 1 :]] = orders.none
            yield starts[: len(run)], bucket


def _buckets(hashes: "Integers", mix: int, orders: Orders) -> "Integers":
    import numpy as np

    mixed = hashes * np.uint64(mix)
    mixed >>= np.uint64(64 - orders.bits)
    return mixed.view(np.int64)


def _in_words(codes: "Integers") -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Which characters belong to words: letters, digits, the apostrophe, all beyond ASCII."""
    import numpy as np

    ascii_word = np.array([chr(code).isalnum() or chr(code) == "'" for code in range(128)])
    return np.where(codes < 128, ascii_word[np.minimum(codes, 127)], True)
