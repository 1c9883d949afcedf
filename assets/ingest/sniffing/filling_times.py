"""The part of a proposal that says how times are written, and in which zone."""

import re

from assets.ingest.sniffing.dates import TimeFormat, Times, find_times, share_read
from assets.ingest.sniffing.dates import order_of_day_and_month as first_of
from assets.ingest.sniffing.probe import NO_ZONE, Column
from assets.ingest.sniffing.proposal import Draft
from assets.ingest.sniffing.words import zone_words

_TIME_TYPES = ("timestamp", "date")
_PLACEHOLDER_FORMAT = "%Y-%m-%d"
_READS_MOST = 0.9


def fill_times(draft: Draft, time_zone: str | None) -> None:
    """`date_format`, `time_zone`, and what stands in for a time that the export lacks."""
    columns = _time_columns(draft)
    required = [
        name
        for name, column in draft.feed.columns.items()
        if column.required and column.type in _TIME_TYPES
    ]
    lacking = [name for name in required if name not in columns]
    if lacking:
        _stand_in(draft, lacking, columns)
        times = Times()
    elif columns:
        primary = next(iter(required), next(iter(columns)))
        times = _join_time_of_day(draft, primary, columns[primary])
        _declare_format(draft, primary, columns[primary], times)
        _drop_unreadable(draft, columns, primary)
    else:
        return
    if not (times.zoned and not lacking):
        _declare_zone(draft, time_zone)


def _time_columns(draft: Draft) -> dict[str, Column]:
    found = {name: columns[0] for name, columns in draft.given.items()}
    found |= {name: match.column for name, match in draft.matches.items()}
    return {
        name: column
        for name, column in found.items()
        if draft.feed.columns[name].type in _TIME_TYPES and column.filled
    }


def _stand_in(draft: Draft, lacking: list[str], columns: dict[str, Column]) -> None:
    """One day for all rows, in a format that suits nothing else, so other times are left out."""
    draft.entry["date_format"] = _PLACEHOLDER_FORMAT
    for name in columns:
        draft.entry["columns"].pop(name, None)
    for name in lacking:
        draft.entry["constants"][name] = draft.day.isoformat()
        draft.proposal.placeholders.append(name)
        draft.ask(f"constants.{name}", "no column can be read as this time; on which day was it?")
    halves = sum(draft.times.of(column).korean_halves for column in draft.probe.columns)
    if halves:
        draft.ask("date_format", "오전/오후 can't be read by strptime; export a 24-hour clock")


def _join_time_of_day(draft: Draft, name: str, column: Column) -> Times:
    """The column's times, with the time of day from a cell of its own where there is one."""
    times = draft.times.of(column)
    if times.clock or name in draft.given or draft.feed.columns[name].type != "timestamp":
        return times
    for beside in draft.free_columns():
        if beside.share(beside.timed) > 0.9 and beside.filled >= 0.9 * column.filled:
            joined = find_times(draft.probe, column, beside)
            if joined.best and joined.best.share > _READS_MOST:
                draft.entry["columns"][name] = [column.name, beside.name]
                draft.beside.append(beside)
                return joined
    return times


def _declare_format(draft: Draft, name: str, column: Column, times: Times) -> None:
    best = times.best
    if best is None:
        draft.ask("date_format", f"no format reads `{column.name}`")
        return
    fixed = draft.probe.export.date_format
    if draft.has_vendor and fixed and share_read(draft.probe, column, fixed) >= best.share - 0.001:
        if first_of(fixed) and len(times.formats) > 1:
            draft.ask("date_format", f"the tool's own, `{fixed}`, fits; so does {_others(times)}")
        return
    chosen = best.name
    if chosen is None and draft.has_vendor and fixed:
        chosen = next(iter(times.explicit), None)
    if chosen:
        draft.entry["date_format"] = chosen
    if len(times.formats) > 1:
        draft.ask("date_format", _why(times.formats))
    elif best.share < 1:
        draft.ask("date_format", f"reads {best.share:.1%} of `{column.name}`; what are the others?")


def _others(times: Times) -> str:
    return " or ".join(f"`{rival.name}`" for rival in times.formats)


def _why(formats: tuple[TimeFormat, ...]) -> str:
    best, rival = formats[0], formats[1]
    if best.in_order > rival.in_order + 0.01:
        why = f"{best.in_order:.0%} of the rows are in order so, {rival.in_order:.0%} otherwise"
    elif best.days < rival.days:
        why = f"so the rows lie within {best.days:.0f} days, else within {rival.days:.0f}"
    else:
        why = "nothing speaks for either"
    return f"day or month first? `{rival.name}` reads every value as well; {why}"


def _drop_unreadable(draft: Draft, columns: dict[str, Column], primary: str) -> None:
    """Leave out times that are written in another way than the one that is declared."""
    export_format = draft.probe.export.date_format if draft.has_vendor else None
    declared = draft.entry.get("date_format", export_format)
    for name, column in columns.items():
        if name == primary or name in draft.given:
            continue
        if share_read(draft.probe, column, declared) < _READS_MOST:
            del draft.entry["columns"][name]
            draft.ask("columns", f"`{name}` is left out: `{column.name}` is written otherwise")


def _declare_zone(draft: Draft, time_zone: str | None) -> None:
    own = draft.probe.export.time_zone
    if own not in (None, NO_ZONE):
        return
    if time_zone:
        draft.entry["time_zone"] = time_zone
        return
    names = [name for column in draft.probe.columns for name in column.names]
    used = [name for column in _time_columns(draft).values() for name in column.names]
    for zone, words in zone_words()["named"].items():
        text = " ".join(used).lower()
        if set(re.findall(r"[a-z]+", text)) & set(words):
            draft.entry["time_zone"] = zone
            return
    zone, why = _spoken_zone(draft, names)
    draft.entry["time_zone"] = zone
    draft.ask("time_zone", f"times carry no offset; in which zone was it exported? {why}")


def _spoken_zone(draft: Draft, names: list[str]) -> tuple[str, str]:
    values = [value for column in draft.probe.columns for value in column.values or ()]
    for zone, pattern in zone_words()["spoken"].items():
        if sum(bool(re.search(pattern, text)) for text in [*names, *values]) > 1:
            return zone, f"{zone} is proposed by its language"
    return "UTC", "nothing in it says, so UTC stands in"
