"""What one word does to the assessments of a text, by TextBlob's lexicon and rules."""

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from textblob._text import EMOTICONS
from textblob.en import sentiment

Bools = np.ndarray[tuple[int], np.dtype[np.bool_]]
Floats = np.ndarray[tuple[int], np.dtype[np.float64]]
Ints = np.ndarray[tuple[int], np.dtype[np.signedinteger[Any]]]

SARCASM = "(!)"
# Numbers of effects; 1 and 2 lie between them.
NO_EFFECT, ENDS_BOTH = 0, 3


class Effect(NamedTuple):
    """What a word does.

    Attributes:
        known: In the lexicon: opens an assessment, unless a modifier before it has opened one.
        appends: An emoticon or `(!)`: always opens an assessment.
        polarity: Of the assessment that it opens, -1 to 1.
        subjectivity: Of the assessment that it opens, 0 to 1.
        intensity: What a known word multiplies the scores of the next one by.
        modifies: Waits, as a modifier, for the next known word.
        adverb: As a modifier it can be negated from behind: "really not good".
        negates: Waits, as a negation, for the next known word.
        ends_negation: A negation does not reach beyond it.
        ends_modifier: A modifier does not reach beyond it.
        exclaims: `!`: makes the last assessment stronger.
    """

    known: bool = False
    appends: bool = False
    polarity: float = 0.0
    subjectivity: float = 0.0
    intensity: float = 1.0
    modifies: bool = False
    adverb: bool = False
    negates: bool = False
    ends_negation: bool = False
    ends_modifier: bool = False
    exclaims: bool = False


@dataclass(frozen=True)
class EffectTable:
    """Every effect by number, one array per attribute of `Effect`.

    Numbers 0 to 3 are those of words that TextBlob does not know: the number says what they end.

    Attributes:
        numbers: By word, in lower case, the number of an effect that is not one of the first four.
    """

    numbers: dict[str, int]
    known: Bools
    appends: Bools
    polarity: Floats
    subjectivity: Floats
    intensity: Floats
    modifies: Bools
    adverb: Bools
    negates: Bools
    ends_negation: Bools
    ends_modifier: Bools
    exclaims: Bools

    @property
    def opens(self) -> Bools:
        """Opens an assessment, known or not."""
        return self.known | self.appends

    @property
    def waits(self) -> Bools:
        """Waits for a known word."""
        return self.modifies | self.negates

    @property
    def ends_any(self) -> Bools:
        """Ends at least one thing that waits."""
        return self.ends_negation | self.ends_modifier

    @property
    def ends_all(self) -> Bools:
        """Ends whatever waits."""
        return self.ends_negation & self.ends_modifier

    def number_of(self, word: str) -> int:
        """The number of the effect of a word in lower case; 0 if it has none."""
        number = self.numbers.get(word)
        return 2 * (len(word) > 2) + (len(word.strip("'")) > 1) if number is None else number


@cache
def effect_table() -> EffectTable:
    """The effects of all words, from TextBlob's lexicon."""
    effects = [Effect(ends_negation=bool(n & 1), ends_modifier=bool(n & 2)) for n in range(4)]
    faces = {face.lower() for group in EMOTICONS.values() for face in group}
    unknown = {SARCASM, "!", *faces, *sentiment.negations} - set(sentiment.keys())
    named = {word: _known_effect(word) for word in sentiment.keys()}  # noqa: SIM118
    named |= {word: _unknown_effect(word) for word in sorted(unknown)}
    columns = map(np.array, zip(*effects, *named.values(), strict=True))
    numbers = {word: number for number, word in enumerate(named, start=len(effects))}
    return EffectTable(numbers, **dict(zip(Effect._fields, columns, strict=True)))


def _known_effect(word: str) -> Effect:
    senses = sentiment[word]
    # TextBlob gives its words no part of speech: the mean over all of them counts.
    polarity, subjectivity, intensity = senses[None]
    return Effect(
        known=True,
        polarity=polarity,
        subjectivity=subjectivity,
        intensity=intensity,
        modifies=any(tag in senses for tag in sentiment.modifiers),
        adverb=sentiment.modifier(word),
        negates=word in sentiment.negations,
        ends_negation=True,
        ends_modifier=True,
    )


def _unknown_effect(word: str) -> Effect:
    assessed = sentiment.assessments([(word, None)])
    _, polarity, subjectivity, _ = assessed[0] if assessed else (word, 0.0, 0.0, None)
    return Effect(
        appends=bool(assessed),
        polarity=polarity,
        subjectivity=subjectivity,
        negates=word in sentiment.negations,
        ends_negation=len(word.strip("'")) > 1,
        ends_modifier=len(word) > 2,
        exclaims=word == "!",
    )
