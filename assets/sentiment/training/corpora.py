"""Labelled comments to train on: the public corpora, a company's own, and the tone lexicon.

Every table has the columns text, label (-1, 0, 1), share, source and split. `share` is the
estimated share of readers who would take the text for praise; null where the label is all that is
known. `split` is the publisher's; where a corpus was published whole it is `whole`.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.errors import ContractError
from assets.sentiment.lexicons import read_lexicon
from assets.sentiment.phrases import written_out

if TYPE_CHECKING:
    import pyarrow as pa

OWN, LEXICON, WHOLE = "own", "lexicon", "whole"
# Hutto's readers rated from -4 to 4; a mean nearer to 0 than this took no side.
TAKES_A_SIDE = 0.5
PUBLISHED_SENTENCES = 1000
LABELS: Mapping[str, int] = {
    **{"-1": -1, "0": 0, "1": 1, "+1": 1},
    **{"negative": -1, "neutral": 0, "positive": 1},
}


def read_corpora(language: str, folder: Path) -> "pa.Table":
    """All labelled corpora of a language.

    Args:
        language: `en`, `ko` or `fi`.
        folder: Holds one folder per language (`data/comments`).

    Returns:
        One row per labelled text: text, label, share, source, split.
    """
    import pyarrow as pa

    return pa.concat_tables(
        read(folder / language / file, source) for source, file, read in CORPORA[language]
    )


def corpus_hashes(language: str, folder: Path) -> dict[str, str]:
    """The SHA-256 of each corpus file, by its path below `folder`."""
    paths = [f"{language}/{file}" for _, file, _ in CORPORA[language]]
    return {path: hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in paths}


def read_own(path: Path) -> "pa.Table":
    """A company's own labelled comments.

    Args:
        path: CSV or Parquet with the columns `text` and `label` (-1, 0, 1 or negative, neutral,
            positive).

    Returns:
        One row per comment: text, label, share, source (`own`), split.

    Raises:
        ContractError: A column is missing or a label is none of these.
    """
    import pyarrow.csv as csv
    import pyarrow.parquet as parquet

    read = parquet.read_table if path.suffix == ".parquet" else csv.read_csv
    table = read(path)
    if missing := {"text", "label"} - set(table.column_names):
        raise ContractError(f"{path}: no column {' and '.join(sorted(missing))}; add it.")
    labels = [str(label).strip().lower() for label in table["label"].to_pylist()]
    for row, label in enumerate(labels, start=1):
        if label not in LABELS:
            raise ContractError(
                f"{path}, comment {row}, label {label!r}: write -1, 0, 1 or negative, neutral, "
                "positive."
            )
    return _examples(table["text"].to_pylist(), [LABELS[label] for label in labels], OWN)


def lexicon_examples(language: str) -> "pa.Table":
    """The entries of the tone lexicon as tiny texts, so that n-grams learn them too.

    Alternatives are written out, wildcards left out; gapped entries and emoticons are skipped.
    """
    lexicon = read_lexicon(language, "tone")
    texts = {
        side: [
            text.replace("*", "").strip()
            for entry in lexicon[side]
            if "..." not in entry and any(character.isalnum() for character in entry)
            for text in written_out(entry)
        ]
        for side in ("praise", "blame")
    }
    labels = [1] * len(texts["praise"]) + [-1] * len(texts["blame"])
    return _examples([*texts["praise"], *texts["blame"]], labels, LEXICON)


def _examples(
    texts: Sequence[str],
    labels: Sequence[int],
    source: str,
    splits: Sequence[str] | None = None,
    shares: Sequence[float] | None = None,
) -> "pa.Table":
    import pyarrow as pa

    columns = {
        "text": pa.array(texts, pa.string()),
        "label": pa.array(labels, pa.int8()),
        "share": pa.array(shares, pa.float64()) if shares else pa.nulls(len(texts), pa.float64()),
        "source": pa.array([source] * len(texts), pa.string()),
        "split": pa.array(splits or [WHOLE] * len(texts), pa.string()),
    }
    return pa.table(columns)


def _parquet(path: Path, source: str) -> "pa.Table":
    import pyarrow.parquet as parquet

    table = parquet.read_table(path)
    splits = table["split"].to_pylist() if "split" in table.column_names else None
    return _examples(table["text"].to_pylist(), table["label"].to_pylist(), source, splits)


def _sentences(path: Path, source: str) -> "pa.Table":
    """UCI's labelled sentences: text, tab, 0 or 1; lines with any other label are left out.

    Each file was published with 1,000; what a copy has beyond is of unknown origin.
    """
    lines = path.read_text("utf-8").split("\n")[:PUBLISHED_SENTENCES]
    rows = [line.rpartition("\t") for line in lines]
    kept = [(text.strip(), 2 * int(label) - 1) for text, _, label in rows if label in ("0", "1")]
    return _examples([text for text, _ in kept], [label for _, label in kept], source)


def _rated(path: Path, source: str) -> "pa.Table":
    """Hutto's ground truths: id, tab, mean rating, tab, text.

    A mean rating r becomes the share 1 / (1 + exp(-r)): half of the readers at 0, 88 % at 2.
    """
    rows = [line.split("\t", 2) for line in path.read_text("utf-8").split("\n") if line]
    ratings = [float(rating) for _, rating, _ in rows]
    labels = [(rating >= TAKES_A_SIDE) - (rating <= -TAKES_A_SIDE) for rating in ratings]
    shares = [1 / (1 + exp(-rating)) for rating in ratings]
    return _examples([text.strip() for _, _, text in rows], labels, source, shares=shares)


# By language: source, file, how it is read.
CORPORA: Mapping[str, Sequence[tuple[str, str, Callable[[Path, str], Any]]]] = {
    "ko": [("nsmc", "nsmc_ratings.parquet", _parquet), ("kote", "kote.parquet", _parquet)],
    "fi": [("xed", "xed.parquet", _parquet)],
    "en": [
        *((name, f"{name}_labelled.txt", _sentences) for name in ("yelp", "amazon_cells", "imdb")),
        *(
            (name, f"{name}_GroundTruth.txt", _rated)
            for name in (
                "tweets",
                "amazonReviewSnippets",
                "movieReviewSnippets",
                "nytEditorialSnippets",
            )
        ),
    ],
}
