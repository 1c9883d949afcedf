"""What a survey asks: which column is the score, what it measures on which scale, the comment."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assets.ingest.sniffing.probe import Column
from assets.ingest.sniffing.words import key_of, question_words

_SCALES = ((0, 1), (1, 3), (1, 4), (1, 5), (0, 5), (1, 6), (1, 7), (1, 10), (0, 10), (0, 100))
_LEADING_NUMBER = re.compile(r"(\d{1,3})(?!\d|[.,]\d)\b.*", re.DOTALL)
_MOST_ANSWERS = 12
_LONG_ENOUGH = 25


@dataclass(frozen=True)
class Score:
    """A column of answers on a scale.

    Attributes:
        kind: What it measures, None where no word tells.
        values: Answers in words, and the points that they stand for.
        strength: How surely it is the score of the survey.
    """

    column: Column
    kind: str | None
    scale: tuple[float, float]
    strength: float
    values: dict[str, str] = field(default_factory=dict)


def find_scores(columns: Sequence[Column]) -> list[Score]:
    """Columns that may be scores, the likeliest first.

    Args:
        columns: Those that nothing else was found in.
    """
    scores = [score for column in columns if (score := as_score(column))]
    return sorted(scores, key=lambda score: -score.strength)


def as_score(column: Column, *, named: bool = False) -> Score | None:
    """What a column measures, if its answers lie on a scale.

    Args:
        column: The answers.
        named: Whether its name says already that it is a score.
    """
    values = points_of_words(column)
    points = [float(point) for point in values.values()] if values else None
    if points is None and (column.numbers < 0.9 * column.filled or column.lowest is None):
        return None
    low, high = (min(points), max(points)) if points else (column.lowest or 0, column.highest or 0)
    kind, told = _kind_of(column.names)
    if not column.filled or low < 0 or high > 100 or not (told or named):
        return None
    if kind in ("nps", "enps"):
        if high > 10:
            return None
        # A recommendation on another scale than 0 to 10 gives no NPS.
        if _asks_on_short_scale(column, high):
            kind = "csat"
    scale = (0, 10) if kind in ("nps", "enps") else _scale(low, high)
    return Score(column, kind, scale, told + named * 0.5 + (high <= 10) * 0.2, values)


def find_comments(columns: Sequence[Column]) -> list[Column]:
    """Columns that hold what people wrote, the likeliest first."""
    written = [column for column in columns if _is_written(column)]
    return sorted(written, key=lambda column: (-_asks_to_write(column), -column.average_length))


def points_of_words(column: Column) -> dict[str, str]:
    """Points for answers such as `10 - Extremely likely` or `Very satisfied`; none for numbers."""
    if not column.values or column.numbers == column.filled:
        return {}
    found = {answer: _LEADING_NUMBER.fullmatch(answer) for answer in column.values}
    if len(found) <= _MOST_ANSWERS and all(found.values()):
        return {answer: match.group(1) for answer, match in found.items() if match}
    for words in question_words()["scales"]:
        points = {key_of(word): str(point) for point, word in enumerate(words, start=1)}
        said = {answer: points.get(key_of(answer), "") for answer in column.values}
        if len(said) > 1 and all(said.values()):
            return said
    return {}


def _kind_of(names: Sequence[str]) -> tuple[str | None, float]:
    """The kind that a question's words tell, and how much they say."""
    text = " ".join(names).casefold()
    for kind, words in question_words()["kinds"].items():
        if any(word in text for word in words):
            return kind, {"nps": 2.0, "enps": 2.1, "csat": 1.5, "ces": 1.4}[kind]
    return None, 0.0


def _asks_on_short_scale(column: Column, high: float) -> bool:
    """Whether many answers go no higher than 5, which 0 to 10 would hardly leave unused."""
    return high <= 7 and column.filled >= 20


def _scale(low: float, high: float) -> tuple[float, float]:
    usual = (scale for scale in _SCALES if scale[0] <= low and high <= scale[1])
    return next(usual, (low, high))


def _is_written(column: Column) -> bool:
    asked = _asks_to_write(column) > 0
    return (
        column.share(column.spaced) > 0.4
        and column.share(column.dated) < 0.5
        and column.share(column.emails) < 0.1
        and column.average_length >= (_LONG_ENOUGH // 3 if asked else _LONG_ENOUGH)
        and column.distinct >= (0.3 if asked else 0.5) * column.filled
    )


def _asks_to_write(column: Column) -> int:
    text = " ".join(column.names).casefold()
    return sum(word in text for word in question_words()["comments"])
