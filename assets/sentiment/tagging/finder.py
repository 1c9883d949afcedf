"""Finds the phrases of Korean lexicons, which may begin at any syllable.

RE2 has to try every phrase at every syllable: 2,500 comments a second. Here the first syllables of
all phrases are looked up for a whole batch at once, and a phrase is read only where they stand.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from assets.sentiment.lexicons import HANGUL_OPENING, Grammar, Phrases
from assets.sentiment.phrases import HANGUL, TURNING, pattern_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Booleans = np.ndarray[Any, np.dtype[np.bool_]]
    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]

ELSEWHERE = "elsewhere"
TURNED = ("praise", "complaint")
# So many characters of a phrase are looked up, white space left out.
LENGTH = 3
BLANKS = (0x20, 0x09, 0xA0, 0x2003, 0x3000)
END = "\n"
TABLE_BITS = 22
# Odd multipliers of neighbouring code points, so that few of their sums are alike.
MIX = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)


@dataclass(frozen=True)
class Said:
    """What the phrases of one lexicon say.

    Attributes:
        rows: The clauses that hold any of them.
        kinds: By kind of phrase, which of these clauses hold one, and which a negated one.
    """

    rows: "Integers"
    kinds: dict[str, tuple["Booleans", "Booleans"]]


class Finder:
    """The phrases of many lexicons, each a mapping from a kind to phrases, by how they begin."""

    def __init__(self, lexicons: Sequence[dict[str, Phrases]]) -> None:
        import numpy as np

        self.lexicons = lexicons
        self.begun: defaultdict[str, list[_Phrase]] = defaultdict(list)
        for index, kinds in enumerate(lexicons):
            for kind, phrases in kinds.items():
                for phrase, turned in phrases.turned.items():
                    entry = _Phrase(index, kind, phrase, turned, phrases.grammar)
                    for beginning in beginnings(phrase):
                        if not beginning:
                            raise ValueError(f"{phrase} may begin with anything")
                        self.begun[beginning].append(entry)
        self.tables = [np.zeros(1 << TABLE_BITS, np.bool_) for _ in range(LENGTH)]
        for length, table in enumerate(self.tables, 1):
            codes = _code_points("".join(b for b in self.begun if len(b) == length))
            table[_buckets(codes, length)[::length]] = True

    def said(self, clauses: "pa.Array") -> list[Said]:
        """What each lexicon's phrases say in clauses (lower-case)."""
        texts = clauses.to_pylist()
        hidden: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        found: list[tuple[int, int, int, _Phrase]] = []
        for row, at, phrases in self._begun(texts):
            text = texts[row]
            for phrase in phrases:
                if read := phrase.plain.match(text, at):
                    if phrase.kind == ELSEWHERE:
                        hidden[row, phrase.lexicon].append((at, read.end()))
                    else:
                        found.append((row, at, read.end(), phrase))
        said: list[dict[tuple[str, int], bool]] = [{} for _ in self.lexicons]
        for row, start, end, phrase in found:
            elsewhere = hidden.get((row, phrase.lexicon))
            if elsewhere and _overlaps(start, end, elsewhere):
                continue
            key, negations = (phrase.kind, row), said[phrase.lexicon]
            if not negations.get(key):
                negations[key] = phrase.is_negated(texts[row], start)
        return [_as_said(each) for each in said]

    def _begun(self, texts: Sequence[str]) -> Iterator[tuple[int, int, list["_Phrase"]]]:
        """Rows and positions at which phrases may begin, and these."""
        import numpy as np

        codes = _code_points(END + "".join(f"{text}{END}" for text in texts))
        lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
        starts = np.cumsum(lengths) - lengths + 1
        kept = np.flatnonzero(~_is_any(codes, BLANKS))
        free = ~_is_any(codes[kept - 1], map(ord, TURNING))
        codes = codes[kept]
        folded = codes.tobytes().decode("utf-32-le")
        for length, table in enumerate(self.tables, 1):
            buckets = _buckets(codes, length)
            maybe = np.flatnonzero(table[buckets] & free[: len(buckets)])
            rows = np.searchsorted(starts, kept[maybe], side="right") - 1
            offsets = kept[maybe] - starts[rows]
            for place, row, at in zip(maybe.tolist(), rows.tolist(), offsets.tolist(), strict=True):
                if phrases := self.begun.get(folded[place : place + length]):
                    yield row, at, phrases


