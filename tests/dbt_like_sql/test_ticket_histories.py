"""Tickets through all models: what holds of any history, and what two sources say of one ticket."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

UNSOLVED = ("new", "open", "pending", "hold")
SOLVED = ("solved", "closed")
START = datetime(2024, 3, 1, 9)

statuses = st.sampled_from([*UNSOLVED, *SOLVED, "deleted"])
steps = st.tuples(st.integers(1, 200_000), statuses)
histories = st.lists(st.lists(steps, min_size=1, max_size=8), min_size=1, max_size=5)
few_examples = settings(max_examples=20, deadline=None, derandomize=True)


def event(ticket, at, name, value=None, source="log", **cells):
    blank = {"is_public": None, "actor_role": None}
    row = {"ticket_id": ticket, "at": at, "event": name, "value": value, "_source": source}
    return row | {"_load_id": 1, "_line": 1} | blank | cells


def reply(ticket, at, source="log"):
    return event(ticket, at, "comment", source=source, is_public=True, actor_role="agent")


def flat(ticket, status, **cells):
    blank = {"solved_at": None, "first_replied_at": None, "_source": "desk"}
    return {"ticket_id": ticket, "created_at": START, "status": status} | blank | cells


def after(**time):
    return START + timedelta(**time)


def events_of(histories):
    """Status events of each ticket, from its creation on; seconds between them are positive."""
    rows = []
    for number, steps_taken in enumerate(histories):
        at = START
        for seconds, status in steps_taken:
            rows.append(event(f"T{number}", at, "status", status))
            at += timedelta(seconds=seconds)
    return rows


@few_examples
@given(histories=histories)
def test_backlog_changes_sum_to_the_tickets_that_are_unsolved_now(workbench, histories):
    tables = {"raw.ticket_events": events_of(histories)}
    changes = workbench.run_chain("metrics.backlog", tables)
    unsolved_now = sum(taken[-1][1] in UNSOLVED for taken in histories)
    assert sum(row["value"] for row in changes) == unsolved_now


@few_examples
@given(histories=histories)
def test_reopens_and_resolutions_are_those_of_the_history(workbench, histories):
    tables = {"raw.ticket_events": events_of(histories)}
    found = workbench.run_chain("marts.ticket_measures", tables)
    by_ticket = {row["ticket_id"]: row for row in found}
    assert len(found) == len(histories)
    for number, taken in enumerate(histories):
        names = [status for _, status in taken]
        row = by_ticket[f"T{number}"]
        reopened = [a in SOLVED and b in UNSOLVED for a, b in pairwise(names)]
        assert row["reopens"] == sum(reopened)
        assert row["count_resolutions"] == names.count("solved")
        assert row["status"] == names[-1]


@few_examples
@given(histories=histories, cut=st.integers(0, 400_000))
def test_later_events_change_nothing_before_them(workbench, histories, cut):
    as_of = after(seconds=cut)
    events = events_of(histories)
    known = [row for row in events if row["at"] <= as_of]
    whole = workbench.run_chain("marts.ticket_measures", {"raw.ticket_events": events}, as_of)
    part = workbench.run_chain("marts.ticket_measures", {"raw.ticket_events": known}, as_of)
    assert sorted(whole, key=str) == sorted(part, key=str)


def test_a_ticket_from_its_question_to_its_second_solution(workbench):
    events = [
        event("T1", START, "status", "new"),
        event("T1", START, "comment", is_public=True, actor_role="customer"),
        event("T1", after(minutes=30), "comment", is_public=False, actor_role="agent"),
        reply("T1", after(hours=2)),
        event("T1", after(hours=2), "status", "solved"),
        event("T1", after(hours=3), "status", "open"),
        event("T1", after(hours=27), "status", "solved"),
    ]
    (row,) = workbench.run_chain("marts.ticket_measures", {"raw.ticket_events": events})
    assert row["first_reply_time_calendar_minutes"] == 120
    assert row["final_resolution_calendar_minutes"] == 27 * 60
    assert (row["reopens"], row["count_resolutions"], row["status"]) == (1, 2, "solved")
    assert (row["answered_within_24h"], row["approximate"]) == (True, False)


def test_a_log_that_records_replies_says_that_there_was_none(workbench):
    events = [
        event("T1", START, "status", "new"),
        event("T2", START, "status", "new"),
        reply("T2", after(hours=1)),
    ]
    found = workbench.run_chain("marts.ticket_measures", {"raw.ticket_events": events})
    answered = {row["ticket_id"]: row["answered_within_24h"] for row in found}
    assert answered == {"T1": False, "T2": True}


def test_a_flat_export_fills_in_the_reply_that_a_log_of_statuses_lacks(workbench):
    tables = {
        "raw.ticket_events": [
            event("T1", START, "status", "new"),
            event("T1", after(hours=3), "status", "solved"),
        ],
        "raw.tickets": [flat("T1", "solved", first_replied_at=after(hours=2))],
    }
    (row,) = workbench.run_chain("marts.ticket_measures", tables)
    assert row["first_reply_time_calendar_minutes"] == 120
    assert row["answered_within_24h"] is True


def test_a_flat_export_fills_in_the_solution_that_a_log_of_comments_lacks(workbench):
    tables = {
        "raw.ticket_events": [reply("T1", after(hours=2))],
        "raw.tickets": [flat("T1", "solved", solved_at=after(hours=3))],
    }
    (row,) = workbench.run_chain("marts.ticket_measures", tables)
    assert row["status"] == "solved"
    assert row["last_solved_at"] == after(hours=3)


@pytest.mark.parametrize(
    ("status", "solved_at", "expected"),
    [
        pytest.param("open", None, 1, id="never solved"),
        pytest.param("solved", after(days=1), 0, id="solved"),
        pytest.param("deleted", None, 0, id="deleted"),
        pytest.param("open", after(days=1), 1, id="solved once, open again"),
    ],
)
def test_a_flat_ticket_is_backlog_now_if_it_is_unsolved_now(workbench, status, solved_at, expected):
    tables = {"raw.tickets": [flat("T1", status, solved_at=solved_at)]}
    changes = workbench.run_chain("metrics.backlog", tables)
    assert sum(row["value"] for row in changes) == expected
