"""The protocol that every scorer keeps."""

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Floats = np.ndarray[Any, np.dtype[np.float64]]

# Of other labels it is 0.
SIDE_OF_LABEL = {"positive": 1, "negative": -1}


class Scorer(Protocol):
    """Scores comments of one language.

    Attributes:
        language: ISO 639-1.
        engine: Name and version; a new one has everything scored again.
    """

    language: str
    engine: str

    def score(self, texts: "pa.Array") -> "pa.Table":
        """Score texts.

        Returns:
            A row per text: `polarity` (-1 to 1), `subjectivity` (0 to 1), `confidence` (0.5 to 1:
            how probable the side is), `label` (positive, neutral, negative).
        """


def labels_of(positive: "Floats", neutral: tuple[float, float]) -> "pa.Table":
    """The columns of a scorer that knows how probable it is that a text is positive.

    Args:
        positive: Probabilities.
        neutral: Between the two a text is neutral.
    """
    import numpy as np
    import pyarrow as pa

    low, high = neutral
    labels = np.select([positive >= high, positive <= low], ["positive", "negative"], "neutral")
    polarity = 2 * positive - 1
    return pa.table(
        {
            "polarity": polarity,
            "subjectivity": np.abs(polarity),
            "confidence": np.maximum(positive, 1 - positive),
            "label": pa.array(labels, pa.string()),
        }
    )
