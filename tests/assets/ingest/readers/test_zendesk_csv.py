import csv
import io
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.contracts.sources import load_sources
from assets.errors import ContractError
from assets.ingest.readers import READERS

SOURCE = {
    "source": "zendesk",
    "feed": "tickets",
    "files": "zendesk*",
    "format": "zendesk_csv",
    "time_zone": "Europe/Helsinki",
}
HEADER = (
    "Summation column,Id,Requester,Requester id,Requester external id,Requester email,"
    "Requester domain,Submitter,Assignee,Group,Subject,Tags,Status,Priority,Via,Ticket type,"
    "Created at,Updated at,Assigned at,Organization,Due date,Initially assigned at,Solved at,"
    "Resolution time,Satisfaction Score,Group stations,Assignee stations,Reopens,Replies,"
    "First reply time in minutes,First reply time in minutes within business hours,"
    "Product [list],Contract [int],VIP [flag]"
)
COLUMNS = HEADER.split(",")
TICKET = {
    "Summation column": "1",
    "Id": "7",
    "Requester": "Kim Min-ji",
    "Requester id": "9001",
    "Assignee": "Aino",
    "Group": "Tier 2",
    "Subject": "Help",
    "Tags": "vip refund",
    "Status": "Solved",
    "Priority": "High",
    "Via": "Web form",
    "Ticket type": "Incident",
    "Created at": "2026-01-15 10:30",
    "Updated at": "2026-01-16 08:00",
    "Solved at": "2026-01-16 08:00",
    "Resolution time": "22",
    "Satisfaction Score": "Good",
    "Group stations": "3",
    "Reopens": "1",
    "Replies": "2",
    "First reply time in minutes": "45",
    "Product [list]": "Phone",
    "Contract [int]": "12",
}


