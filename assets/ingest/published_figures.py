"""What an earlier publication said of periods that were over, by which `restated` is known."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assets.warehouse.run import Run

if TYPE_CHECKING:
    import pyarrow as pa

_KEY = ("metric", "scope_kind", "scope", "period_kind", "period_start")


def published_figures(run: Run) -> "pa.Table":
    """The figures of ended periods in the latest publication of an earlier moment.

    A publication of this moment or of a later one is no memory: what is published must follow from
    inputs and as-of alone, however often it is computed again.

    Returns:
        metric, scope_kind, scope, period_kind, period_start, value and restated, as they were
        published; no rows where nothing was.
    """
    import duckdb

    with duckdb.connect() as database:
        earlier = _latest_before(run.home.published / "history", run.as_of)
        if earlier is None:
            return database.sql(_NOTHING).to_arrow_table()
        database.execute(f"attach '{_quoted(earlier)}' as earlier (read_only)")
        columns = database.execute("describe earlier.main.scorecard").fetchall()
        # Publications made before the column existed had nothing restated.
        restated = "restated" if any(row[0] == "restated" for row in columns) else "false"
        return database.sql(
            f"select {', '.join(_KEY)}, value, {restated} as restated "
            "from earlier.main.scorecard where period_end < cast(as_of as date)"
        ).to_arrow_table()


_NOTHING = (
    "select '' as metric, '' as scope_kind, '' as scope, '' as period_kind, "
    "date '1970-01-01' as period_start, 0e0 as value, false as restated where false"
)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _latest_before(history: Path, as_of: datetime) -> Path | None:
    """The leaders' file of the latest publication that stands for an earlier moment.

    Folders are named `<number>_<as-of>_<hash>`.
    """
    moments = {
        folder: (folder.name.split("_")[1], folder.name) for folder in history.glob("[0-9]*_*_*")
    }
    earlier = [folder for folder, (at, _) in moments.items() if at < f"{as_of:%Y%m%dT%H%M%SZ}"]
    return max(earlier, key=moments.__getitem__) / "leaders.duckdb" if earlier else None
