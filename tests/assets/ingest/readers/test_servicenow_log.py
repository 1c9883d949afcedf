import csv
import io
from datetime import datetime

import pytest

from assets.contracts.sources import load_sources
from assets.errors import ContractError
from assets.ingest.readers import READERS

SOURCE = {
    "source": "servicenow",
    "feed": "tickets",
    "files": "incident*",
    "format": "servicenow_log",
    "time_zone": "America/Sao_Paulo",
}
EVENTS = SOURCE | {
    "source": "servicenow_events",
    "feed": "ticket_events",
    "constants": {"actor_role": "agent"},
}
HEADER = (
    "number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,"
    "caller_id,opened_by,opened_at,sys_created_by,sys_created_at,sys_updated_by,sys_updated_at,"
    "contact_type,location,category,subcategory,u_symptom,cmdb_ci,impact,urgency,priority,"
    "assignment_group,assigned_to,knowledge,u_priority_confirmation,notify,problem_id,rfc,vendor,"
    "caused_by,closed_code,resolved_by,resolved_at,closed_at"
)
COLUMNS = HEADER.split(",")
UPDATE = {
    "number": "INC0000045",
    "incident_state": "New",
    "reassignment_count": "0",
    "reopen_count": "0",
    "sys_mod_count": "0",
    "caller_id": "Caller 2403",
    "opened_at": "9/2/2016 1:16",
    "sys_updated_by": "Updated by 21",
    "sys_updated_at": "9/2/2016 01:23",
    "contact_type": "Phone",
    "category": "Category 55",
    "priority": "3 - Moderate",
    "assignment_group": "Group 56",
}
# One incident from its opening to its end.
LIFE = [
    UPDATE,
    UPDATE | {"incident_state": "Active", "sys_updated_at": "9/2/2016 08:53"},
    UPDATE
    | {
        "incident_state": "Resolved",
        "sys_updated_at": "9/2/2016 11:29",
        "resolved_at": "9/2/2016 11:29",
        "reassignment_count": "2",
        "assigned_to": "Resolver 89",
    },
    UPDATE
    | {
        "incident_state": "Closed",
        "sys_updated_at": "13/2/2016 12:00",
        "resolved_at": "9/2/2016 11:29",
        "closed_at": "13/2/2016 12:00",
        "reassignment_count": "2",
        "assigned_to": "Resolver 89",
    },
]


