"""A spreadsheet's typed cells → text, written the way the source says that its texts are."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from assets.contracts.sources import SPREADSHEET_EPOCHS, Source

# Seconds, minutes and hours in a strptime format, from its first mark to its last.
_TIME_OF_DAY = re.compile(r"%-?[HIMSpfTXR](.*%-?[HIMSpfTXR])?")
_SECONDS = re.compile(r"%-?[STXc]")
_HOURS = re.compile(r"%-?[HTXRc]|%-?I.*%p|%p.*%-?I")
_DAY = timedelta(days=1)


class CellText:
    """Writes cells as text.

    Args:
        source: Says how numbers and dates are written.
        joined: Whether a time's date and time of day stand in two cells, each of which is then
            written by its half of the source's format.
    """

    def __init__(self, source: Source, *, joined: bool = False) -> None:
        self._decimal = source.decimal
        self._format = source.date_format or ""
        self._joined = joined
        self._writers: dict[type, Callable[[Any], str]] = {
            str: str,
            float: self._number,
            int: str,
            bool: lambda cell: str(cell).lower(),
            datetime: self._moment,
            date: self._day,
            time: self._time_of_day,
            timedelta: self._duration,
        }

    def texts(self, cells: Sequence[Any]) -> list[str]:
        """The text of each cell; an empty one has none."""
        writers = self._writers
        return [writers[type(cell)](cell) for cell in cells]

    def _number(self, cell: float) -> str:
        """All digits, never with an exponent."""
        if cell.is_integer():
            return str(int(cell))
        return format(Decimal(repr(cell)), "f").replace(".", self._decimal)

    def _moment(self, cell: datetime) -> str:
        """In the source's format, or in ISO where that has no place for the time of day."""
        if self._format in SPREADSHEET_EPOCHS:
            day_zero = datetime.combine(SPREADSHEET_EPOCHS[self._format], time())
            return self._number((cell - day_zero) / _DAY)
        lost = (cell.second and not _SECONDS.search(self._format)) or (
            cell.time() >= time(0, 0, 1) and not _HOURS.search(self._format)
        )
        if "%" not in self._format or lost:
            return cell.isoformat(" ")
        return cell.strftime(self._format)

    def _day(self, cell: date) -> str:
        if not self._joined:
            midnight = datetime.combine(cell, time())
            return self._moment(midnight) if self._format else cell.isoformat()
        date_only = _TIME_OF_DAY.sub("", self._format).strip(" T,")
        return cell.strftime(date_only) if "%" in date_only else cell.isoformat()

    def _time_of_day(self, cell: time) -> str:
        found = _TIME_OF_DAY.search(self._format)
        return cell.strftime(found[0]) if found and self._joined else cell.isoformat()

    def _duration(self, cell: timedelta) -> str:
        """Hours may be more than 23: `30:05:00`."""
        sign, length = ("-", -cell) if cell < timedelta(0) else ("", cell)
        hours, rest = divmod(length, timedelta(hours=1))
        return f"{sign}{hours:02}:{(datetime.min + rest).time().isoformat()[3:]}"
