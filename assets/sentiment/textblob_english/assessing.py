"""TextBlob's assessments of phrases: all phrases of a batch at once, one word after another.

Follows `textblob._text.Sentiment.assessments`; each float is the outcome of the same operations.
"""

import numpy as np

from assets.sentiment.textblob_english.effects import Bools, EffectTable, Floats, Ints
from assets.sentiment.textblob_english.phrases import Phrases


class Assessments:
    """Assessments that are made word by word.

    An assessment is kept at the place of the word that opens it. State of a phrase: its last
    assessment, and what waits for its next word.
    """

    def __init__(self, table: EffectTable, phrases: Phrases) -> None:
        self._table, self._effects = table, phrases.effects
        words, count = len(phrases.effects), len(phrases.starts)
        # One place more: where "!" goes before anything is assessed.
        self._polarity: Floats = np.zeros(words + 1)
        self._subjectivity: Floats = np.zeros(words + 1)
        self._intensity: Floats = np.ones(words + 1)
        self._negated: Bools = np.zeros(words + 1, np.bool_)
        self._opened: Bools = np.zeros(words + 1, np.bool_)
        self._last: Ints = np.full(count, words)
        self._modifier: Bools = np.zeros(count, np.bool_)
        self._adverb: Bools = np.zeros(count, np.bool_)
        self._negation: Bools = np.zeros(count, np.bool_)

    def read(self, phrases: Ints, words: Ints) -> None:
        """Take in the next word of some phrases.

        Args:
            phrases: Places of phrases.
            words: Place of the next word of each.
        """
        known = self._table.known[self._effects[words]]
        self._read_known(phrases[known], words[known])
        self._read_unknown(phrases[~known], words[~known])

    def _read_known(self, phrases: Ints, words: Ints) -> None:
        table, effects = self._table, self._effects[words]
        modified = self._modifier[phrases]
        self._open(phrases[~modified], words[~modified])
        self._strengthen(phrases[modified], effects[modified])
        last = self._last[phrases]
        negated = last[self._negation[phrases]]
        self._intensity[last] = table.intensity[effects]
        self._intensity[negated] = 1.0 / self._intensity[negated]
        self._negated[negated] = True
        self._modifier[phrases] = table.modifies[effects]
        self._adverb[phrases] = table.adverb[effects]
        self._negation[phrases] = table.negates[effects]

    def _strengthen(self, phrases: Ints, effects: Ints) -> None:
        """Let the modifiers before known words take these up."""
        last = self._last[phrases]
        by = self._intensity[last]
        self._polarity[last] = _clamped(self._table.polarity[effects] * by)
        self._subjectivity[last] = _clamped(self._table.subjectivity[effects] * by)

    def _read_unknown(self, phrases: Ints, words: Ints) -> None:
        table, effects = self._table, self._effects[words]
        negation = self._negation[phrases] & ~table.ends_negation[effects] | table.negates[effects]
        modifier = self._modifier[phrases]
        # "really not good": the negation goes to the adverb's assessment, and the adverb stays.
        turned = negation & modifier & self._adverb[phrases]
        self._negated[self._last[phrases[turned]]] = True
        self._negation[phrases] = negation & ~turned
        self._modifier[phrases] = modifier & (turned | ~table.ends_modifier[effects])
        louder = self._last[phrases[table.exclaims[effects]]]
        self._polarity[louder] = _clamped(self._polarity[louder] * 1.25)
        appends = table.appends[effects]
        self._open(phrases[appends], words[appends])

    def _open(self, phrases: Ints, words: Ints) -> None:
        effects = self._effects[words]
        self._polarity[words] = self._table.polarity[effects]
        self._subjectivity[words] = self._table.subjectivity[effects]
        self._opened[words] = True
        self._last[phrases] = words

    def means(self, text: Ints, texts: int) -> tuple[Floats, Floats]:
        """Mean polarity and subjectivity of each text.

        Args:
            text: Per word, the place of its text.
            texts: How many texts there are.
        """
        opened = np.flatnonzero(self._opened[:-1])
        polarity = self._polarity[opened]
        polarity[self._negated[opened]] *= -0.5
        of = text[opened]
        count = np.maximum(np.bincount(of, minlength=texts), 1)
        # `bincount` adds one by one, from the first to the last, as TextBlob does.
        sums = [np.bincount(of, w, texts) for w in (polarity, self._subjectivity[opened])]
        return sums[0] / count, sums[1] / count


def assess(table: EffectTable, phrases: Phrases, texts: int) -> tuple[Floats, Floats]:
    """Polarity and subjectivity of each of so many texts, from all of their phrases."""
    assessments = Assessments(table, phrases)
    longest_first = np.argsort(-phrases.lengths, kind="stable")
    starts, lengths = phrases.starts[longest_first], phrases.lengths[longest_first]
    for step in range(lengths[0] if len(lengths) else 0):
        active = int(np.searchsorted(-lengths, -step))
        assessments.read(np.arange(active), starts[:active] + step)
    return assessments.means(phrases.text, texts)


def _clamped(scores: Floats) -> Floats:
    return np.maximum(-1.0, np.minimum(scores, 1.0))
