"""Which clauses may hold which phrases of English and Finnish lexicons, by the words in them.

Patterns of some hundred phrases are slow to read: they are looked for only in the clauses that
hold the two words of a phrase that say most.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from assets.sentiment.folded import END, SPACE, Folded
from assets.sentiment.lexicons import Phrases, matched
from assets.sentiment.phrases import LETTERS, WORDS
from assets.sentiment.spans import Literals, numbered

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Booleans = np.ndarray[Any, np.dtype[np.bool_]]
    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]

# So many clauses at once, whose words are kept as so many bits each.
AT_ONCE = 2000
BITS = 256
# Beyond this code point there are no letters of `LETTERS`.
CODE_POINTS = 0x180
WITHOUT_DOTS = str.maketrans("äö", "ao")


class Hints:
    """The phrases of many lexicons, each a mapping from a kind to phrases, by their words."""

    def __init__(self, lexicons: Sequence[Mapping[str, Phrases]]) -> None:
        import numpy as np

        self.kinds = [(each, kind) for each, kinds in enumerate(lexicons) for kind in kinds]
        self.symbols = [lexicons[each][kind].symbols for each, kind in self.kinds]
        # Kinds with a phrase of which no word must be there: any clause may hold it.
        self.anywhere: list[int] = []
        numbers: dict[str, int] = {}
        first: list[tuple[int, int]] = []
        kind_of: list[int] = []
        second: list[Sequence[int]] = []
        for place, (each, kind) in enumerate(self.kinds):
            for phrase in lexicons[each][kind].worded:
                words = [
                    [numbers.setdefault(hint, len(numbers)) for hint in word]
                    for word in _telling(phrase)
                ]
                if not words:
                    self.anywhere.append(place)
                    continue
                first += [(number, len(kind_of)) for number in words[0]]
                second.append(words[1] if len(words) > 1 else range(BITS))
                kind_of.append(place)
        self.literals = Literals(numbers, WORDS)
        self.kind_of = np.array(kind_of, np.int64)
        # Phrases by a word of theirs.
        by_word = np.array(sorted(first), np.int64).reshape(-1, 2)
        self.phrases = by_word[:, 1]
        self.counts = np.bincount(by_word[:, 0], minlength=len(numbers))
        self.firsts = np.cumsum(self.counts) - self.counts
        needed = np.zeros((len(second), BITS), np.bool_)
        for row, others in enumerate(second):
            needed[row, np.array(others) % BITS] = True
        self.needed = _packed(needed)

    def may_hold(self, clauses: "pa.Array") -> list[dict[str, "Booleans"]]:
        """For each lexicon, which clauses (lower-case) may hold phrases of each kind."""
        import numpy as np

        held = np.zeros((len(self.kinds), len(clauses)), np.bool_)
        held[self.anywhere] = True
        for start in range(0, len(clauses), AT_ONCE):
            place, row = self._held(clauses[start : start + AT_ONCE])
            held[place, start + row] = True
        lexicons: list[dict[str, Booleans]] = [{} for _ in range(self.kinds[-1][0] + 1)]
        for (lexicon, kind), symbols, mask in zip(self.kinds, self.symbols, held, strict=True):
            if symbols:
                mask |= np.array(matched(clauses, [symbols]))
            lexicons[lexicon][kind] = mask
        return lexicons

    def _held(self, clauses: "pa.Array") -> tuple["Integers", "Integers"]:
        """Kinds and the clauses that may hold phrases of them."""
        import numpy as np

        batch = _lettered(clauses)
        start, hint = self.literals.everywhere(batch)
        row = batch.row[start]
        words = np.zeros((len(clauses), BITS), np.bool_)
        words[row, hint % BITS] = True
        place, at = numbered(self.firsts[hint], self.counts[hint])
        row, phrase = row[place], self.phrases[at]
        both = np.zeros(len(row), np.bool_)
        for said, needed in zip(_packed(words), self.needed, strict=True):
            both |= (said[row] & needed[phrase]) != 0
        return self.kind_of[phrase[both]], row[both]


def _packed(bits: "Booleans") -> "Integers":
    """Rows of bits as columns of 64 bits each."""
    import numpy as np

    return np.ascontiguousarray(np.packbits(bits, axis=1).view(np.uint64).T)


def _lettered(clauses: "pa.Array") -> Folded:
    """Clauses as the patterns of phrases see them: letters, and all else as spaces."""
    import numpy as np

    joined = "\n".join([*clauses.to_pylist(), ""])
    codes = np.frombuffer(joined.encode("utf-32-le"), np.uint32)
    folded = _letters().take(codes, mode="clip")
    letter = folded != SPACE
    folded[codes == ord("\n")] = END
    opens = letter & ~np.concatenate([[False], letter[:-1]])[: len(letter)]
    row = np.cumsum(folded == END) - (folded == END)
    return Folded(folded, row, opens, row)


@cache
def _letters() -> "Integers":
    """What each code point counts as: itself, a vowel without its dots, or a space."""
    import numpy as np

    letters = [chr(code) for code in range(CODE_POINTS)]
    plain = [re.sub(rf"[^{LETTERS}]", " ", letter).translate(WITHOUT_DOTS) for letter in letters]
    return np.array([ord(letter) for letter in plain], np.uint32)


def _telling(phrase: str) -> list[list[str]]:
    """The words that a phrase must have, the longest first; of each all that may stand there."""
    words = [sorted(set(_begun(word))) for word in _split(phrase, " ") if word != "..."]
    return sorted(filter(all, words), key=lambda word: min(map(len, word)), reverse=True)


def _begun(word: str) -> Iterator[str]:
    """How a word, alternatives and what follows them may begin: `wait`, `wait*`."""
    if word.startswith("("):
        group, *rest = _split(word, ")")
        for choice in _split(group[1:], "|"):
            yield from _begun(choice + ")".join(rest))
    else:
        # Behind an apostrophe, which may be missing, the word may go on.
        begun = re.match(rf"[^{LETTERS}*( ]*([{LETTERS}]+)([*(']?)", word)
        yield begun[1].translate(WITHOUT_DOTS) + "*" * bool(begun[2]) if begun else ""


def _split(phrase: str, mark: str) -> list[str]:
    """The phrase split at a mark outside its parentheses (or at the ends of these)."""
    parts, depth = [""], 0
    for letter in phrase:
        depth += (letter == "(") - (letter == ")")
        if letter == mark and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts
