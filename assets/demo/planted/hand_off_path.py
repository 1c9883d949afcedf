"""A broken path: who wants the money back must phone, and is sent from team to team and back."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from assets.demo.arrays import Flags
from assets.demo.company import Company, Detour
from assets.demo.draws import chance
from assets.demo.period import FIRST_DAY, LAST_DAY
from assets.demo.planted.effects import Effects
from assets.demo.planted.plot import Plot

if TYPE_CHECKING:
    from assets.demo.tickets import Tickets

UNIT, TOPIC, CHANNEL = "Korea Home", "returns_refund", "phone"
HOME, SECOND, THIRD = "Seoul Orders", "Seoul Billing", "Seoul Care"
PATH = (HOME, SECOND, HOME, THIRD)
PHONE_SHARE, PATH_SHARE = 0.85, 0.75
SLOWER, ANSWERS, WORN_OUT = 4.0, 1.2, -1.2


class HandOffPath(Plot):
    """Lets the topic come in by phone and go round."""

    name = "hand_off_path"

    @staticmethod
    def change(company: Company) -> Company:
        """Returns the company in which the topic is taken by phone."""
        detour = Detour(UNIT, (TOPIC,), FIRST_DAY, LAST_DAY, PHONE_SHARE, channel=CHANNEL)
        return replace(company, detours=(*company.detours, detour))

    def touch(self, rng: np.random.Generator, tickets: "Tickets", effects: Effects) -> Flags:
        """Sends the tickets along the path."""
        names = self.company.team_names
        channels = [row["channel"] for row in self.company.channels]
        about: Flags = (
            (tickets.topic == self.company.number_of_topic(TOPIC))
            & (tickets.team == names.index(HOME))
            & (tickets.channel == channels.index(CHANNEL))
            & ~effects.smooth
            & chance(rng, PATH_SHARE, len(tickets))
        )
        effects.second_team[about] = names.index(SECOND)
        effects.third_team[about] = names.index(THIRD)
        effects.wait[about] *= SLOWER
        effects.mood[about] += WORN_OUT
        effects.answers[about] *= ANSWERS * self.scene.boost
        return about

    def facts(self) -> dict[str, Any]:
        """Returns the path, and what comes along it."""
        return {"path": list(PATH), "channel": CHANNEL, "topic": TOPIC}
