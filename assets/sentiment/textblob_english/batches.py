"""Scores of a batch of texts: cut, looked up, assessed; very long phrases go to TextBlob itself."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from assets.sentiment.textblob_english.assessing import assess
from assets.sentiment.textblob_english.chunks import cut
from assets.sentiment.textblob_english.effects import Bools, Floats, Ints, effect_table
from assets.sentiment.textblob_english.phrases import Phrases, find_phrases
from assets.sentiment.textblob_english.vocabulary import Vocabulary

# Beyond so many words (a page of "very", or of "!") TextBlob is the faster of the two.
LONGEST_PHRASE = 200


class BatchScorer:
    """Scores batches, and remembers the chunks that it has met."""

    def __init__(self) -> None:
        self._table = effect_table()
        self._vocabulary = Vocabulary(self._table)

    def score(self, texts: pa.Array) -> pa.Table:
        """A row per text: polarity and subjectivity, missing where the text is."""
        missing = texts.is_null().to_numpy(zero_copy_only=False)
        texts = texts.cast(pa.string()).fill_null("")
        phrases, odd = _without_long(find_phrases(cut(texts), self._vocabulary, self._table))
        polarity, subjectivity = assess(self._table, phrases, len(texts))
        for place in odd.tolist():
            polarity[place], subjectivity[place] = original_scores(texts[place].as_py())
        columns = {"polarity": polarity, "subjectivity": subjectivity}
        return pa.table({name: _floats(column, missing) for name, column in columns.items()})


def original_scores(text: str) -> tuple[float, float]:
    """Polarity and subjectivity by TextBlob itself."""
    from textblob import TextBlob

    polarity, subjectivity = TextBlob(text).sentiment
    return polarity, subjectivity


def _without_long(phrases: Phrases) -> tuple[Phrases, Ints]:
    """The phrases that are not too long, and the places of texts with one that is."""
    long = phrases.lengths > LONGEST_PHRASE
    odd = np.unique(phrases.text[phrases.starts[long]])
    kept = replace(phrases, starts=phrases.starts[~long], lengths=phrases.lengths[~long])
    return kept, odd


def _floats(values: Floats, missing: Bools) -> pa.Array:
    return pa.array(values, pa.float64(), mask=missing)
