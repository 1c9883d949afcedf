"""What every planted story has: the ways in which it may change the demo, and its facts."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from assets.demo.arrays import Flags, Ints
from assets.demo.company import Company
from assets.demo.customers import CustomerBase
from assets.demo.period import FIRST_DAY
from assets.demo.planted.appointed import Appointed
from assets.demo.planted.effects import Effects
from assets.demo.roster import Agent

if TYPE_CHECKING:
    from assets.demo.tickets import Tickets

DEFAULT_TICKETS = 20_000


@dataclass(frozen=True)
class Scene:
    """Where stories are planted: the company that they have changed, its people and its days."""

    company: Company
    agents: list[Agent]
    customers: CustomerBase
    tickets_by_day: Ints

    @property
    def tickets(self) -> int:
        """The number of tickets."""
        return int(self.tickets_by_day.sum())

    @property
    def boost(self) -> float:
        """How much more often a story shows in a small demo, so that it can be seen there too."""
        return float(np.clip((DEFAULT_TICKETS / self.tickets) ** 0.65, 1, 4))

    def tickets_before(self, day: date) -> int:
        """Returns how many tickets come before a day."""
        return int(self.tickets_by_day[: day_number(day)].sum())


class Plot(ABC):
    """One story. What it doesn't override it doesn't do."""

    name: str
    # Tickets that it has chosen for itself.
    appointed: Appointed | None = None
    # An agent who takes only the tickets that the story gives out.
    spared: int | None = None

    def __init__(self, scene: Scene) -> None:
        self.scene, self.company = scene, scene.company

    @staticmethod
    def change(company: Company) -> Company:
        """Returns the company with the story's figures."""
        return company

    @abstractmethod
    def touch(self, rng: np.random.Generator, tickets: "Tickets", effects: Effects) -> Flags:
        """Writes the story's effects, and returns which tickets it is about."""

    @abstractmethod
    def facts(self) -> dict[str, Any]:
        """Returns what a reader of the scorecard should find, in the words of the files."""


def day_number(day: date) -> int:
    """Returns how many days a day comes after the demo's first."""
    return (day - FIRST_DAY).days
