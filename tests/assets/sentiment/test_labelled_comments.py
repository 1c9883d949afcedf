"""Topics and values of the labelled comments are found; the figures are those of the half that
nobody looked at while the lexicons were written."""

import csv
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest

from assets.sentiment.scoring import score_comments

FOLDER = Path(__file__).parents[2] / "fixtures" / "comments"
SIGNS = {1: "+", -1: "-", 0: "0"}
LEAST_F1 = 0.80


def held_out(language: str) -> list[dict[str, str]]:
    """The comments with even numbers."""
    with (FOLDER / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if int(row["id"][2:]) % 2 == 0]


def found_tags(language: str, texts: list[str]) -> list[set[str]]:
    declared = pa.repeat(pa.scalar(language), len(texts))
    scored = score_comments(pa.array(texts), declared).to_pylist()
    return [
        {f"{tag}{SIGNS[side]}" for kind in ("topics", "values") for tag, side in row[kind] or []}
        for row in scored
    ]


def counted(pairs: list[tuple[set[str], set[str]]]) -> Counter[tuple[str, str]]:
    """How often each tag was found rightly, found wrongly, or missed."""
    counts: Counter[tuple[str, str]] = Counter()
    for expected, found in pairs:
        counts.update((tag, "right") for tag in expected & found)
        counts.update((tag, "wrong") for tag in found - expected)
        counts.update((tag, "missed") for tag in expected - found)
    return counts


def f1(counts: Counter[tuple[str, str]]) -> float:
    totals = Counter(dict.fromkeys(("right", "wrong", "missed"), 0))
    for (_, kind), n in counts.items():
        totals[kind] += n
    return 2 * totals["right"] / (2 * totals["right"] + totals["wrong"] + totals["missed"])


def without_sides(tags: set[str]) -> set[str]:
    return {tag[:-1] for tag in tags}


@pytest.mark.parametrize("language", ["en", "ko", "fi"])
def test_topics_and_values_of_unseen_comments_are_found(language: str, note_figure) -> None:
    rows = held_out(language)
    found = found_tags(language, [row["text"] for row in rows])
    sided = [(set(row["tags"].split()), tags) for row, tags in zip(rows, found, strict=True)]
    named = counted([(without_sides(a), without_sides(b)) for a, b in sided])
    note_figure(
        f"{language}: micro-F1 of tags {f1(named):.3f}, with sides {f1(counted(sided)):.3f}"
    )
    for tag in sorted({tag for tag, _ in named}):
        right, wrong, missed = (named[tag, kind] for kind in ("right", "wrong", "missed"))
        precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
        note_figure(f"{language}: {tag}: precision {precision:.2f}, recall {recall:.2f}")
    assert f1(named) >= LEAST_F1


@pytest.mark.parametrize("language", ["en", "ko", "fi"])
def test_labels_were_settled_between_two_readers(language: str) -> None:
    with (FOLDER / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 300
    agreed = [row for row in rows if row["first"] == row["second"]]
    assert all(row["tags"] == row["first"] for row in agreed)
    assert len(agreed) >= 0.9 * len(rows)
