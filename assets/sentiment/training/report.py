"""How well a model does on texts that it was not trained on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.sentiment.ngram_model import NgramModel
from assets.sentiment.training.calibration import calibration_error, classes, probabilities
from assets.sentiment.training.fit import Examples, margins

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True)
class Figures:
    """One line of a report; shares are 0 to 1.

    Attributes:
        name: What was measured.
        texts: How many had a side, positive or negative.
        accuracy: Right sides among these.
        macro_f1: Mean F1 of both sides.
        calibration_error: Expected calibration error over ten bins.
        three_texts: How many, neutral ones included.
        three_accuracy: Right classes among these.
        three_macro_f1: Mean F1 of the three classes; None without neutral texts.
    """

    name: str
    texts: int
    accuracy: float
    macro_f1: float
    calibration_error: float
    three_texts: int
    three_accuracy: float
    three_macro_f1: float | None


def figures(name: str, model: NgramModel, examples: Examples) -> Figures:
    """Measure a model on labelled texts."""
    import numpy as np
    from sklearn.metrics import accuracy_score, f1_score

    probability, labels = probabilities(margins(model, examples)), examples.labels
    sided = labels != 0
    sides, three = np.where(probability > 0.5, 1, -1), classes(probability, model.neutral)
    has_neutral = bool((~sided).any())
    return Figures(
        name,
        int(sided.sum()),
        float(accuracy_score(labels[sided], sides[sided])),
        float(f1_score(labels[sided], sides[sided], average="macro")),
        calibration_error(probability, labels),
        len(labels),
        float(accuracy_score(labels, three)),
        float(f1_score(labels, three, average="macro")) if has_neutral else None,
    )


def as_table(rows: Sequence[Figures], title: str = "") -> "Table":
    """Figures as a table for the terminal; shares in per cent."""
    from rich.table import Table

    table = Table(title=title or None)
    table.add_column("measured on")
    for heading in ("±", "accuracy", "macro-F1", "ECE", "±, neutral", "accuracy", "macro-F1"):
        table.add_column(heading, justify="right")
    for row in rows:
        table.add_row(row.name, *_cells(row))
    return table


def _cells(row: Figures) -> list[str]:
    shares = [row.accuracy, row.macro_f1, row.calibration_error]
    three = "–" if row.three_macro_f1 is None else f"{row.three_macro_f1:.1%}"
    return [
        f"{row.texts:,}",
        *(f"{share:.1%}" for share in shares),
        f"{row.three_texts:,}",
        f"{row.three_accuracy:.1%}",
        three,
    ]
