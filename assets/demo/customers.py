"""The customers: who each one is, by number alone, and who writes or buys on a day.

Each market has its own range of numbers, given out in the order in which customers came. Of any
hundred in a row the same few write often and most write once or twice, so how often a customer
writes has a long tail (a power law), and no chunk needs to know of another.
"""

from dataclasses import dataclass

import numpy as np

from assets.demo.arrays import Floats, Ints
from assets.demo.company import Company
from assets.demo.draws import chance, lognormal_seconds
from assets.demo.period import DAY_SECONDS, START

CUSTOMERS_PER_TICKET = 0.35
FEWEST_OF_A_MARKET = 40
THERE_FROM_THE_START = 0.7  # share; the others come while the demo lasts
LONGEST_STANDING = 3300  # days before the demo
BLOCK = 100
FAVOURITES = 2.0  # above 1: some customers write more often than others
# Ranks are shuffled within a block, each block in another way.
STRIDE, SHIFT = 29, 17
BACKWARDS = pow(STRIDE, -1, BLOCK)
# Who writes most buys for others; the first rank of each segment within a block.
SEGMENTS = {"partner": 0, "business": 3, "home": 15}
# A customer who isn't helped writes again about the same, after a day or a week.
SECOND_TRIES, LATEST_TRY = 0.09, 14 * DAY_SECONDS


@dataclass(frozen=True)
class CustomerBase:
    """How many customers each market has, from day to day."""

    first: Ints  # units: how many customers other markets have before this one's
    known: Ints  # units x (days + 1): how many have come before each day begins
    countries: tuple[dict[str, float], ...]  # units

    @property
    def total(self) -> int:
        """All customers until the last day."""
        return int(self.known[:, -1].sum())

    def writers(self, luck: Floats, unit: Ints, day: Ints) -> Ints:
        """Returns who writes to a market on a day; luck is uniform in [0, 1)."""
        known: Ints = self.known[unit, day]
        block, rest = np.divmod(luck * known / BLOCK, 1)
        rank = (rest**FAVOURITES * BLOCK).astype(np.int64)
        block = block.astype(np.int64)
        index = block * BLOCK + (rank * STRIDE + block * SHIFT) % BLOCK
        # The last block is seldom complete: there everybody writes as often.
        index = np.where(index < known, index, (rest * known).astype(np.int64))
        return self.first[unit] + index + 1

    def anyone(self, luck: Floats, unit: Ints, day: Ints) -> Ints:
        """Returns a customer of a market on a day, each as likely."""
        index: Ints = (luck * self.known[unit, day]).astype(np.int64)
        return self.first[unit] + index + 1

    def seldom_writers(self, unit: Ints) -> Ints:
        """Returns another customer for each entry: one of the market's who seldom writes."""
        customers = np.zeros(len(unit), dtype=np.int64)
        for number, known in enumerate(self.known[:, 0]):
            place = np.arange(np.count_nonzero(unit == number))
            low, block = np.divmod(place, max(known // BLOCK, 1))
            index = block * BLOCK + ((BLOCK - 1 - low) * STRIDE + block * SHIFT) % BLOCK
            index = np.where(index < known, index, known - 1 - place)
            customers[unit == number] = self.first[number] + index + 1
        return customers

    def units(self, customers: Ints) -> Ints:
        """Returns the market of each customer."""
        unit: Ints = np.searchsorted(self.first, customers - 1, side="right") - 1
        return unit

    def joined(self, customers: Ints) -> Ints:
        """Returns when each customer came, in days after the demo's first; most before it."""
        unit = self.units(customers)
        index = customers - 1 - self.first[unit]
        there = self.known[unit, 0]
        before = -np.ceil(LONGEST_STANDING * (1 - (index + 0.5) / there).clip(0) ** 1.5)
        day: Ints = before.astype(np.int64)
        for number, known in enumerate(self.known):
            new = (unit == number) & (index >= there)
            day[new] = np.searchsorted(known, index[new], side="right") - 1
        return day

    def newcomers(self, start: int, end: int, of: int) -> Ints:
        """Returns who comes during the tickets start to end of so many; each comes once."""
        there, all_of_them = self.known[:, 0], self.known[:, -1]
        ends = [there + (all_of_them - there) * place // of for place in (start, end)]
        spans = zip(self.first + ends[0], self.first + ends[1], strict=True)
        return np.concatenate([np.arange(low, high) + 1 for low, high in spans])

    def segments(self, customers: Ints) -> Ints:
        """Returns each customer's place in SEGMENTS; it goes with how often they write."""
        block, slot = np.divmod(customers - 1 - self.first[self.units(customers)], BLOCK)
        rank = (slot - block * SHIFT) * BACKWARDS % BLOCK
        segment: Ints = np.searchsorted(list(SEGMENTS.values()), rank, side="right") - 1
        return segment

    def homes(self, customers: Ints) -> tuple[list[str], Ints]:
        """Returns all countries, and which one each customer lives in: always the same."""
        names = [name for shares in self.countries for name in shares]
        unit, place = self.units(customers), customers * 37 % 100 / 100
        home, before = np.zeros(len(customers), dtype=np.int64), 0
        for number, shares in enumerate(self.countries):
            own = np.searchsorted(np.cumsum(list(shares.values())), place, side="right")
            home = np.where(unit == number, before + own, home)
            before += len(shares)
        return names, home


def build_customer_base(company: Company, tickets_by_day: Ints) -> CustomerBase:
    """Sizes the markets; newcomers come when tickets do."""
    tickets = int(tickets_by_day.sum())
    shares = np.array([unit.share for unit in company.units])
    sizes = np.rint(tickets * CUSTOMERS_PER_TICKET * shares).astype(np.int64)
    sizes = np.maximum(sizes, FEWEST_OF_A_MARKET)
    there = np.rint(sizes * THERE_FROM_THE_START).astype(np.int64)
    before = np.concatenate([[0], np.cumsum(tickets_by_day)])
    known = there[:, None] + (sizes - there)[:, None] * before // tickets
    first = np.cumsum(sizes) - sizes
    return CustomerBase(first, known, tuple(unit.countries for unit in company.units))


def second_tries(rng: np.random.Generator, matter: Ints, created: Ints) -> Ints:
    """Returns the row whose customer writes each ticket: its own, or lately one of its matter.

    Args:
        rng: Draws who comes back, and after how long.
        matter: What a ticket is about and in which market, as a number.
        created: Epoch seconds, in order.
    """
    n = len(created)
    span = np.int64(2) ** 32
    moments = matter * span + (created - START)
    order = np.argsort(moments, kind="stable")
    wanted = moments - lognormal_seconds(rng, np.full(n, 1.5 * DAY_SECONDS), 0.9)
    earlier = order[np.maximum(np.searchsorted(moments[order], wanted, side="right") - 1, 0)]
    lately = (matter[earlier] == matter) & (created[earlier] < created)
    lately &= created - created[earlier] <= LATEST_TRY
    return np.where(lately & chance(rng, SECOND_TRIES, n), earlier, np.arange(n))
