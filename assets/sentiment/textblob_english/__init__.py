"""English comments: the scores of TextBlob's pattern analyzer, with no corpus and no network."""

from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from assets.sentiment.textblob_english.batches import BatchScorer


class TextBlobEnglish:
    """TextBlob's polarity and subjectivity.

    One object remembers the words that it has met: keep it from batch to batch.
    """

    def __init__(self) -> None:
        self.engine = f"textblob {version('textblob')}"

    @cached_property
    def _batches(self) -> "BatchScorer":
        from assets.sentiment.textblob_english.batches import BatchScorer

        return BatchScorer()

    def exact_scores(self, texts: "pa.Array") -> "pa.Table":
        """What `TextBlob(text).sentiment` gives, to the bit.

        Args:
            texts: Strings; a missing one has missing scores.

        Returns:
            A row per text: polarity (-1 to 1), subjectivity (0 to 1), both float64.
        """
        return self._batches.score(texts)
