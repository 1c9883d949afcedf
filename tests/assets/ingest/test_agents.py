"""Rows that name an agent whom the list doesn't hold are set aside, whatever came first."""

import itertools

import pytest

AGENTS = "agent_id,name,valid_from,valid_to"
TICKETS = "ticket_id,created_at,status,agent_id"
TICKET_ROWS = [f"T{n},2026-05-01 10:00:00,open,{agent}" for n, agent in enumerate(["A1", "A2", ""])]


@pytest.fixture
def desk(house):
    house.source("agents")
    house.source("tickets", columns=["ticket_id", "created_at", "status", "agent_id"])
    return house


def agents(*ids):
    return [AGENTS, *[f"{agent},Kim,," for agent in ids]]


def stored(house):
    return sorted(row["ticket_id"] for row in house.raw("tickets"))


def test_ticket_of_an_unknown_agent_is_quarantined(desk):
    desk.drop("agents.csv", agents("A1"))
    desk.drop("tickets.csv", [TICKETS, *TICKET_ROWS])
    desk.take_in()
    assert stored(desk) == ["T0", "T2"]
    assert desk.quarantine("line", "reason", "column_name", "value") == [
        (3, "unknown_agent", "agent_id", "A2")
    ]


def test_without_a_list_of_agents_all_are_taken(desk):
    desk.drop("tickets.csv", [TICKETS, *TICKET_ROWS])
    desk.take_in()
    assert stored(desk) == ["T0", "T1", "T2"]


def test_ticket_is_taken_when_its_agent_becomes_known(desk):
    desk.drop("agents.csv", agents("A1"))
    desk.drop("tickets.csv", [TICKETS, *TICKET_ROWS])
    desk.take_in()
    desk.drop("agents_2.csv", agents("A2"))
    desk.take_in()
    assert stored(desk) == ["T0", "T1", "T2"]
    assert desk.quarantine("reason") == []


def test_nothing_is_read_again_while_the_agents_stay(desk):
    desk.drop("agents.csv", agents("A1"))
    desk.drop("tickets.csv", [TICKETS, *TICKET_ROWS])
    desk.take_in()
    assert desk.take_in() == []


def test_all_are_taken_again_when_the_list_of_agents_is_withdrawn(desk):
    desk.drop("agents.csv", agents("A1"))
    desk.drop("tickets.csv", [TICKETS, *TICKET_ROWS])
    desk.take_in()
    (desk.home.sources / "agents.yml").unlink()
    desk.take_in()
    assert stored(desk) == ["T0", "T1", "T2"]


def test_file_of_which_no_agent_is_listed_is_about_another_desk(desk):
    desk.drop("agents.csv", agents("B1"))
    desk.drop("tickets.csv", [TICKETS, *TICKET_ROWS])
    desk.take_in()
    assert stored(desk) == ["T0", "T1", "T2"]


FILES = {
    "agents.csv": agents("A1"),
    "tickets.csv": [TICKETS, *TICKET_ROWS],
    "agents_2.csv": agents("A3"),
}


@pytest.mark.parametrize("order", list(itertools.permutations(FILES)))
def test_any_order_of_arrival_gives_the_same(desk, order):
    for name in order:
        desk.drop(name, FILES[name])
        desk.take_in()
    assert stored(desk) == ["T0", "T2"]
    assert desk.quarantine("file", "line", "reason") == [("tickets.csv", 3, "unknown_agent")]
    (tickets,) = [row for row in desk.rows("from ledger") if row["source"] == "tickets"]
    assert (tickets["stored"], tickets["quarantined"]) == (2, 1)
