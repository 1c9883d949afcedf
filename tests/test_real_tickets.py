"""Every real export of tickets: what is a feed is taken in, and each of its rows is counted."""

import csv
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from assets.contracts.sources import Source, load_sources
from assets.ingest.intake import take_in
from assets.ingest.ledger import LedgerRow
from assets.warehouse.duckdb import DuckDBEngine, open_engine
from assets.warehouse.home import Home
from assets.warehouse.run import PrivacyRules, PublishingRules, Run

pytestmark = pytest.mark.real_exports

FIXTURES = Path(__file__).parent / "fixtures"
SOURCES = load_sources(FIXTURES / "real_tickets" / "sources")
# Source: rows read, accepted, quarantined, duplicates.
EXPECTED = {
    "call_center_calls": (5_000, 5_000, 0, 0),
    "call_center_ratings": (5_000, 5_000, 0, 0),
    "log_a_agents": (12, 12, 0, 0),
    "zendesk_comments": (20, 20, 0, 0),
    "zendesk_field_history": (38, 35, 0, 3),
    "zendesk_sla_policies": (10, 10, 0, 0),
    "zendesk_ticket_schedules": (10, 10, 0, 0),
    "zendesk_tickets": (10, 10, 0, 0),
    "zendesk_users": (10, 10, 0, 0),
    "zendesk_users_snowflake": (10, 10, 0, 0),
}
# Files that are no feed, and what they are instead.
NO_FEED = {
    "ticket_oracle_a": {
        "business_hours.csv": "reference table",
        "expected_backlog_by_day.csv": "expected values",
        "expected_backlog_by_day_status_group.csv": "expected values",
        "expected_safe_sla.csv": "expected values",
        "expected_safe_ticket_metrics.csv": "expected values",
        "groups.csv": "reference table: names of teams",
        "holidays.csv": "reference table",
        "schedules.csv": "reference table",
        "sla_applications_not_compared.csv": "expected values, none",
        "sla_policies.csv": "reference table",
        "ticket_schedules.csv": "follows from the schedule events of events.csv",
    },
    "zendesk_tables": {
        "audit_log_data.csv": "changes to the account's settings, to no ticket",
        "brand_data.csv": "names of brands",
        "brand_data_postgres.csv": "names of brands",
        "daylight_time_data.csv": "clock changes, known from the zone",
        "domain_name_data.csv": "domains of organisations",
        "group_data.csv": "names of teams",
        "organization_data.csv": "organisations, where a customer is a person",
        "organization_tag_data.csv": "tags of organisations",
        "organization_tag_data_snowflake.csv": "tags of organisations",
        "schedule_data.csv": "opening hours",
        "schedule_holiday_data.csv": "holidays",
        "sla_policy_metric_history_data.csv": "targets of policies",
        "ticket_chat_data.csv": "which chat belongs to which ticket, without a time",
        "ticket_chat_event_data.csv": "what was said in chats, without the ticket",
        "ticket_form_history_data.csv": "names of forms",
        "ticket_tag_data.csv": "tags of tickets, without the time at which they were set",
        "time_zone_data.csv": "offsets of zones, known from the zone",
        "user_tag_data.csv": "tags of users",
        "user_tag_data_snowflake.csv": "tags of users",
    },
}


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with open_engine(Path(":memory:")) as opened:
        yield opened


@pytest.fixture(scope="module")
def loads(
    real_exports: Path, engine: DuckDBEngine, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, LedgerRow]:
    """What became of each source's file, all taken in by one run."""
    home = Home(tmp_path_factory.mktemp("real_tickets"))
    home.create_folders()
    for source in SOURCES:
        path = FIXTURES / "real_tickets" / "sources" / f"{source.source}.yml"
        shutil.copy(path, home.sources)
    for export in ("call_center", "ticket_oracle_a", "zendesk_tables"):
        shutil.copytree(real_exports / "tickets" / export, home.inbox / export)
    rules = PrivacyRules(10, 20), PublishingRules("v1.2.0", 12)
    rows = take_in(Run(home, engine, datetime(2025, 4, 1), False, *rules), lambda line: None)
    assert len(rows) == len({row.source for row in rows})
    return {row.source: row for row in rows}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.source)
