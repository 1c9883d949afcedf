"""Whole comments: their language, what they feel, what they talk about."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from assets.sentiment import lexicons, ngram_model
from assets.sentiment.language.identify import SCORED
from assets.sentiment.language.parts import Parts, parts_of
from assets.sentiment.mixed import joined_parts
from assets.sentiment.scorers.choice import scorer_of
from assets.sentiment.scorers.scorer import SIDE_OF_LABEL, Scorer
from assets.sentiment.tagging.tagger import Tagger
from assets.warehouse.run import ScorerName

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


def score_comments(
    texts: "pa.Array", declared: "pa.Array", scorer: ScorerName = "trained"
) -> "pa.Table":
    """Score comments of any language.

    Args:
        texts: Comments; a null is a comment that says nothing.
        declared: Their languages (ISO 639-1) as far as known, else null.
        scorer: Which kind of scorer says what they feel.

    Returns:
        A row per text: `language` (en, ko, fi, another declared one, none), `mixed` (more than one
        language), `polarity` (-1 to 1), `subjectivity` (0 to 1), `confidence` (0.5 to 1), `label`
        (positive, neutral, negative, none), `textblob_polarity` and `textblob_subjectivity`
        (English only), `topics` and `values` (maps from tag to side), `engine`.

    Raises:
        SettingsError: The scorer's packages aren't installed.
    """
    import pyarrow as pa

    parts = parts_of(texts.cast(pa.string()), declared.cast(pa.string()))
    languages = sorted(set(parts.languages))
    tables = [_score_language(parts, language, scorer) for language in languages]
    # Not every scorer fills every column.
    scored = pa.concat_tables([_schema().empty_table(), *tables], promote_options="default")
    return joined_parts(scored.sort_by([("row", "ascending"), ("length", "descending")]))


def _schema() -> "pa.Schema":
    import pyarrow as pa

    figures = ("polarity", "subjectivity", "confidence", "textblob_polarity")
    tags = pa.map_(pa.string(), pa.int8())
    return pa.schema(
        [("language", pa.string()), ("mixed", pa.bool_())]
        + [(name, pa.float64()) for name in (*figures, "textblob_subjectivity")]
        + [("label", pa.string()), ("topics", tags), ("values", tags), ("engine", pa.string())]
        + [("row", pa.int64()), ("length", pa.int32())]
    )


def _score_language(parts: Parts, language: str, chosen: ScorerName) -> "pa.Table":
    """The scores of the parts in one language, with their comments' rows and their lengths."""
    import pyarrow as pa
    import pyarrow.compute as pc

    which = parts.of(language)
    texts = parts.texts.take(pa.array(which))
    scorer = scorer_of(language, chosen)
    scored = scorer.score(texts)
    if language in SCORED:
        tags = Tagger.of(language).tag(texts, lambda clauses: _sides(scorer, clauses))
        for kind in tags.column_names:
            scored = scored.append_column(kind, tags[kind])
    for name, value in (("language", language), ("engine", scorer.engine), ("mixed", False)):
        scored = scored.append_column(name, pa.repeat(value, len(which)))
    lengths = pc.utf8_length(pc.fill_null(texts, ""))
    return scored.append_column("row", pa.array(parts.rows[which])).append_column("length", lengths)


def _sides(scorer: Scorer, clauses: "pa.Array") -> "np.ndarray[Any, np.dtype[np.integer[Any]]]":
    """The side that each clause takes by the scorer of its language."""
    import numpy as np

    labels = scorer.score(clauses)["label"].to_pylist()
    return np.array([SIDE_OF_LABEL.get(label, 0) for label in labels], np.int8)


@cache
def scoring_version(scorer: ScorerName = "trained") -> str:
    """Changes with every model, lexicon and library that a score depends on.

    Raises:
        SettingsError: The scorer's packages aren't installed.
    """
    digest = sha256(version("textblob").encode())
    for folder in (lexicons.FOLDER, ngram_model.FOLDER):
        for path in sorted(folder.rglob("*.*")):
            digest.update(path.name.encode() + path.read_bytes())
    if scorer == "e5":
        for language in sorted(SCORED):
            digest.update(scorer_of(language, scorer).engine.encode())
    return digest.hexdigest()[:12]
