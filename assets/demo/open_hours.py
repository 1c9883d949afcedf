"""Opening hours: what is open when, and when so much open time has passed."""

import csv
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from assets.demo.arrays import Flags, Ints
from assets.demo.company import COMPANY_FOLDER
from assets.demo.period import FIRST_DAY, LAST_DAY

# Each schedule has a stretch of the number line of its own, so that one search serves all.
STRETCH = 2**36
LONGEST = 120 * 86_400


@dataclass(frozen=True)
class OpenHours:
    """The open windows of every schedule, in UTC; schedules go by their number in schedules.csv."""

    schedules: list[dict[str, str]]
    opens: Ints  # each window's opening, in its schedule's stretch
    length: Ints  # seconds
    before: Ints  # open seconds before each window, in its schedule's stretch

    def names(self) -> list[str]:
        """Returns the schedules' names in the order of their numbers."""
        return [row["schedule"] for row in self.schedules]

    def is_open(self, schedule: Ints, at: Ints) -> Flags:
        """Tells which moments (epoch seconds) lie in opening hours."""
        window, moment = self._window(schedule, at)
        flags: Flags = moment < self.opens[window] + self.length[window]
        return flags

    def after(self, schedule: Ints, at: Ints, seconds: Ints) -> Ints:
        """Returns when so many open seconds (at least 1) have passed since each moment."""
        window, moment = self._window(schedule, at)
        worked = np.minimum(moment - self.opens[window], self.length[window])
        target = self.before[window] + worked + np.minimum(seconds, LONGEST)
        last = np.searchsorted(self.before, target, side="left") - 1
        moments: Ints = self.opens[last] + target - self.before[last] - schedule * STRETCH
        return moments

    def windows(self, schedule: int) -> tuple[Ints, Ints]:
        """Returns one schedule's openings and closings, in epoch seconds."""
        mine = self.opens // STRETCH == schedule
        opens = self.opens[mine] - schedule * STRETCH
        return opens, opens + self.length[mine]

    def _window(self, schedule: Ints, at: Ints) -> tuple[Ints, Ints]:
        moment = at + schedule * STRETCH
        return np.searchsorted(self.opens, moment, side="right") - 1, moment


def load_open_hours(folder: Path = COMPANY_FOLDER / "reference") -> OpenHours:
    """Reads schedules, business hours and holidays and lays them on the time line."""
    schedules = _rows(folder / "schedules.csv")
    weekly = _rows(folder / "business_hours.csv")
    holidays = {(row["schedule"], row["date"]) for row in _rows(folder / "holidays.csv")}
    opens, length, before = [], [], []
    for number, schedule in enumerate(schedules):
        hours = {row["weekday"]: row for row in weekly if row["schedule"] == schedule["schedule"]}
        worked = 0
        for day in _days():
            if (schedule["schedule"], day.isoformat()) in holidays or f"{day:%A}" not in hours:
                continue
            start, seconds = _window_of(day, hours[f"{day:%A}"])
            opens.append(start + number * STRETCH)
            length.append(seconds)
            before.append(worked + number * STRETCH)
            worked += seconds
    return OpenHours(schedules, np.array(opens), np.array(length), np.array(before))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _days() -> list[date]:
    """The demo's days, with a month before and half a year after for work that spills over."""
    first = FIRST_DAY - timedelta(30)
    return [first + timedelta(n) for n in range((LAST_DAY - first).days + 180)]


def _window_of(day: date, hours: dict[str, str]) -> tuple[int, int]:
    """Returns a day's opening in epoch seconds, and for how many seconds it stays open."""
    zone = ZoneInfo(hours["time_zone"])
    opening = datetime.combine(day, time.fromisoformat(hours["start_local"]), zone)
    closing = datetime.combine(day, time.fromisoformat(hours["end_local"]), zone)
    start = int(opening.timestamp())
    return start, int(closing.timestamp()) - start
