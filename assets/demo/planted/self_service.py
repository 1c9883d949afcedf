"""A candidate for self-service: frequent, quick, solved by one reply, and nobody is upset."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from assets.demo.arrays import Flags
from assets.demo.company import Company, Topic
from assets.demo.draws import chance
from assets.demo.planted.effects import Effects
from assets.demo.planted.plot import Plot

if TYPE_CHECKING:
    from assets.demo.tickets import Tickets

TOPIC = "password_reset"
FIGURES: dict[str, Any] = {"weight": 17, "one_touch": 0.95, "effort": 0.2, "mood": 0.35}
SMOOTH, COMES_BACK = 0.85, 0.3


class SelfService(Plot):
    """Makes one topic the most frequent and the easiest."""

    name = "self_service"

    @staticmethod
    def change(company: Company) -> Company:
        """Returns the company with the topic's new figures."""
        return replace(company, topics=[_changed(topic) for topic in company.topics])

    def touch(self, rng: np.random.Generator, tickets: "Tickets", effects: Effects) -> Flags:
        """Keeps most of the topic's tickets with the team that has them, and closed."""
        about: Flags = tickets.topic == self.company.number_of_topic(TOPIC)
        effects.smooth[about & chance(rng, SMOOTH, len(tickets))] = True
        effects.returns[about] *= COMES_BACK
        return about

    def facts(self) -> dict[str, Any]:
        """Returns the topic."""
        return {"topic": TOPIC}


def _changed(topic: Topic) -> Topic:
    return replace(topic, **FIGURES) if topic.topic == TOPIC else topic
