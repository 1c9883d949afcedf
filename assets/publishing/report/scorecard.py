"""A scope's scorecard: what customers feel beside what we measure, by the registry's themes."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assets.publishing.report.figures import Row, days
from assets.publishing.report.sparkline import Sparkline, sparkline

PERIODS = ("week", "month", "quarter")
KINDS = {"external": "What customers feel", "internal": "What we measure"}
SCOPE_KINDS = (
    "company",
    "business_unit",
    "team",
    "country",
    "channel",
    "product",
    "segment",
    "generation",
    "language",
)
# What a list of scopes shows of each.
HEADLINES = (
    "nps",
    "csat",
    "net_sentiment",
    "answered_within_24h_pct",
    "kept_every_promise_pct",
    "first_contact_resolution_pct",
    "schedule_adherence_pct",
)
_LONGEST_NAME = 40


@dataclass
class MetricOfScope:
    """One line of a scorecard.

    Attributes:
        any_row: One of its rows, for what is the same in all periods.
        periods: Its rows by kind of period.
    """

    any_row: Row
    periods: dict[str, Row] = field(default_factory=dict)
    line: Sparkline | None = None

    @property
    def month(self) -> Row | None:
        """What a summary shows of it: the month, or the quarter where the month has no figure."""
        rows = [self.periods[kind] for kind in ("month", "quarter") if kind in self.periods]
        return next((row for row in rows if row["value"] is not None), rows[0] if rows else None)

    @property
    def is_shown(self) -> bool:
        """Whether any period has a figure that isn't hidden."""
        return any(row["value"] is not None for row in self.periods.values())

    @property
    def why_hidden(self) -> str:
        """The reasons of all periods, each once."""
        reasons = dict.fromkeys(row["hidden_reason"] for row in self.periods.values())
        return "hidden: " + "; ".join(reasons)


@dataclass
class Scope:
    """One scorecard.

    Attributes:
        metrics: In the registry's order.
    """

    kind: str
    name: str
    metrics: dict[str, MetricOfScope] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the page is called."""
        return "Whole company" if self.kind == "company" else self.name

    @property
    def file(self) -> str:
        """The page's name; the hash keeps apart scopes whose letters are much the same."""
        if self.kind == "company":
            return "index.html"
        letters = re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")[:_LONGEST_NAME]
        return f"{self.kind}-{letters}-{hashlib.md5(self.name.encode()).hexdigest()[:8]}.html"

    @property
    def themes(self) -> dict[str, list[MetricOfScope]]:
        """Its metrics by what they tell of."""
        themes: dict[str, list[MetricOfScope]] = defaultdict(list)
        for metric in self.metrics.values():
            themes[metric.any_row["theme"]].append(metric)
        return themes

    @property
    def has_headlines(self) -> bool:
        """Whether a list of scopes has something to show of it."""
        return any(metric in self.metrics for metric in HEADLINES)

    def standing(self, kind: str) -> dict[str, list[Row]]:
        """What a summary shows of a kind of metric, by status and by signal."""
        found: dict[str, list[Row]] = defaultdict(list)
        for metric in self.metrics.values():
            row = metric.month
            if row and row["kind"] == kind:
                found[row["status"]].append(row)
                found[row["signal"]].append(row)
        return found


def scopes_of(figures: Iterable[Row], weeks: Iterable[Row]) -> list[Scope]:
    """All scorecards, the company's first; without any figure an empty one of the company."""
    scopes = {("company", "all"): Scope("company", "all")}
    for row in figures:
        key = (row["scope_kind"], row["scope"])
        metrics = scopes.setdefault(key, Scope(*key)).metrics
        metric = metrics.setdefault(row["metric"], MetricOfScope(row))
        metric.periods[row["period_kind"]] = row
    _draw_lines(scopes, weeks)
    known = [scope for scope in scopes.values() if scope.kind in SCOPE_KINDS]
    return sorted(known, key=lambda scope: (SCOPE_KINDS.index(scope.kind), scope.name))


def period_labels(figures: Iterable[Row]) -> dict[str, str]:
    """The dates of each kind of period that the pages show."""
    labels = {row["period_kind"]: days(row["period_start"], row["period_end"]) for row in figures}
    return {kind: labels[kind] for kind in PERIODS if kind in labels}


def by_kind(scopes: Sequence[Scope]) -> dict[str, list[Scope]]:
    """The scopes below the company, by their kind."""
    grouped: dict[str, list[Scope]] = defaultdict(list)
    for scope in scopes:
        if scope.kind != "company":
            grouped[scope.kind].append(scope)
    return grouped


def _draw_lines(scopes: dict[tuple[str, str], Scope], weeks: Iterable[Row]) -> None:
    values: dict[tuple[str, str, str], dict[int, float]] = defaultdict(dict)
    for week in weeks:
        key = (week["scope_kind"], week["scope"], week["metric"])
        values[key][week["weeks_ago"]] = week["value"]
    for (kind, name), scope in scopes.items():
        for metric, shown in scope.metrics.items():
            row = shown.any_row
            shown.line = sparkline(values[kind, name, metric], row["unit"], row["target"])
