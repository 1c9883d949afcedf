import csv
import io
from datetime import datetime

import pytest

from assets.contracts.sources import load_sources
from assets.errors import ContractError
from assets.ingest.readers import READERS

SOURCE = {
    "source": "freshdesk",
    "feed": "tickets",
    "files": "freshdesk*",
    "format": "freshdesk_csv",
    "time_zone": "America/New_York",
}
# A contact's tags come under the header of the ticket's.
HEADER = (
    "Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,"
    "Resolved time,Closed time,Last update time,Initial response time,Time tracked,"
    "First response time (in hrs),Resolution time (in hrs),Agent interactions,"
    "Customer interactions,Resolution status,First response status,Tags,Survey results,Product,"
    "Full name,Email,Contact ID,Tags"
)
TICKET = {
    "Ticket ID": "7",
    "Subject": "Help",
    "Status": "Closed",
    "Priority": "Urgent",
    "Source": "Email",
    "Type": "Refund",
    "Agent": "Aino",
    "Group": "Billing",
    "Created time": "2026-01-15 10:30:00",
    "Resolved time": "2026-01-16 09:00:00",
    "Closed time": "2026-01-18 09:00:00",
    "Last update time": "2026-01-18 09:00:01",
    "Initial response time": "2026-01-15 11:00:00",
    "First response time (in hrs)": "00:30:00",
    "Resolution time (in hrs)": "07:00:00",
    "Agent interactions": "3",
    "Customer interactions": "2",
    "Tags": "vip",
    "Survey results": "Extremely Happy",
    "Product": "Phone",
    "Full name": "Kim Min-ji",
    "Contact ID": "9001",
}
FRESHSERVICE = {
    "Ticket ID": "Ticket Id",
    "Created time": "Created Time",
    "Resolved time": "Resolved Time",
    "Closed time": "Closed Time",
    "Last update time": "Last Updated Time",
    "Initial response time": "Initial Response Time",
    "Survey results": "Survey Result",
    "Full name": "Requester Name",
    "Email": "Requester Email",
}


