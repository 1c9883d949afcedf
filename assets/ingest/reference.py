"""Reference tables: what people keep by hand, the periods, and the run's own row."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

from assets.contracts.ideas import idea_words_table
from assets.contracts.metrics import registry_table
from assets.contracts.reference_tables import load_reference_contracts, read_reference
from assets.ingest.clock_changes import utc_offsets
from assets.ingest.published_figures import published_figures
from assets.warehouse.run import Run

if TYPE_CHECKING:
    import pyarrow as pa

# No service desk's log is older; ingest refuses earlier times.
FIRST_DAY = date(1970, 1, 1)
PERIOD_KINDS = ("week", "month", "quarter", "year")
REFERENCE_TABLES = (
    *load_reference_contracts(),
    "idea_words",
    "metrics",
    "periods",
    "published_figures",
    "run",
    "utc_offsets",
)


def load_reference(run: Run) -> dict[str, int]:
    """Replace every reference table.

    Returns:
        Rows by table.
    """
    for name, contract in load_reference_contracts().items():
        rows = read_reference(run.home.reference / f"{name}.csv", contract)
        run.engine.replace_with(f"reference.{name}", rows)
    run.engine.replace_with("reference.idea_words", idea_words_table())
    run.engine.replace_with("reference.metrics", registry_table())
    run.engine.replace_with("reference.periods", periods(run.as_of.date()))
    run.engine.replace_with("reference.published_figures", published_figures(run))
    run.engine.replace_with("reference.run", run_row(run))
    run.engine.replace_with("reference.utc_offsets", utc_offset_rows(_time_zones(run)))
    return {name: run.engine.count_rows(f"reference.{name}") for name in REFERENCE_TABLES}


def _time_zones(run: Run) -> list[str]:
    """The zones that reference tables name."""
    return [str(row["time_zone"]) for row in run.engine.rows_of_file("ingest/time_zones.sql")]


def utc_offset_rows(time_zones: Iterable[str]) -> "pa.Table":
    """One row per zone and span of time in which its clocks were not changed, in seconds of UTC."""
    import pyarrow as pa

    rows = [
        {
            "time_zone": zone,
            "begins": _epoch(span.begins),
            "ends": _epoch(after.begins) if after else float("inf"),
            "offset_seconds": span.offset.total_seconds(),
        }
        for zone in time_zones
        for span, after in zip_longest(utc_offsets(zone), utc_offsets(zone)[1:])
    ]
    seconds = [(name, pa.float64()) for name in ("begins", "ends", "offset_seconds")]
    schema = pa.schema([("time_zone", pa.string()), *seconds])
    return pa.Table.from_pylist(rows, schema=schema)


def _epoch(instant: datetime) -> float:
    return instant.replace(tzinfo=UTC).timestamp()


def run_row(run: Run) -> "pa.Table":
    """The one row of `reference.run`: as_of (UTC) and the thresholds of privacy."""
    import pyarrow as pa

    row = {
        "as_of": run.as_of,
        "min_responses": run.privacy.min_responses,
        "min_comments": run.privacy.min_comments,
    }
    return pa.Table.from_pylist([row])


def periods(last_day: date) -> "pa.Table":
    """One row per day up to the last and kind of period: the period that the day lies in."""
    import pyarrow as pa

    count = (last_day - FIRST_DAY).days + 1
    days = pa.array([FIRST_DAY + timedelta(days=i) for i in range(count)])
    return pa.concat_tables([_periods_of(kind, days) for kind in PERIOD_KINDS])


def _a_year_before(days: "pa.Array") -> "pa.Array":
    """52 weeks before and a few days more: within the same week, month or quarter of last year."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.subtract(days, pa.scalar(timedelta(days=364))).cast(pa.date32())


def _periods_of(kind: str, days: "pa.Array") -> "pa.Table":
    """Weeks begin on Monday."""
    import pyarrow as pa
    import pyarrow.compute as pc

    one_day = pa.scalar(timedelta(days=1))
    starts = pc.floor_temporal(days, unit=kind)
    next_starts = pc.ceil_temporal(days, unit=kind, ceil_is_strictly_greater=True)
    ends = pc.subtract(next_starts, one_day).cast(pa.date32())
    day_before = pc.subtract(starts, one_day).cast(pa.date32())
    return pa.table(
        {
            "day": days,
            "period_kind": pa.array([kind] * len(days)),
            "period_start": starts,
            "period_end": ends,
            "previous_period_start": pc.floor_temporal(day_before, unit=kind),
            "last_year_period_start": pc.floor_temporal(_a_year_before(starts), unit=kind),
        }
    )
