"""Everything a chunk needs to know, built once: company, opening hours, season, people."""

from dataclasses import dataclass

import numpy as np

from assets.demo.arrays import Floats, Ints
from assets.demo.company import Company, load_company
from assets.demo.customers import CustomerBase, build_customer_base
from assets.demo.duty import Duty, plan_duty
from assets.demo.open_hours import OpenHours, load_open_hours
from assets.demo.planted.plot import Scene
from assets.demo.planted.stories import Stories, changed_by_stories, plant_stories
from assets.demo.roster import Agent, draw_roster
from assets.demo.season import Season, build_season


@dataclass(frozen=True)
class World:
    """The fixed background of one demo."""

    seed: int
    tickets: int
    company: Company
    hours: OpenHours
    season: Season
    customers: CustomerBase
    agents: list[Agent]
    stories: Stories
    duty: Duty

    @property
    def schedule_of_team(self) -> Ints:
        """The number of each team's schedule."""
        names = self.hours.names()
        return np.array([names.index(team.schedule) for team in self.company.teams])

    @property
    def agent_skill(self) -> Floats:
        """The skill of each agent."""
        return np.array([agent.skill for agent in self.agents])

    @property
    def zone_of_unit(self) -> list[str]:
        """The time zone in which each business unit's customers live."""
        homes = [_home_schedule(self.company, unit.unit) for unit in self.company.units]
        zones = {row["schedule"]: row["time_zone"] for row in self.hours.schedules}
        return [zones[home] for home in homes]


def build_world(seed: int, tickets: int, planted: bool = True) -> World:
    """Builds the background for so many tickets, with the planted stories or plain."""
    company = changed_by_stories(load_company()) if planted else load_company(plain=True)
    season = build_season(company, tickets)
    agents = draw_roster(company, seed)
    customers = build_customer_base(company, season.tickets_by_day)
    scene = Scene(company, agents, customers, season.tickets_by_day)
    stories = plant_stories(scene) if planted else Stories([])
    return World(
        seed=seed,
        tickets=tickets,
        company=company,
        hours=load_open_hours(),
        season=season,
        customers=customers,
        agents=agents,
        stories=stories,
        duty=plan_duty(company, agents, stories.spared),
    )


def _home_schedule(company: Company, unit: str) -> str:
    return next(team.schedule for team in company.teams if team.unit == unit)