@dataclass(frozen=True)
class _Phrase:
    """A phrase, its form without alternatives that negate, and what turns it."""

    lexicon: int
    kind: str
    phrase: str
    turned: str
    grammar: Grammar

    @cached_property
    def plain(self) -> re.Pattern[str]:
        return re.compile(pattern_of([self.phrase], HANGUL))

    @cached_property
    def without_negation(self) -> re.Pattern[str]:
        if self.turned == self.phrase:
            return self.plain
        return re.compile(pattern_of([self.turned], HANGUL))

    @cached_property
    def negations(self) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
        """What turns the phrase from before and from behind; none where nothing does."""
        if not self.turned or self.kind not in TURNED:
            return None
        before, after = self.grammar.negation_before, self.grammar.negation_after
        return _ending(tuple(before)), _beginning(tuple(after))

    def is_negated(self, text: str, start: int) -> bool:
        """Whether a negation turns the phrase that stands at a place."""
        if not self.negations or not (read := self.without_negation.match(text, start)):
            return False
        before, after = self.negations
        return bool(after.match(text, read.end()) or before.search(text, 0, start))


def _overlaps(start: int, end: int, others: Iterable[tuple[int, int]]) -> bool:
    """Whether what stands from `start` to `end` begins or ends within one of the others."""
    return any(at <= start < behind or at < end <= behind for at, behind in others)


@cache
def _ending(negations: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"{HANGUL_OPENING}{pattern_of(list(negations), HANGUL)}\s*\Z")


@cache
def _beginning(negations: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"[가-힣]{{0,3}}\s*{pattern_of(list(negations), HANGUL)}")


def beginnings(phrase: str) -> set[str]:
    """The first characters of all that a phrase may match, up to a gap and to three."""
    tokens = [token for token in re.split(r"( \.\.\. | |\*|\(|\)|\|)", phrase) if token]
    return {begun for begun, _ in _begun(iter(tokens))}


def _begun(tokens: Iterator[str]) -> set[tuple[str, bool]]:
    """Beginnings up to the end of a group, and whether nothing may be added to them."""
    ended: set[tuple[str, bool]] = set()
    begun = {("", False)}
    for token in tokens:
        if token == ")":
            break
        if token == "|":
            ended, begun = ended | begun, {("", False)}
        elif token == "(":
            begun = _joined(begun, _begun(tokens))
        elif token.strip() in ("*", "..."):
            begun = {(text, True) for text, _ in begun}
        elif token != " ":
            begun = _joined(begun, {(token, False)})
    return ended | begun


def _joined(begun: set[tuple[str, bool]], added: set[tuple[str, bool]]) -> set[tuple[str, bool]]:
    whole: set[tuple[str, bool]] = {(text, end) for text, end in begun if end}
    for text, _ in begun - whole:
        for more, end in added:
            long = text + more
            whole.add((long[:LENGTH], end or len(long) >= LENGTH))
    return whole


def _code_points(text: str) -> "Integers":
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


def _is_any(codes: "Integers", wanted: Iterable[int]) -> "Booleans":
    import numpy as np

    found: Booleans = np.logical_or.reduce([codes == code for code in wanted])
    return found


def _buckets(codes: "Integers", length: int) -> "Integers":
    """Where so many characters from each position on stand in a table."""
    import numpy as np

    count = len(codes) - length + 1
    mixed = sum(codes[i : i + count] * np.uint32(MIX[i]) for i in range(length))
    buckets: Integers = np.asarray(mixed, np.uint32) >> np.uint32(32 - TABLE_BITS)
    return buckets


def _as_said(said: dict[tuple[str, int], bool]) -> Said:
    import numpy as np

    kind = np.array([kind for kind, _ in said], np.object_)
    negated = np.fromiter(said.values(), np.bool_, len(said))
    rows, place = np.unique([row for _, row in said], return_inverse=True)
    kinds = {}
    for each in set(kind):
        masks = np.zeros((2, len(rows)), np.bool_)
        masks[0, place[kind == each]] = True
        masks[1, place[(kind == each) & negated]] = True
        kinds[each] = masks[0], masks[1]
    return Said(rows.astype(np.int64), kinds)
