"""Texts to sentence embeddings."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from assets.sentiment.e5.encoder import encoder
from assets.sentiment.e5.tokens import Tokens
from assets.sentiment.e5.weights import Weights, weights_file

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float32]]

# What the model was trained to see before a text that isn't a document to be found.
PREFIX = "query: "
THREADS = 1


class Embedding:
    """multilingual-e5-small; made in a second or two, then kept."""

    def __init__(self, weights: Weights, *, exact: bool = False) -> None:
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = THREADS
        self.session = InferenceSession(
            encoder(weights, exact=exact), options, providers=["CPUExecutionProvider"]
        )
        self.weights = weights
        self.tokens = Tokens(weights)
        positions = weights.tensor("emb.pos", -1, weights.size)
        self.places = positions + weights.tensor("emb.type", -1, weights.size)[0]

    @classmethod
    @cache
    def installed(cls) -> "Embedding":
        """The one of the installed package.

        Raises:
            SettingsError: A package of the extra isn't installed.
        """
        return cls(Weights.read(weights_file()))

    def of(self, texts: Sequence[str]) -> "Floats":
        """The embeddings of texts: texts by 384, each of length 1."""
        import numpy as np

        sums = [self._sum(text) for text in texts]
        rows = np.array(sums, np.float32).reshape(-1, self.weights.size)
        embedded: Floats = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return embedded

    def _sum(self, text: str) -> "Floats":
        """The means of a text's windows, each times its tokens."""
        import numpy as np

        sums = [len(window) * self._mean(window) for window in self._windows(text)]
        total: Floats = np.sum(sums, axis=0)
        return total

    def _windows(self, text: str) -> Iterator[list[int]]:
        """The tokens of a text, cut where one pass can take no more."""
        tokens, most = self.tokens.of(PREFIX + text), self.weights.longest - 2
        return (tokens[start : start + most] for start in range(0, len(tokens), most))

    def _mean(self, window: list[int]) -> "Floats":
        import numpy as np

        tokens = np.array([self.weights.first, *window, self.weights.last])
        embedded = self.weights.words(tokens) + self.places[: len(tokens)]
        mean: Floats = self.session.run(None, {"embedded": embedded})[0]
        return mean
