"""The scorer that training leaves: a model of n-grams and the tone lexicon of its language."""

from typing import TYPE_CHECKING

from assets.sentiment.ngram_model import NgramModel
from assets.sentiment.scorers.scorer import labels_of
from assets.sentiment.tone import Tone

if TYPE_CHECKING:
    import pyarrow as pa


class Trained:
    """Scores comments by `models/<language>.npz` and `lexicons/<language>/tone.yml`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.model = NgramModel.load(language)
        self.tone = Tone.of(language)
        self.engine = self.model.version

    def score(self, texts: "pa.Array") -> "pa.Table":
        """The columns of the protocol; subjectivity is the distance of polarity from 0."""
        import numpy as np

        margins = self.model.margins(texts, self.tone.of_texts(texts))
        return labels_of(1 / (1 + np.exp(-margins)), self.model.neutral)
