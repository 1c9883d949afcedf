"""The fifteen months the demo covers. Nothing in this room asks the clock."""

from datetime import UTC, date, datetime, timedelta

FIRST_DAY = date(2025, 7, 1)
LAST_DAY = date(2026, 9, 30)
DEMO_AS_OF = "2026-10-01T00:00:00Z"

DAY_SECONDS = 86_400
DAYS = tuple(FIRST_DAY + timedelta(n) for n in range((LAST_DAY - FIRST_DAY).days + 1))
MONTHS = tuple(sorted({day.strftime("%Y-%m") for day in DAYS}))


def epoch(day: date) -> int:
    """Returns the epoch seconds of midnight UTC at the start of a day."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


START = epoch(FIRST_DAY)
AS_OF = epoch(LAST_DAY) + DAY_SECONDS
