"""English: the label of another scorer beside TextBlob's own figures."""

from typing import TYPE_CHECKING

from assets.sentiment.scorers.scorer import Scorer
from assets.sentiment.textblob_english import TextBlobEnglish

if TYPE_CHECKING:
    import pyarrow as pa


class English:
    """Polarity, confidence and label by a scorer of English, subjectivity by TextBlob."""

    language = "en"

    def __init__(self, scorer: Scorer) -> None:
        self.scorer = scorer
        self.textblob = TextBlobEnglish()
        self.engine = f"{scorer.engine}, {self.textblob.engine}"

    def score(self, texts: "pa.Array") -> "pa.Table":
        """The columns of the protocol, and `textblob_polarity`, `textblob_subjectivity`."""
        exact = self.textblob.exact_scores(texts)
        scored = self.scorer.score(texts)
        place = scored.column_names.index("subjectivity")
        return (
            scored.set_column(place, "subjectivity", exact["subjectivity"])
            .append_column("textblob_polarity", exact["polarity"])
            .append_column("textblob_subjectivity", exact["subjectivity"])
        )
