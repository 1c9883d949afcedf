"""How times are written: formats that every value of a column rules out or lets stand.

Formats are those of DuckDB's strptime and are tested with it, as ingest reads them. Where day and
month could change places, the order of the rows speaks for one of them, and a person must decide.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product

from assets.ingest.sniffing.probe import Column, Probe

_DATES = (
    *("%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y.%m.%d"),
    *("%Y-%m-%d", "%d/%m/%y", "%m/%d/%y", "%d.%m.%y", "%d-%m-%y", "%m-%d-%y", "%d/%b/%y"),
    *("%d/%b/%Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%d %b %y", "%b %d, %Y", "%b %d %Y"),
    *("%B %d, %Y", "%d %B %Y", "%Y. %m. %d.", "%Y. %m. %d", "%Y년 %m월 %d일", "%Y%m%d"),
)
_TIMES = (
    *("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p", " %I:%M%p"),
    *(" %p %I:%M", " %p %I:%M:%S", " %I:%M:%S %p GMT%z", " %H:%M:%S GMT%z"),
    *(", %H:%M", ", %H:%M:%S", ", %I:%M %p", " klo %H.%M", " klo %H:%M", " klo %H.%M.%S"),
    *(" %H.%M", " %H.%M.%S", " %H:%M:%S UTC", " %H:%M UTC", " %H:%M:%S %z", " %H:%M %z"),
    *("T%H:%M:%S", "T%H:%M:%S.%f", "T%H:%M:%S%z", " %H시 %M분", " %H시 %M분 %S초", "%H%M%S"),
)
FORMATS = tuple(date + time for date, time in product(_DATES, _TIMES))
_SHAPES = {
    **dict.fromkeys(("%d", "%m", "%H", "%I"), r"\d{1,2}"),
    **dict.fromkeys(("%M", "%S", "%y"), r"\d\d"),
    **{"%Y": r"\d{4}", "%f": r"\d{1,9}", "%b": r"[A-Za-z]{3}", "%B": r"[A-Za-z]{3,9}"},
    **{"%p": r"[AaPp][Mm]", "%z": r"(Z|[+-]\d\d:?\d\d)"},
}
_ISO = (
    r"regexp_full_match(x, '\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?"
    r"\s?(Z|[+-]\d{2}(:?\d{2})?)?)?') and try_cast(left(x, 10) as date) is not null"
)
_ZONED = r"regexp_matches(x, '\d{2}:\d{2}.*(Z|[+-]\d{2}(:?\d{2})?)$')"
_EPOCH = r"regexp_full_match(x, '\d{9,10}(\.\d+)?') and try_cast(x as double) > 3e8"
_EXCEL = r"regexp_full_match(x, '\d{5}(\.\d+)?') and try_cast(x as double) between 25569 and 73050"
_YEARS = "between timestamp '1970-01-01' and timestamp '2100-01-01'"
_ENOUGH = 0.5
_SAMPLE = 300


@dataclass(frozen=True)
class TimeFormat:
    """A way in which a column's times can be read.

    Attributes:
        name: As `date_format` of a source file; None is ISO 8601.
        share: Of the column's values that it reads.
        in_order: Share of neighbouring rows whose times rise, or fall if most do.
        days: From the first to the last time.
    """

    name: str | None
    share: float
    in_order: float = 0.0
    days: float = 0.0


@dataclass(frozen=True)
class Times:
    """What was found on the times of one column.

    Attributes:
        formats: The best first; several where day and month could change places.
        zoned: Whether each value carries its offset.
        korean_halves: Values that say 오전 or 오후, which strptime can't read.
        clock: Whether a time of day is among the values.
        explicit: The strptime formats that read as much, where the best is ISO 8601.
    """

    formats: tuple[TimeFormat, ...] = field(default=())
    explicit: tuple[str, ...] = field(default=())
    zoned: bool = False
    korean_halves: int = 0
    clock: bool = True

    @property
    def best(self) -> TimeFormat | None:
        """The format to propose, if any reads at least half of the values."""
        return self.formats[0] if self.formats else None


def find_times(probe: Probe, column: Column, with_cell: Column | None = None) -> Times:
    """The formats that a column's values leave standing.

    Args:
        probe: The export.
        column: The dates or times.
        with_cell: The column of the time of day, where it is written into another cell.
    """
    if not column.filled:
        return Times()
    _keep_values(probe, column.cell, with_cell.cell if with_cell else None)
    marks = _measure(probe, {"zoned": _ZONED, "korean": "regexp_matches(x, '오전|오후')"})
    simple = _measure(probe, {"iso": _ISO, "epoch": _EPOCH, "excel_1900": _EXCEL})
    shares: dict[str | None, float] = {None: simple.pop("iso")}
    shares.update(simple)
    shares.update(_measure_formats(probe))
    best = max(shares.values())
    # Formats that read as much, the plainest first: the standard, then the shortest.
    standing = [name for name, share in shares.items() if share >= max(best - 0.001, _ENOUGH)]
    formats = [TimeFormat(name, shares[name]) for name in _prefer(standing)]
    return Times(
        tuple(_by_order(probe, formats)),
        zoned=marks["zoned"] > 0.999 or _has_offset(formats),
        korean_halves=round(marks["korean"] * column.filled),
        clock=_has_clock(formats, probe),
        explicit=tuple(name for name in standing if name and "%" in name),
    )


def share_read(probe: Probe, column: Column, name: str | None) -> float:
    """Part of a column's values that a format reads; None is ISO 8601."""
    _keep_values(probe, column.cell, None)
    conditions = {None: _ISO, "epoch": _EPOCH, "excel_1900": _EXCEL, "excel_1904": _EXCEL}
    return _measure(probe, {"read": conditions.get(name) or _reads(str(name))})["read"]


