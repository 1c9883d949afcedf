import json
from datetime import datetime

import pytest

TICKET = {
    "id": 35436,
    "created_at": "2026-01-01T10:00:00Z",
    "updated_at": "2026-01-02T10:00:00Z",
    "status": "solved",
    "priority": None,
    "type": "incident",
    "subject": "Help",
    "via": {"channel": "web", "source": {"from": {}}},
    "requester_id": 20978392,
    "assignee_id": 235323,
    "group_id": 98738,
    "tags": ["enterprise", "other_tag"],
    "custom_fields": [{"id": 27642, "value": "billing"}, {"id": 27648, "value": None}],
    "satisfaction_rating": {"score": "good", "comment": "Kind", "id": 1234},
}
METRICS = {
    "id": 33,
    "ticket_id": 35436,
    "group_stations": 3,
    "reopens": 1,
    "replies": 4,
    "solved_at": "2026-01-02T09:00:00Z",
    "reply_time_in_minutes": {"calendar": 75, "business": 20},
    "updated_at": "2026-01-02T10:00:00Z",
}
MEASURES = {
    "reopens": 1,
    "replies": 4,
    "transfers": 2,
    "solved_at": datetime(2026, 1, 2, 9),
    "first_replied_at": datetime(2026, 1, 1, 11, 15),
}


@pytest.fixture
def zendesk(house):
    source = {"source": "zendesk", "feed": "tickets", "files": "*.json", "format": "zendesk_json"}

    def take_in(*pages, **changes):
        house.write_source(source | changes)
        for number, page in enumerate(pages):
            content = page if isinstance(page, str) else json.dumps(page)
            house.drop(f"page_{number}.json", content)
        return house.take_in()

    house.zendesk = take_in
    return house


def test_ticket_of_a_page_is_a_row(zendesk):
    zendesk.zendesk({"tickets": [TICKET], "next_page": None, "end_of_stream": True, "count": 1})
    (row,) = zendesk.raw("tickets")
    expected = {
        "ticket_id": "35436",
        "created_at": datetime(2026, 1, 1, 10),
        "updated_at": datetime(2026, 1, 2, 10),
        "status": "solved",
        "priority": None,
        "channel": "web",
        "type": "incident",
        "subject": "Help",
        "agent_id": "235323",
        "team": "98738",
        "tags": "enterprise other_tag",
        "satisfaction": "good",
        "transfers": None,
        "first_replied_at": None,
    }
    assert {name: row[name] for name in expected} == expected
    assert row["customer_id"] not in {None, "20978392"}


LAYOUTS = {
    "side by side": {"tickets": [TICKET], "metric_sets": [METRICS]},
    "within the ticket": {"tickets": [TICKET | {"metric_set": METRICS}]},
    "one ticket": {"ticket": TICKET | {"metric_set": METRICS}},
    "no page": TICKET | {"metric_set": METRICS},
    "list of pages": [{"ticket_metrics": [METRICS]}, {"tickets": [TICKET]}],
    "list of tickets": [TICKET | {"metric_set": METRICS}],
    "lines": json.dumps({"tickets": [TICKET]}) + "\n" + json.dumps({"ticket_metric": METRICS}),
}


