"""A recovered group: customers who were let down, and some weeks later were delighted.

They come again from Tuesday to Thursday, so that no weekend breaks the promise of an answer in a
day: whom another ticket fails isn't won back.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from assets.demo.arrays import Flags, Floats, Ints
from assets.demo.chunks import FIRST_TICKET
from assets.demo.draws import cumulative
from assets.demo.period import DAYS
from assets.demo.planted.appointed import Appointed, joined
from assets.demo.planted.effects import SURELY, Effects
from assets.demo.planted.plot import Plot, Scene

if TYPE_CHECKING:
    from assets.demo.tickets import Tickets

TICKETS_A_CUSTOMER = 110  # in a small demo, fewer tickets for each customer who is won back
# Of the bad tickets, in days after the demo's first; the good ones are all of 2026.
FIRST_DAY, LAST_DAY = 180, 400
LATER = (21, 42)  # days until the good ticket: fewer for the earliest, more for the latest
WEEK, MIDWEEK = 7, 3  # days; the first of the demo is a Tuesday
LET_DOWN, DELIGHTED = -3.0, 1.5
QUICK = 0.25
GOLDEN = 0.618  # steps of this length spread over the markets evenly


class Recovery(Plot):
    """Chooses a bad and a good ticket for each customer of the group; both are answered about."""

    name = "recovery"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.customers = int(scene.tickets * scene.boost / TICKETS_A_CUSTOMER)
        order = np.arange(self.customers)
        shares = cumulative(np.array([unit.share for unit in self.company.units]))
        unit = np.searchsorted(shares, order * GOLDEN % 1, side="right").astype(np.int64)
        customer = scene.customers.seldom_writers(unit)
        day = np.linspace(FIRST_DAY, LAST_DAY, self.customers)
        later = _midweek(day + np.linspace(*LATER, self.customers))
        # Even and odd, so that no ticket is both.
        bad, good = (_places(scene, days) // 2 * 2 for days in (day, later))
        self.bad = Appointed(bad, unit, customer)
        self.good = Appointed(good + 1, unit, customer)
        self.appointed = joined([self.bad, self.good])

    def touch(self, rng: np.random.Generator, tickets: "Tickets", effects: Effects) -> Flags:
        """Lets the first tickets go wrong and the second ones well."""
        number = tickets.number - FIRST_TICKET
        bad, good = self.bad.among(number), self.good.among(number)
        effects.returns[bad] *= SURELY
        effects.mood[bad] += LET_DOWN
        effects.returns[good] = 0
        effects.wait[good] *= QUICK
        effects.mood[good] += DELIGHTED
        chosen: Flags = bad | good
        effects.smooth[chosen] = True
        effects.answers[chosen] *= SURELY
        return chosen

    def facts(self) -> dict[str, Any]:
        """Returns how many customers there are, and when they were let down."""
        first, last = DAYS[FIRST_DAY], DAYS[LAST_DAY]
        return {
            "customers": self.customers,
            "first_day": first.isoformat(),
            "last_day": last.isoformat(),
        }


def _midweek(days: Floats) -> Floats:
    """Moves moments, given in days after a Tuesday, into Tuesdays to Thursdays; in order still."""
    week, day = np.divmod(days, WEEK)
    moved: Floats = week * WEEK + day * MIDWEEK / WEEK
    return moved


def _places(scene: Scene, days: Floats) -> Ints:
    """Returns how many tickets come before moments, given in days; days may be broken."""
    before = np.concatenate([[0], np.cumsum(scene.tickets_by_day)])
    places: Ints = np.interp(days, np.arange(len(before)), before).astype(np.int64)
    return places
