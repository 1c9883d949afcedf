"""Figures as people read them: numbers with their units, changes, statuses and signals in words."""

from datetime import date
from typing import Any

Row = dict[str, Any]

# Keeps a number and its unit on one line.
_JOIN = "\N{NO-BREAK SPACE}"
# Decimals, and what stands behind a value.
_UNITS = {
    "percent": (1, "%"),
    "percent change": (1, "%"),
    "points": (1, "points"),
    "days": (1, "days"),
    "years": (1, "years"),
    "tickets": (0, "tickets"),
    "replies": (1, "replies"),
    "tickets per hour": (2, "tickets/h"),
    "tickets per agent": (2, "tickets/agent"),
    "hours": (0, ""),
    "number": (1, ""),
    "side": (2, ""),
}
# A sign beside each word, so that nobody has to tell colours apart.
_STATUSES = {"met": "✓ met", "missed": "✗ missed", "uncertain": "≈ uncertain"}
_HOURS_WITHOUT_MINUTES = 100


def figure(value: float, unit: str) -> str:
    """A value with its unit: one decimal, whole tickets, hours and minutes."""
    if unit == "percent change":
        return _plus(value, unit) + _with_unit(value, unit, "%")
    return _with_unit(value, unit, _UNITS[unit][1])


def interval(low: float, high: float, unit: str) -> str:
    """Both ends of an interval, without the unit that stands beside it."""
    return f"{_number(low, unit)} to {_number(high, unit)}"


def change(value: float, unit: str, suffix: str | None = None) -> str:
    """A change with its sign; of shares in points."""
    if suffix is None:
        suffix = _UNITS[unit][1].replace("%", "points")
    return _plus(value, unit) + _with_unit(value, unit, suffix)


def change_in_words(row: Row) -> str:
    """How a figure changed since the period before, or that it can't be told from chance."""
    if row["change"] is None:
        return "nothing to compare"
    if row["change_low"] is None:
        return change(row["change"], row["unit"])
    if row["change_low"] <= 0 <= row["change_high"]:
        return "no clear change"
    is_better = (row["change"] > 0) == (row["better"] == "higher")
    return f"{change(row['change'], row['unit'])}, {'better' if is_better else 'worse'}"


def change_interval(row: Row) -> str | None:
    """The 95 % interval of a change, if it has one."""
    if row["change_low"] is None:
        return None
    ends = (change(row[end], row["unit"], "") for end in ("change_low", "change_high"))
    return " to ".join(ends)


def status_in_words(row: Row) -> str | None:
    """Where a figure stands against its target, or why it is hidden; nothing without a target."""
    if row["status"] == "hidden":
        return f"hidden: {row['hidden_reason']}"
    return _STATUSES.get(row["status"])


def target_in_words(row: Row) -> str:
    """A target with its unit; a whole one without decimals."""
    if row["target"] is None:
        return "none"
    text = figure(row["target"], row["unit"])
    return text if row["target"] % 1 else text.replace(f".0{_JOIN}", _JOIN)


def signal_in_words(periods: dict[str, Row]) -> str:
    """Which periods of a metric stand out from their series."""
    signals = {kind: row["signal"] for kind, row in periods.items() if row["signal"]}
    found = [
        f"{sign}{_JOIN}{signal} ({', '.join(kind for kind in signals if signals[kind] == signal)})"
        for sign, signal in (("▼", "worsening"), ("▲", "improving"))
        if signal in signals.values()
    ]
    if found:
        return "; ".join(found)
    if not signals:
        return "–"
    return "none" if "none" in signals.values() else "series too short"


def remarks(row: Row) -> str:
    """What stands under a value: its interval, how many it is from, and what to know of it."""
    parts = []
    if row["ci_low"] is not None:
        parts.append(interval(row["ci_low"], row["ci_high"], row["unit"]))
    if row["n"] is not None:
        parts.append(f"n{_JOIN}={_JOIN}{row['n']:,}")
    parts += [word for word in ("approximate", "restated") if row[word]]
    return " · ".join(parts)


def day(value: date) -> str:
    """A date with the month's name."""
    return f"{value.day} {value:%b %Y}"


def days(first: date, last: date) -> str:
    """Two dates, saying what they share once."""
    start = f"{first.day} {first:%b}" if first.month != last.month else str(first.day)
    return f"{start if first.year == last.year else day(first)}–{day(last)}"


def _with_unit(value: float, unit: str, suffix: str) -> str:
    return _JOIN.join(filter(None, (_number(value, unit), suffix)))


def _plus(value: float, unit: str) -> str:
    return "+" if value > 0 and not _is_nothing(_number(value, unit)) else ""


def _is_nothing(number: str) -> bool:
    return not any(digit in number for digit in "123456789")


def _number(value: float, unit: str) -> str:
    """A number with a true minus sign; what rounds to nothing has none."""
    text = _hours(abs(value)) if unit == "hours" else f"{abs(value):,.{_UNITS[unit][0]}f}"
    return text if value >= 0 or _is_nothing(text) else f"−{text}"


def _hours(hours: float) -> str:
    """Hours and minutes; of very many hours whole ones."""
    whole, minutes = divmod(round(hours * 60), 60)
    if hours >= _HOURS_WITHOUT_MINUTES:
        return f"{hours:,.0f}{_JOIN}h"
    parts = ((whole, "h"), (minutes, "min"))
    return _JOIN.join(f"{number}{_JOIN}{unit}" for number, unit in parts if number) or "0"