@pytest.mark.parametrize("page", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_metrics_come_to_their_ticket(zendesk, page):
    zendesk.zendesk(page)
    (row,) = zendesk.raw("tickets")
    assert {name: row[name] for name in MEASURES} == MEASURES


def test_latest_metrics_of_a_ticket_count(zendesk):
    newer = METRICS | {"reopens": 2, "updated_at": "2026-01-03T10:00:00Z"}
    zendesk.zendesk([{"metric_sets": [newer]}, {"tickets": [TICKET], "metric_sets": [METRICS]}])
    assert [row["reopens"] for row in zendesk.raw("tickets")] == [2]


def test_ticket_without_group_was_not_transferred(zendesk):
    metrics = METRICS | {"group_stations": 0, "reply_time_in_minutes": {"calendar": None}}
    zendesk.zendesk({"tickets": [TICKET], "metric_sets": [metrics]})
    (row,) = zendesk.raw("tickets")
    assert (row["transfers"], row["first_replied_at"]) == (0, None)


def test_custom_field_is_named_by_its_id(zendesk):
    columns = {"topic": "custom_fields.27642", "product": "custom_fields.27648"}
    columns |= {"closed_at": "metric_set.solved_at"}
    zendesk.zendesk({"tickets": [TICKET], "metric_sets": [METRICS]}, columns=columns)
    (row,) = zendesk.raw("tickets")
    assert (row["topic"], row["product"]) == ("billing", None)
    assert row["closed_at"] == MEASURES["solved_at"]


def test_item_that_the_next_page_repeats_counts_once(zendesk):
    other = TICKET | {"id": 2}
    loads = zendesk.zendesk({"tickets": [TICKET, other, other]}, {"tickets": [other]})
    assert [(load.stored, load.duplicates) for load in loads] == [(2, 1), (0, 1)]


def test_later_version_supersedes_in_whatever_order_the_pages_come(zendesk):
    newest = TICKET | {"status": "closed", "updated_at": "2026-01-05T10:00:00Z"}
    newer = TICKET | {"status": "open", "updated_at": "2026-01-03T10:00:00Z"}
    zendesk.zendesk({"tickets": [newest, TICKET]}, {"tickets": [newer]})
    assert len(zendesk.raw("tickets")) == 3
    assert [row["status"] for row in zendesk.staged("tickets")] == ["closed"]


def test_name_of_the_requester_is_redacted_from_the_subject(zendesk):
    via = {"channel": "email", "source": {"from": {"name": "Wilhelmina Quist"}}}
    zendesk.zendesk({"tickets": [TICKET | {"via": via, "subject": "Call Wilhelmina Quist"}]})
    assert "Quist" not in zendesk.raw("tickets")[0]["subject"]


def test_deleted_ticket_is_a_row(zendesk):
    deleted = {"id": 1, "status": "deleted", "created_at": "2026-01-01T10:00:00Z", "via": None}
    zendesk.zendesk({"tickets": [deleted, TICKET]})
    assert [row["status"] for row in zendesk.raw("tickets")] == ["deleted", "solved"]


def test_ticket_without_status_is_set_aside(zendesk):
    zendesk.zendesk({"tickets": [TICKET, {"id": 2, "created_at": "2026-01-01T10:00:00Z"}]})
    assert zendesk.quarantine("line", "reason", "column_name") == [
        (2, "missing_required", "status")
    ]


@pytest.mark.parametrize("empty", [{"tickets": []}, [], {"tickets": None}])
def test_empty_page_is_no_rows(zendesk, empty):
    assert [(load.refused, load.rows_read) for load in zendesk.zendesk(empty)] == [(None, 0)]


REFUSED = {
    "metrics alone": ({"ticket_metrics": [METRICS]}, "items_missing"),
    "metrics in lines": (json.dumps(METRICS) + "\n" + json.dumps(METRICS), "items_missing"),
    "another feed": ({"audits": [{"id": 1}]}, "items_missing"),
    "an error": ({"error": "RecordNotFound"}, "not_zendesk"),
    "an error among pages": ([{"tickets": [TICKET]}, {"error": "x"}], "not_zendesk"),
    "no object among tickets": ({"tickets": [TICKET, 5]}, "not_zendesk"),
    "cut off": (json.dumps({"tickets": [TICKET]})[:-1], "not_json"),
    "cut off in the second": (json.dumps({"tickets": [TICKET]}) + '\n{"tickets": [', "not_json"),
    "csv": ("id,status\n1,new\n", "not_json"),
}


@pytest.mark.parametrize(("page", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_file_that_would_lose_a_part_is_refused(zendesk, page, reason):
    (load,) = zendesk.zendesk(page)
    assert (load.refused, load.stored, load.rows_read) == (reason, 0, 0)


def test_metrics_alone_are_refused_with_what_to_do(zendesk):
    (load,) = zendesk.zendesk({"ticket_metrics": [METRICS]})
    assert "include=metric_sets" in load.message


def test_other_feeds_are_refused_with_those_that_there_are(zendesk):
    (load,) = zendesk.zendesk({"tickets": [TICKET]}, feed="survey_responses")
    assert load.refused == "feed_unfit"
    assert "tickets or ticket_events" in load.message
