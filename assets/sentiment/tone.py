"""What the tone lexicon says of texts: words, phrases and emoji that praise or blame."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from assets.sentiment.folded import Folded
from assets.sentiment.lexicons import PARTICLES, Grammar, Phrases, read_lexicon
from assets.sentiment.ngrams import slices
from assets.sentiment.phrases import HANGUL, written_out
from assets.sentiment.ratings import Ratings
from assets.sentiment.spans import Literals, Spans

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]
    Mask = np.ndarray[Any, np.dtype[np.bool_]]

# What a firm phrase counts beside others' 1, before it is cut to its sign.
FIRM = 2
# A negation reaches so many words ahead; in Korean, over an ending of so many syllables.
WORDS_AHEAD, ENDING = 3, 3
# The side of a word that takes none by itself.
EXPECTED = 0
FIRST_SYLLABLE, LAST_SYLLABLE = 0xAC00, 0xD7A3


class Tone:
    """The tone lexicon of one language (`tone.yml`), its phrases turned by negation.

    Of phrases that overlap the first and longest speaks: `not worth it` blames, though `worth it`
    praises; 불친절 (unkind) holds 친절 (kind). No negation turns what is also listed as `firm`.
    What is `expected` says nothing unless it is negated (`nobody answered`), and then only where
    no negation turns anything else in the text.
    """

    def __init__(self, language: str) -> None:
        lexicon, grammar = read_lexicon(language, "tone"), Grammar.of(language)
        self.script, self.ratings = grammar.script, Ratings.of(language)
        firm = set(lexicon.get("firm", ()))
        sided = [(phrase, FIRM if phrase in firm else 1) for phrase in lexicon["praise"]]
        sided += [(phrase, -FIRM if phrase in firm else -1) for phrase in lexicon["blame"]]
        sided += [(phrase, EXPECTED) for phrase in lexicon.get("expected", [])]
        self.words = Literals(_where(_is_literal, sided), self.script)
        self.symbols = Literals(_where(_is_symbol, sided), self.script, symbols=True)
        self.gapped = [
            (Phrases(phrases, grammar), side)
            for side in (1, -1)
            if (phrases := [p for p, value in sided if value * side > 0 and _has_gap(p)])
        ]
        self.before = Literals(dict.fromkeys(grammar.negation_before, 1), self.script)
        self.after = Literals(dict.fromkeys(grammar.negation_after, 1), self.script)
        self.undone = Literals(dict.fromkeys(grammar.negation_undone, 1), self.script)

    @classmethod
    @cache
    def of(cls, language: str) -> "Tone":
        """The tone of `en`, `ko` or `fi`, ready to be looked for."""
        return cls(language)

    def of_texts(self, texts: "pa.Array") -> "Floats":
        """(praise - blame) / (praise + blame) in each text, -1 to 1; 0 where there is neither.

        Where the language's words were rated (`ratings.tsv`): the mean of that and the ratings.
        """
        import numpy as np

        return np.concatenate([self._of_few(few) for few in slices(texts)])

    def _of_few(self, texts: "pa.Array") -> "Floats":
        import numpy as np

        whole, batch = Folded.of(texts, self.script)
        good, bad = self._counted(texts, whole, batch)
        balance: Floats = (good - bad) / np.maximum(good + bad, 1)
        return (balance + self.ratings.of_batch(batch, len(texts))) / 2 if self.ratings else balance

    def counted(self, texts: "pa.Array") -> tuple["Integers", "Integers"]:
        """How often each text praises and how often it blames, negation heeded."""
        return self._counted(texts, *Folded.of(texts, self.script))

    def _counted(
        self, texts: "pa.Array", whole: Folded, batch: Folded
    ) -> tuple["Integers", "Integers"]:
        import numpy as np

        words, symbols = self.words.spans(batch), self.symbols.spans(whole)
        row, negated = batch.row[words.start], self._negated(batch, words)
        turned = negated & (np.abs(words.value) < FIRM)
        elsewhere = np.isin(row, row[turned & (words.value != EXPECTED)])
        missed = turned & (words.value == EXPECTED) & ~elsewhere
        side = np.sign(np.where(turned, -words.value, words.value)) - missed
        row = np.concatenate([row, whole.row[symbols.start]])
        side = np.concatenate([side, np.sign(symbols.value)])
        good, bad = (np.bincount(row[side == s], minlength=len(texts)) for s in (1, -1))
        for phrases, s in self.gapped:
            said, turned = (np.array(mask) for mask in phrases.said(_lowered(texts)))
            good = good + (said & (turned != (s > 0)))
            bad = bad + (said & (turned != (s < 0)))
        return good, bad

    def _negated(self, batch: Folded, words: Spans) -> "Mask":
        before, after = self.before.spans(batch), self.after.spans(batch)
        if self.script is HANGUL:
            return _hangul_negated(batch, words, before, after)
        return _words_negated(batch, words, before, after, self.undone.spans(batch))


def _where(test: Callable[[str], bool], sided: Sequence[tuple[str, int]]) -> Mapping[str, int]:
    return {phrase: side for phrase, side in sided if test(phrase)}


def _is_symbol(phrase: str) -> bool:
    """An emoticon or emoji: a symbol with at most one letter (`:D`)."""
    letters = sum(character.isalnum() for character in phrase)
    return letters < 2 and not all(c.isalnum() or c in "' *" for c in phrase)


def _has_gap(phrase: str) -> bool:
    if _is_symbol(phrase):
        return False
    return any("..." in literal or "*" in literal[1:-1] for literal in written_out(phrase))


def _is_literal(phrase: str) -> bool:
    return not _is_symbol(phrase) and not _has_gap(phrase)


def _lowered(texts: "pa.Array") -> "pa.Array":
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.utf8_lower(pc.fill_null(texts.cast(pa.string()), ""))


def _words_negated(
    batch: Folded, words: Spans, before: Spans, after: Spans, undone: Spans
) -> "Mask":
    """A negation stands within three words before, or right after, in the same sentence."""
    import numpy as np

    first, last = batch.word[words.start], batch.word[words.end - 1]
    denied = _nearest_before(first, batch.word[before.end - 1])
    # `nothing but praise`: what lifts the negation stands between.
    lifted = _nearest_before(first, batch.word[undone.end - 1]) > denied
    follows = np.isin(last + 1, batch.word[after.start])
    result: Mask = ((first - denied <= WORDS_AHEAD) & ~lifted) | follows
    return result


def _nearest_before(words: "Integers", others: "Integers") -> "Integers":
    """The last of the others (ascending) before each word; one too far away where there is none."""
    import numpy as np

    padded = np.concatenate([[-WORDS_AHEAD - 1], others])
    nearest: Integers = padded[np.searchsorted(padded, words) - 1]
    return nearest


def _hangul_negated(batch: Folded, words: Spans, before: Spans, after: Spans) -> "Mask":
    """A negation stands at once before, or after an ending of up to three syllables."""
    import numpy as np

    codes = batch.codes
    syllable = (codes >= FIRST_SYLLABLE) & (codes <= LAST_SYLLABLE)
    # 안 and 못 also end ordinary words (동안, 연못).
    ahead = np.maximum(before.start - 1, 0)
    particle = np.isin(codes[ahead], [ord(character) for character in PARTICLES])
    opens = batch.opens[before.start] | particle | ~syllable[ahead] | (before.start == 0)
    denied = np.isin(words.start, before.end[opens])
    following = np.concatenate([after.start, [len(codes) + ENDING + 1]])
    following = following[np.searchsorted(after.start, words.end)]
    syllables = np.concatenate([[0], np.cumsum(syllable)])
    reach = np.minimum(following, len(codes))
    only_ending = syllables[reach] - syllables[words.end] == following - words.end
    # The negation belongs to the last phrase before it (별로 좋지 않).
    last = np.concatenate([words.start[1:] >= following[:-1], np.ones(1, np.bool_)])[: len(reach)]
    result: Mask = denied | ((following - words.end <= ENDING) & only_ending & last)
    return result
