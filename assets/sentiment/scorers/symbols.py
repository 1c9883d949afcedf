"""Comments of no language: emoji and emoticons have a side, everything else says nothing."""

from typing import TYPE_CHECKING

from assets.sentiment.tone import Tone

if TYPE_CHECKING:
    import pyarrow as pa


class Symbols:
    """Scores "👍👍" and ":(", and calls the rest `none` instead of neutral."""

    language = "none"
    engine = "symbols"

    def score(self, texts: "pa.Array") -> "pa.Table":
        """The columns of the protocol; null, and the label `none`, where nothing is said."""
        import numpy as np
        import pyarrow as pa

        tone = Tone.of("en").of_texts(texts)
        silent = tone == 0
        labels = np.select([tone > 0, tone < 0], ["positive", "negative"], "none")
        return pa.table(
            {
                "polarity": pa.array(tone, mask=silent),
                "subjectivity": pa.array(np.abs(tone), mask=silent),
                "confidence": pa.array(np.full(len(tone), 0.5), mask=silent),
                "label": pa.array(labels, pa.string()),
            }
        )
