"""Rows that arrive late, twice, in any order or in several versions: the same rows stand."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TICKETS = ["ticket_id", "created_at", "status", "subject", "customer_id", "updated_at"]
EVENTS = ["ticket_id", "at", "event", "value", "is_public", "actor_id", "actor_role"]
ORDERS = ["order_id", "customer_id", "ordered_at", "amount", "currency"]
DAY = datetime(2026, 5, 1)
HEADERS = {"tickets": TICKETS, "ticket_events": EVENTS, "orders": ORDERS}
SOURCES = {"tickets": "tickets", "ticket_events": "events", "orders": "orders"}


def ticket(number, hour):
    """The version of a ticket that was true at an hour."""
    status = ["open", "pending", "solved"][hour % 3]
    return [number, DAY, status, f"subject {hour}", "c", DAY + timedelta(hours=hour)]


def event(number, hour):
    return [number, DAY + timedelta(hours=hour), "comment", "", "true", "a1", "agent"]


def order(number, hour):
    """An order, which nobody changes."""
    return [f"{number}-{hour}", "c", DAY + timedelta(hours=hour), hour, "EUR"]


MAKERS = {"tickets": ticket, "ticket_events": event, "orders": order}
FACTS = st.tuples(st.integers(1, 4), st.integers(0, 5))
# Files of one feed each that overlap, as exports of "the last seven days" do.
FILE = st.tuples(
    st.sampled_from(["tickets", *MAKERS]), st.lists(FACTS, min_size=1, max_size=6, unique=True)
)
FILES = st.lists(FILE, min_size=2, max_size=3)


def text_of(feed, facts):
    text = io.StringIO()
    csv.writer(text).writerows([HEADERS[feed], *[MAKERS[feed](*fact) for fact in facts]])
    return text.getvalue()


def staged_content(house):
    """What stands, without the numbers of the loads."""
    return {
        feed: sorted(
            str({key: cell for key, cell in row.items() if key[0] != "_"})
            for row in house.staged(feed)
        )
        for feed in HEADERS
    }


@pytest.fixture
def arrive(new_house):
    """Takes in files, several at a time; gives what stands and the house."""
    made = []

    def take(batches):
        house = new_house(f"home {len(made)}")
        made.append(house)
        (house.home.root / ".customer_secret").write_text(made[0].home.customer_secret().hex())
        for feed, kind in SOURCES.items():
            house.source(kind, time_zone="UTC", files=f"*/{feed}.csv")
        for batch in batches:
            for number, (feed, facts) in batch:
                house.drop(f"{number}/{feed}.csv", text_of(feed, facts))
            for load in house.take_in():
                assert load.rows_read == load.stored + load.quarantined + load.duplicates
        return staged_content(house), house

    return take


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=FILES, data=st.data())
def test_any_order_of_arrival_gives_the_same_rows(arrive, files, data):
    numbered = list(enumerate(files))
    shuffled = data.draw(st.permutations(numbered))
    cut = data.draw(st.integers(1, len(files)))
    late, _ = arrive([shuffled[:cut], shuffled[cut:]])
    in_order, _ = arrive([numbered])
    assert late == in_order


def test_late_rows_stand_beside_those_that_came_before(arrive):
    early = [(1, ("orders", [(1, 5)])), (2, ("tickets", [(1, 5)]))]
    late = [(3, ("orders", [(2, 0)])), (4, ("tickets", [(1, 2)]))]
    found, house = arrive([early, late])
    assert found == arrive([late, early])[0]
    assert [row["subject"] for row in house.staged("tickets")] == ["subject 5"]
    assert len(house.staged("orders")) == 2


def test_latest_version_of_an_id_stands_whatever_the_order_of_the_rows(new_house):
    house = new_house()
    versions = [",".join(map(str, ticket(1, hour))) for hour in (0, 1, 2)]
    for number, lines in enumerate([versions, versions[::-1], versions[1:] + versions[:1]]):
        house.source(f"t{number}", "tickets")
        house.drop(f"t{number}.csv", [",".join(TICKETS), *lines])
    house.take_in()
    winners = house.rows(
        "select _source, arg_max(status, updated_at) as status, count(*) as n "
        "from raw.tickets group by _source"
    )
    assert {(row["status"], row["n"]) for row in winners} == {("solved", 3)}
    assert [row["status"] for row in house.staged("tickets")] == ["solved"]


@pytest.mark.parametrize("lines", [[5, 6, 7], [7, 6, 5]])
def test_one_of_several_contents_of_an_id_wins_each_time_and_the_others_are_kept(new_house, lines):
    house = new_house()
    house.source("orders")
    house.drop("orders.csv", [",".join(ORDERS), *[f"1,c,{DAY},{n},EUR" for n in lines]])
    house.take_in()
    found = []
    for full in (False, True, True):
        house.take_in(full=full)
        found.append([row["amount"] for row in house.staged("orders")])
    assert found == [[lines[-1]]] * 3
    assert sorted(row["amount"] for row in house.raw("orders")) == [5, 6, 7]


def test_correction_and_its_withdrawal_end_where_a_clean_home_does(new_house):
    house, fresh = new_house("house"), new_house("fresh")
    (fresh.home.root / ".customer_secret").write_text(house.home.customer_secret().hex())
    contents = [[",".join(ORDERS), f"1,c,{DAY},{amount},EUR", "2,c"] for amount in (5, 6, 5)]
    for each in (house, fresh):
        each.source("orders")
    for content in contents:
        house.drop("orders.csv", content)
        house.take_in()
    fresh.drop("orders.csv", contents[-1])
    fresh.take_in()
    assert staged_content(house) == staged_content(fresh)
    assert len(house.raw("orders")) == 3
