"""Who works here and when: agents, their posts over time, hires, promotions and leavings."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from assets.demo.careers import OUTSIDE, Post
from assets.demo.company import Company, Team
from assets.demo.draws import Stream, generator
from assets.demo.period import FIRST_DAY

# Longest service, in days before the demo begins, of those who are there from the start.
LONGEST_SERVICE = {"team lead": 3500, "senior": 2600, "agent": 1500}


@dataclass
class Agent:
    """One person with a history; skill is in standard deviations of the customers' mood."""

    agent_id: str
    first_name: str
    last_name: str
    country: str
    hired_on: date
    left_on: date | None  # the first day on which the agent is gone
    skill: float
    minutes_late: float  # on average
    posts: list[Post] = field(default_factory=list)

    def post_on(self, day: date) -> Post | None:
        """Returns the post held on a day; None before the first day and from left_on on."""
        if self.left_on and day >= self.left_on:
            return None
        held = [post for post in self.posts if post.since <= day]
        return held[-1] if held else None

    @property
    def out_of_service_on(self) -> date | None:
        """The first day without customers: the agent left, or got a post elsewhere."""
        outside = [post.since for post in self.posts if not post.in_service]
        return next(iter(outside), self.left_on)


def draw_roster(company: Company, seed: int) -> list[Agent]:
    """Draws the same people for the same seed: team after team, leads first."""
    rng = generator(seed, Stream.ROSTER)
    agents: list[Agent] = []
    for team in company.teams:
        _draw_team(company, team, rng, agents)
    _promote(agents, rng)
    if company.turnover:
        _succeed_leads(agents, rng)
        _move(agents, company, rng)
        _leave_and_replace(agents, company, rng)
        _promote_out(agents, company, rng)
    return agents


def _draw_team(company: Company, team: Team, rng: np.random.Generator, agents: list[Agent]) -> None:
    for seat in range(team.seats):
        role = "team lead" if seat == 0 else "senior" if seat <= team.seats // 3 else "agent"
        longest = LONGEST_SERVICE[role]
        since = FIRST_DAY - timedelta(int(rng.integers(longest // 8, longest)))
        post = Post(since, team.team, role)
        agents.append(_person(company, team.country, rng, agents, post))


def _person(
    company: Company, country: str, rng: np.random.Generator, agents: list[Agent], post: Post
) -> Agent:
    """Takes the country's next first name, so that team mates don't share one."""
    names = company.names["agents"][country]
    compatriots = sum(agent.country == country for agent in agents)
    first = names["first"][compatriots % len(names["first"])]
    last = names["last"][int(rng.integers(len(names["last"])))]
    skill, late = float(rng.normal(0, company.skill_spread)), float(rng.gamma(2.0, 1.6))
    agent_id = f"A{len(agents) + 1:03d}"
    return Agent(agent_id, first, last, country, post.since, None, skill, late, [post])


def _some_day(rng: np.random.Generator, earliest: int, latest: int) -> date:
    """Draws a day, in days after the demo's first."""
    return FIRST_DAY + timedelta(int(rng.integers(earliest, latest)))


def _sample(rng: np.random.Generator, agents: list[Agent], role: str, n: int) -> list[Agent]:
    """Draws agents in their first post, of that role, who haven't left."""
    steady = [a for a in agents if len(a.posts) == 1 and a.posts[0].role == role and not a.left_on]
    return [steady[i] for i in sorted(rng.choice(len(steady), n, replace=False))]


def _promote(agents: list[Agent], rng: np.random.Generator) -> None:
    """Makes seven agents seniors."""
    for agent in _sample(rng, agents, "agent", 7):
        agent.posts.append(Post(_some_day(rng, 60, 420), agent.posts[0].team, "senior"))


def _succeed_leads(agents: list[Agent], rng: np.random.Generator) -> None:
    """Lets two leads leave; on the same day a senior of the team takes over."""
    for lead in _sample(rng, agents, "team lead", 2):
        team, day = lead.posts[0].team, _some_day(rng, 120, 380)
        heir = next(a for a in agents if (a.posts[0].team, a.posts[0].role) == (team, "senior"))
        heir.posts.append(Post(day, team, "team lead"))
        lead.left_on = day


def _move(agents: list[Agent], company: Company, rng: np.random.Generator) -> None:
    """Moves three agents to the next team of their business unit in the same country."""
    for agent in _sample(rng, agents, "agent", 3):
        home = next(team for team in company.teams if team.team == agent.posts[0].team)
        target = next(
            team.team
            for team in company.teams
            if team is not home and (team.unit, team.country) == (home.unit, home.country)
        )
        agent.posts.append(Post(_some_day(rng, 90, 400), target, "agent"))


def _leave_and_replace(agents: list[Agent], company: Company, rng: np.random.Generator) -> None:
    """Lets twelve agents leave; six weeks later a newcomer takes each seat."""
    for leaver in _sample(rng, agents, "agent", 12):
        leaver.left_on = _some_day(rng, 50, 440)
        _replace(agents, company, rng, leaver, leaver.left_on + timedelta(42))


def _promote_out(agents: list[Agent], company: Company, rng: np.random.Generator) -> None:
    """Gives seniors and agents posts outside service; three weeks later newcomers come."""
    experienced = [agent for agent in agents if agent.hired_on < FIRST_DAY]
    chosen = _sample(rng, experienced, "senior", 3) + _sample(rng, experienced, "agent", 2)
    for agent, (team, role) in zip(chosen, OUTSIDE, strict=True):
        day = _some_day(rng, 60, 420)
        agent.posts.append(Post(day, team, role))
        _replace(agents, company, rng, agent, day + timedelta(21))


def _replace(
    agents: list[Agent], company: Company, rng: np.random.Generator, gone: Agent, start: date
) -> None:
    """Hires a newcomer for a seat, unless the demo ends soon."""
    if start < FIRST_DAY + timedelta(400):
        post = Post(start, gone.posts[0].team, "agent")
        agents.append(_person(company, gone.country, rng, agents, post))
