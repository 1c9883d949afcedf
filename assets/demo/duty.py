"""Which agent takes a ticket: by team and day, in proportion to how much each one takes on."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from assets.demo.arrays import Floats, Ints
from assets.demo.company import Company
from assets.demo.draws import cumulative, weighted_rows
from assets.demo.period import DAYS
from assets.demo.roster import Agent

LOADS = {"agent": 1.0, "senior": 1.1, "team lead": 0.25}
NEWCOMER_DAYS, NEWCOMER_LOAD = 45, 0.5
# Agents who are about to leave service take no new tickets, so that they can finish what they have.
LAST_DAYS = 21


@dataclass(frozen=True)
class Duty:
    """The shares of work by team and day; agents go by their number in the roster."""

    members: Ints  # teams x seats: an agent, or 0 where a team has fewer seats
    shares: Floats  # days x teams x seats, cumulative

    def pick(self, rng: np.random.Generator, team: Ints, day: Ints) -> Ints:
        """Draws one agent for each (team, day); days beyond the demo count as its last."""
        last = len(self.shares) - 1
        seat = weighted_rows(rng, self.shares[np.clip(day, 0, last), team])
        agents: Ints = self.members[team, seat]
        return agents


def plan_duty(company: Company, agents: list[Agent], spared: frozenset[int]) -> Duty:
    """Lays out who may take tickets of which team on which day; the spared take none of these."""
    teams = {name: n for n, name in enumerate(company.team_names)}
    seats = [_members(agents, name) for name in teams]
    most = max(len(members) for members in seats)
    members = np.zeros((len(teams), most), dtype=np.int64)
    loads = np.zeros((len(DAYS), len(teams), most))
    for team, numbers in zip(teams, seats, strict=True):
        for seat, number in enumerate(numbers):
            members[teams[team], seat] = number
            if number in spared:
                continue
            loads[:, teams[team], seat] = [_load(agents[number], team, day) for day in DAYS]
    return Duty(members, cumulative(loads))


def _members(agents: list[Agent], team: str) -> list[int]:
    """Returns everyone who ever held a post in the team."""
    return [n for n, agent in enumerate(agents) if any(post.team == team for post in agent.posts)]


def _load(agent: Agent, team: str, day: date) -> float:
    post = agent.post_on(day)
    if post is None or post.team != team:
        return 0.0
    gone = agent.out_of_service_on
    if gone and (gone - day).days <= LAST_DAYS:
        return 0.0
    newcomer = (day - agent.hired_on).days < NEWCOMER_DAYS
    return LOADS[post.role] * (NEWCOMER_LOAD if newcomer else 1.0)
