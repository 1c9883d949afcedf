"""A linear model over hashed n-grams and the tone lexicon: one byte per bucket of n-grams."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.sentiment.ngrams import Hashed, Orders, hashed, slices

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Floats = np.ndarray[Any, np.dtype[np.float64]]

FOLDER = Path(__file__).with_name("models")


@dataclass(frozen=True)
class NgramModel:
    """What training left.

    margin = bias + scale * sum of weights / sqrt(number of n-grams) + tone_weight * tone

    Attributes:
        version: Name and date of training; scores carry it.
        orders: Which n-grams it sees.
        weights: One signed byte per bucket.
        scale: What one step of a weight is worth.
        bias: The margin of an empty text.
        tone_weight: What a wholly positive tone of the lexicon adds to the margin.
        neutral: A probability of being positive between the two is neutral.
    """

    version: str
    orders: Orders
    weights: "np.ndarray[Any, np.dtype[np.int8]]"
    scale: float
    bias: float
    tone_weight: float
    neutral: tuple[float, float]

    def margins(self, texts: "pa.Array", tone: "Floats") -> "Floats":
        """Log-odds of being positive, one per text.

        Args:
            texts: Comments of the model's language.
            tone: What the lexicon says of each, -1 to 1 (`assets.sentiment.tone`).
        """
        return self.ngram_margins(texts) + self.tone_weight * tone

    def ngram_margins(self, texts: "pa.Array") -> "Floats":
        """The part of the margin that is bias and n-grams."""
        import numpy as np

        return np.concatenate([self._margins_of(hashed(few, self.orders)) for few in slices(texts)])

    def _margins_of(self, grams: Hashed) -> "Floats":
        import numpy as np

        # What the n-grams that begin at each character weigh together, and how many there are.
        weights = np.zeros(grams.characters, np.int16)
        counts = np.zeros(grams.characters, np.int8)
        for where, bucket in grams.by_order:
            weights[where] += self._padded.take(bucket)
            counts[where] += bucket != self.orders.none
        sums, count = (
            np.add.reduceat(each, grams.starts, dtype=np.int64) for each in (weights, counts)
        )
        margins: Floats = self.bias + self.scale * sums / np.sqrt(np.maximum(count, 1))
        return margins

    @cached_property
    def _padded(self) -> "np.ndarray[Any, np.dtype[np.int16]]":
        """The weights, and 0 for what is no n-gram."""
        import numpy as np

        return np.append(self.weights, np.int8(0)).astype(np.int16)

    def save(self, path: Path) -> None:
        """Write the model; the same model gives the same bytes."""
        import numpy as np

        np.savez_compressed(path, **self._members())

    def _members(self) -> Mapping[str, Any]:
        orders = [*self.orders.characters, *self.orders.words, self.orders.bits]
        scalars = [self.scale, self.bias, self.tone_weight, *self.neutral]
        return {
            "version": self.version,
            "orders": orders,
            "weights": self.weights,
            "scalars": scalars,
        }

    @classmethod
    def load(cls, language: str) -> "NgramModel":
        """The model of a language (`models/ko.npz`)."""
        import numpy as np

        with np.load(FOLDER / f"{language}.npz") as kept:
            c0, c1, w0, w1, bits = (int(number) for number in kept["orders"])
            scale, bias, tone_weight, low, high = (float(number) for number in kept["scalars"])
            orders = Orders((c0, c1), (w0, w1), bits)
            return cls(
                version=str(kept["version"]),
                orders=orders,
                weights=kept["weights"],
                scale=scale,
                bias=bias,
                tone_weight=tone_weight,
                neutral=(low, high),
            )
