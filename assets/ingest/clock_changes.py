"""When the clocks of a time zone were changed: local times that they showed twice, or never."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

# Exports are not older, and no zone's rules are known for longer.
FIRST_YEAR, LAST_YEAR = 1970, 2040


@dataclass(frozen=True)
class ClockChange:
    """Local times, the last one excluded, between which a clock was put forward or back."""

    begins: datetime
    ends: datetime
    skipped: bool
    """Whether the clock never showed these times; else it showed them twice."""


@cache
def clock_changes(time_zone: str) -> tuple[ClockChange, ...]:
    """All changes of a zone's clocks from 1970 to 2040, in order."""
    zone = ZoneInfo(time_zone)
    day = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    changes = []
    while day.year <= LAST_YEAR:
        next_day = day + timedelta(days=1)
        if day.astimezone(zone).utcoffset() != next_day.astimezone(zone).utcoffset():
            changes.append(_change_between(day, next_day, zone))
        day = next_day
    return tuple(changes)


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> ClockChange:
    """The one change between two instants of different offsets, to the second."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    old, new = (instant.astimezone(zone).utcoffset() for instant in (before, after))
    local = after.replace(tzinfo=None)
    begins, ends = sorted((local + (old or timedelta()), local + (new or timedelta())))
    return ClockChange(begins, ends, skipped=(new or timedelta()) > (old or timedelta()))
