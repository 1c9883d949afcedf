from datetime import datetime

import pytest

AS_OF = datetime(2026, 6, 1)
AT = "2026-05-01 10:00:00"
BEFORE = "2026-05-01 09:00:00"
SURVEY = ["response_id", "submitted_at", "kind", "score", "scale_min", "scale_max"]
SURVEY += ["comment", "customer_id", "invited_at"]
ANSWER = dict(zip(SURVEY, ["R1", AT, "nps", "9", "0", "10", "", "c1", ""], strict=True))


BROKEN = [
    ({"response_id": ""}, "missing_required", "response_id"),
    ({"submitted_at": " "}, "missing_required", "submitted_at"),
    ({"kind": ""}, "missing_required", "kind"),
    ({"submitted_at": "soon"}, "unreadable_timestamp", "submitted_at"),
    ({"invited_at": "soon"}, "unreadable_timestamp", "invited_at"),
    ({"score": "nine"}, "unreadable_number", "score"),
    ({"scale_max": "ten"}, "unreadable_number", "scale_max"),
    ({"kind": "smileys"}, "unknown_value", "kind"),
    ({"submitted_at": "2026-06-02 00:00:01"}, "future_timestamp", "submitted_at"),
    ({"invited_at": "2027-01-01 00:00:00"}, "future_timestamp", "invited_at"),
    ({"submitted_at": "1969-12-31 23:59:59"}, "before_1970", "submitted_at"),
    ({"score": "11"}, "score_out_of_range", "score"),
    ({"score": "-1"}, "score_out_of_range", "score"),
    ({"scale_max": "5", "score": "4"}, "scale_not_nps", "scale_max"),
    ({"scale_min": "1"}, "scale_not_nps", "scale_max"),
    ({"kind": "enps", "scale_max": "7", "score": "4"}, "scale_not_nps", "scale_max"),
    ({"kind": "csat", "scale_min": "", "scale_max": ""}, "scale_missing", "score"),
    ({"kind": "csat", "scale_max": ""}, "scale_missing", "score"),
    ({"invited_at": "2026-05-01 10:00:01"}, "negative_duration", "submitted_at"),
]
EDGES = [
    {},
    {"kind": "NPS"},
    {"score": "0"},
    {"score": "10"},
    {"score": ""},
    {"score": "", "scale_min": "", "scale_max": "", "kind": "pulse"},
    {"kind": "csat", "scale_min": "1", "scale_max": "5", "score": "4.5"},
    {"submitted_at": "2026-06-02 00:00:00"},
    {"submitted_at": "1970-01-01 00:00:00"},
    {"invited_at": AT},
    {"customer_id": "", "comment": ""},
]
BROKEN_TWICE = [
    ({"response_id": "", "kind": "smileys", "score": "x"}, "missing_required"),
    ({"kind": "smileys", "submitted_at": "soon", "score": "99"}, "unknown_value"),
    ({"submitted_at": "soon", "score": "nine"}, "unreadable_timestamp"),
    ({"submitted_at": "2030-01-01 00:00:00", "score": "99"}, "future_timestamp"),
    ({"score": "99", "scale_max": "20"}, "score_out_of_range"),
    ({"score": "4", "scale_max": "5", "invited_at": "2026-05-02 00:00:00"}, "scale_not_nps"),
]
CASES = [changes for changes, *_ in BROKEN + BROKEN_TWICE] + EDGES


@pytest.fixture(scope="module")
def judged(new_shared_house):
    """Reason and column of the answers of CASES, None for the stored ones, all from one file."""
    house = new_shared_house()
    house.source("survey")
    answers = [ANSWER | {"response_id": f"R{n}"} | case for n, case in enumerate(CASES)]
    lines = [",".join(f'"{cell}"' for cell in answer.values()) for answer in answers]
    house.drop("survey.csv", [",".join(SURVEY), *lines])
    load = house.take_in(AS_OF)[0]
    assert load.rows_read == load.stored + load.quarantined == len(CASES)
    refused = {line: found for line, *found in house.quarantine("line", "reason", "column_name")}
    return [refused.get(line) for line in range(2, 2 + len(CASES))]


@pytest.mark.parametrize(("changes", "reason", "column"), BROKEN)
def test_answer_is_refused_with_reason_and_column(judged, changes, reason, column):
    assert judged[CASES.index(changes)] == [reason, column]


@pytest.mark.parametrize("changes", EDGES)
def test_answer_at_the_edge_of_the_rules_is_stored(judged, changes):
    assert judged[CASES.index(changes)] is None


@pytest.mark.parametrize(("changes", "reason"), BROKEN_TWICE)
def test_first_broken_rule_names_the_reason(judged, changes, reason):
    assert judged[CASES.index(changes)][0] == reason


def test_row_with_a_wrong_field_count_is_refused(house):
    house.source("orders")
    house.drop(
        "orders.csv", ["order_id,customer_id,ordered_at,amount,currency", f"1,c,{AT},5,EUR,x"]
    )
    house.take_in()
    assert house.quarantine("line", "reason") == [(2, "wrong_field_count")]


@pytest.mark.parametrize(
    ("kind", "header", "line", "column"),
    [
        ("agents", "agent_id,valid_from,valid_to", "a,2026-02-01,2026-01-31", "valid_to"),
        ("agents", "agent_id,hired_on,left_on", "a,2026-02-01,2026-01-31", "left_on"),
        (
            "shifts",
            "agent_id,scheduled_start,scheduled_end",
            f"a,{AT},2026-05-01 09:00:00",
            "scheduled_end",
        ),
        (
            "shifts",
            "agent_id,scheduled_start,scheduled_end,actual_start,actual_end",
            f"a,{AT},{AT},{AT},2026-05-01 09:00:00",
            "actual_end",
        ),
        *[
            (
                "tickets",
                f"ticket_id,created_at,status,{column}",
                f"1,{AT},solved,2026-04-30 00:00:00",
                column,
            )
            for column in ("solved_at", "closed_at", "first_replied_at")
        ],
    ],
)
def test_duration_below_zero_is_refused(house, kind, header, line, column):
    columns = {name: name for name in header.split(",")}
    house.source("any", "orders", feed=kind, columns=columns)
    house.drop("any.csv", [header, line])
    house.take_in()
    assert house.quarantine("reason", "column_name") == [("negative_duration", column)]


def test_shift_of_next_month_is_no_future_timestamp(house):
    columns = {name: name for name in ("agent_id", "scheduled_start", "scheduled_end")}
    house.source("any", "orders", feed="shifts", columns=columns)
    house.drop("any.csv", [",".join(columns), "a,2026-07-01 08:00:00,2026-07-01 16:00:00"])
    assert [load.stored for load in house.take_in(AS_OF)] == [1]


def test_unknown_event_names_are_kept(house):
    house.source("events")
    header = "ticket_id,at,event,value,is_public,actor_id,actor_role"
    house.drop("events.csv", [header, f"1,{AT},teleported,,,,"])
    assert [load.stored for load in house.take_in()] == [1]
