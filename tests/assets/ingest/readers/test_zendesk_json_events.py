import json
from datetime import datetime

import pytest

AT = "2026-01-01T10:00:00Z"
USERS = [{"id": 7, "role": "end-user"}, {"id": 8, "role": "admin"}, {"id": 9, "role": "agent"}]


@pytest.fixture
def events(house):
    """Takes pages in: (event, value) of each row, or other columns."""
    source = {"source": "z", "feed": "ticket_events", "files": "*.json", "format": "zendesk_json"}
    house.write_source(source)

    def take_in(*pages, columns=("event", "value")):
        for number, page in enumerate(pages):
            house.drop(f"page_{number}.json", json.dumps(page))
        house.loads = house.take_in()
        return [tuple(row[name] for name in columns) for row in house.raw("ticket_events")]

    return take_in


def audit(*entries, **changes):
    return {"id": 1, "ticket_id": 5, "created_at": AT, "author_id": 7, "events": entries} | changes


def change(field, value, kind="Change"):
    return {"id": 2, "type": kind, "field_name": field, "value": value, "previous_value": None}


def comment(author, **changes):
    body = {"body": "Hello *there*", "plain_body": "Hello there", "html_body": "<p>Hello</p>"}
    return {"type": "Comment", "author_id": author, "public": True, **body} | changes


def test_fields_of_an_audit_are_events(events):
    entries = [
        change("status", "new", "Create"),
        change("priority", "high"),
        change("group_id", "3"),
        change("assignee_id", "4"),
        change("assignee_id", None),
        change("satisfaction_score", "good"),
        {"type": "ScheduleAssignment", "previous_schedule_id": None, "new_schedule_id": 6},
        {"type": "Notification", "subject": "Request received", "recipients": [7]},
        change("tags", ["a", "b"]),
    ]
    assert events({"audits": [audit(*entries)]}) == [
        ("status", "new"),
        ("priority", "high"),
        ("team", "3"),
        ("agent", "4"),
        ("agent", None),
        ("satisfaction", "good"),
        ("schedule", "6"),
        ("Notification", None),
        ("tags", '["a","b"]'),
    ]


def test_sla_of_an_audit_keeps_its_metric(events):
    target = {"minutes": 480, "in_business_hours": True}
    ((event, value),) = events({"audits": [audit(change("first_reply_time", target))]})
    assert (event, json.loads(value)) == ("sla", {"metric": "first_reply_time", **target})


def test_comment_has_its_author_and_says_whether_it_is_public(events):
    page = {"audits": [audit(comment(8), comment(7, public=False))], "users": USERS}
    columns = ("ticket_id", "at", "event", "value", "is_public", "actor_role")
    assert events(page, columns=columns) == [
        ("5", datetime(2026, 1, 1, 10), "comment", "Hello there", True, "agent"),
        ("5", datetime(2026, 1, 1, 10), "comment", "Hello there", False, "customer"),
    ]


def test_only_customers_get_keys_and_the_system_is_itself(events):
    system = audit(change("status", "closed"), author_id=-1)
    page = {"audits": [audit(comment(8), comment(9), comment(7)), system], "users": USERS}
    rows = events(page, columns=("actor_role", "actor_id"))
    assert rows[:2] == [("agent", "8"), ("agent", "9")]
    assert rows[3] == ("system", "-1")
    assert rows[2][0] == "customer"
    assert rows[2][1] != "7"


def test_without_users_nobody_is_taken_for_an_agent(events):
    ((role, actor),) = events({"audits": [audit(comment(8))]}, columns=("actor_role", "actor_id"))
    assert (role, actor == "8") == (None, False)


@pytest.mark.parametrize("field", ["requester_id", "submitter_id", "email_cc_ids"])
def test_who_a_customer_is_is_not_kept(events, field):
    assert events({"audits": [audit(change(field, "20978392"))]}) == [(field, None)]


def metric_event(metric, kind, **more):
    named = {"id": 1, "ticket_id": 5, "metric": metric, "instance_id": 1, "type": kind, "time": AT}
    return named | more


@pytest.mark.parametrize(
    ("metric", "instance", "name"),
    [
        ("reply_time", 1, "first_reply_time"),
        ("reply_time", 2, "next_reply_time"),
        ("agent_work_time", 1, "agent_work_time"),
    ],
)
def test_applied_sla_has_the_value_that_audits_give_it(events, metric, instance, name):
    sla = {"target": 300, "business_hours": False, "policy": {"id": 3}, "target_in_seconds": 18000}
    applied = metric_event(metric, "apply_sla", instance_id=instance, deleted=False, sla=sla)
    ((event, value),) = events({"ticket_metric_events": [applied]})
    assert event == "sla"
    assert json.loads(value) == {"metric": name, "minutes": 300, "in_business_hours": False}


def test_other_metric_events_are_kept_by_name(events):
    items = [
        metric_event("reply_time", "fulfill"),
        metric_event("agent_work_time", "update_status", status={"calendar": 3, "business": 1}),
    ]
    assert events({"ticket_metric_events": items, "count": 2}) == [
        ("reply_time.fulfill", '{"instance_id":1}'),
        ("agent_work_time.update_status", '{"instance_id":1,"calendar":3,"business":1}'),
    ]


def test_deleted_metric_event_is_set_aside(events, house):
    items = [metric_event("reply_time", "breach", deleted=gone) for gone in (True, False)]
    assert len(events({"ticket_metric_events": items})) == 1
    assert house.quarantine("line", "reason") == [(1, "deleted_event")]


def test_incremental_ticket_events_are_read_like_audits(events):
    children = [
        {"id": 2, "via": "Web", "event_type": "Change", "status": "open", "previous_value": "new"},
        {"id": 3, "event_type": "Create", "priority": "high", "group_id": 98738},
        {"id": 4, "event_type": "Comment", "type": "Comment", "public": False, "body": "Noted"},
    ]
    item = {"id": 1, "ticket_id": 5, "timestamp": 1_767_261_600, "updater_id": 7}
    page = {"ticket_events": [item | {"child_events": children}]}
    assert events(page, columns=("event", "value", "is_public", "at")) == [
        ("status", "open", None, datetime(2026, 1, 1, 10)),
        ("priority", "high", None, datetime(2026, 1, 1, 10)),
        ("team", "98738", None, datetime(2026, 1, 1, 10)),
        ("comment", "Noted", False, datetime(2026, 1, 1, 10)),
    ]


def test_event_that_the_next_page_repeats_happened_once(events, house):
    page = {"audits": [audit(change("status", "open"))]}
    events(page, page | {"next_page": "x"})
    assert [(load.stored, load.duplicates) for load in house.loads] == [(1, 0), (0, 1)]


def test_event_without_ticket_is_set_aside(events, house):
    assert events({"audits": [audit(change("status", "open"), ticket_id=None)]}) == []
    assert house.quarantine("line", "reason") == [(1, "missing_required")]


@pytest.mark.parametrize("empty", [{"audits": []}, {"ticket_metric_events": []}, []])
def test_empty_page_is_no_events(events, house, empty):
    assert events(empty) == []
    assert [load.refused for load in house.loads] == [None]


def test_tickets_are_no_events(events, house):
    events({"tickets": [{"id": 1, "status": "new"}]})
    assert [load.refused for load in house.loads] == ["items_missing"]