def export(*tickets, columns=COLUMNS):
    """The text of an export of tickets like TICKET, each changed."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(TICKET | ticket for ticket in tickets)
    return text.getvalue()


@pytest.fixture
def zendesk(house):
    house.write_source(SOURCE)
    return house


def read_one(house, **changes):
    """The only ticket of an export, as it was stored."""
    house.drop("zendesk.csv", export(changes))
    house.take_in()
    (row,) = house.raw("tickets")
    return row


def test_ticket_is_read_without_a_mapping(zendesk):
    row = read_one(zendesk)
    assert {name: row[name] for name in ("ticket_id", "agent_id", "team", "subject", "tags")} == {
        "ticket_id": "7",
        "agent_id": "Aino",
        "team": "Tier 2",
        "subject": "Help",
        "tags": "vip refund",
    }
    assert (row["status"], row["priority"], row["channel"], row["type"]) == (
        "solved",
        "high",
        "web form",
        "incident",
    )
    assert (row["reopens"], row["replies"], row["satisfaction"]) == (1, 2, "good")


def test_times_are_on_the_account_s_clock(zendesk):
    row = read_one(zendesk)
    assert row["created_at"] == datetime(2026, 1, 15, 8, 30)
    assert row["solved_at"] == row["updated_at"] == datetime(2026, 1, 16, 6, 0)


def test_first_reply_follows_from_its_minutes(zendesk):
    assert read_one(zendesk)["first_replied_at"] == datetime(2026, 1, 15, 9, 15)


@pytest.mark.parametrize("date_format", ["%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M:%S"])
def test_first_reply_follows_from_its_minutes_in_a_declared_format(house, date_format):
    house.write_source(SOURCE | {"date_format": date_format})
    times = ("Created at", "Updated at", "Solved at")
    written = {name: datetime.fromisoformat(TICKET[name]).strftime(date_format) for name in times}
    row = read_one(house, **written)
    assert row["created_at"] == datetime(2026, 1, 15, 8, 30)
    assert row["first_replied_at"] == datetime(2026, 1, 15, 9, 15)


@given(
    waits=st.lists(
        st.tuples(
            st.datetimes(datetime(2024, 1, 1), datetime(2025, 1, 1)), st.integers(0, 400_000)
        ),
        min_size=1,
        max_size=50,
    )
)
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_first_reply_is_the_minutes_after_the_creation_across_clock_changes(new_house, waits):
    house = new_house()
    house.write_source(SOURCE)
    tickets = [
        {
            "Id": number,
            "Created at": created.strftime("%Y-%m-%d %H:%M"),
            "Solved at": "",
            "First reply time in minutes": minutes,
        }
        for number, (created, minutes) in enumerate(waits)
    ]
    house.drop("zendesk.csv", export(*tickets))
    house.take_in()
    found = {row["ticket_id"]: row for row in house.raw("tickets")}
    for number, (_, minutes) in enumerate(waits):
        row = found[str(number)]
        waited = row["first_replied_at"] - row["created_at"]
        assert waited.total_seconds() == minutes * 60


def test_seconds_of_a_time_are_read_where_the_account_writes_them(zendesk):
    row = read_one(zendesk, **{"Created at": "2026-01-15 10:30:45"})
    assert row["created_at"] == datetime(2026, 1, 15, 8, 30, 45)
    assert row["first_replied_at"] == datetime(2026, 1, 15, 9, 15, 45)


def stored(house, column, written, ours):
    """What a feed's column holds of an export column's cells, one ticket each."""
    house.drop("zendesk.csv", export(*({"Id": i, column: c} for i, c in enumerate(written))))
    house.take_in()
    assert house.quarantine() == []
    rows = sorted(house.raw("tickets"), key=lambda row: int(row["ticket_id"]))
    return [row[ours] for row in rows]


def test_first_group_is_a_station_but_no_transfer(zendesk):
    stations = ["1", "4", "0", ""]
    assert stored(zendesk, "Group stations", stations, "transfers") == [0, 3, 0, None]


def test_every_status_of_the_vendor_is_known(zendesk):
    written = ["New", "Open", "Pending", "On-hold", "Solved", "Closed", "Deleted"]
    ours = ["new", "open", "pending", "hold", "solved", "closed", "deleted"]
    assert stored(zendesk, "Status", written, "status") == ours


def test_every_satisfaction_score_of_the_vendor_is_known(zendesk):
    written = ["Not Offered", "Offered", "Good", "Bad"]
    ours = ["unoffered", "offered", "good", "bad"]
    assert stored(zendesk, "Satisfaction Score", written, "satisfaction") == ours


WRONG = [
    ("Group stations", "many", "unreadable_integer"),
    ("Group stations", "9" * 30, "unreadable_integer"),
    ("First reply time in minutes", "soon", "unreadable_timestamp"),
    ("First reply time in minutes", "1.5", "unreadable_timestamp"),
    ("First reply time in minutes", "9" * 18, "unreadable_timestamp"),
    ("First reply time in minutes", "-5", "negative_duration"),
    ("Solved at", "2026-01-14 08:00", "negative_duration"),
    ("Created at", "15/01/2026 10:30", "unreadable_timestamp"),
    ("Created at", "2031-01-15 10:30", "future_timestamp"),
    ("Created at", "", "missing_required"),
    ("Id", "", "missing_required"),
    ("Status", "Escalated", "unknown_value"),
]


def test_what_can_t_be_right_is_quarantined_and_the_others_are_stored(zendesk):
    tickets = [{"Id": i, column: cell} for i, (column, cell, _) in enumerate(WRONG)]
    zendesk.drop("zendesk.csv", export({"Id": "right"}, *tickets))
    zendesk.take_in()
    reasons = [(i, reason) for i, (_, _, reason) in enumerate(WRONG, start=3)]
    assert zendesk.quarantine("line", "reason") == reasons
    assert [row["ticket_id"] for row in zendesk.raw("tickets")] == ["right"]


def test_custom_field_is_mapped_by_its_name(house):
    house.write_source(SOURCE | {"columns": {"product": "Product [list]", "topic": "VIP [flag]"}})
    row = read_one(house)
    assert (row["product"], row["topic"]) == ("Phone", None)


def test_mapped_column_wins_over_the_vendor_s(house):
    house.write_source(SOURCE | {"columns": {"team": "Organization", "transfers": "Reopens"}})
    row = read_one(house, Organization="Acme")
    assert (row["team"], row["transfers"]) == ("Acme", 1)


def test_customer_is_known_by_id_before_address_and_name(zendesk):
    columns = [name for name in COLUMNS if not name.startswith("Requester")]
    zendesk.drop("zendesk_1.csv", export({}, columns=[*columns, "Requester id", "Requester"]))
    zendesk.drop("zendesk_2.csv", export({"Id": "8"}, columns=[*columns, "Requester id"]))
    zendesk.drop("zendesk_3.csv", export({"Id": "9"}, columns=[*columns, "Requester"]))
    zendesk.take_in()
    first, second, third = (row["customer_id"] for row in zendesk.raw("tickets"))
    assert first == second
    assert third not in (first, None)


SUBJECTS = [
    '배송이 "너무" 늦어요, 확인 부탁드립니다',
    "Lasku väärin:\nÄänekoski, 2 kpl",
    "=1+1",
    "Ihan ok 😀👍🏽",
    "<b>Refund</b>; now\tplease",
]


def test_subject_is_kept_as_it_was_written(zendesk):
    assert stored(zendesk, "Subject", SUBJECTS, "subject") == SUBJECTS


def test_columns_may_come_in_any_order_and_be_left_out(zendesk):
    zendesk.drop("zendesk.csv", export({}, columns=["Status", "Created at", "Id"]))
    assert [load.stored for load in zendesk.take_in()] == [1]
    row = zendesk.raw("tickets")[0]
    assert (row["transfers"], row["first_replied_at"], row["team"]) == (None, None, None)


def test_export_without_a_required_column_is_refused_with_the_nearest_name(zendesk):
    zendesk.drop("zendesk.csv", export({}).replace("Created at", "Created_at", 1))
    (load,) = zendesk.take_in()
    assert (load.refused, load.stored) == ("column_missing", 0)
    assert "`Created at`; did you mean `Created_at`?" in load.message


def test_export_without_tickets_is_no_rows(zendesk):
    zendesk.drop("zendesk.csv", export())
    assert [(load.refused, load.rows_read) for load in zendesk.take_in()] == [(None, 0)]


def test_source_without_a_time_zone_is_refused(house):
    house.write_source({key: SOURCE[key] for key in SOURCE if key != "time_zone"})
    with pytest.raises(ContractError, match="time_zone"):
        load_sources(house.home.sources)


def test_header_bears_the_marks_of_this_vendor_and_of_no_other():
    columns = set(COLUMNS)
    bearing = [name for name, r in READERS.items() if r.hallmarks and r.hallmarks <= columns]
    assert bearing == ["zendesk_csv"]
