"""Faults put into files on purpose: repeated rows, and extra rows that can't be right.

Which row gets which fault is a matter of counting, so every kind is there at any size and the
manifest knows each one. Broken rows are extra: the good data is complete without them.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from assets.demo.lines import inserted

DUPLICATE = "duplicate"
# Writes a broken row, given the reason and a number that no other broken row of the kind has.
BreakRow = Callable[[str, int], str]


@dataclass(frozen=True)
class Rule:
    """A fault at the first-th row of a source, and again after every so many rows."""

    reason: str
    first: int
    every: int

    def due(self, before: int, after: int) -> int:
        """Returns how often it falls due among rows before+1 to after."""
        return self._until(after) - self._until(before)

    def _until(self, rows: int) -> int:
        return 0 if rows < self.first else 1 + (rows - self.first) // self.every


EVENT_RULES = (
    Rule(DUPLICATE, 10, 1_200),
    Rule("wrong_field_count", 40, 24_000),
    Rule("unreadable_timestamp", 900, 24_000),
    Rule("future_timestamp", 1_700, 24_000),
    Rule("missing_required", 2_500, 24_000),
)
TICKET_RULES = (
    Rule(DUPLICATE, 5, 900),
    Rule("missing_required", 60, 30_000),
    Rule("unreadable_timestamp", 150, 30_000),
)
SURVEY_RULES = (
    Rule(DUPLICATE, 2, 150),
    Rule("score_out_of_range", 3, 400),
    Rule("unreadable_number", 5, 600),
    Rule("missing_required", 7, 800),
)
CUSTOMER_RULES = (
    Rule(DUPLICATE, 20, 3_000),
    Rule("unreadable_integer", 40, 9_000),
    Rule("missing_required", 90, 9_000),
)
ORDER_RULES = (
    Rule(DUPLICATE, 10, 2_000),
    Rule("unreadable_number", 40, 20_000),
    Rule("future_timestamp", 70, 20_000),
    Rule("missing_required", 110, 20_000),
)
PULSE_RULES = (
    Rule(DUPLICATE, 12, 400),
    Rule("incomplete", 20, 150),
    Rule("score_out_of_range", 90, 700),
)
ENPS_RULES = (
    Rule(DUPLICATE, 9, 250),
    Rule("unreadable_number", 30, 400),
    Rule("score_out_of_range", 60, 400),
)
MYSTERY_RULES = (
    Rule(DUPLICATE, 15, 500),
    Rule("incomplete", 40, 200),
    Rule("unreadable_number", 100, 800),
)
PREVIEW_RULE = Rule("preview", 4, 250)


@dataclass
class FaultSchedule:
    """Counts a source's rows and says which faults fall due; files of a source share it."""

    rules: tuple[Rule, ...]
    rows: int = 0
    given: Counter[str] = field(default_factory=Counter)

    def spoil(
        self, lines: pa.StringArray, break_row: BreakRow, rng: np.random.Generator
    ) -> tuple[pa.StringArray, Counter[str]]:
        """Puts the faults that are due among the lines; returns these and what was added."""
        before, self.rows = self.rows, self.rows + len(lines)
        due = Counter({rule.reason: rule.due(before, self.rows) for rule in self.rules})
        repeated = lines.take(pa.array(rng.integers(0, max(len(lines), 1), due[DUPLICATE])))
        broken = [row for reason in due for row in self._break(reason, due[reason], break_row)]
        extra = pa.concat_arrays([repeated, pa.array(broken, pa.string())])
        places = rng.integers(0, len(lines) + 1, len(extra))
        return (inserted(lines, extra, places) if len(extra) else lines), due

    def _break(self, reason: str, times: int, break_row: BreakRow) -> list[str]:
        if reason == DUPLICATE:
            return []
        first = self.given[reason]
        self.given[reason] += times
        return [break_row(reason, n) for n in range(first, first + times)]
