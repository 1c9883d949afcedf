"""Everything a chunk needs to know, built once: company, opening hours, season, people."""

from dataclasses import dataclass

import numpy as np

from assets.demo.arrays import Floats, Ints
from assets.demo.company import Company, load_company
from assets.demo.customers import CustomerBase, build_customer_base
from assets.demo.duty import Duty, plan_duty
from assets.demo.open_hours import OpenHours, load_open_hours
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


def build_world(seed: int, tickets: int) -> World:
    """Builds the background for so many tickets."""
    company = load_company()
    season = build_season(company, tickets)
    agents = draw_roster(company, seed)
    return World(
        seed=seed,
        tickets=tickets,
        company=company,
        hours=load_open_hours(),
        season=season,
        customers=build_customer_base(company, season.tickets_by_day),
        agents=agents,
        duty=plan_duty(company, agents),
    )


def _home_schedule(company: Company, unit: str) -> str:
    return next(team.schedule for team in company.teams if team.unit == unit)
