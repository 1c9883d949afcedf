import csv
import json
from collections import defaultdict
from datetime import datetime, timedelta

import pytest

AS_OF = datetime(2026, 10, 1)
LEGAL = {
    ("", "new"),
    ("new", "open"),
    ("new", "solved"),
    ("open", "pending"),
    ("open", "hold"),
    ("pending", "open"),
    ("hold", "open"),
    ("open", "solved"),
    ("solved", "open"),
    ("solved", "closed"),
}


def good_rows(path, fields):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    whole = [row for row in rows if len(row) == fields and row[0] and len(row[1]) >= 19]
    return [row for row in whole if row[1][:4] < "2031"]


@pytest.fixture(scope="module")
def events(home):
    """The good events of every ticket, each once, in the order of the files."""
    by_ticket = defaultdict(dict)
    for path in sorted((home / "inbox/support").glob("ticket_events_*.csv")):
        for row in good_rows(path, 7):
            if "-13-45 " not in row[1]:
                by_ticket[row[0]][tuple(row)] = datetime.fromisoformat(row[1])
    return by_ticket


@pytest.fixture(scope="module")
def tickets(home):
    rows = {}
    for path in sorted((home / "inbox/support").glob("tickets_*.csv")):
        for row in good_rows(path, 14):
            assert rows.setdefault(row[0], row) == row
            assert row[1][:7] == path.stem.removeprefix("tickets_")
    return rows


def in_order(found):
    """Sorts by time; the duplicates that stand elsewhere in a file don't matter."""
    return sorted(found, key=found.get)


def test_every_ticket_is_written_once_and_has_events(tickets, events):
    assert len(tickets) == 4_000
    assert set(events) == set(tickets)


def test_ticket_ids_grow_with_time(tickets):
    rows = sorted(tickets.values(), key=lambda row: int(row[0]))
    assert rows[0][0] == "100001"
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)


def test_a_ticket_has_six_to_sixteen_events(events):
    sizes = {len(found) for found in events.values()}
    assert min(sizes) >= 6
    assert max(sizes) <= 16


def test_events_lie_between_creation_and_the_as_of(tickets, events):
    for ticket, found in events.items():
        assert min(found.values()).isoformat() + "Z" == tickets[ticket][1]
        assert max(found.values()) <= AS_OF


def test_statuses_change_only_as_a_help_desk_allows(events):
    for ticket, found in events.items():
        status = ""
        for row in in_order(found):
            if row[2] == "field:status":
                assert (status, row[3]) in LEGAL, (ticket, status, row)
                status = row[3]


def test_no_field_changes_twice_in_a_second(events):
    for found in events.values():
        changes = [(row[1], row[2]) for row in found if row[2].startswith("field:")]
        assert len(changes) == len(set(changes))


def test_the_flat_ticket_is_what_its_events_end_in(tickets, events):
    for ticket, found in events.items():
        rows = in_order(found)
        status = [row[3] for row in rows if row[2] == "field:status"][-1]
        team = [row[3] for row in rows if row[2] == "field:group_id"][-1]
        priority = next(row[3] for row in rows if row[2] == "field:priority")
        flat = tickets[ticket]
        assert (flat[6], flat[4], flat[5]) == (status, team, priority)
        assert flat[2] == max(found.values()).isoformat() + "Z"


def test_solved_tickets_close_four_days_later(events):
    for found in events.values():
        at = {row[3]: when for row, when in found.items() if row[2] == "field:status"}
        last_solved = [w for r, w in found.items() if r[2:4] == ("field:status", "solved")]
        if "closed" in at:
            assert at["closed"] == max(last_solved) + timedelta(days=4)
        elif last_solved and at["open"] < max(last_solved):
            assert max(last_solved) + timedelta(days=4) > AS_OF


def test_customers_act_as_customers_and_comments_carry_no_text(events):
    for found in events.values():
        for row in found:
            kind, value, public, actor, role = row[2:]
            expected = {"C": "end-user", "A": "agent", "": "system"}[actor[:1]]
            assert role == expected
            assert (kind == "comment") == (public in {"TRUE", "FALSE"})
            assert kind != "comment" or value == ""


def test_targets_are_those_of_the_policies(home, events):
    with (home / "reference/sla_policies.csv").open(encoding="utf-8", newline="") as file:
        policies = {
            (row["policy"], row["priority"]): {
                "minutes": int(row["target_minutes"]),
                "in_business_hours": row["business_hours"] == "yes",
            }
            for row in csv.DictReader(file)
        }
    stated = 0
    for found in events.values():
        first = {row[2]: row[3] for row in reversed(in_order(found))}
        if "field:sla_policy" in first:
            stated += 1
            target = policies[first["field:sla_policy"], first["field:priority"]]
            assert json.loads(first["field:first_reply_time"]) == target
    assert stated > 1_000


def test_rates_are_believable(tickets, events):
    statuses = [
        [row[3] for row in in_order(found) if row[2] == "field:status"] for found in events.values()
    ]
    teams = [{row[3] for row in found if row[2] == "field:group_id"} for found in events.values()]
    reopened = sum(found.count("solved") > 1 for found in statuses) / len(statuses)
    handed = sum(len(found) > 1 for found in teams) / len(teams)
    unsolved = [row for row in tickets.values() if row[6] not in {"solved", "closed"}]
    recent = [row for row in unsolved if row[1] >= "2026-09-10"]

    assert 0.05 < reopened < 0.09
    assert 0.09 < handed < 0.15
    assert 0.005 < len(unsolved) / len(tickets) < 0.04
    assert 0 < len(unsolved) - len(recent) < len(recent)


def test_late_rows_come_in_the_last_file_and_are_counted(home, tickets):
    manifest = json.loads((home / "demo_manifest.json").read_text(encoding="utf-8"))
    stated = {entry["file"]: entry["late"] for entry in manifest["files"]}
    for path in sorted((home / "inbox/support").glob("ticket_events_*.csv")):
        month = path.stem.removeprefix("ticket_events_")
        rows = {tuple(row) for row in good_rows(path, 7) if "-13-45 " not in row[1]}
        late = [row for row in rows if tickets[row[0]][1][:7] != month]
        assert len(late) == stated[f"support/{path.name}"]
        assert bool(late) == (month == "2026-09")
