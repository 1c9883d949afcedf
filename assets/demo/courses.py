"""Which way each ticket goes - handed on, waiting, reopened, never solved - before any time."""

from dataclasses import dataclass

import numpy as np

from assets.demo.arrays import Flags, Ints
from assets.demo.draws import chance, cumulative, weighted_rows
from assets.demo.planted.effects import Effects
from assets.demo.tickets import Tickets
from assets.demo.world import World

SILENT, STUCK, WAITS, PENDING = 0.011, 0.003, 0.55, 0.75
EARLY_HANDOFFS = 0.6
# Phone menus and chat windows send more people to the wrong team.
LIVE_HANDOFFS, WRITTEN_HANDOFFS = 1.35, 0.85


@dataclass(frozen=True)
class Courses:
    """The ways of one chunk's tickets; every column has one entry a ticket."""

    silent: Flags  # never gets a public reply
    stuck: Flags  # never solved
    one_touch: Flags  # solved by the first reply
    early: Flags  # handed on before the first reply
    late: Flags  # handed on after it; early and late: it bounces back
    again: Flags  # bounced, and then handed on to a third team
    pending: Flags  # waits for the customer
    held: Flags  # waits for somebody else
    returned: Flags  # reopened once
    other_team: Ints  # the team it is handed to, if it is
    last_team: Ints  # the team that solves it

    @property
    def bounced(self) -> Flags:
        """Handed to another team and back again."""
        return self.early & self.late


def draw_courses(
    world: World, rng: np.random.Generator, tickets: Tickets, effects: Effects
) -> Courses:
    """Draws the ways; long ways exclude each other, so that no ticket exceeds 16 events."""
    company, n = world.company, len(tickets)
    again, sure = effects.winding, effects.winding | effects.smooth
    silent = chance(rng, SILENT, n) & ~tickets.live & ~sure
    stuck = chance(rng, STUCK, n) & ~sure
    returned = _returned(world, rng, tickets, effects) & ~stuck & ~silent & ~again
    early, late = _handed(world, rng, tickets, silent, returned)
    early, late = ((again | handed) & ~effects.smooth for handed in (early, late))
    one_touch = chance(rng, company.of_topics("one_touch")[tickets.topic], n)
    one_touch &= ~late & ~stuck & ~silent
    too_long = (early & late) | ((early | late) & returned)
    waits = chance(rng, WAITS, n) & ~one_touch & ~silent & ~too_long
    pending = waits & chance(rng, PENDING, n)
    other = weighted_rows(rng, cumulative(company.handoff_weights())[tickets.team])
    other = np.where(again, effects.second_team, other)
    last = np.where(early ^ late, other, tickets.team)
    return Courses(
        silent=silent,
        stuck=stuck,
        one_touch=one_touch,
        early=early,
        late=late,
        again=again,
        pending=pending,
        held=waits & ~pending,
        returned=returned,
        other_team=other,
        last_team=np.where(again, effects.third_team, last),
    )


def _returned(world: World, rng: np.random.Generator, tickets: Tickets, effects: Effects) -> Flags:
    """Hard topics come back more often."""
    effort = world.company.of_topics("effort")[tickets.topic]
    often = world.company.of_teams("reopen")[tickets.team]
    return chance(rng, 1.1 * often * np.sqrt(effort) * effects.returns, len(tickets))


def _handed(
    world: World, rng: np.random.Generator, tickets: Tickets, silent: Flags, returned: Flags
) -> tuple[Flags, Flags]:
    """Draws hand-offs before and after the first reply."""
    n = len(tickets)
    factor = np.where(tickets.live, LIVE_HANDOFFS, WRITTEN_HANDOFFS)
    handed = chance(rng, world.company.of_teams("handoff")[tickets.team] * factor, n)
    bounced = handed & chance(rng, world.company.bounced, n) & ~returned & ~silent
    before_reply = chance(rng, EARLY_HANDOFFS, n) | silent
    return (handed & before_reply) | bounced, (handed & ~before_reply) | bounced
