"""An idea: since spring many customers, in every language, ask for the same thing."""

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

WORDS = {"en": "dark mode", "ko": "다크 모드", "fi": "tumma tila"}
COMMENT_TOPIC = "idea"
FIRST = date(2026, 4, 1)
SHARE = 0.12  # of those who say more than a word or two


class Idea(Plot):
    """Adds the suggestion to comments, good and bad."""

    name = "idea"

    def touch(self, rng: np.random.Generator, tickets: "Tickets", effects: Effects) -> Flags:
        """Gives the words to a share of the customers."""
        late = tickets.day >= day_number(FIRST)
        about: Flags = late & chance(rng, SHARE * self.scene.boost, len(tickets))
        effects.addition[about] = group("dark_mode")
        return about

    def facts(self) -> dict[str, Any]:
        """Returns the words that each such comment holds."""
        return {
            "words": WORDS,
            "comment_topic": COMMENT_TOPIC,
            "first_day": FIRST.isoformat(),
            "last_day": LAST_DAY.isoformat(),
        }