def export(*tickets, header=HEADER):
    """The text of an export of tickets like TICKET, each changed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(
        [(TICKET | ticket).get(name, "") for name in header.split(",")] for ticket in tickets
    )
    return text.getvalue()


@pytest.fixture
def freshdesk(house):
    house.write_source(SOURCE)
    return house


def stored(house, column, cells, ours):
    """What a feed's column holds of an export column's cells, one ticket each."""
    house.drop("freshdesk.csv", export(*({"Ticket ID": i, column: c} for i, c in enumerate(cells))))
    house.take_in()
    assert house.quarantine("line", "column_name", "value") == []
    rows = sorted(house.raw("tickets"), key=lambda row: int(row["ticket_id"]))
    return [row[ours] for row in rows]


@pytest.mark.parametrize("spelling", [{}, FRESHSERVICE], ids=["Freshdesk", "Freshservice"])
def test_ticket_is_read_in_both_spellings(freshdesk, spelling):
    header, *rows = export({}).splitlines(keepends=True)
    for name, other in spelling.items():
        header = header.replace(name, other)
    freshdesk.drop("freshdesk.csv", "".join([header, *rows]))
    freshdesk.take_in()
    (row,) = freshdesk.raw("tickets")
    read = ("ticket_id", "status", "priority", "channel", "type", "agent_id", "team", "product")
    assert tuple(row[name] for name in read) == (
        "7",
        "closed",
        "urgent",
        "email",
        "refund",
        "Aino",
        "Billing",
        "Phone",
    )
    assert (row["replies"], row["satisfaction"]) == (3, "extremely happy")
    assert row["created_at"] == datetime(2026, 1, 15, 15, 30)
    assert row["first_replied_at"] == datetime(2026, 1, 15, 16, 0)
    assert row["solved_at"] == datetime(2026, 1, 16, 14, 0)
    assert row["closed_at"] == datetime(2026, 1, 18, 14, 0)
    assert row["updated_at"] == datetime(2026, 1, 18, 14, 0, 1)
    assert row["customer_id"] is not None


def test_every_status_of_the_vendor_is_known(freshdesk):
    statuses = {
        "Open": "open",
        "Pending": "pending",
        "Resolved": "solved",
        "Closed": "closed",
        "Waiting on Customer": "pending",
        "Waiting on Third Party": "hold",
    }
    assert stored(freshdesk, "Status", statuses, "status") == list(statuses.values())


def test_status_of_the_account_s_own_is_quarantined_until_a_source_says_what_it_means(house):
    house.write_source(SOURCE)
    house.drop("freshdesk.csv", export({"Status": "With the bank"}))
    assert [load.quarantined for load in house.take_in()] == [1]
    house.write_source(SOURCE | {"values": {"status": {"With the bank": "hold"}}})
    assert [load.stored for load in house.take_in()] == [1]
    assert [row["status"] for row in house.raw("tickets")] == ["hold"]


def test_ticket_s_tags_are_told_from_the_contact_s(house):
    house.write_source(SOURCE | {"columns": {"topic": "Tags #2"}})
    text = export({}).removesuffix("vip\n") + "contact's\n"
    house.drop("freshdesk.csv", text)
    house.take_in()
    assert [(row["tags"], row["topic"]) for row in house.raw("tickets")] == [("vip", "contact's")]


def test_business_hours_can_be_mapped_but_are_not_taken_for_durations(house):
    house.write_source(SOURCE | {"columns": {"topic": "Resolution time (in hrs)"}})
    house.drop("freshdesk.csv", export({"First response time (in hrs)": "-00:30:00"}))
    house.take_in()
    assert [row["topic"] for row in house.raw("tickets")] == ["07:00:00"]


def test_open_ticket_has_none_of_the_later_times(freshdesk):
    later = ("Resolved time", "Closed time", "Initial response time", "Agent interactions")
    freshdesk.drop("freshdesk.csv", export({"Status": "Open"} | dict.fromkeys(later, "")))
    freshdesk.take_in()
    (row,) = freshdesk.raw("tickets")
    read = ("solved_at", "closed_at", "first_replied_at", "replies")
    assert [row[name] for name in read] == [None] * 4


def test_two_encodings_in_one_file_are_refused_with_the_offset(freshdesk):
    text = export({"Subject": "배송"}, {"Ticket ID": "8", "Subject": "Lasku väärin"})
    before, after = text.split("ä", 1)
    mixed = before.encode() + b"\xe4" + after.encode()
    freshdesk.drop("freshdesk.csv", mixed)
    (load,) = freshdesk.take_in()
    assert (load.refused, load.stored) == ("not_decodable", 0)
    assert f"byte {len(before.encode())} (0xe4)" in load.message


SUBJECTS = [
    '배송이 "너무" 늦어요, 확인 부탁드립니다',
    "Lasku väärin:\nÄänekoski, 2 kpl",
    "@SUM(1)",
    "Ihan ok 😀👍🏽",
]


def test_subject_is_kept_as_it_was_written(freshdesk):
    assert stored(freshdesk, "Subject", SUBJECTS, "subject") == SUBJECTS


WRONG = [
    ("Created time", "15/01/2026 10:30", "unreadable_timestamp"),
    ("Created time", "", "missing_required"),
    ("Ticket ID", "", "missing_required"),
    ("Resolved time", "2026-01-14 10:30:00", "negative_duration"),
    ("Closed time", "2026-01-14 10:30:00", "negative_duration"),
    ("Initial response time", "2026-01-14 10:30:00", "negative_duration"),
    ("Agent interactions", "a few", "unreadable_integer"),
    ("Status", "", "missing_required"),
]


def test_what_can_t_be_right_is_quarantined_and_the_others_are_stored(freshdesk):
    tickets = [{"Ticket ID": i, column: cell} for i, (column, cell, _) in enumerate(WRONG)]
    freshdesk.drop("freshdesk.csv", export(*tickets, {"Ticket ID": "right"}))
    freshdesk.take_in()
    assert freshdesk.quarantine("reason") == [(reason,) for _, _, reason in WRONG]
    assert [row["ticket_id"] for row in freshdesk.raw("tickets")] == ["right"]


def test_export_without_a_required_column_is_refused_with_the_nearest_name(freshdesk):
    freshdesk.drop("freshdesk.csv", export({}).replace("Created time", "Creation time", 1))
    (load,) = freshdesk.take_in()
    assert (load.refused, load.stored) == ("column_missing", 0)
    assert "`Created time`; did you mean `Creation time`?" in load.message


def test_export_without_tickets_is_no_rows(freshdesk):
    freshdesk.drop("freshdesk.csv", export())
    assert [(load.refused, load.rows_read) for load in freshdesk.take_in()] == [(None, 0)]


def test_source_without_a_time_zone_is_refused(house):
    house.write_source({key: SOURCE[key] for key in SOURCE if key != "time_zone"})
    with pytest.raises(ContractError, match="time_zone"):
        load_sources(house.home.sources)


def test_header_bears_the_marks_of_this_vendor_and_of_no_other():
    columns = set(HEADER.split(","))
    bearing = [name for name, r in READERS.items() if r.hallmarks and r.hallmarks <= columns]
    assert bearing == ["freshdesk_csv"]