def order_of_day_and_month(name: str) -> str | None:
    """`day` or `month`, whichever a format of digits puts first; None where none could swap."""
    first_day, first_month = name.find("%d"), name.find("%m")
    if min(first_day, first_month) != 0:
        return None
    return "day" if first_day == 0 else "month"


def _measure(probe: Probe, conditions: dict[str, str]) -> dict[str, float]:
    """Share of the values under `times` for which each condition on `x` holds."""
    shares = ", ".join(
        f"coalesce(avg(coalesce(({condition})::int, 0)), 0)" for condition in conditions.values()
    )
    row = probe.engine.connection.execute(f"select {shares} from times").fetchall()[0]
    return dict(zip(conditions, row, strict=True))


def _measure_formats(probe: Probe) -> dict[str, float]:
    """Share of the values that each strptime format reads, of the formats that look alike."""
    few = probe.engine.connection.execute(f"select x from times limit {_SAMPLE}").fetchall()
    alike = [
        name
        for name, shape in _shapes().items()
        if sum(bool(shape.fullmatch(text)) for (text,) in few) >= _ENOUGH / 2 * len(few)
    ]
    return _measure(probe, {name: _reads(name) for name in alike}) if alike else {}


def _reads(name: str) -> str:
    """SQL condition under which a format reads `x` as a time that can be."""
    return f"try_strptime(x, '{name}')::timestamp {_YEARS}"


@cache
def _shapes() -> dict[str, re.Pattern[str]]:
    """What the text of each format looks like; strptime itself is asked about those that fit."""
    shapes = {}
    for name in FORMATS:
        pattern = re.escape(name).replace("%%", "%")
        for mark, shape in _SHAPES.items():
            pattern = pattern.replace(mark, shape)
        shapes[name] = re.compile(pattern)
    return shapes


def _prefer(names: Sequence[str | None]) -> list[str | None]:
    if None in names:
        return [None]
    simple = [name for name in names if name in ("epoch", "excel_1900")]
    if simple:
        return [simple[0]]
    # Two formats that differ in more than the order of day and month read the same text alike.
    kept: dict[str | None, str | None] = {}
    for name in names:
        kept.setdefault(order_of_day_and_month(str(name)), name)
    return list(kept.values())


def _by_order(probe: Probe, formats: list[TimeFormat]) -> list[TimeFormat]:
    """Rivals, first the one under which the most rows are in order, or all lie closest."""
    if len(formats) < 2:
        return formats
    ordered = [
        TimeFormat(rival.name, rival.share, *_orderliness(probe, str(rival.name)))
        for rival in formats
    ]
    return sorted(ordered, key=lambda rival: (-round(rival.in_order, 2), rival.days))


def _orderliness(probe: Probe, name: str) -> tuple[float, float]:
    rows = probe.engine.connection.execute(
        "with read as (select row, try_strptime(x, $name) as happened from times),\n"
        "pairs as (select happened, lag(happened) over (order by row) as before from read)\n"
        "select avg((happened >= before)::int), avg((happened <= before)::int),\n"
        "epoch(max(happened) - min(happened)) / 86400 from pairs",
        {"name": name},
    )
    rising, falling, days = rows.fetchall()[0]
    return max(rising or 0.0, falling or 0.0), days or 0.0


def _keep_values(probe: Probe, cell: str, with_cell: str | None) -> None:
    """The texts of a column in `times`, in the order of the file."""
    text = f"{cell} || ' ' || {with_cell}" if with_cell else cell
    probe.engine.connection.execute(
        f"create or replace temp table times as\n"
        f"select _line as row, {text} as x from sniffed where {text} <> '' order by _line"
    ).fetchall()


def _has_offset(formats: Sequence[TimeFormat]) -> bool:
    return bool(formats) and (formats[0].name == "epoch" or "%z" in (formats[0].name or ""))


def _has_clock(formats: Sequence[TimeFormat], probe: Probe) -> bool:
    if not formats:
        return False
    name = formats[0].name
    if name is None or name == "excel_1900":
        return _measure(probe, {"clock": r"regexp_matches(x, '\d:\d|\d\.\d')"})["clock"] > 0
    return name == "epoch" or "%H" in name or "%I" in name
