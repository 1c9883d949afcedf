"""Log A through the whole pipeline: every cell on which two independent implementations agree."""

import csv
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from assets.warehouse.home import Home
from pipelines.running import refresh_home

pytestmark = pytest.mark.real_exports

HOME = Path(__file__).parent / "fixtures" / "real_home"
AS_OF = "2025-04-01T00:00:00Z"
# How a log may name an application of an SLA metric: by an event of its own, or not at all.
METRICS = ("first_reply_time", "next_reply_time", "agent_work_time", "requester_wait_time")

Row = dict[str, Any]


@pytest.fixture(scope="module")
def log_a(real_exports: Path) -> Path:
    return real_exports / "tickets" / "ticket_oracle_a"


@pytest.fixture(scope="module", params=["metrics named by events", "metrics not named"])
def leaders(
    request, log_a: Path, copy_log_a_reference, tmp_path_factory
) -> Iterator[duckdb.DuckDBPyConnection]:
    home = tmp_path_factory.mktemp("log_a")
    for folder in ("sources", "reference", "inbox"):
        (home / folder).mkdir()
    shutil.copy(HOME / "reference" / "teams.csv", home / "reference")
    copy_log_a_reference(home / "reference")
    shutil.copytree(log_a, home / "inbox" / log_a.name)
    for name in ("log_a_events", "log_a_tickets"):
        text = (HOME / "sources" / f"{name}.yml").read_text("utf-8")
        if request.param == "metrics named by events":
            for metric in METRICS:
                text = text.replace(f'"field:{metric}": sla', f'"field:{metric}": {metric}')
        (home / "sources" / f"{name}.yml").write_text(text, "utf-8")
    refresh_home(Home(home), AS_OF, quiet=True)
    with duckdb.connect(home / "published" / "leaders.duckdb", read_only=True) as database:
        yield database


def expected(log_a: Path, name: str) -> list[Row]:
    with (log_a / f"expected_{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measured(leaders: duckdb.DuckDBPyConnection, select: str) -> list[Row]:
    cursor = leaders.execute(select)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def is_equal(wanted: str, found: Any) -> bool:
    """Whether a cell says what the text of the expected one does; empty text is null."""
    if wanted == "" or found is None:
        return wanted == "" and found in (None, "")
    if isinstance(found, bool):
        return wanted == ("yes" if found else "no")
    if isinstance(found, int | float):
        return abs(float(wanted) - found) <= 1e-4
    return str(found) == wanted


def compare(
    wanted: list[Row], found: dict[tuple[str, ...], Row], key: tuple[str, ...], unsafe=()
) -> tuple[int, Counter[str]]:
    """How many cells are equal, and how many of each column are not."""
    equal, differing = 0, Counter[str]()
    for row in wanted:
        other = found[tuple(row[name] for name in key)]
        for name, text in row.items():
            if text == "" and name in unsafe:
                continue
            equal += (same := is_equal(text, other[name]))
            differing[name] += not same
    return equal, +differing


def test_ticket_measures_equal_log_a_in_every_cell(log_a, leaders, note_figure):
    wanted = expected(log_a, "safe_ticket_metrics")
    found = {(row["ticket_id"],): row for row in measured(leaders, "from ticket_measures")}
    equal, differing = compare(wanted, found, ("ticket_id",))
    note_figure(
        f"log A: {equal:,} of {len(wanted) * len(wanted[0]):,} cells of {len(wanted)} tickets equal"
    )
    assert (len(wanted), len(wanted[0]), len(found)) == (600, 51, 600)
    assert not differing


def test_sla_measures_equal_log_a_where_it_gives_a_value(log_a, leaders, note_figure):
    wanted = expected(log_a, "safe_sla")
    key = ("ticket_id", "metric", "applied_at")
    rows = measured(leaders, "from sla_measures")
    found = {tuple(str(row[name]) for name in key): row for row in rows}
    equal, differing = compare(wanted, found, key, unsafe=("elapsed_minutes", "breached_at"))
    note_figure(f"log A: {equal:,} cells of {len(wanted):,} SLA rows equal")
    assert (len(wanted), len(rows)) == (1_350, 1_350)
    assert not differing


def test_backlog_equals_log_a_in_every_cell(log_a, leaders, note_figure):
    wanted = {
        (row["date_day"], row["status"], row["group_name"]): int(row["n"])
        for row in expected(log_a, "backlog_by_day_status_group")
    }
    found = {
        (str(day), status, team): n
        for day, status, team, n in leaders.execute(
            "select date_day, status, team, n from backlog_daily"
        ).fetchall()
    }
    equal = len(wanted.items() & found.items())
    note_figure(f"log A: {equal:,} of {len(wanted):,} backlog cells equal")
    assert found == wanted


def test_days_of_the_team_s_own_zone_are_those_of_utc_where_none_is_known(leaders):
    of_utc, of_teams = (
        leaders.execute(f"select date_day, status, team, n from {table} order by all").fetchall()
        for table in ("backlog_daily", "backlog_daily_local")
    )
    assert of_teams == of_utc
