"""A problem of values: since the summer one team promises to call back, and lies about it."""

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from assets.demo.arrays import Flags
from assets.demo.draws import chance
from assets.demo.period import LAST_DAY
from assets.demo.phrases import group
from assets.demo.planted.effects import Effects
from assets.demo.planted.plot import Plot, day_number

if TYPE_CHECKING:
    from assets.demo.tickets import Tickets

TEAM, VALUE = "Helsinki Orders", "honesty"
FIRST = date(2026, 7, 1)
LIED_TO, ANSWERS, SAY_SO = -0.9, 1.7, 0.75


class BrokenWord(Plot):
    """Lets the team's troubled customers say that they were lied to."""

    name = "broken_word"

    def touch(self, rng: np.random.Generator, tickets: "Tickets", effects: Effects) -> Flags:
        """Lowers the mood and gives the words."""
        team = self.company.team_names.index(TEAM)
        about: Flags = (tickets.team == team) & (tickets.day >= day_number(FIRST))
        effects.mood[about] += LIED_TO
        effects.answers[about] *= ANSWERS * self.scene.boost
        effects.thought[about & chance(rng, SAY_SO, len(tickets))] = group("broken_word")
        return about

    def facts(self) -> dict[str, Any]:
        """Returns the team, the value, and since when."""
        return {
            "team": TEAM,
            "value": VALUE,
            "first_day": FIRST.isoformat(),
            "last_day": LAST_DAY.isoformat(),
        }
