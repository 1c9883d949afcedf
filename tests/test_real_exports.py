"""The whole way on real exports: help-desk log, log A, 311 requests, lounge reviews."""

import csv
import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path

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
def home(real_exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    root = tmp_path_factory.mktemp("real")
    shutil.copytree(FIXTURE, root, dirs_exist_ok=True)
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


# Ticket measures that log A's README defines, and how each is written there.
LOG_A_MEASURES = {
    "first_reply_time_calendar_minutes": float,
    "first_solved_at": str,
    "last_solved_at": str,
    "first_resolution_calendar_minutes": float,
    "final_resolution_calendar_minutes": float,
    "count_resolutions": float,
    "reopens": float,
    "count_public_agent_comments": float,
}


def test_ticket_measures_equal_log_a_in_every_cell(
    real_exports: Path, leaders: duckdb.DuckDBPyConnection
) -> None:
    expected = read_csv(real_exports / LOG_A / "expected_safe_ticket_metrics.csv")
    cursor = leaders.execute(f"select ticket_id, {', '.join(LOG_A_MEASURES)} from ticket_measures")
    measured = {row[0]: row[1:] for row in cursor.fetchall()}
    equal, differing = 0, []
    for ticket in expected:
        for (name, kind), found in zip(
            LOG_A_MEASURES.items(), measured[ticket["ticket_id"]], strict=True
        ):
            text = ticket[name]
            wanted = kind(text) if text else None
            same = (
                (
                    str(found) == wanted
                    if kind is str and wanted
                    else found == pytest.approx(wanted, abs=1e-4)
                )
                if wanted is not None
                else found is None
            )
            equal += same
            if not same:
                differing.append((ticket["ticket_id"], name, wanted, found))
    print(f"log A: {equal} of {len(expected) * len(LOG_A_MEASURES)} cells equal")
    assert len(expected) == 600
    assert differing == []


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
    found = leaders.execute(
        "select count(*) from ticket_measures where first_reply_time_calendar_minutes < 0"
        " or first_resolution_calendar_minutes < 0 or final_resolution_calendar_minutes < 0"
    )
    assert found.fetchone() == (0,)


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


def test_every_scored_comment_has_textblob_s_own_polarity(
    leaders: duckdb.DuckDBPyConnection,
) -> None:
    from textblob import TextBlob

    rows = leaders.execute(
        "select text, polarity, subjectivity from comments where label <> 'none' limit 200"
    ).fetchall()
    assert len(rows) == 200
    assert [(p, s) for _, p, s in rows] == [tuple(TextBlob(text).sentiment) for text, _, _ in rows]
