"""English: the trained scorer's label beside TextBlob's own figures."""

from typing import TYPE_CHECKING

from assets.sentiment.scorers.trained import Trained
from assets.sentiment.textblob_english import TextBlobEnglish

if TYPE_CHECKING:
    import pyarrow as pa


class English(Trained):
    """Polarity, confidence and label by the trained model, subjectivity by TextBlob."""

    def __init__(self) -> None:
        super().__init__("en")
        self.textblob = TextBlobEnglish()
        self.engine = f"{self.model.version}, {self.textblob.engine}"

    def score(self, texts: "pa.Array") -> "pa.Table":
        """The columns of the protocol, and `textblob_polarity`, `textblob_subjectivity`."""
        exact = self.textblob.exact_scores(texts)
        scored = super().score(texts)
        place = scored.column_names.index("subjectivity")
        return (
            scored.set_column(place, "subjectivity", exact["subjectivity"])
            .append_column("textblob_polarity", exact["polarity"])
            .append_column("textblob_subjectivity", exact["subjectivity"])
        )
