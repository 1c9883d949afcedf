"""The company as its YAML describes it: markets, teams, topics, products, channels, seasons."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from assets.demo.arrays import Floats, Ints

COMPANY_FOLDER = Path(__file__).parent / "company"


@dataclass(frozen=True)
class Unit:
    """A business unit: one market with its language and its survey vendor."""

    unit: str
    language: str
    survey: str
    share: float
    countries: dict[str, float]


@dataclass(frozen=True)
class Team:
    """A team and its temper; the units of the figures stand in company.yml."""

    team: str
    unit: str
    country: str
    schedule: str
    kind: str
    seats: int
    reply_hours: float
    solve_hours: float
    skill: float
    reopen: float
    handoff: float
    after_hours: float
    trend: float
    overtime: float


@dataclass(frozen=True)
class Topic:
    """What customers write about, and how hard it is."""

    topic: str
    kinds: list[str]
    weight: float
    one_touch: float
    effort: float
    mood: float
    type: str
    calm: bool
    complaint: str
    praise: str


@dataclass(frozen=True)
class Episode:
    """A time when things were different: a rush, a faulty batch, a strike."""

    name: str
    first: date
    last: date
    wait: float
    arrivals: float
    topics: dict[str, float]
    product: str | None
    mood: float


@dataclass(frozen=True)
class Company:
    """Everything that stays the same whatever the seed."""

    name: str
    units: list[Unit]
    teams: list[Team]
    topics: list[Topic]
    episodes: list[Episode]
    products: list[dict[str, Any]]
    channels: list[dict[str, Any]]
    priorities: list[dict[str, Any]]
    policies: list[dict[str, Any]]
    tags: list[str]
    season: dict[str, Any]
    hands_to: dict[str, list[str]]
    evening: dict[str, Any]
    names: dict[str, Any]
    subjects: dict[str, dict[str, list[str]]]

    @property
    def team_names(self) -> list[str]:
        """The teams' names, in the order of their numbers."""
        return [team.team for team in self.teams]

    def of_teams(self, figure: str) -> Floats:
        """Returns one figure of every team, e.g. reply_hours."""
        return np.array([getattr(team, figure) for team in self.teams], dtype=np.float64)

    def of_topics(self, figure: str) -> Floats:
        """Returns one figure of every topic, e.g. effort."""
        return np.array([getattr(topic, figure) for topic in self.topics], dtype=np.float64)

    def owners(self) -> Ints:
        """Returns the team that owns a topic's new tickets (units x topics)."""
        return np.array(
            [[self._owner(unit.unit, topic) for topic in self.topics] for unit in self.units]
        )

    def _owner(self, unit: str, topic: Topic) -> int:
        by_kind = {team.kind: n for n, team in enumerate(self.teams) if team.unit == unit}
        return next(by_kind[kind] for kind in topic.kinds if kind in by_kind)

    def handoff_weights(self) -> Floats:
        """Returns how likely a team hands on to another (teams x teams)."""
        weights = np.zeros((len(self.teams), len(self.teams)))
        for giver, takers in self.hands_to.items():
            for rank, taker in enumerate(takers):
                weights[self.team_names.index(giver), self.team_names.index(taker)] = 0.6**rank
        return weights

    def evening_teams(self) -> Ints:
        """Returns each team's evening cover, or -1."""
        cover = [self.evening.get(name) for name in self.team_names]
        return np.array([self.team_names.index(name) if name else -1 for name in cover])


def figures(rows: list[dict[str, Any]], key: str) -> Floats:
    """Returns one figure of every row, e.g. the weights of the products."""
    return np.array([row[key] for row in rows], dtype=np.float64)


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((COMPANY_FOLDER / name).read_text(encoding="utf-8"))
    return content


def _episode(row: dict[str, Any]) -> Episode:
    first, last = row.pop("from"), row.pop("to")
    return Episode(**({"topics": {}, "product": None, "mood": 0.0} | row), first=first, last=last)


@lru_cache(maxsize=1)
def load_company() -> Company:
    """Reads company.yml, names.yml and subjects.yml."""
    content = _read("company.yml")
    content["name"] = content.pop("company")
    content["units"] = [Unit(**row) for row in content["units"]]
    content["teams"] = [Team(**row) for row in content["teams"]]
    content["topics"] = [Topic(**row) for row in content["topics"]]
    content["episodes"] = [_episode(row) for row in content["episodes"]]
    return Company(**content, names=_read("names.yml"), subjects=_read("subjects.yml"))
