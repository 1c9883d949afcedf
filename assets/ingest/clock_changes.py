"""How far a time zone's clocks are from UTC, and when they were changed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

# Exports are not older, and no zone's rules are known for longer.
FIRST_YEAR, LAST_YEAR = 1970, 2040


@dataclass(frozen=True)
class UtcOffset:
    """A span of time in which a zone's clocks were not changed.

    Attributes:
        begins: First instant of it, UTC without offset.
        offset: Local time less UTC.
    """

    begins: datetime
    offset: timedelta


@dataclass(frozen=True)
class ClockChange:
    """Local times, the last one excluded, between which a clock was put forward or back."""

    begins: datetime
    ends: datetime
    skipped: bool
    """Whether the clock never showed these times; else it showed them twice."""


@cache
def utc_offsets(time_zone: str) -> tuple[UtcOffset, ...]:
    """All offsets of a zone from 1970 to 2040, in order; the last one holds on."""
    zone = ZoneInfo(time_zone)
    day = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    offsets = [UtcOffset(day.replace(tzinfo=None), _offset(day, zone))]
    while day.year <= LAST_YEAR:
        next_day = day + timedelta(days=1)
        if _offset(next_day, zone) != offsets[-1].offset:
            begins = _first_instant(day, next_day, zone)
            offsets.append(UtcOffset(begins.replace(tzinfo=None), _offset(begins, zone)))
        day = next_day
    return tuple(offsets)


@cache
def clock_changes(time_zone: str) -> tuple[ClockChange, ...]:
    """All changes of a zone's clocks from 1970 to 2040, in order."""
    changes = []
    for old, new in pairwise(utc_offsets(time_zone)):
        begins, ends = sorted((new.begins + old.offset, new.begins + new.offset))
        changes.append(ClockChange(begins, ends, skipped=new.offset > old.offset))
    return tuple(changes)


def _first_instant(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """When the clocks began to show another offset, between two instants, to the second."""
    offset = _offset(before, zone)
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if _offset(middle, zone) == offset:
            before = middle
        else:
            after = middle
    return after


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()
