"""A bad story that begins to spread: for three weeks one product has been leaking."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from assets.demo.arrays import Flags
from assets.demo.company import Company, Episode
from assets.demo.draws import chance
from assets.demo.period import LAST_DAY
from assets.demo.phrases import group
from assets.demo.planted.effects import Effects
from assets.demo.planted.plot import Plot, day_number

if TYPE_CHECKING:
    from assets.demo.tickets import Tickets

TOPIC, PRODUCT = "product_fault", "Pisara Filter"
# What the tagger finds in such comments.
COMMENT_TOPICS = ("product_fault", "safety_or_legal")
FIRST = date(2026, 9, 10)
MORE_TICKETS, ANGRIER = 2.6, -0.9
ANSWERS, SAY_SO = 2.4, 0.9


class Leak(Plot):
    """Adds a faulty batch of the product."""

    name = "leak"

    @staticmethod
    def change(company: Company) -> Company:
        """Returns the company with one more episode."""
        episode = Episode(
            name="Leaking water filters",
            first=FIRST,
            last=LAST_DAY,
            wait=1.0,
            arrivals=1.0,
            topics={TOPIC: MORE_TICKETS},
            product=PRODUCT,
            mood=ANGRIER,
        )
        return replace(company, episodes=[*company.episodes, episode])

    def touch(self, rng: np.random.Generator, tickets: "Tickets", effects: Effects) -> Flags:
        """Lets troubled customers write about the leak."""
        company = self.company
        about: Flags = (
            (tickets.topic == company.number_of_topic(TOPIC))
            & (tickets.product == company.number_of_product(PRODUCT))
            & (tickets.day >= day_number(FIRST))
        )
        effects.answers[about] *= ANSWERS * self.scene.boost
        effects.thought[about & chance(rng, SAY_SO, len(tickets))] = group("leak")
        return about

    def facts(self) -> dict[str, Any]:
        """Returns what leaks, and since when."""
        return {
            "topic": TOPIC,
            "product": PRODUCT,
            "comment_topics": list(COMMENT_TOPICS),
            "first_day": FIRST.isoformat(),
            "last_day": LAST_DAY.isoformat(),
        }