def test_every_row_of_a_real_export_is_accounted_for(
    loads: dict[str, LedgerRow], source: Source
) -> None:
    load = loads[source.source]
    assert load.refused is None, load.message
    counts = (load.rows_read, load.stored, load.quarantined, load.duplicates)
    assert counts == EXPECTED[source.source]


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    "source",
    [source for source in SOURCES if source.format == "csv"],
    ids=lambda source: source.source,
)
def test_expected_figures_match_a_recount_of_the_file(real_exports: Path, source: Source) -> None:
    rows = read_csv(real_exports / "tickets" / source.files)
    named = sorted(source.export_columns())
    distinct = len({tuple(row[name] for name in named) for row in rows})
    assert EXPECTED[source.source] == (len(rows), distinct, 0, len(rows) - distinct)


def test_every_real_export_of_tickets_is_a_feed_or_said_to_be_none(real_exports: Path) -> None:
    folder = real_exports / "tickets"
    claims = [*SOURCES, *load_sources(FIXTURES / "real_home" / "sources")]
    unclaimed: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*.*")):
        file = str(path.relative_to(folder))
        if path.suffix != ".md" and not any(source.claims(file) for source in claims):
            unclaimed.setdefault(path.parent.name, set()).add(path.name)
    assert unclaimed == {name: set(files) for name, files in NO_FEED.items()}


def test_tickets_keep_status_channel_and_moment(
    real_exports: Path, loads: dict[str, LedgerRow], engine: DuckDBEngine
) -> None:
    rows = read_csv(real_exports / "tickets/zendesk_tables/ticket_data.csv")
    names = ("id", "status", "via_channel", "created_at", "assignee_id")
    expected = sorted(tuple(row[name] for name in names) for row in rows)
    found = engine.connection.execute(
        "select ticket_id, status, channel, created_at::varchar, coalesce(agent_id, '')"
        " from raw.tickets where _source = 'zendesk_tickets'"
    ).fetchall()
    assert sorted(found) == expected


def test_field_history_becomes_events_by_our_names(
    real_exports: Path, loads: dict[str, LedgerRow], engine: DuckDBEngine
) -> None:
    ours = {"assignee_id": "agent", "on-hold": "hold"}
    rows = read_csv(real_exports / "tickets/zendesk_tables/ticket_field_history_data.csv")
    distinct = {(row["ticket_id"], row["updated"], row["field_name"], row["value"]) for row in rows}
    expected = Counter((ours.get(row[2], row[2]), ours.get(row[3], row[3])) for row in distinct)
    found = engine.connection.execute(
        "select event, value from raw.ticket_events where _source = 'zendesk_field_history'"
    ).fetchall()
    # Who asked is a person, so the new value of that field is redacted or kept, never a status.
    assert Counter(row for row in found if row[0] != "requester_id") == Counter(
        {pair: n for pair, n in expected.items() if pair[0] != "requester_id"}
    )
    assert ("status", "hold") in found


def test_comments_keep_who_could_see_them(
    loads: dict[str, LedgerRow], engine: DuckDBEngine
) -> None:
    found = engine.connection.execute(
        "select event, is_public, count(*) from raw.ticket_events"
        " where _source = 'zendesk_comments' group by all"
    ).fetchall()
    assert found == [("comment", True, 20)]


def test_users_of_both_files_are_the_same_customers(
    real_exports: Path, loads: dict[str, LedgerRow], engine: DuckDBEngine
) -> None:
    ids = [
        {row["id"] for row in read_csv(real_exports / "tickets/zendesk_tables" / name)}
        for name in ("user_data.csv", "user_data_snowflake.csv")
    ]
    keys = [
        {
            row[0]
            for row in engine.connection.execute(
                "select customer_id from raw.customers where _source = $source", {"source": source}
            ).fetchall()
        }
        for source in ("zendesk_users", "zendesk_users_snowflake")
    ]
    assert [len(part) for part in keys] == [len(part) for part in ids]
    assert len(keys[0] & keys[1]) == len(ids[0] & ids[1]) == 8
    assert not keys[0] & ids[0]


def test_calls_join_date_and_time_and_leave_blank_ratings_empty(
    loads: dict[str, LedgerRow], engine: DuckDBEngine
) -> None:
    found = engine.connection.execute(
        "select count(*), count(score), min(submitted_at), count(distinct agent_id)"
        " from raw.survey_responses where _source = 'call_center_ratings'"
    ).fetchone()
    assert found == (5_000, 5_000 - 946, datetime(2021, 1, 1, 9, 12, 58), 8)
