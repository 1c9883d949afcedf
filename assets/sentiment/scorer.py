"""The protocol that every scorer keeps, and the scorer of each language."""

from typing import TYPE_CHECKING, Protocol

from assets.sentiment.textblob_english import TextBlobEnglish

if TYPE_CHECKING:
    import pyarrow as pa


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
            A row per text: polarity (-1 to 1), subjectivity (0 to 1), label (positive, neutral,
            negative).
        """


def scorers() -> list[Scorer]:
    """One scorer per language that can be scored."""
    return [TextBlobEnglish()]
