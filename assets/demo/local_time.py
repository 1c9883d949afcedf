"""Local wall-clock time from UTC, for whole arrays, through the zone's changes of offset."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from assets.demo.arrays import Flags, Ints
from assets.demo.period import AS_OF, DAY_SECONDS, START

HOUR = 3600


@dataclass(frozen=True)
class ZoneOffsets:
    """A zone's offsets from UTC in the time of the demo."""

    changes: Ints  # epoch seconds of each change
    offsets: Ints  # seconds east of UTC: before the first change, then after each

    def to_local(self, utc: Ints) -> Ints:
        """Returns local seconds: what the wall clock shows, written as if it were an epoch."""
        local: Ints = utc + self.offsets[np.searchsorted(self.changes, utc, side="right")]
        return local

    def is_repeated(self, utc: Ints) -> Flags:
        """Tells which moments lie in a local hour that the clock shows twice."""
        repeated = np.zeros(len(utc), dtype=np.bool_)
        for change, step in zip(self.changes, -np.diff(self.offsets), strict=True):
            repeated |= (utc >= change - step) & (utc < change + step)
        return repeated


@lru_cache(maxsize=8)
def zone_offsets(zone: str) -> ZoneOffsets:
    """Finds the zone's offsets, to the hour, from a day before the demo to 180 days after it."""
    hours = np.arange(START - DAY_SECONDS, AS_OF + 180 * DAY_SECONDS, HOUR)
    info = ZoneInfo(zone)
    offsets = np.array([_offset(info, int(hour)) for hour in hours], dtype=np.int64)
    changed = np.flatnonzero(np.diff(offsets)) + 1
    return ZoneOffsets(hours[changed], offsets[np.concatenate([[0], changed])])


def _offset(zone: ZoneInfo, at: int) -> int:
    offset = datetime.fromtimestamp(at, UTC).astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0