def export(*updates, columns=COLUMNS):
    """The text of a log; a cell that an update leaves out is `?`, as the vendor writes it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, "?", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(updates)
    return text.getvalue()


@pytest.fixture
def servicenow(house):
    house.write_source(SOURCE)
    return house


def test_latest_update_of_an_incident_stands(servicenow):
    servicenow.drop("incidents.csv", export(*LIFE))
    (load,) = servicenow.take_in()
    assert (load.rows_read, load.stored, load.quarantined, load.duplicates) == (4, 4, 0, 0)
    (row,) = servicenow.staged("tickets")
    assert (row["ticket_id"], row["status"], row["transfers"]) == ("INC0000045", "closed", 2)
    assert row["created_at"] == datetime(2016, 2, 9, 3, 16)
    assert row["solved_at"] == datetime(2016, 2, 9, 13, 29)
    assert row["closed_at"] == datetime(2016, 2, 13, 14, 0)
    assert row["updated_at"] == datetime(2016, 2, 13, 14, 0)
    assert (row["channel"], row["priority"], row["topic"]) == (
        "phone",
        "3 - moderate",
        "Category 55",
    )


def test_order_of_the_updates_in_the_file_does_not_matter(servicenow):
    servicenow.drop("incidents.csv", export(*reversed(LIFE)))
    servicenow.take_in()
    assert [row["status"] for row in servicenow.staged("tickets")] == ["closed"]


def test_last_of_several_updates_within_one_minute_stands(servicenow):
    within = [
        UPDATE | {"incident_state": state, "sys_mod_count": str(count)}
        for count, state in enumerate(["New", "Active", "Awaiting Vendor", "Active", "Resolved"])
    ]
    servicenow.drop("incidents.csv", export(*within))
    (load,) = servicenow.take_in()
    assert (load.stored, load.duplicates) == (5, 0)
    assert [row["status"] for row in servicenow.staged("tickets")] == ["solved"]


def test_update_that_changes_nothing_mapped_is_a_duplicate(servicenow):
    servicenow.drop("incidents.csv", export(UPDATE, UPDATE | {"sys_mod_count": "1"}))
    (load,) = servicenow.take_in()
    assert (load.stored, load.duplicates) == (1, 1)


def test_later_export_supersedes_an_earlier_one(servicenow):
    servicenow.drop("incidents_1.csv", export(*LIFE[:2]))
    servicenow.take_in()
    assert [row["status"] for row in servicenow.staged("tickets")] == ["open"]
    servicenow.drop("incidents_2.csv", export(*LIFE[2:]))
    servicenow.take_in()
    assert [row["status"] for row in servicenow.staged("tickets")] == ["closed"]


def test_question_mark_is_no_value(servicenow):
    servicenow.drop("incidents.csv", export(UPDATE))
    servicenow.take_in()
    (row,) = servicenow.raw("tickets")
    read = ("agent_id", "solved_at", "closed_at", "subject")
    assert [row[name] for name in read] == [None] * 4
    assert row["team"] == "Group 56"


def test_question_mark_in_a_required_cell_is_quarantined(servicenow):
    unopened = UPDATE | {"number": "INC0000046", "opened_at": "?"}
    servicenow.drop("incidents.csv", export(UPDATE, unopened))
    servicenow.take_in()
    assert servicenow.quarantine("line", "reason", "column_name") == [
        (3, "missing_required", "opened_at")
    ]


STATES = {
    "New": "new",
    "Active": "open",
    "Awaiting User Info": "pending",
    "Awaiting Evidence": "hold",
    "Awaiting Problem": "hold",
    "Awaiting Vendor": "hold",
    "Resolved": "solved",
    "Closed": "closed",
}


def test_every_state_of_the_vendor_is_known_in_both_feeds(house):
    house.write_source(SOURCE)
    house.write_source(EVENTS)
    updates = [
        UPDATE | {"incident_state": state, "sys_updated_at": f"{day}/2/2016 01:23"}
        for day, state in enumerate(STATES, start=10)
    ]
    house.drop("incidents.csv", export(*updates))
    house.take_in()
    states = list(STATES.values())
    assert [row["status"] for row in house.raw("tickets")] == states
    events = house.raw("ticket_events")
    assert [(row["event"], row["value"]) for row in events] == [("status", s) for s in states]
    assert events[0]["at"] == datetime(2016, 2, 10, 3, 23)
    assert {row["actor_id"] for row in events} == {"Updated by 21"}


def test_state_that_was_never_set_is_no_status(house):
    house.write_source(SOURCE)
    house.write_source(EVENTS)
    unset = UPDATE | {"incident_state": "-100", "sys_updated_at": "9/2/2016 02:00"}
    house.drop("incidents.csv", export(UPDATE, unset))
    house.take_in()
    assert house.quarantine("source", "line", "reason", "value") == [
        ("servicenow", 3, "unknown_value", "-100")
    ]
    events = [(row["event"], row["value"]) for row in house.raw("ticket_events")]
    assert events == [("status", "new"), ("-100", None)]


def test_header_that_comes_twice_is_told_apart(house):
    house.write_source(SOURCE | {"columns": {"product": "location #2"}})
    text = export(UPDATE | {"location": "Location 143"}, columns=[*COLUMNS, "location"])
    house.drop("incidents.csv", text)
    house.take_in()
    assert [row["product"] for row in house.raw("tickets")] == ["Location 143"]


WRONG = [
    ("opened_at", "2/13/2016 01:16", "unreadable_timestamp"),
    ("opened_at", "2016-02-09 01:16:00", "unreadable_timestamp"),
    ("resolved_at", "8/2/2016 01:16", "negative_duration"),
    ("closed_at", "8/2/2016 01:16", "negative_duration"),
    ("reopen_count", "often", "unreadable_integer"),
    ("number", "?", "missing_required"),
    ("incident_state", "Parked", "unknown_value"),
]


def test_what_can_t_be_right_is_quarantined_and_the_others_are_stored(servicenow):
    updates = [UPDATE | {"number": f"INC{i}", c: cell} for i, (c, cell, _) in enumerate(WRONG)]
    servicenow.drop("incidents.csv", export(*updates, UPDATE))
    servicenow.take_in()
    assert servicenow.quarantine("reason") == [(reason,) for _, _, reason in WRONG]
    assert [row["ticket_id"] for row in servicenow.raw("tickets")] == ["INC0000045"]


def test_times_of_an_instance_with_another_format_are_declared(house):
    house.write_source(SOURCE | {"date_format": "%Y-%m-%d %H:%M:%S"})
    times = {"opened_at": "2016-02-09 01:16:00", "sys_updated_at": "2016-02-09 01:23:45"}
    house.drop("incidents.csv", export(UPDATE | times))
    house.take_in()
    assert [row["updated_at"] for row in house.raw("tickets")] == [datetime(2016, 2, 9, 3, 23, 45)]


@pytest.mark.parametrize("source", [SOURCE, EVENTS], ids=["tickets", "ticket_events"])
def test_log_without_a_required_column_is_refused_with_the_nearest_name(house, source):
    house.write_source(source)
    house.drop("incidents.csv", export(UPDATE).replace("number", "numbers", 1))
    (load,) = house.take_in()
    assert (load.refused, load.stored) == ("column_missing", 0)
    assert "`number`; did you mean `numbers`?" in load.message


def test_log_without_updates_is_no_rows(servicenow):
    servicenow.drop("incidents.csv", export())
    assert [(load.refused, load.rows_read) for load in servicenow.take_in()] == [(None, 0)]


@pytest.mark.parametrize("source", [SOURCE, EVENTS], ids=["tickets", "ticket_events"])
def test_source_without_a_time_zone_is_refused(house, source):
    house.write_source({key: source[key] for key in source if key != "time_zone"})
    with pytest.raises(ContractError, match="time_zone"):
        load_sources(house.home.sources)


def test_header_bears_the_marks_of_this_vendor_and_of_no_other():
    columns = set(COLUMNS)
    bearing = [name for name, r in READERS.items() if r.hallmarks and r.hallmarks <= columns]
    assert bearing == ["servicenow_log"]
