"""Tags texts of one language by its lexicons of topics and values."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, reduce
from typing import TYPE_CHECKING, Any

from assets.sentiment.lexicons import Grammar, Phrases, matched, read_lexicon
from assets.sentiment.phrases import HANGUL
from assets.sentiment.tagging.clauses import QUESTION, clauses_of
from assets.sentiment.tagging.finder import ELSEWHERE, TURNED, Finder, Said
from assets.sentiment.tagging.hints import Hints

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Booleans = np.ndarray[Any, np.dtype[np.bool_]]
    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]
    # The side that each of some clauses takes: -1, 0 or 1.
    Sides = Callable[[pa.Array], Integers]


KINDS = ("praise", "complaint", "mention", "neutral")


class Lexicon:
    """The phrases of one tag.

    `praise` and `complaint` say the side themselves, and negation turns them; a `mention` takes
    the side of its clause; `neutral` takes none. `elsewhere` holds phrases that mean something
    else although they hold one of the tag's: they are not read. A tag of one side only is not
    turned: "he was no star" neither praises nor blames anybody.
    """

    def __init__(self, entries: Mapping[str, Any], grammar: Grammar) -> None:
        grammars = {"complaint": grammar.of_complaints()}
        self.phrases = {
            kind: Phrases(entries[kind], grammars.get(kind, grammar))
            for kind in KINDS
            if entries.get(kind)
        }
        self.elsewhere = Phrases(entries.get(ELSEWHERE, []), grammar)
        self.listed = self.phrases | {ELSEWHERE: self.elsewhere}
        self.turns = len(self.phrases) > 1

    def sides(
        self,
        clauses: "pa.Array",
        sides_of: "Sides",
        wishing: "Booleans | None" = None,
        said: Said | None = None,
    ) -> tuple["Integers", "Integers"]:
        """Which clauses carry the tag, and their sides (-1, 0, 1).

        Args:
            clauses: In lower case.
            sides_of: The side that a clause takes where its phrases don't say.
            wishing: Clauses that ask or wish: "is it easy", "make it easy" praise nothing.
            said: What the phrases say in the clauses, where it is known.
        """
        import numpy as np
        import pyarrow as pa

        said = said or self.said(clauses)
        rows, clauses = said.rows, clauses.take(pa.array(said.rows))
        nowhere = (np.zeros(len(rows), bool),) * 2
        (praise, not_praise), (complaint, not_complaint), (mention, _), (neutral, _) = (
            said.kinds.get(kind, nowhere) for kind in KINDS
        )
        good = (praise & ~not_praise) | (not_complaint & self.turns)
        bad = (complaint & ~not_complaint) | (not_praise & self.turns)
        side = good.astype(np.int8) - bad.astype(np.int8)
        # Where the phrases of one clause take both sides, its tone decides.
        told = ~neutral if wishing is None else ~neutral & ~wishing[rows]
        asked = np.flatnonzero(((mention & ~good & ~bad) | (good & bad)) & told)
        if len(asked):
            side[asked] = sides_of(clauses.take(pa.array(asked)))
        side[good & ~bad & ~told] = 0
        carrying = np.flatnonzero(good | bad | mention | neutral)
        return rows[carrying], side[carrying]

    def said(self, clauses: "pa.Array", may_hold: "Mapping[str, Booleans] | None" = None) -> Said:
        """What the phrases say in clauses.

        Args:
            clauses: In lower case.
            may_hold: By kind of phrase, which clauses may hold one, where that is known.
        """
        import numpy as np
        import pyarrow as pa

        may_hold = may_hold or dict.fromkeys(self.listed, np.ones(len(clauses), np.bool_))
        rows = np.flatnonzero(reduce(np.logical_or, [may_hold[kind] for kind in self.phrases]))
        hiding = may_hold[ELSEWHERE][rows]
        read = self._without_elsewhere(clauses.take(pa.array(rows)), hiding)
        kinds = {}
        for kind, phrases in self.phrases.items():
            may = np.flatnonzero(may_hold[kind][rows])
            few = read.take(pa.array(may))
            masks = phrases.said(few) if kind in TURNED else (matched(few, phrases.patterns),) * 2
            said, negated = np.zeros((2, len(rows)), np.bool_)
            said[may], negated[may] = masks
            kinds[kind] = said, negated
        return Said(rows, kinds)

    def _without_elsewhere(self, clauses: "pa.Array", hiding: "Booleans") -> "pa.Array":
        """The clauses without what means something else, of those that may hold any of it."""
        import pyarrow as pa
        import pyarrow.compute as pc

        read = pc.filter(clauses, pa.array(hiding))
        for pattern in self.elsewhere.patterns:
            read = pc.replace_substring_regex(read, pattern, " ")
        return pc.replace_with_mask(clauses, pa.array(hiding), read)


class Tagger:
    """The lexicons of one language (`topics.yml`, `values.yml`)."""

    def __init__(self, language: str) -> None:
        grammar = Grammar.of(language)
        self.language = language
        self.lexicons = {
            kind: {tag: Lexicon(e, grammar) for tag, e in read_lexicon(language, kind).items()}
            for kind in ("topics", "values")
        }
        self.listed = {tag: each for tags in self.lexicons.values() for tag, each in tags.items()}
        listed = [lexicon.listed for lexicon in self.listed.values()]
        self.finder = (Finder if grammar.script is HANGUL else Hints)(listed)

    @classmethod
    @cache
    def of(cls, language: str) -> "Tagger":
        """The tagger of `en`, `ko` or `fi`, its patterns compiled once."""
        return cls(language)

    def tag(self, texts: "pa.Array", sides_of: "Sides") -> "pa.Table":
        """Topics and values of texts.

        Args:
            texts: Comments of the tagger's language.
            sides_of: The side that a clause takes where its phrases don't say.

        Returns:
            A row per text: `topics` and `values`, maps from tag to side (1 praise, -1 complaint,
            0 neither or both).
        """
        import pyarrow as pa

        clauses, rows = clauses_of(texts, self.language)
        said = self._said(clauses)
        wishing = self._wishing(clauses, sides_of, said["idea"])

        def found(kind: str) -> "Iterator[tuple[str, Integers, Integers]]":
            for tag, lexicon in sorted(self.lexicons[kind].items()):
                carrying, sides = lexicon.sides(clauses, sides_of, wishing, said[tag])
                yield tag, rows.to_numpy()[carrying], sides

        return pa.table({kind: as_maps(len(texts), found(kind)) for kind in self.lexicons})

    def _said(self, clauses: "pa.Array") -> dict[str, Said]:
        """What the phrases of each tag say."""
        if isinstance(self.finder, Finder):
            said = self.finder.said(clauses)
        else:
            may_hold = zip(self.listed.values(), self.finder.may_hold(clauses), strict=True)
            said = [lexicon.said(clauses, masks) for lexicon, masks in may_hold]
        return dict(zip(self.listed, said, strict=True))

    def _wishing(self, clauses: "pa.Array", sides_of: "Sides", idea: Said) -> "Booleans":
        """Clauses that are questions, or hold an idea."""
        import pyarrow.compute as pc

        wishing = pc.ends_with(clauses, QUESTION).to_numpy(zero_copy_only=False).copy()
        wishing[self.lexicons["topics"]["idea"].sides(clauses, sides_of, said=idea)[0]] = True
        asked: Booleans = wishing
        return asked


def as_maps(texts: int, found: "Iterator[tuple[str, Integers, Integers]]") -> "pa.Array":
    """Maps from tag to side, one per text.

    Args:
        texts: How many maps.
        found: Per tag, the texts that carry it and the sides they take; where a text takes both
            sides of a tag, it takes none.
    """
    import numpy as np
    import pyarrow as pa

    tags: list[str] = []
    rows: list[Integers] = [np.zeros(0, np.int64)]
    sides: list[Integers] = [np.zeros(0, np.int8)]
    for tag, carrying, taken in found:
        good, bad = (np.isin(np.arange(texts), carrying[taken == side]) for side in (1, -1))
        carriers = np.unique(carrying)
        tags += [tag] * len(carriers)
        rows.append(carriers)
        sides.append((good.astype(np.int8) - bad.astype(np.int8))[carriers])
    row = np.concatenate(rows)
    order = np.argsort(row, kind="stable")
    offsets = np.searchsorted(row[order], np.arange(texts + 1)).astype(np.int32)
    return pa.MapArray.from_arrays(
        pa.array(offsets),
        pa.array(tags, pa.string()).take(pa.array(order)),
        pa.array(np.concatenate(sides)[order], pa.int8()),
    )
