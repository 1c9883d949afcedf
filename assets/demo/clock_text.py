"""Times as text in the vendors' styles, joined from tables of days and of moments of a day."""

from datetime import UTC, datetime, time, timedelta
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from assets.demo.arrays import NEVER, Ints
from assets.demo.period import DAY_SECONDS, FIRST_DAY, START

# The day tables begin a little before the demo, for local time and for drafts of surveys.
EARLIER_DAYS = 10
TABLE_DAYS = 700
TABLE_START = START - EARLIER_DAYS * DAY_SECONDS


def iso_utc(at: Ints) -> pa.StringArray:
    """Writes 2025-07-01T08:12:44Z; empty for what never comes."""
    return _written(at, "%Y-%m-%dT", "%H:%M:%SZ", 1)


def plain_seconds(at: Ints) -> pa.StringArray:
    """Writes 2025-07-01 08:12:44."""
    return _written(at, "%Y-%m-%d ", "%H:%M:%S", 1)


def american_minutes(at: Ints) -> pa.StringArray:
    """Writes 07/01/2025 08:12 AM."""
    return _written(at, "%m/%d/%Y ", "%I:%M %p", 60)


def _written(at: Ints, day_style: str, clock_style: str, step: int) -> pa.StringArray:
    day, second = np.divmod(at - TABLE_START, DAY_SECONDS)
    absent = at >= NEVER
    day, second = np.where(absent, 0, day), np.where(absent, 0, second)
    days = _days(day_style).take(pa.array(day))
    clock = _clock(clock_style, step).take(pa.array(second // step))
    text = pc.binary_join_element_wise(days, clock, "")
    return pc.if_else(pa.array(absent), "", text) if absent.any() else text


@lru_cache(maxsize=8)
def _days(style: str) -> pa.StringArray:
    first = FIRST_DAY - timedelta(EARLIER_DAYS)
    return pa.array([(first + timedelta(n)).strftime(style) for n in range(TABLE_DAYS)])


@lru_cache(maxsize=8)
def _clock(style: str, step: int) -> pa.StringArray:
    midnight = datetime.combine(FIRST_DAY, time(), UTC)
    moments = range(0, DAY_SECONDS, step)
    return pa.array([(midnight + timedelta(seconds=n)).strftime(style) for n in moments])
