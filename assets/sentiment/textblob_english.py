"""English comments: TextBlob's pattern analyzer, with no corpus and no network."""

from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

# Between the two a comment is neutral; see DECISIONS.md.
POSITIVE_FROM = 0.05
NEGATIVE_FROM = -0.05


class TextBlobEnglish:
    """TextBlob's polarity and subjectivity, and a label by threshold."""

    language = "en"

    def __init__(self) -> None:
        self.engine = f"textblob {version('textblob')}"

    def score(self, texts: "pa.Array") -> "pa.Table":
        """Score texts one by one: TextBlob knows no batches."""
        import pyarrow as pa
        from textblob import TextBlob

        scores = [TextBlob(text).sentiment for text in texts.to_pylist()]
        return pa.table(
            {
                "polarity": pa.array([score.polarity for score in scores], pa.float64()),
                "subjectivity": pa.array([score.subjectivity for score in scores], pa.float64()),
                "label": pa.array([label_of(score.polarity) for score in scores], pa.string()),
            }
        )


def label_of(polarity: float) -> str:
    """Positive, neutral or negative."""
    if polarity >= POSITIVE_FROM:
        return "positive"
    return "negative" if polarity <= NEGATIVE_FROM else "neutral"
