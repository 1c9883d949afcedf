"""Who of the front line answers a survey about work, when, and how they feel about it.

Planted: overtime and busy times press on the mood, and each team has an obstacle of its own.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from assets.demo.arrays import Floats, Ints
from assets.demo.draws import Stream, chance, cumulative, generator, weighted_rows
from assets.demo.local_time import HOUR
from assets.demo.own_surveys.wording import load, team_languages
from assets.demo.period import DAY_SECONDS, FIRST_DAY, START
from assets.demo.world import World

TAKES_PART = 0.74
OPEN_DAYS, FIRST_HOUR, LAST_HOUR = 4, 7, 16  # in the hours of the head office
OVERTIME, BUSY, TEAM_SKILL, PERSON, CHANCE = -0.035, -1.1, 0.5, 0.6, 0.7
NO_OBSTACLE = 1.0  # the mood above which most have nothing to complain of


@dataclass(frozen=True)
class StaffAnswers:
    """The answers to one survey, in order of time; every column has one entry an answer."""

    at: Ints  # local seconds of the head office
    day: Ints  # of the survey, after the demo's first
    team: Ints
    language: Ints  # an index of LANGUAGES
    mood: Floats  # 0 is ordinary, plus and minus 1 are a standard deviation

    def __len__(self) -> int:
        """The number of answers."""
        return len(self.at)


def ask_staff(world: World, rng: np.random.Generator, days: list[date]) -> StaffAnswers:
    """Asks everybody who is in service on each of the days; three in four answer."""
    asked = _in_service(world, days)
    agent, team, day = asked[:, chance(rng, TAKES_PART, asked.shape[1])]
    opened = START + day * DAY_SECONDS
    moment = rng.integers(0, OPEN_DAYS, len(day)) * DAY_SECONDS
    moment += rng.integers(FIRST_HOUR * HOUR, LAST_HOUR * HOUR, len(day))
    order = np.argsort(opened + moment, kind="stable")
    agent, team, day, at = (column[order] for column in (agent, team, day, opened + moment))
    # No two answers come in the same second: a form without ids tells answers apart by time.
    apart = np.arange(len(at))
    at = np.maximum.accumulate(at - apart) + apart
    mood = _mood(world, rng, agent, team, day)
    return StaffAnswers(at, day, team, team_languages(world.company)[team], mood)


def name_obstacles(
    world: World, rng: np.random.Generator, answers: StaffAnswers, kinds: tuple[str, ...]
) -> Ints:
    """Picks what each one complains of, a number of kinds; the last kind is nothing."""
    content, n = load("pulse.yml"), len(answers)
    weights = np.ones((n, len(kinds) - 1))
    month = (np.datetime64(FIRST_DAY) + answers.day).astype("datetime64[M]")
    for row in content["teams"]:
        mine = answers.team == world.company.team_names.index(row["team"])
        mine &= month >= np.datetime64(row.get("from", "2000-01"))
        mine &= month <= np.datetime64(row.get("to", "2100-01"))
        weights[mine, kinds.index(row["obstacle"])] = row["weight"]
    pick = weighted_rows(rng, cumulative(weights))
    content_share = np.where(answers.mood > NO_OBSTACLE, 0.8, 0.1)
    return np.where(chance(rng, content_share, n), len(kinds) - 1, pick)


def _in_service(world: World, days: list[date]) -> Ints:
    """Returns agent, team and day (three rows) of everybody asked; the roster is short."""
    teams = {name: number for number, name in enumerate(world.company.team_names)}
    posts = [
        (number, teams[post.team], (day - FIRST_DAY).days)
        for day in days
        for number, agent in enumerate(world.agents)
        if (post := agent.post_on(day)) and post.in_service
    ]
    return np.array(posts, dtype=np.int64).T


def _mood(world: World, rng: np.random.Generator, agent: Ints, team: Ints, day: Ints) -> Floats:
    """Adds up how each one feels; a person's own temper is the same in every survey."""
    temper = generator(world.seed, Stream.STAFF_TEMPERS).standard_normal(len(world.agents))
    mood: Floats = (
        0.5
        + OVERTIME * world.company.of_teams("overtime")[team]
        + BUSY * np.log2(world.season.wait[day])
        + TEAM_SKILL * world.company.of_teams("skill")[team]
        + PERSON * temper[agent]
        + CHANCE * rng.standard_normal(len(agent))
    )
    return mood
