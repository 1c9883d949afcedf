"""Tags texts of one language by its lexicons of topics and values."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from assets.sentiment.lexicons import Grammar, Phrases, matched, read_lexicon
from assets.sentiment.phrases import HANGUL, hint_of
from assets.sentiment.tagging.clauses import QUESTION, clauses_of
from assets.sentiment.tagging.finder import ELSEWHERE, TURNED, Finder, Said

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
        listed = [phrase for kind in self.phrases for phrase in entries[kind]]
        self.hint = hint_of(listed, grammar.script)
        self.elsewhere = Phrases(entries.get(ELSEWHERE, []), grammar)
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

    def said(self, clauses: "pa.Array") -> Said:
        """What the phrases say in clauses."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        # Few clauses may hold any of the phrases: only these are looked at closely.
        rows = np.flatnonzero(matched(clauses, [self.hint]))
        read = clauses.take(pa.array(rows))
        for pattern in self.elsewhere.patterns:
            read = pc.replace_substring_regex(read, pattern, " ")
        kinds = {}
        for kind, phrases in self.phrases.items():
            turned = kind in TURNED
            masks = phrases.said(read) if turned else (matched(read, phrases.patterns),) * 2
            said, negated = (mask.to_numpy(zero_copy_only=False) for mask in masks)
            kinds[kind] = said, negated
        return Said(rows, kinds)


class Tagger:
    """The lexicons of one language (`topics.yml`, `values.yml`)."""

    def __init__(self, language: str) -> None:
        grammar = Grammar.of(language)
        self.language = language
        self.lexicons = {
            kind: {tag: Lexicon(e, grammar) for tag, e in read_lexicon(language, kind).items()}
            for kind in ("topics", "values")
        }
        self.finder = None
        if grammar.script is HANGUL:
            listed = [lexicon for tags in self.lexicons.values() for lexicon in tags.values()]
            self.finder = Finder([each.phrases | {ELSEWHERE: each.elsewhere} for each in listed])

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
        wishing = self._wishing(clauses, sides_of, said.get("idea"))

        def found(kind: str) -> "Iterator[tuple[str, Integers, Integers]]":
            for tag, lexicon in sorted(self.lexicons[kind].items()):
                carrying, sides = lexicon.sides(clauses, sides_of, wishing, said.get(tag))
                yield tag, rows.to_numpy()[carrying], sides

        return pa.table({kind: as_maps(len(texts), found(kind)) for kind in self.lexicons})

    def _said(self, clauses: "pa.Array") -> Mapping[str, Said]:
        """What the phrases of each tag say, where they are found for all tags at once."""
        if not self.finder:
            return {}
        tags = [tag for lexicons in self.lexicons.values() for tag in lexicons]
        return dict(zip(tags, self.finder.said(clauses), strict=True))

    def _wishing(self, clauses: "pa.Array", sides_of: "Sides", said: Said | None) -> "Booleans":
        """Clauses that are questions, or hold an idea."""
        import pyarrow.compute as pc

        wishing = pc.ends_with(clauses, QUESTION).to_numpy(zero_copy_only=False).copy()
        wishing[self.lexicons["topics"]["idea"].sides(clauses, sides_of, said=said)[0]] = True
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
