"""The whole way on real exports: help-desk log, log A, 311 requests, lounge reviews."""

import csv
import shutil
import statistics
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest

from assets.warehouse.home import Home
from pipelines.running import refresh_home

pytestmark = pytest.mark.real_exports

FIXTURE = Path(__file__).parent / "fixtures" / "real_home"
# Log A's expected values stand for this moment; everything else lies before it.
AS_OF = "2025-04-01T00:00:00Z"
EXPORTS = (
    "tickets/italian_helpdesk",
    "tickets/ticket_oracle_a",
    "tickets/nyc311",
    "surveys/airline_lounge",
)
LOG_A = "tickets/ticket_oracle_a"


@pytest.fixture(scope="module")
def home(
    real_exports: Path,
    copy_log_a_reference: Callable[[Path], None],
    tmp_path_factory: pytest.TempPathFactory,
) -> Home:
    root = tmp_path_factory.mktemp("real")
    shutil.copytree(FIXTURE, root, dirs_exist_ok=True)
    copy_log_a_reference(root / "reference")
    for export in EXPORTS:
        shutil.copytree(real_exports / export, root / "inbox" / Path(export).name)
    home = Home(root)
    refresh_home(home, AS_OF, quiet=True)
    return home


@pytest.fixture(scope="module")
def leaders(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(home.published / "leaders.duckdb", read_only=True) as database:
        yield database


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("source", "rows_read", "accepted", "quarantined", "duplicates"),
    [
        ("italian_helpdesk", 21_348, 21_221, 0, 127),
        ("log_a_events", 10_239, 10_239, 0, 0),
        ("log_a_tickets", 600, 600, 0, 0),
        ("nyc311", 1_000, 1_000, 0, 0),
        ("airline_lounge", 2_264, 2_197, 67, 0),
    ],
)
def test_every_row_of_a_real_export_is_accounted_for(
    leaders: duckdb.DuckDBPyConnection,
    source: str,
    rows_read: int,
    accepted: int,
    quarantined: int,
    duplicates: int,
) -> None:
    found = leaders.execute(
        "select rows_read, accepted, quarantined, duplicates, superseded"
        " from reconciliation where source = $source",
        {"source": source},
    ).fetchall()
    assert found == [(rows_read, accepted, quarantined, duplicates, 0)]


def test_italian_log_gives_4580_tickets(leaders: duckdb.DuckDBPyConnection) -> None:
    found = leaders.execute("select count(*) from ticket_measures where ticket_id like 'Case %'")
    assert found.fetchone() == (4_580,)


