"""The shop's exports: sales/customers.csv and sales/orders.csv."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from assets.demo.arrays import Ints
from assets.demo.chunks import CHUNK_TICKETS
from assets.demo.clock_text import iso_utc
from assets.demo.customers import LONGEST_STANDING, SEGMENTS
from assets.demo.draws import Stream, generator
from assets.demo.faults import CUSTOMER_RULES, ORDER_RULES, FaultSchedule
from assets.demo.lines import LineFile, delimited, padded, shown, whole_numbers
from assets.demo.manifest import FileCount, count_file
from assets.demo.orders import CURRENCIES, NOBODY, draw_orders
from assets.demo.period import DAYS, FIRST_DAY
from assets.demo.story import Story
from assets.demo.ticket_lines import customer_ids
from assets.demo.world import World

CUSTOMERS_FILE, ORDERS_FILE = "sales/customers.csv", "sales/orders.csv"
CUSTOMERS_HEADER = "customer_id,segment,birth_year,age_band,country,customer_since\n"
ORDERS_HEADER = "order_no,customer_id,ordered_at,total,currency,referred_by\n"
# Of people at home: some told their year of birth, some an age band, the rest nothing.
TOLD_YEAR, TOLD_BAND = 0.6, 0.2
YOUNGEST, OLDEST = 18, 95
BAND_STARTS = (18, 25, 35, 45, 55, 65, 75)
BANDS = ("18-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75+")


def write_customers(world: World, inbox: Path) -> FileCount:
    """Writes one row a customer, so many at a time."""
    schedule, faults, good = FaultSchedule(CUSTOMER_RULES), Counter[str](), world.customers.total
    with LineFile(inbox / CUSTOMERS_FILE, CUSTOMERS_HEADER) as file:
        for part, first in enumerate(range(0, good, CHUNK_TICKETS)):
            numbers = np.arange(first, min(first + CHUNK_TICKETS, good)) + 1
            lines = _customer_lines(world, generator(world.seed, Stream.CUSTOMERS, part), numbers)
            rng = generator(world.seed, Stream.CUSTOMER_FAULTS, part)
            spoilt, added = schedule.spoil(lines, _break_customer, rng)
            faults += added
            file.write(spoilt)
    return count_file("customers", CUSTOMERS_FILE, good, faults)


def _customer_lines(world: World, rng: np.random.Generator, customers: Ints) -> pa.StringArray:
    n = len(customers)
    segment = world.customers.segments(customers)
    countries, home = world.customers.homes(customers)
    age = YOUNGEST + ((OLDEST - YOUNGEST) * rng.beta(1.6, 2.5, n)).astype(np.int64)
    luck, person = rng.random(n), segment == list(SEGMENTS).index("home")
    told_year = person & (luck < TOLD_YEAR)
    told_band = person & ~told_year & (luck < TOLD_YEAR + TOLD_BAND)
    band = np.searchsorted(BAND_STARTS, age, side="right") - 1
    return delimited(
        [
            customer_ids(customers),
            pa.array(list(SEGMENTS)).take(pa.array(segment)),
            shown(whole_numbers(DAYS[-1].year - age), told_year),
            shown(pa.array(BANDS).take(pa.array(band)), told_band),
            pa.array(countries).take(pa.array(home)),
            _dates(world.customers.joined(customers)),
        ]
    )


def _dates(days: Ints) -> pa.StringArray:
    """Writes 2024-02-29; days count from the demo's first."""
    first = FIRST_DAY - timedelta(LONGEST_STANDING)
    span = range(LONGEST_STANDING + len(DAYS))
    table = pa.array([(first + timedelta(n)).isoformat() for n in span])
    return table.take(pa.array(days + LONGEST_STANDING))


class OrderFile:
    """A context in which the orders are written, chunk by chunk."""

    def __init__(self, world: World, inbox: Path) -> None:
        self.world = world
        self.file = LineFile(inbox / ORDERS_FILE, ORDERS_HEADER)
        self.schedule = FaultSchedule(ORDER_RULES)
        self.good = 0
        self.faults: Counter[str] = Counter()

    def write(self, story: Story) -> None:
        """Writes the orders that one chunk leads to."""
        lines = _order_lines(self.world, story)
        rng = generator(self.world.seed, Stream.ORDER_FAULTS, story.chunk.index)
        spoilt, faults = self.schedule.spoil(lines, _break_order, rng)
        self.good += len(lines)
        self.faults += faults
        self.file.write(spoilt)

    def counts(self) -> list[FileCount]:
        """Returns what stands in the file; call it after the context has ended."""
        return [count_file("orders", ORDERS_FILE, self.good, self.faults)]

    def __enter__(self) -> Self:
        """Returns itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Completes the file."""
        self.file.__exit__(kind, error, trace)


def _order_lines(world: World, story: Story) -> pa.StringArray:
    orders = draw_orders(world, story)
    cents = padded("", orders.cents % 100, 2)
    total = pc.binary_join_element_wise(whole_numbers(orders.cents // 100), cents, ".")
    return delimited(
        [
            padded("O", orders.number, 10),
            customer_ids(orders.customer),
            iso_utc(orders.at),
            total,
            pa.array(list(CURRENCIES)).take(pa.array(orders.currency)),
            shown(customer_ids(orders.referrer), orders.referrer != NOBODY),
        ]
    )


def _break_customer(reason: str, n: int) -> str:
    """Writes a customer that can't be right; no two are equal."""
    number = "" if reason == "missing_required" else f"C{90_000_000 + n}"
    year = f"19{n:02d}?" if reason == "unreadable_integer" else "1970"
    return f"{number},home,{year},,GB,{DAYS[n % len(DAYS)].isoformat()}"


def _break_order(reason: str, n: int) -> str:
    """Writes an order that can't be right; no two are equal."""
    number = "" if reason == "missing_required" else f"O{len(reason):02d}{90_000_000 + n}"
    year = 2031 if reason == "future_timestamp" else 2026
    at = f"{year}-02-{n % 28 + 1:02d}T10:{n // 28 % 60:02d}:{n // 1680 % 60:02d}Z"
    total = "free" if reason == "unreadable_number" else "24.90"
    return f"{number},C000001,{at},{total},EUR,"
