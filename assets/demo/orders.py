"""What customers buy: first orders, ordinary ones, and those that follow a ticket.

Planted: who was served well orders again sooner, and more of those who come because a friend sent
them were sent by a friend who was served well. Both effects are modest; nothing else depends on the
experience, not even how much is spent on an order.
"""

from dataclasses import dataclass

import numpy as np

from assets.demo.arrays import NEVER, Flags, Floats, Ints
from assets.demo.chunks import Chunk
from assets.demo.draws import Stream, chance, generator, lognormal_seconds, weighted
from assets.demo.period import AS_OF, DAY_SECONDS, START
from assets.demo.story import Story
from assets.demo.world import World

ORDINARY = 0.25  # a ticket, by anyone
# The chance to order again after a ticket, and what a standard deviation of mood adds.
AGAIN, AGAIN_A_MOOD, AGAIN_ENDS = 0.25, 0.10, (0.02, 0.7)
AGAIN_AFTER_DAYS = 25
# Of first orders; a friend's weight grows by so much (logarithm) a standard deviation of mood.
REFERRED, REFERRED_A_MOOD = 0.3, 0.9
PRICES_EUR = (14.9, 24.9, 39.9, 129.0, 189.0, 279.0, 349.0)
PRICE_WEIGHTS = np.array([10.0, 16, 18, 14, 18, 15, 9])
# Units of the currency for a euro, and the smallest step of a price.
CURRENCIES = {"KRW": (1500.0, 100.0), "EUR": (1.0, 0.1), "GBP": (0.86, 0.1)}
CURRENCY_OF_COUNTRY = {"KR": "KRW", "FI": "EUR", "GB": "GBP", "IE": "EUR"}
PIECES = np.array([6.0, 1.2, 0.1])  # more than one, on average, by segment
NOBODY = 0
FIRST_ORDER, FIRST_AFTER_TICKET = 20_000_001, 3_000_000_000


@dataclass(frozen=True)
class Orders:
    """The orders of one chunk, in order of time; every column has one entry an order."""

    number: Ints
    customer: Ints
    at: Ints  # epoch seconds
    currency: Ints  # an index of CURRENCIES
    cents: Ints
    referrer: Ints  # a customer, or NOBODY

    def __len__(self) -> int:
        """The number of orders."""
        return len(self.number)


def draw_orders(world: World, story: Story) -> Orders:
    """Draws the orders that one chunk leads to; all come before the as-of."""
    rng = generator(world.seed, Stream.ORDERS, story.chunk.index)
    first, ordinary = _first_orders(world, rng, story), _ordinary(world, rng, story)
    after = _after_tickets(rng, story)
    parts = [np.concatenate(columns) for columns in zip(first, ordinary, after, strict=True)]
    number, customer, at, referrer = (part[np.argsort(parts[2], kind="stable")] for part in parts)
    currency, cents = _amounts(world, rng, customer)
    return Orders(number, customer, at, currency, cents, referrer)


def _first_orders(
    world: World, rng: np.random.Generator, story: Story
) -> tuple[Ints, Ints, Ints, Ints]:
    """Lets newcomers order on the day on which they come, some because of a friend."""
    chunk = story.chunk
    new = world.customers.newcomers(chunk.first, chunk.first + chunk.count, world.tickets)
    at = START + world.customers.joined(new) * DAY_SECONDS + rng.integers(0, DAY_SECONDS, len(new))
    unit = world.customers.units(new)
    referrer = np.full(len(new), NOBODY)
    for number in range(len(world.company.units)):
        mine = unit == number
        referrer[mine] = _friends(rng, story, story.tickets.unit == number, at[mine])
    referrer = np.where(chance(rng, REFERRED, len(new)), referrer, NOBODY)
    return FIRST_ORDER + new, new, at, referrer


def _friends(rng: np.random.Generator, story: Story, chosen: Flags, at: Ints) -> Ints:
    """Returns who told each newcomer: somebody whose ticket was solved before; or NOBODY."""
    solved = story.journeys.finally_solved[chosen]
    order = np.argsort(solved, kind="stable")
    weight = np.cumsum(np.exp(REFERRED_A_MOOD * story.mood[chosen][order]))
    before = np.searchsorted(solved[order], at, side="left")
    reach = np.concatenate([[0.0], weight])[before]
    place = np.searchsorted(weight, rng.random(len(at)) * reach, side="right")
    told = np.append(story.tickets.customer[chosen][order], NOBODY)[place]
    return np.where(before > 0, told, NOBODY)


def _ordinary(
    world: World, rng: np.random.Generator, story: Story
) -> tuple[Ints, Ints, Ints, Ints]:
    """Lets any customer order at any moment of the chunk's days."""
    number = np.arange(*(int(place * ORDINARY) for place in _span(story.chunk)))
    n = len(number)
    shares = np.array([unit.share for unit in world.company.units])
    day = story.tickets.day[rng.integers(0, len(story.tickets), n)]
    customer = world.customers.anyone(rng.random(n), weighted(rng, shares, n), day)
    at = START + day * DAY_SECONDS + rng.integers(0, DAY_SECONDS, n)
    return FIRST_ORDER + world.customers.total + 1 + number, customer, at, np.full(n, NOBODY)


def _span(chunk: Chunk) -> tuple[int, int]:
    return chunk.first, chunk.first + chunk.count


def _after_tickets(rng: np.random.Generator, story: Story) -> tuple[Ints, Ints, Ints, Ints]:
    """Lets customers order again after a ticket, the more likely the better it went."""
    solved, n = story.journeys.finally_solved, len(story.tickets)
    again = chance(rng, np.clip(AGAIN + AGAIN_A_MOOD * story.mood, *AGAIN_ENDS), n)
    at = solved + lognormal_seconds(rng, np.full(n, AGAIN_AFTER_DAYS * 86_400.0), 0.8)
    row = np.flatnonzero(again & (solved < NEVER) & (at < AS_OF))
    tickets = story.tickets
    return FIRST_AFTER_TICKET + tickets.number[row], tickets.customer[row], at[row], row * NOBODY


def _amounts(world: World, rng: np.random.Generator, customer: Ints) -> tuple[Ints, Ints]:
    """Draws what an order costs, in hundredths of the currency of the customer's country."""
    countries, home = world.customers.homes(customer)
    names = list(CURRENCIES)
    currency = np.array([names.index(CURRENCY_OF_COUNTRY[name]) for name in countries])[home]
    rate, step = np.array(list(CURRENCIES.values())).T[:, currency]
    pieces = 1 + rng.poisson(PIECES[world.customers.segments(customer)])
    price: Floats = np.array(PRICES_EUR)[weighted(rng, PRICE_WEIGHTS, len(customer))] * rate
    return currency, np.rint(np.rint(price / step) * step * 100).astype(np.int64) * pieces
