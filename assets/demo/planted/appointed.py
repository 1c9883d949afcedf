"""Tickets that are chosen before any is drawn, so that they can belong together across chunks."""

from dataclasses import dataclass

import numpy as np

from assets.demo.arrays import Flags, Ints
from assets.demo.chunks import Chunk

ANYBODY = 0


@dataclass(frozen=True)
class Appointed:
    """Chosen tickets in order of time; every column has one entry a ticket."""

    place: Ints  # how many tickets come before it in the whole demo
    unit: Ints
    customer: Ints  # a number in the unit's range, or ANYBODY

    def in_chunk(self, chunk: Chunk) -> tuple[Ints, slice]:
        """Returns the chunk's rows that are chosen, and where they stand here."""
        ends = np.searchsorted(self.place, [chunk.first, chunk.first + chunk.count])
        here = slice(int(ends[0]), int(ends[1]))
        return self.place[here] - chunk.first, here

    def among(self, numbers: Ints) -> Flags:
        """Tells which tickets are chosen, given how many come before each."""
        return np.isin(numbers, self.place)


def joined(parts: list[Appointed]) -> Appointed:
    """Puts several choices, which have no ticket in common, into one."""
    place = np.concatenate([np.zeros(0, dtype=np.int64), *(part.place for part in parts)])
    order = np.argsort(place, kind="stable")
    columns = [
        np.concatenate([np.zeros(0, dtype=np.int64), *(getattr(part, name) for part in parts)])
        for name in ("unit", "customer")
    ]
    return Appointed(place[order], *(column[order] for column in columns))
