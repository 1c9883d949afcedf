"""What training leaves for a language: a logistic regression on embeddings and tone."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float64]]

FOLDER = Path(__file__).with_name("heads")


@dataclass(frozen=True)
class Head:
    """What training left.

    margin = weights * embedding + bias + tone_weight * tone

    Attributes:
        weights: One per number of an embedding.
        bias: The margin of an embedding of zeros.
        tone_weight: What a wholly positive tone of the lexicon adds to the margin.
        neutral: A probability of being positive between the two is neutral.
    """

    weights: "np.ndarray[Any, np.dtype[np.float32]]"
    bias: float
    tone_weight: float
    neutral: tuple[float, float]

    def probabilities(
        self, embedded: "np.ndarray[Any, np.dtype[np.float32]]", tone: "Floats"
    ) -> "Floats":
        """Of being positive, one per text.

        Args:
            embedded: Texts by 384.
            tone: What the lexicon says of each, -1 to 1 (`assets.sentiment.tone`).
        """
        import numpy as np

        margins = embedded.astype(np.float64) @ self.weights.astype(np.float64) + self.bias
        result: Floats = 1 / (1 + np.exp(-margins - self.tone_weight * tone))
        return result

    def save(self, path: Path) -> None:
        """Write the head; the same head gives the same bytes."""
        import numpy as np

        np.savez(path, weights=self.weights, scalars=[self.bias, self.tone_weight, *self.neutral])

    @classmethod
    def load(cls, language: str) -> "Head":
        """The head of a language (`heads/ko.npz`)."""
        import numpy as np

        with np.load(FOLDER / f"{language}.npz") as kept:
            bias, tone_weight, low, high = (float(number) for number in kept["scalars"])
            return cls(kept["weights"], bias, tone_weight, (low, high))
