"""All stories that are planted, and what they do together."""

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from assets.demo.company import Company
from assets.demo.planted.appointed import Appointed, joined
from assets.demo.planted.broken_word import BrokenWord
from assets.demo.planted.effects import Effects, no_effects
from assets.demo.planted.hand_off_path import HandOffPath
from assets.demo.planted.idea import Idea
from assets.demo.planted.leak import Leak
from assets.demo.planted.overload import Overload
from assets.demo.planted.plot import Plot, Scene
from assets.demo.planted.praise_unasked import PraiseUnasked
from assets.demo.planted.recovery import Recovery
from assets.demo.planted.self_service import SelfService
from assets.demo.planted.star import Star

if TYPE_CHECKING:
    from assets.demo.tickets import Tickets

# The order counts: tickets that go smoothly don't go round in circles.
PLOTS: tuple[type[Plot], ...] = (
    Star, PraiseUnasked, Recovery, Overload, Leak, SelfService, HandOffPath, BrokenWord, Idea,
)  # fmt: skip


class Stories:
    """The stories of one demo; a plain company has none."""

    def __init__(self, plots: list[Plot]) -> None:
        self.plots = plots
        self.appointed: Appointed = joined([plot.appointed for plot in plots if plot.appointed])
        self.spared = frozenset(plot.spared for plot in plots if plot.spared is not None)

    def effects(self, rng: np.random.Generator, tickets: "Tickets") -> Effects:
        """Returns what the stories do to the tickets."""
        effects = no_effects(len(tickets))
        for plot in self.plots:
            effects.about[plot.name] = plot.touch(rng, tickets, effects)
        return effects

    def facts(self, tickets: Counter[str]) -> dict[str, dict[str, Any]]:
        """Returns what each story is about, and how many tickets it touched, as counted."""
        return {plot.name: plot.facts() | {"tickets": tickets[plot.name]} for plot in self.plots}


def changed_by_stories(company: Company) -> Company:
    """Returns the company with the figures of every story."""
    for plot in PLOTS:
        company = plot.change(company)
    return company


def plant_stories(scene: Scene) -> Stories:
    """Prepares every story; the star gets its skill."""
    return Stories([plot(scene) for plot in PLOTS])
