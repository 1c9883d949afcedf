"""An overloaded team: two months ago it was given billing and advice, and no evening help.

Others are ill, so it has three times the contacts an hour: answers and solutions take longer,
agents stay on and answer late in the evening.
"""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from assets.demo.arrays import Flags
from assets.demo.company import Company, Detour, Strain
from assets.demo.period import LAST_DAY
from assets.demo.planted.effects import Effects
from assets.demo.planted.plot import Plot, day_number

if TYPE_CHECKING:
    from assets.demo.tickets import Tickets

TEAM, UNIT = "London Orders", "Atlantic Home"
TOPICS = (
    "delivery_status", "delivery_damage", "returns_refund",
    "invoice_copy", "subscription_change", "billing_dispute", "product_advice",
)  # fmt: skip
FIRST = date(2026, 8, 3)
OVERTIME_MINUTES, DAYS_OFF = 85.0, 0.3
SLOWER, LATE_HOURS, WORN = 3.5, 0.5, -0.2


class Overload(Plot):
    """Gives the team more topics, fewer people and longer days."""

    name = "overload"

    @staticmethod
    def change(company: Company) -> Company:
        """Returns the company in which the team gets the topics and stays on."""
        detour = Detour(UNIT, TOPICS, FIRST, LAST_DAY, share=1.0, team=TEAM)
        strain = Strain(TEAM, FIRST, LAST_DAY, OVERTIME_MINUTES, DAYS_OFF)
        return replace(
            company, detours=(*company.detours, detour), strains=(*company.strains, strain)
        )

    def touch(self, rng: np.random.Generator, tickets: "Tickets", effects: Effects) -> Flags:
        """Makes the team's new tickets wait."""
        team = self.company.team_names.index(TEAM)
        late: Flags = (tickets.team == team) & (tickets.day >= day_number(FIRST))
        effects.wait[late] *= SLOWER
        effects.late_hours[late] += LATE_HOURS
        effects.mood[late] += WORN
        return late

    def facts(self) -> dict[str, Any]:
        """Returns which team, and since when."""
        return {"team": TEAM, "first_day": FIRST.isoformat(), "last_day": LAST_DAY.isoformat()}
