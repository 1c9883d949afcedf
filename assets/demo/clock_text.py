"""Times as text in the vendors' styles, joined from tables of days and of moments of a day."""

from datetime import timedelta
from functools import lru_cache
from itertools import product

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from assets.demo.arrays import NEVER, Ints
from assets.demo.period import DAY_SECONDS, FIRST_DAY, START

# The day tables begin a little before the demo, for local time and for surveys begun early.
EARLIER_DAYS = 10
TABLE_DAYS = 700
TABLE_START = START - EARLIER_DAYS * DAY_SECONDS
MINUTE = 60


def iso_utc(at: Ints) -> pa.StringArray:
    """Writes 2025-07-01T08:12:44Z; empty for what never comes."""
    return _joined(at, _days("%Y-%m-%dT"), _seconds("Z"), 1)


def plain_seconds(at: Ints) -> pa.StringArray:
    """Writes 2025-07-01 08:12:44."""
    return _joined(at, _days("%Y-%m-%d "), _seconds(""), 1)


def american_minutes(at: Ints) -> pa.StringArray:
    """Writes 07/01/2025 08:12 AM."""
    return _joined(at, _days("%m/%d/%Y "), _half_day_minutes(), MINUTE)


def american_seconds(at: Ints) -> pa.StringArray:
    """Writes 07/01/2025 08:12:44."""
    return _joined(at, _days("%m/%d/%Y "), _seconds(""), 1)


def _joined(at: Ints, days: pa.StringArray, clock: pa.StringArray, step: int) -> pa.StringArray:
    """Looks up the day and the moment; a clock has one entry for each step of seconds."""
    absent = at >= NEVER
    day, second = np.divmod(np.where(absent, TABLE_START, at) - TABLE_START, DAY_SECONDS)
    text = pc.binary_join_element_wise(
        days.take(pa.array(day)), clock.take(pa.array(second // step)), ""
    )
    return pc.if_else(pa.array(absent), "", text) if absent.any() else text


@lru_cache(maxsize=4)
def _days(style: str) -> pa.StringArray:
    first = FIRST_DAY - timedelta(EARLIER_DAYS)
    return pa.array([(first + timedelta(n)).strftime(style) for n in range(TABLE_DAYS)])


@lru_cache(maxsize=2)
def _seconds(end: str) -> pa.StringArray:
    sixty = [f"{n:02d}" for n in range(60)]
    moments = product(sixty[:24], sixty, sixty)
    return pa.array([f"{hour}:{minute}:{second}{end}" for hour, minute, second in moments])


@lru_cache(maxsize=1)
def _half_day_minutes() -> pa.StringArray:
    hours = [(f"{(hour - 1) % 12 + 1:02d}", "AM" if hour < 12 else "PM") for hour in range(24)]
    return pa.array([f"{hour}:{minute:02d} {half}" for hour, half in hours for minute in range(60)])
