"""Reference tables: what people keep by hand, the periods, and the run's own row."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from assets.contracts.metrics import registry_table
from assets.contracts.reference_tables import load_reference_contracts, read_reference
from assets.warehouse.run import Run

if TYPE_CHECKING:
    import pyarrow as pa

# No service desk's log is older; ingest refuses earlier times.
FIRST_DAY = date(1970, 1, 1)
PERIOD_KINDS = ("week", "month", "quarter", "year")
REFERENCE_TABLES = (*load_reference_contracts(), "metrics", "periods", "run")


def load_reference(run: Run) -> dict[str, int]:
    """Replace every reference table.

    Returns:
        Rows by table.
    """
    for name, contract in load_reference_contracts().items():
        rows = read_reference(run.home.reference / f"{name}.csv", contract)
        run.engine.replace_with(f"reference.{name}", rows)
    run.engine.replace_with("reference.metrics", registry_table())
    run.engine.replace_with("reference.periods", periods(run.as_of.date()))
    run.engine.replace_with("reference.run", run_row(run))
    return {name: run.engine.count_rows(f"reference.{name}") for name in REFERENCE_TABLES}


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
        }
    )
