"""What stories add to the course of single tickets; without stories, nothing."""

from dataclasses import dataclass, field

import numpy as np

from assets.demo.arrays import Flags, Floats, Ints
from assets.demo.phrases import NONE

NOBODY = -1
# A factor that makes any chance a certainty.
SURELY = 1e9


@dataclass(frozen=True)
class Effects:
    """One chunk's effects; every column has one entry a ticket. Stories write into the columns."""

    wait: Floats  # multiplies waiting and working times
    late_hours: Floats  # is added to the chance of an answer at night
    returns: Floats  # multiplies the chance that the ticket is reopened
    mood: Floats  # is added to the experience
    answers: Floats  # multiplies the chance that the survey is answered
    smooth: Flags  # always answered and solved, never handed on
    taker: Ints  # the agent who takes it for sure, or NOBODY
    second_team: Ints  # of a path from a team to a second, back, and on to a third, or NOBODY
    third_team: Ints
    thought: Ints  # the group of phrases that a troubled customer begins with, or NONE
    addition: Ints  # the group of phrases that any customer goes on with, or NONE
    thanks: Flags  # the customer thanks without being asked
    about: dict[str, Flags] = field(default_factory=dict)  # which tickets each story is about

    @property
    def winding(self) -> Flags:
        """Which tickets go from a team to another, back, and on to a third."""
        winding: Flags = self.third_team != NOBODY
        return winding

    def counts(self) -> dict[str, int]:
        """Returns how many tickets each story is about."""
        return {name: int(flags.sum()) for name, flags in self.about.items()}


def no_effects(n: int) -> Effects:
    """Returns the effects on n tickets to which nothing happens."""
    return Effects(
        wait=np.ones(n),
        late_hours=np.zeros(n),
        returns=np.ones(n),
        mood=np.zeros(n),
        answers=np.ones(n),
        smooth=np.zeros(n, dtype=np.bool_),
        taker=np.full(n, NOBODY),
        second_team=np.full(n, NOBODY),
        third_team=np.full(n, NOBODY),
        thought=np.full(n, NONE),
        addition=np.full(n, NONE),
        thanks=np.zeros(n, dtype=np.bool_),
    )