def test_exact_duplicates_of_the_italian_log_match_a_recount(
    real_exports: Path, leaders: duckdb.DuckDBPyConnection
) -> None:
    with (real_exports / "tickets/italian_helpdesk/events.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    mapped = [(row[0], row[1], row[2], row[3]) for row in rows]
    found = leaders.execute(
        "select duplicates from reconciliation where source = 'italian_helpdesk'"
    )
    assert found.fetchone() == (len(mapped) - len(set(mapped)),)


def test_backlog_equals_log_a_on_every_day_of_a_month_s_end(real_exports: Path, home: Home) -> None:
    """The scorecard's backlog of log A's teams against the expected unsolved tickets."""
    expected = {
        row["date_day"]: float(row["unsolved"])
        for row in read_csv(real_exports / LOG_A / "expected_backlog_by_day.csv")
    }
    with duckdb.connect(home.published / "leaders.duckdb", read_only=True) as database:
        found = database.execute(
            "select period_end, value from scorecard where metric = 'backlog'"
            " and scope_kind = 'business_unit' and scope = 'Shop' and period_end < '2025-04-01'"
        ).fetchall()
    assert len(found) > 60
    differing = [(d, v, expected[str(d)]) for d, v in found if v != expected.get(str(d), 0)]
    assert differing == []


def test_a_flat_export_is_approximate_and_an_event_log_is_not(
    leaders: duckdb.DuckDBPyConnection,
) -> None:
    found = leaders.execute(
        "select approximate, count(*) from ticket_measures group by all order by all"
    ).fetchall()
    assert found == [(False, 4_580 + 600), (True, 1_000)]


def test_no_duration_is_negative(leaders: duckdb.DuckDBPyConnection) -> None:
    names = [
        row[0]
        for row in leaders.execute(
            "select column_name from duckdb_columns() where table_name = 'ticket_measures'"
            " and column_name like '%minutes'"
        ).fetchall()
    ]
    negative = " or ".join(f"{name} < 0" for name in names)
    found = leaders.execute(f"select count(*) from ticket_measures where {negative}").fetchone()
    assert len(names) > 20
    assert found == (0,)


def test_italian_resolution_times_sum_to_those_of_a_recount(
    real_exports: Path, leaders: duckdb.DuckDBPyConnection
) -> None:
    cases: dict[str, list[tuple[str, str]]] = {}
    for row in read_csv(real_exports / "tickets/italian_helpdesk/events.csv"):
        cases.setdefault(row["Case ID"], []).append((row["Complete Timestamp"], row["Activity"]))
    rome = ZoneInfo("Europe/Rome")

    def minute(text: str) -> int:
        local = datetime.strptime(text, "%Y/%m/%d %H:%M:%S.%f").replace(tzinfo=rome, fold=1)
        return int(local.timestamp() // 60)

    closed = {
        case: max(minute(at) for at, what in events if what == "Closed")
        - min(minute(at) for at, _ in events)
        for case, events in cases.items()
        if any(what == "Closed" for _, what in events)
    }
    found = leaders.execute(
        "select count(*), sum(final_resolution_calendar_minutes) from ticket_measures"
        " where ticket_id like 'Case %' and last_solved_at is not null"
    ).fetchone()
    assert found == (len(closed), sum(closed.values()))


def test_311_resolution_times_and_backlog_are_those_of_a_recount(
    real_exports: Path, leaders: duckdb.DuckDBPyConnection
) -> None:
    (path,) = (real_exports / "tickets/nyc311").glob("*.csv")
    requests = read_csv(path)
    new_york = ZoneInfo("America/New_York")

    def minute(text: str) -> int:
        return int(datetime.fromisoformat(text).replace(tzinfo=new_york).timestamp() // 60)

    solved = [
        minute(row["closed_date"]) - minute(row["created_date"])
        for row in requests
        if row["closed_date"]
    ]
    unsolved = sum(row["status"] != "Closed" and not row["closed_date"] for row in requests)
    wanted = (len(requests), len(solved), sum(solved))
    found = leaders.execute(
        "select count(*), count(final_resolution_calendar_minutes),"
        " sum(final_resolution_calendar_minutes) from ticket_measures where approximate"
    ).fetchone()
    backlog = leaders.execute(
        "select sum(n) from backlog_daily where date_day = '2025-04-01' and team not in"
        " ('Billing', 'Technical', 'Returns', 'VIP')"
    ).fetchone()
    assert found == wanted
    assert backlog == (unsolved,)


def test_lounge_csat_of_2014_equals_a_recount_of_the_file(
    real_exports: Path, leaders: duckdb.DuckDBPyConnection
) -> None:
    ratings = [
        float(row["overall_rating"])
        for row in read_csv(real_exports / "surveys/airline_lounge/lounge.csv")
        if row["date"].startswith("2014") and row["overall_rating"]
    ]
    on_scale = [rating for rating in ratings if 1 <= rating <= 5]
    found = leaders.execute(
        "select value, n from scorecard where metric = 'csat' and scope_kind = 'company'"
        " and period_kind = 'year' and period_start = '2014-01-01'"
    ).fetchone()
    satisfied = sum(rating >= 4 for rating in on_scale)
    assert found == (pytest.approx(100 * satisfied / len(on_scale)), len(on_scale))


def test_first_reply_median_of_log_a_equals_a_recount(
    real_exports: Path, leaders: duckdb.DuckDBPyConnection
) -> None:
    tickets = {row["ticket_id"]: row for row in read_csv(real_exports / LOG_A / "tickets.csv")}
    hours = []
    for row in read_csv(real_exports / LOG_A / "expected_safe_ticket_metrics.csv"):
        text = row["first_reply_time_calendar_minutes"]
        if text:
            created = duckdb.execute(
                "select ?::timestamp + to_microseconds((? * 6e7)::bigint)",
                [tickets[row["ticket_id"]]["created_at"], float(text)],
            ).fetchone()
            assert created is not None
            if created[0].year == 2024:
                hours.append(float(text) / 60)
    found = leaders.execute(
        "select value, n from scorecard where metric = 'first_reply_hours_median'"
        " and scope_kind = 'business_unit' and scope = 'Shop'"
        " and period_kind = 'year' and period_start = '2024-01-01'"
    ).fetchone()
    assert found == (pytest.approx(statistics.median(hours), abs=1e-4), len(hours))


def test_every_english_comment_has_textblob_s_own_polarity(
    leaders: duckdb.DuckDBPyConnection,
) -> None:
    from textblob import TextBlob

    rows = leaders.execute(
        "select text, textblob_polarity, textblob_subjectivity from comments"
        " where language = 'en' and not mixed limit 200"
    ).fetchall()
    assert len(rows) == 200
    assert [(p, s) for _, p, s in rows] == [tuple(TextBlob(text).sentiment) for text, _, _ in rows]
