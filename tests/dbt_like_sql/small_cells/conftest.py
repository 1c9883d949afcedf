"""A company of people who answer, and an attacker who wants to know what few of them said.

The attacker has the company's figures alone. Each that is shown says how many answers a scope had
in a period. Scopes add up to the company and teams to business units; weeks and months are made of
the pieces into which they cut the calendar. That makes linear equations in the answers of every
scope and piece, and a number is recovered when they leave one value for it.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from assets.ingest.reference import PERIOD_KINDS, periods

AS_OF = datetime(2024, 7, 3, 12)
TODAY = AS_OF.date()
FIRST = date(2023, 11, 15)
FEWEST = 10
COMPANY = ("company", "all")
UNITS = {"A1": "A", "A2": "A", "B1": "B", "B2": "B", "B3": "B", "C1": "C", "lone": ""}
# Everybody of unit A is asked in Korean, everybody else in one of two languages.
SAME_PEOPLE = (("business_unit", "A"), ("language", "ko"))

Scope = tuple[str, str]
Period = tuple[str, date]
Cell = tuple[Scope, Period]
Numbers = Mapping[Cell, int | None]
Counts = Counter[Cell]
Answers = list[tuple[date, dict[str, str]]]
Span = tuple[date, date]


def draw_answers(seed: int) -> Answers:
    """Answers with the scopes that they belong to; teams, countries and days differ in size.

    With an even seed each says where it belongs, so that nothing unknown hides anything.
    """
    rng = np.random.default_rng(seed)
    days = (AS_OF.date() - FIRST).days
    unnamed = [""] if seed % 2 else []
    teams = ["A1", "A2", "B1", "B2", "B3", "C1", "lone", *unnamed]
    countries = ["FI", "GB", "IE", *unnamed]
    weights = rng.dirichlet(np.full(len(teams), 0.7))
    answers = []
    for _ in range(int(rng.integers(300, 2500))):
        team = str(rng.choice(teams, p=weights))
        unit = UNITS.get(team, "")
        language = "ko" if unit == "A" else str(rng.choice(["fi", "en"], p=[0.2, 0.8]))
        country = countries[int(len(countries) * rng.random() ** 2)]
        scopes = {"business_unit": unit, "team": team, "language": language, "country": country}
        day = FIRST + timedelta(days=int(days * rng.beta(1, 1) ** rng.choice([1.0, 0.6])))
        answers.append((day, {kind: name for kind, name in scopes.items() if name}))
    return answers


def calendar() -> dict[str, dict[date, tuple[date, date]]]:
    """For each kind of period, the first and last day of the one that a day lies in."""
    rows = periods(AS_OF.date()).to_pylist()
    found: dict[str, dict[date, tuple[date, date]]] = {kind: {} for kind in PERIOD_KINDS}
    for row in rows:
        if row["day"] >= FIRST - timedelta(days=400):
            found[row["period_kind"]][row["day"]] = (row["period_start"], row["period_end"])
    return found


CALENDAR = calendar()
# First and last day of every period that is over.
PERIODS = {
    (kind, span[0]): span
    for kind, spans in CALENDAR.items()
    for span in spans.values()
    if FIRST <= span[1] < AS_OF.date()
}


class Attacker:
    """Solves for the answers of every scope and piece of the calendar."""

    def __init__(self, shown: Numbers, *, all_are_named: bool) -> None:
        self.shown = shown
        self.all_are_named = all_are_named
        kinds = {kind for _, (kind, _) in shown}
        self.periods = {period: span for period, span in PERIODS.items() if period[0] in kinds}
        self.leaves = self._name_leaves()
        cuts = {day for a, b in self.periods.values() for day in (a, b + timedelta(days=1))}
        self.pieces = [(a, b - timedelta(days=1)) for a, b in pairwise(sorted(cuts))]
        self.may_be_any = ~self._silences().ravel()
        self.basis = _span(np.array(self._figures() + self._sums())[:, self.may_be_any])

    def recovers(self, wanted: list[tuple[Scope, Span]]) -> list[tuple[Scope, Span]]:
        """Those scopes and spans of days whose number of answers has one solution only."""
        totals = np.array([self._total(scope, *span) for scope, span in wanted])
        totals = totals[:, self.may_be_any]
        unexplained = totals - (totals @ self.basis.T) @ self.basis
        solved = np.linalg.norm(unexplained, axis=1) < 1e-6
        return [wanted[place] for place in np.flatnonzero(solved)]

    def _name_leaves(self) -> list[tuple[str, str, str]]:
        """Kind, parent and name of all that adds up to the company, each with an unnamed rest."""
        scopes = {scope for scope, _ in self.shown} - {COMPANY}
        units = {name for kind, name in scopes if kind == "business_unit"}
        leaves = {("team", UNITS[name], name) for kind, name in scopes if kind == "team"}
        leaves |= {(kind, "", name) for kind, name in scopes if kind in ("language", "country")}
        if not self.all_are_named:
            leaves |= {("team", unit, "") for unit in units | {""}}
            leaves |= {("country", "", "")}
        return sorted(leaves)

    def _is_in(self, scope: Scope, kind: str = "team") -> np.ndarray:
        """Which leaves make up a scope; the company is the sum of any kind."""
        if scope == COMPANY:
            return np.array([leaf[0] == kind for leaf in self.leaves])
        if scope[0] == "business_unit":
            return np.array([leaf[:2] == ("team", scope[1]) for leaf in self.leaves])
        return np.array([(leaf[0], leaf[2]) == scope for leaf in self.leaves])

    def _is_between(self, first: date, last: date) -> np.ndarray:
        return np.array([first <= a and b <= last for a, b in self.pieces])

    def _total(self, scope: Scope, first: date, last: date, kind: str = "team") -> np.ndarray:
        """The coefficients of the answers of a scope between two days."""
        return np.outer(self._is_in(scope, kind), self._is_between(first, last)).ravel() * 1.0

    def _silences(self) -> np.ndarray:
        """A scope had no answers in a period of which it has no row."""
        silent = np.zeros((len(self.leaves), len(self.pieces)), dtype=bool)
        for scope in {scope for scope, _ in self.shown}:
            for period, span in self.periods.items():
                if (scope, period) not in self.shown:
                    silent |= np.outer(self._is_in(scope), self._is_between(*span))
        return silent

    def _figures(self) -> list[np.ndarray]:
        return [
            self._total(scope, *PERIODS[period])
            for (scope, period), n in self.shown.items()
            if n is not None and period in PERIODS
        ]

    def _sums(self) -> list[np.ndarray]:
        """All kinds of scopes add up to the same company, and some scopes are the same people."""
        rows = [
            self._total(COMPANY, *span, kind) - self._total(COMPANY, *span)
            for kind in ("language", "country")
            for span in self.pieces
        ]
        one, other = SAME_PEOPLE
        return rows + [self._total(one, *span) - self._total(other, *span) for span in self.pieces]


def _span(rows: np.ndarray) -> np.ndarray:
    """An orthonormal basis of all that follows from the equations."""
    _, sizes, basis = np.linalg.svd(np.unique(rows, axis=0), full_matrices=False)
    return basis[sizes > 1e-9 * sizes[0]]


class Company:
    """What a company was answered, and what the attacker gets at of it.

    Args:
        seed: Draws the answers; with an even one each says where it belongs.
    """

    def __init__(self, seed: int, answers: Answers | None = None) -> None:
        self.all_are_named = seed % 2 == 0
        self.answers = draw_answers(seed) if answers is None else answers

    def count(self, until: date = TODAY, kinds: Sequence[str] = PERIOD_KINDS) -> Counts:
        """Answers of every scope and period until a day, running periods too."""
        counts: Counts = Counter()
        for day, scopes in self.answers:
            if day < until:
                for scope in [COMPANY, *scopes.items()]:
                    for kind in kinds:
                        counts[scope, (kind, CALENDAR[kind][day][0])] += 1
        return counts

    def attack(self, shown: Numbers) -> list[tuple[Scope, Span]]:
        """Numbers of few answers that the attacker gets at: of periods, and of pieces in a row.

        Args:
            shown: Every scope and period with an answer, and how many; none where it is hidden.
        """
        attacker = Attacker(shown, all_are_named=self.all_are_named)
        pieces = attacker.pieces
        runs = [
            (a[0], b[1])
            for length in range(4)
            for a, b in zip(pieces, pieces[length:], strict=False)
        ]
        return attacker.recovers(self._few([*attacker.periods.values(), *runs]))

    def _few(self, spans: list[Span]) -> list[tuple[Scope, Span]]:
        """Scopes and spans of days of which few answers are, and some."""
        by_day: Counter[tuple[Scope, date]] = Counter()
        for day, scopes in self.answers:
            by_day.update((scope, day) for scope in [COMPANY, *scopes.items()])
        counts: Counter[tuple[Scope, Span]] = Counter()
        for (scope, day), n in by_day.items():
            counts.update({(scope, span): n for span in spans if span[0] <= day <= span[1]})
        return [found for found, n in counts.items() if n < FEWEST]


def figures_of(counts: Counts, metric: str) -> list[dict[str, Any]]:
    """Rows of intermediate.metric_values."""
    return [
        {
            "metric": metric,
            "scope_kind": kind,
            "scope": name,
            "period_kind": period_kind,
            "period_start": start,
            "n": n,
            "value": (n * 37) % 101,
        }
        for ((kind, name), (period_kind, start)), n in counts.items()
    ]


@pytest.fixture(scope="session")
def company_of() -> type[Company]:
    """Makes the company of a seed."""
    return Company


@pytest.fixture(scope="session")
def metric_values() -> Callable[[Counts, str], list[dict[str, Any]]]:
    """Makes rows of intermediate.metric_values of counts."""
    return figures_of


@pytest.fixture(scope="session")
def show(workbench) -> Callable[..., dict[Cell, int | None]]:
    """What a table shows of counts, given what its models read."""

    def shown_of(
        counts: Counts, table: str, given: dict[str, Any], as_of: datetime = AS_OF, n: str = "n"
    ) -> dict[Cell, int | None]:
        teams = [{"team": team, "business_unit": unit or None} for team, unit in UNITS.items()]
        feeds = [{"feed": feed, "is_present": True} for feed in ("survey_responses", "comments")]
        given = {"reference.teams": teams, "intermediate.feeds": feeds} | given
        rows = workbench.run_chain(table, given, as_of)
        # Tables of weeks or of quarters alone don't name the kind.
        default = "quarter" if "period_end" in rows[0] else "week"
        numbers = {
            (
                (row["scope_kind"], row["scope"]),
                (row.get("period_kind", default), row.get("period_start") or row["week"]),
            ): row[n]
            for row in rows
        }
        return {cell: numbers.get(cell) for cell in counts}

    return shown_of
