"""How the tickets are cut into chunks: contiguous in time, never across a month's end."""

from dataclasses import dataclass

import numpy as np

from assets.demo.arrays import Ints
from assets.demo.period import DAYS, MONTHS

CHUNK_TICKETS = 50_000
FIRST_TICKET = 100_001


@dataclass(frozen=True)
class Chunk:
    """A run of tickets that is drawn and written together."""

    index: int
    month: str
    first: int  # how many tickets came before
    count: int


def plan_chunks(tickets_by_day: Ints, size: int = CHUNK_TICKETS) -> list[Chunk]:
    """Returns the chunks of every month, in order of time; each holds at most size tickets."""
    chunks: list[Chunk] = []
    first = 0
    for month in MONTHS:
        end = first + _tickets_of_month(tickets_by_day, month)
        for start in range(first, end, size):
            chunks.append(Chunk(len(chunks), month, start, min(size, end - start)))
        first = end
    return chunks


def days_of(chunk: Chunk, tickets_by_day: Ints) -> Ints:
    """Returns the day, counted from the first, of every ticket of the chunk."""
    numbers = np.arange(chunk.first, chunk.first + chunk.count)
    return np.searchsorted(np.cumsum(tickets_by_day), numbers, side="right").astype(np.int64)


def _tickets_of_month(tickets_by_day: Ints, month: str) -> int:
    in_month = [day.strftime("%Y-%m") == month for day in DAYS]
    return int(tickets_by_day[np.array(in_month)].sum())
