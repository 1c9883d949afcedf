"""A whole source file for an export, with what a person must decide."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from assets.contracts.feeds import Feed, load_feeds
from assets.ingest.readers.export import Export
from assets.ingest.sniffing.columns import Match, TimesBook, match_columns
from assets.ingest.sniffing.opening import Opening, Question
from assets.ingest.sniffing.probe import Column, Probe
from assets.ingest.sniffing.words import WEAK

# What stands in where nothing in an export says what its rows are about.
UNKNOWN_FEED = "survey_responses"
_DAY = re.compile(r"(19[7-9]\d|20\d\d)(?:[-_.]?(0[1-9]|1[0-2])(?:[-_.]?([0-3]\d))?)?")
# What it speaks against a feed that an export lacks a column; else such a table is another.
_COST_OF_LACK = {"ticket_id": 0.6, "created_at": 0.6, "status": 1.2, "at": 0.6, "event": 0.4}
# Columns by which a table shows what it is about, whether or not its rows have ids.
_TELLING = {
    "survey_responses": (("score", "comment", "kind"), 0.6),
    "agents": (("role", "hired_on", "manager_id", "business_unit"), 0.4),
    "customers": (("segment", "since", "birth_year"), 0.3),
}
_TOLD_ENOUGH = 0.7


@dataclass
class Proposal:
    """Keys of a source file, and the questions beside them."""

    entry: dict[str, Any]
    questions: list[Question] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    placeholders: list[str] = field(default_factory=list)

    def ask(self, key: str, text: str) -> None:
        """Add a question."""
        self.questions.append(Question(key, text))


@dataclass
class Draft:
    """A proposal on its way.

    Attributes:
        given: Columns of the feed that the vendor fixes and the export has.
        matches: What was found for the others.
        day: What stands in for a time that the export lacks.
        beside: Columns that are read together with a match, such as a time of day.
    """

    proposal: Proposal
    opening: Opening
    probe: Probe
    times: TimesBook
    feed: Feed
    given: dict[str, tuple[Column, ...]]
    matches: dict[str, Match]
    day: date
    beside: list[Column] = field(default_factory=list)

    @property
    def entry(self) -> dict[str, Any]:
        """The keys of the source file."""
        return self.proposal.entry

    @property
    def has_vendor(self) -> bool:
        """Whether the format is one that fixes columns."""
        return bool(self.given)

    def ask(self, key: str, text: str) -> None:
        """Add a question."""
        self.proposal.ask(key, text)

    def free_columns(self) -> list[Column]:
        """Columns that nothing was found in yet."""
        taken = {column.cell for columns in self.given.values() for column in columns}
        taken |= {match.column.cell for match in self.matches.values()}
        taken |= {column.cell for column in self.beside}
        return [column for column in self.probe.columns if column.cell not in taken]


def fixed_columns(export: Export, probe: Probe) -> dict[str, tuple[Column, ...]]:
    """Feed columns that a vendor's reader finds in this export, with where."""
    by_name = {name: column for column in probe.columns for name in column.names}
    found: dict[str, tuple[Column, ...]] = {}
    for name in export.fixed:
        spelled = export.fixed_column(name)
        if spelled in by_name and by_name[spelled].filled:
            found[name] = (by_name[spelled],)
    return found


def choose_feed(
    probe: Probe, times: TimesBook, allowed: tuple[str, ...]
) -> tuple[str, list[tuple[str, float]]]:
    """The feed whose columns an export covers best, and how well each is covered."""
    feeds = [load_feeds()[name] for name in allowed or load_feeds()]
    scored = sorted(
        ((feed.feed, _coverage(feed, probe, times)) for feed in feeds), key=lambda pair: -pair[1]
    )
    best, coverage = scored[0]
    return (best if coverage > _TOLD_ENOUGH else UNKNOWN_FEED), scored


def _coverage(feed: Feed, probe: Probe, times: TimesBook) -> float:
    given = ("survey", "kind") if feed.feed == "survey_responses" else ()
    matches = match_columns(feed, probe.columns, times, probe.rows, given)
    required = {name for name, column in feed.columns.items() if column.required} - set(given)
    missing = required - matches.keys()
    covered = sum(_worth(matches[name]) for name in required & matches.keys())
    others = sum(0.25 * _worth(match) for name, match in matches.items() if name not in required)
    telling, weight = _TELLING.get(feed.feed, ((), 0.0))
    told = weight * sum(_worth(matches[name]) for name in telling if name in matches)
    costs = {"survey_responses": 0.4}
    lack = sum(_COST_OF_LACK.get(name, costs.get(feed.feed, 1.5)) for name in missing)
    return covered + others + told - lack


def _worth(match: Match) -> float:
    """A name that says little by itself says little of the feed."""
    return match.weight if match.weight > WEAK else 0.2


def stand_in_day(path: Path) -> date:
    """The day in a file's name, else the day on which the file was last written."""
    found = _DAY.search(path.name)
    if found:
        try:
            return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
        except ValueError:
            pass
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
