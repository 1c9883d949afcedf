"""Comments in two languages: one row out of the scores of their parts, weighed by length."""

from itertools import groupby
from typing import TYPE_CHECKING, Any

from assets.sentiment.scorers.scorer import SIDE_OF_LABEL

if TYPE_CHECKING:
    import pyarrow as pa

MEASURES = ("polarity", "subjectivity", "confidence")
# The sides of the parts must outweigh a third of the comment, or it is neutral.
THIRD = 1 / 3


def joined_parts(scored: "pa.Table") -> "pa.Table":
    """One row per comment.

    Args:
        scored: One row per part, by `row` and falling `length`; the first part of a comment gives
            what can't be averaged: language, engine, TextBlob's figures.
    """
    import pyarrow as pa

    rows = scored["row"].to_numpy()
    several = (rows[1:] == rows[:-1]).nonzero()[0]
    columns = scored.drop_columns(["row", "length"])
    if not len(several):
        return columns
    import numpy as np

    mixed = np.isin(rows, rows[several])
    parts = scored.filter(pa.array(mixed)).to_pylist()
    joined = [_joined(list(group)) for _, group in groupby(parts, lambda part: part["row"])]
    whole = pa.concat_tables(
        [scored.filter(pa.array(~mixed)), pa.Table.from_pylist(joined, scored.schema)]
    )
    return whole.sort_by("row").drop_columns(["row", "length"])


def _joined(parts: list[dict[str, Any]]) -> dict[str, Any]:
    side = _weighed([SIDE_OF_LABEL.get(part["label"], 0) for part in parts], parts)
    label = "positive" if side > THIRD else "negative" if side < -THIRD else "neutral"
    measures = {name: _weighed([part[name] for part in parts], parts) for name in MEASURES}
    tags = {kind: _union([part[kind] or [] for part in parts]) for kind in ("topics", "values")}
    return {**parts[0], **measures, **tags, "label": label, "mixed": True}


def _weighed(figures: list[float], parts: list[dict[str, Any]]) -> float:
    lengths: list[int] = [part["length"] for part in parts]
    return sum(f * n for f, n in zip(figures, lengths, strict=True)) / sum(lengths)


def _union(tagged: list[list[tuple[str, int]]]) -> list[tuple[str, int]]:
    """All tags; where two parts take opposite sides of one, it takes none."""
    sides: dict[str, set[int]] = {}
    for tag, side in (pair for tags in tagged for pair in tags):
        sides.setdefault(tag, set()).add(side)
    return [(tag, (1 in taken) - (-1 in taken)) for tag, taken in sorted(sides.items())]
