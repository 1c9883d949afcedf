"""people/shifts.csv: who should have worked when, and who really did, in UTC."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from assets.demo.arrays import NEVER, Flags, Floats, Ints
from assets.demo.clock_text import iso_utc
from assets.demo.company import Team
from assets.demo.draws import Stream, chance, generator
from assets.demo.lines import delimited, filled
from assets.demo.period import AS_OF, DAY_SECONDS, START, epoch
from assets.demo.roster import Agent
from assets.demo.world import World

SHIFTS_HEADER = "agent_id,scheduled_start,scheduled_end,actual_start,actual_end"
# An agent begins this many minutes after the team opens, for good, and works eight hours and a
# half, lunch included, or until the team closes.
BEGINNINGS = (0, 0, 30, 60, 210)
SHIFT_MINUTES = 510
SHORTEST_MINUTES = 420
ABSENT = 0.035


def write_shifts(world: World) -> list[pa.StringArray]:
    """Returns the lines of each agent's shifts."""
    teams = {team.team: team for team in world.company.teams}
    return [_agent_shifts(world, teams, n, agent) for n, agent in enumerate(world.agents)]


def _agent_shifts(
    world: World, teams: dict[str, Team], number: int, agent: Agent
) -> pa.StringArray:
    """Writes an agent's shifts; the schedule is that of the agent's first team, all in one zone."""
    rng = generator(world.seed, Stream.SHIFTS, number)
    team = teams[agent.posts[0].team]
    opens, closes = world.hours.windows(world.hours.names().index(team.schedule))
    room = int((closes[0] - opens[0]) // 60)
    late_start = min(BEGINNINGS[int(rng.integers(len(BEGINNINGS)))], room - SHORTEST_MINUTES)
    start = opens + late_start * 60
    end = np.minimum(start + SHIFT_MINUTES * 60, closes)
    employed = _employed(agent, start) & (start >= START) & (end <= AS_OF)
    start, end = start[employed], end[employed]
    overtime, planned = _strains(world, rng, team, start)
    start, end, overtime = start[planned], end[planned], overtime[planned]
    came, left = _actual(rng, agent, overtime, start, end)
    return delimited([filled(agent.agent_id, len(start)), *map(iso_utc, (start, end, came, left))])


def _employed(agent: Agent, start: Ints) -> Flags:
    """Tells which shifts begin between the hire and the end of service, to the UTC day."""
    gone = agent.out_of_service_on or date.max - timedelta(1)
    flags: Flags = (start >= epoch(agent.hired_on)) & (start < epoch(gone))
    return flags


def _strains(
    world: World, rng: np.random.Generator, team: Team, start: Ints
) -> tuple[Floats, Flags]:
    """Returns how long agents stay on after each shift, on average; and which are planned."""
    minutes, planned = np.full(len(start), team.overtime), np.ones(len(start), dtype=np.bool_)
    for strain in world.company.strains:
        if strain.team == team.team:
            strained = (start >= epoch(strain.first)) & (start < epoch(strain.last) + DAY_SECONDS)
            minutes[strained] = strain.overtime
            planned &= ~(strained & chance(rng, strain.days_off, len(start)))
    return minutes, planned


def _actual(
    rng: np.random.Generator, agent: Agent, overtime: Floats, start: Ints, end: Ints
) -> tuple[Ints, Ints]:
    """Draws arrivals about the agent's habit and departures about the team's overtime (minutes)."""
    n = len(start)
    late = np.rint((agent.minutes_late - 2 + rng.normal(0, 3, n)) * 60).astype(np.int64)
    over = np.rint(rng.gamma(1.2, overtime / 1.2) * 60 - rng.exponential(150, n))
    absent = chance(rng, ABSENT, n)
    left = np.minimum(end + over.astype(np.int64), AS_OF)
    return np.where(absent, NEVER, start + late), np.where(absent, NEVER, left)
