"""The company as its YAML describes it: markets, teams, topics, products, channels, seasons."""

from dataclasses import dataclass, replace
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
class Detour:
    """A time in which new tickets of some topics go to another team, or come in by one channel."""

    unit: str
    topics: tuple[str, ...]
    first: date
    last: date
    share: float
    team: str = ""
    channel: str = ""


@dataclass(frozen=True)
class Strain:
    """A time in which a team's agents are off more often, and else stay on for longer."""

    team: str
    first: date
    last: date
    overtime: float  # minutes a day, on average
    days_off: float  # the share of shifts that nobody is planned for


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
    bounced: float  # share of the tickets handed on that come back
    skill_spread: float  # standard deviation of the agents' skill
    turnover: bool  # whether people leave teams, by which seats stay empty for some weeks
    detours: tuple[Detour, ...] = ()
    strains: tuple[Strain, ...] = ()

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

    def number_of_unit(self, name: str) -> int:
        """Returns a business unit's number."""
        return [unit.unit for unit in self.units].index(name)

    def number_of_topic(self, name: str) -> int:
        """Returns a topic's number."""
        return [topic.topic for topic in self.topics].index(name)

    def number_of_product(self, name: str) -> int:
        """Returns a product's number."""
        return [str(row["product"]) for row in self.products].index(name)

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


@lru_cache(maxsize=2)
def load_company(plain: bool = False) -> Company:
    """Reads company.yml, names.yml and subjects.yml; a plain company is levelled by plain.yml."""
    company = _load_company()
    return _levelled(company, _read("plain.yml")) if plain else company


def _levelled(company: Company, plain: dict[str, Any]) -> Company:
    """Gives all teams one temper and all topics one difficulty, so that nothing stands out."""
    teams = [
        replace(team, seats=plain["seats"][team.team], **plain["team"]) for team in company.teams
    ]
    topics = [replace(topic, **plain["topic"]) for topic in company.topics]
    season = company.season | plain["season"]
    return replace(
        company, teams=teams, topics=topics, season=season, episodes=[], **plain["company"]
    )


def _load_company() -> Company:
    content = _read("company.yml")
    content["name"] = content.pop("company")
    content["units"] = [Unit(**row) for row in content["units"]]
    content["teams"] = [Team(**row) for row in content["teams"]]
    content["topics"] = [Topic(**row) for row in content["topics"]]
    content["episodes"] = [_episode(row) for row in content["episodes"]]
    return Company(**content, names=_read("names.yml"), subjects=_read("subjects.yml"))
