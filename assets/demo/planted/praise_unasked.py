"""Praise that nobody asked for: customers thank in the help desk, with no survey and no rating."""

from typing import TYPE_CHECKING, Any

import numpy as np

from assets.demo.arrays import Flags
from assets.demo.chunks import FIRST_TICKET
from assets.demo.period import LAST_DAY
from assets.demo.planted.appointed import ANYBODY, Appointed
from assets.demo.planted.effects import Effects
from assets.demo.planted.plot import Plot, Scene

if TYPE_CHECKING:
    from assets.demo.tickets import Tickets

TWO_EACH = 2
# The tickets are this many days old, at least, so that they are solved, and this far apart.
DAYS_OLD, DAYS_APART = 14, 3
QUICK, PLEASED = 0.3, 2.5


class PraiseUnasked(Plot):
    """Chooses two tickets of each market."""

    name = "praise_unasked"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        units = np.tile(np.arange(len(self.company.units)), TWO_EACH)
        last = scene.tickets_before(LAST_DAY) * (1 - DAYS_OLD / len(scene.tickets_by_day))
        apart = max(scene.tickets * DAYS_APART // len(scene.tickets_by_day), 2)
        # Even numbers: the other stories' chosen tickets of these days have odd ones.
        place = (int(last) - apart * np.arange(len(units))[::-1]) // 2 * 2
        self.appointed = Appointed(place, units, np.full(len(units), ANYBODY))

    def touch(self, rng: np.random.Generator, tickets: "Tickets", effects: Effects) -> Flags:
        """Lets the tickets go well, the survey unanswered, and the customer write."""
        assert self.appointed is not None
        chosen = self.appointed.among(tickets.number - FIRST_TICKET)
        effects.thanks[chosen] = True
        effects.smooth[chosen] = True
        effects.wait[chosen] *= QUICK
        effects.mood[chosen] += PLEASED
        effects.returns[chosen] = effects.answers[chosen] = 0
        return chosen

    def facts(self) -> dict[str, Any]:
        """Returns the tickets."""
        assert self.appointed is not None
        return {"ticket_ids": [str(FIRST_TICKET + n) for n in self.appointed.place.tolist()]}
