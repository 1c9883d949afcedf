"""Words that readers rated one by one (`ratings.tsv`): how good or bad each sounds, -4 to 4."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from assets.sentiment.folded import Folded
from assets.sentiment.lexicons import FOLDER, Grammar
from assets.sentiment.spans import Literals

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]

# Ratings are kept in tenths, as the raters' means are printed.
TENTHS = 10
# A negation turns the ratings of so many words after it.
WORDS_AHEAD = 3
# VADER's alpha: what a sum of ratings is weighed against.
ALPHA = 15.0


@dataclass(frozen=True)
class Ratings:
    """The rated words of one language.

    Attributes:
        words: The words and their ratings, in tenths.
        negations: Words that turn the sign.
    """

    words: Literals
    negations: Literals

    @classmethod
    @cache
    def of(cls, language: str) -> "Ratings | None":
        """The ratings of a language; None where nobody rated its words."""
        path = FOLDER / language / "ratings.tsv"
        if not path.exists():
            return None
        grammar = Grammar.of(language)
        lines = [line for line in path.read_text("utf-8").splitlines() if line[0] != "#"]
        pairs = [line.split("\t") for line in lines]
        ratings = {word: round(float(rating) * TENTHS) for word, rating in pairs}
        negations = dict.fromkeys(grammar.negation_before, 1)
        return cls(Literals(ratings, grammar.script), Literals(negations, grammar.script))

    def of_batch(self, batch: Folded, texts: int) -> "Floats":
        """The sum s of each text's ratings, as s / sqrt(s² + 15): -1 to 1.

        The formula is VADER's (Hutto & Gilbert 2014); its rules for capitals, exclamation marks
        and intensifiers are not kept.

        Args:
            batch: Texts folded as words.
            texts: How many there are.
        """
        import numpy as np

        words = self.words.spans(batch)
        denials = batch.word[self.negations.spans(batch).end - 1]
        turned = _follows(batch.word[words.start], denials)
        tenths = np.where(turned, -words.value, words.value)
        total = np.bincount(batch.row[words.start], tenths, texts) / TENTHS
        result: Floats = total / np.sqrt(total * total + ALPHA)
        return result


def _follows(words: "Integers", denials: "Integers") -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Whether a negation stands within three words before each word (ordinals, ascending)."""
    import numpy as np

    # Padded, so that there always is a negation: one too far away.
    padded = np.concatenate([[-WORDS_AHEAD - 1], denials])
    result: np.ndarray[Any, np.dtype[np.bool_]] = (
        words - padded[np.searchsorted(padded, words) - 1] <= WORDS_AHEAD
    )
    return result
