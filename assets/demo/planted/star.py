"""A star: one agent answers sooner, solves for good, and is liked, in every quarter.

The star has an own share of the team's tickets, hands none on and takes nobody's. In a small demo
the share grows until there are enough tickets a quarter to be ranked by.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from assets.demo.arrays import Flags
from assets.demo.draws import chance
from assets.demo.period import DAYS, FIRST_DAY
from assets.demo.planted.effects import Effects
from assets.demo.planted.plot import Plot, Scene
from assets.demo.roster import Agent

if TYPE_CHECKING:
    from assets.demo.tickets import Tickets

TEAM = "Seoul Technical"
SKILL = 1.4  # standard deviations of mood; all others are drawn about 0
USUAL_SHARE, LARGEST_SHARE = 0.22, 0.65
ENOUGH_A_QUARTER = 50
QUARTER_DAYS = 91
FASTER, COMES_BACK, LIKED, TOLD = 0.25, 0.1, 0.7, 1.3


class Star(Plot):
    """Makes a star of a senior who stays; where the team has none, of somebody else."""

    name = "star"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        steady = [n for n, agent in enumerate(scene.agents) if _is_steady(agent)]
        self.number = max(steady, key=lambda n: _fitness(scene.agents[n]))
        self.spared = self.number
        self.agent = scene.agents[self.number]
        self.agent.skill = SKILL
        self.team = self.company.team_names.index(self.agent.posts[0].team)
        expected = _share_of_team(scene, self.team) * scene.tickets * QUARTER_DAYS / len(DAYS)
        self.share = float(np.clip(ENOUGH_A_QUARTER / expected, USUAL_SHARE, LARGEST_SHARE))

    def touch(self, rng: np.random.Generator, tickets: "Tickets", effects: Effects) -> Flags:
        """Gives the star a share of the team's tickets and lets them go well."""
        mine: Flags = (tickets.team == self.team) & chance(rng, self.share, len(tickets))
        effects.taker[mine] = self.number
        effects.smooth[mine] = True
        effects.wait[mine] *= FASTER
        effects.returns[mine] *= COMES_BACK
        effects.mood[mine] += LIKED
        effects.answers[mine] *= TOLD * self.scene.boost
        return mine

    def facts(self) -> dict[str, Any]:
        """Returns who it is."""
        return {"agent_id": self.agent.agent_id, "team": self.agent.posts[0].team}


def _is_steady(agent: Agent) -> bool:
    """Tells who has one post from before the demo until its end, and takes tickets in it."""
    return (
        len(agent.posts) == 1
        and agent.posts[0].role != "team lead"
        and agent.hired_on < FIRST_DAY
        and not agent.left_on
    )


def _fitness(agent: Agent) -> tuple[bool, bool]:
    post = agent.posts[0]
    return post.team == TEAM, post.role == "senior"


def _share_of_team(scene: Scene, team: int) -> float:
    """Returns the team's share of all new tickets, on an ordinary day."""
    company = scene.company
    units = np.array([unit.share for unit in company.units])
    topics = company.of_topics("weight")
    shares = units[:, None] * topics / topics.sum()
    return float(shares[company.owners() == team].sum())
