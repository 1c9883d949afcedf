"""How a customer felt about a ticket, from what really happened to it; scores come from this."""

import numpy as np

from assets.demo.arrays import NEVER, Floats
from assets.demo.chunks import Chunk
from assets.demo.draws import Stream, generator
from assets.demo.journeys import HOUR, Journeys
from assets.demo.planted.effects import Effects
from assets.demo.tickets import Tickets
from assets.demo.world import World

# What each thing adds to the mood; these are the drivers that an analysis should find again.
TEAM_SKILL, AGENT_SKILL = 1.0, 0.9
DOUBLED_WAIT, DOUBLED_SOLUTION = -0.17, -0.08
HANDOFF, RETURN, SILENCE = -0.65, -0.95, -0.8
USUAL_REPLY_HOURS, USUAL_SOLUTION_HOURS = 4.0, 24.0
CHANCE = 0.75


def reply_hours(tickets: Tickets, journeys: Journeys) -> Floats:
    """Returns the hours until the first reply, or until the solution where none came."""
    end = np.where(journeys.replied < NEVER, journeys.replied, journeys.finally_solved)
    hours: Floats = np.minimum(end - tickets.created, 1000 * HOUR) / HOUR
    return hours


def solution_hours(tickets: Tickets, journeys: Journeys) -> Floats:
    """Returns the hours until the ticket was solved for good."""
    hours: Floats = np.minimum(journeys.finally_solved - tickets.created, 1000 * HOUR) / HOUR
    return hours


def feel(
    world: World, chunk: Chunk, tickets: Tickets, journeys: Journeys, effects: Effects
) -> Floats:
    """Returns each ticket's mood: 0 is ordinary, plus and minus 1 are a standard deviation."""
    rng = generator(world.seed, Stream.MOODS, chunk.index)
    company = world.company
    waited = np.log2(np.maximum(reply_hours(tickets, journeys), 0.05) / USUAL_REPLY_HOURS)
    solved = np.log2(np.maximum(solution_hours(tickets, journeys), 0.5) / USUAL_SOLUTION_HOURS)
    mood: Floats = (
        TEAM_SKILL * company.of_teams("skill")[journeys.courses.last_team]
        + AGENT_SKILL * world.agent_skill[journeys.last_agent]
        + DOUBLED_WAIT * waited
        + DOUBLED_SOLUTION * solved
        + HANDOFF * journeys.handoffs
        + RETURN * journeys.courses.returned
        + SILENCE * journeys.courses.silent
        + company.of_topics("mood")[tickets.topic]
        + world.season.mood[tickets.day, tickets.topic]
        + effects.mood
        + CHANCE * rng.standard_normal(len(tickets))
    )
    return mood
