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

    days = [FIRST_DAY + timedelta(days=i) for i in range((last_day - FIRST_DAY).days + 1)]
    rows = [
        {
            "day": day,
            "period_kind": kind,
            "period_start": start,
            "period_end": _start_after(kind, start) - timedelta(days=1),
            "previous_period_start": start_of(kind, start - timedelta(days=1)),
        }
        for kind in ("week", "month", "quarter", "year")
        for day in days
        for start in (start_of(kind, day),)
    ]
    return pa.Table.from_pylist(rows)


def start_of(kind: str, day: date) -> date:
    """First day of the week (from Monday), month, quarter or year that a day lies in."""
    match kind:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=day.month - (day.month - 1) % 3, day=1)
        case _:
            return day.replace(month=1, day=1)


def _start_after(kind: str, start: date) -> date:
    """First day of the period that follows the one which starts then."""
    longest = {"week": 7, "month": 31, "quarter": 92, "year": 366}
    return start_of(kind, start + timedelta(days=longest[kind]))


