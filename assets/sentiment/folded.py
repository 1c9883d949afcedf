"""A batch of texts as one array of code points, folded as phrases stand in its script."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from assets.sentiment.ngrams import BASE, Prefixes
from assets.sentiment.phrases import WORDS, Script

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]
    Mask = np.ndarray[Any, np.dtype[np.bool_]]

SPACE, END = 32, 0
APOSTROPHE, CURLY = 0x27, 0x2019
# Letters, white space and stops lie below this code point, as far as we tell them apart.
CODE_POINTS = 0x30000
STOPS = ".,;:!?…()\n\0"
# A stop counts as so many words: what is said before it does not reach past it.
STOP_WORDS = 4
# By so many first characters phrases are looked up, in so many buckets.
OPENING = 4
BUCKET_BITS = 16
BUCKETS = 1 << BUCKET_BITS
# Of the hash of two neighbouring code points.
PAIR_BITS = 16
PAIR_MIX = (0x9E3779B1, 0x85EBCA77)


@dataclass(frozen=True)
class Folded:
    """A batch of texts as one array of code points, each text ended by a zero.

    Attributes:
        codes: Code points.
        row: The text of each.
        opens: Whether a word opens here.
        word: Ordinal of its word in the batch, stops counted as words.
    """

    codes: "Integers"
    row: "Integers"
    opens: "Mask"
    word: "Integers"

    @cached_property
    def prefix(self) -> Prefixes:
        """For the hash of any stretch."""
        return Prefixes.of(self.codes)

    @cached_property
    def opening(self) -> tuple["Integers", list["Integers"]]:
        """Where words open, and the buckets of their first characters."""
        starts = self.opens.nonzero()[0]
        return starts, opening_buckets(self.codes, starts)

    @cached_property
    def pairs(self) -> "Integers":
        """The bucket of each character and the next."""
        return pair_buckets(self.codes)

    @classmethod
    def of(cls, texts: "pa.Array", script: Script) -> tuple["Folded", "Folded"]:
        """Texts with their symbols (for emoticons), and folded as phrases stand in their script.

        Words: what is no letter or digit is one space. Hangul: no white space, symbols stay.
        """
        codes, row = _code_points(texts)
        if script is WORDS:
            return cls._of_words(codes, row)
        return (hangul := cls._of_hangul(codes, row)), hangul

    @classmethod
    def _of_words(cls, codes: "Integers", row: "Integers") -> tuple["Folded", "Folded"]:
        import numpy as np

        letter, stop = _has("letters", codes), _has("stops", codes)
        opens = letter & _after(~letter)
        word = np.cumsum(opens + STOP_WORDS * stop)
        between = ~letter & (codes != END)
        kept = ~between | _after(letter)
        bare = np.where(between, np.uint32(SPACE), codes)[kept]
        return cls(codes, row, opens, word), cls(bare, row[kept], opens[kept], word[kept])

    @classmethod
    def _of_hangul(cls, codes: "Integers", row: "Integers") -> "Folded":
        import numpy as np

        blank = _has("blanks", codes)
        kept = ~blank
        opens = _after(blank | (codes == END))[kept]
        # Nothing in Hangul is counted in words: negations stand at what they turn.
        return cls(codes[kept], row[kept], opens, np.zeros(len(opens), np.int8))


def pair_buckets(codes: "Integers") -> "Integers":
    """The bucket of each character and the next."""
    import numpy as np

    pairs = codes[:-1] * np.uint32(PAIR_MIX[0]) + codes[1:] * np.uint32(PAIR_MIX[1])
    return pairs >> np.uint32(32 - PAIR_BITS)


def opening_buckets(codes: "Integers", starts: "Integers") -> list["Integers"]:
    """The buckets of the first character at each start, of the first two, up to `OPENING`.

    The end of a text counts as a space.
    """
    import numpy as np

    hashed, buckets = np.zeros(len(starts), np.uint64), list["Integers"]()
    for place in range(OPENING):
        character = codes.take(starts + place, mode="clip")
        character[character == END] = SPACE
        hashed = hashed + character * np.uint64(pow(BASE, place, 2**64))
        buckets.append(hashed * np.uint64(BASE) >> np.uint64(64 - BUCKET_BITS))
    return buckets


def _after(mask: "Mask") -> "Mask":
    """Whether the position before is in the mask; the batch begins after anything."""
    import numpy as np

    return np.concatenate([[True], mask[:-1]])


def _code_points(texts: "pa.Array") -> tuple["Integers", "Integers"]:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    lowered = pc.utf8_lower(pc.fill_null(texts.cast(pa.string()), ""))
    ended = pc.binary_join_element_wise(lowered, "\0", "")
    lengths = pc.utf8_length(ended).to_numpy(zero_copy_only=False)
    codes = np.frombuffer("".join(ended.to_pylist()).encode("utf-32-le"), np.uint32)
    codes = np.where(codes == CURLY, np.uint32(APOSTROPHE), codes)
    return codes, np.repeat(np.arange(len(lengths)), lengths)


def _has(name: str, codes: "Integers") -> "Mask":
    import numpy as np

    mask: Mask = _table(name)[np.minimum(codes, CODE_POINTS - 1)]
    return mask


@cache
def _table(name: str) -> "Mask":
    """A property of each code point."""
    import numpy as np

    tests = {
        "letters": lambda character: character.isalnum() or character == "'",
        "stops": lambda character: character in STOPS,
        "blanks": str.isspace,
    }
    return np.array([tests[name](chr(code)) for code in range(CODE_POINTS)])
