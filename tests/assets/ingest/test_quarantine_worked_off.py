"""Refused rows are open until a later file says them right, or takes the place of theirs."""

from datetime import datetime

import pytest

ORDERS = "order_id,customer_id,ordered_at,amount,currency"
AGENTS = "agent_id,name,valid_from,valid_to"
CUSTOMERS = "customer_id,birth_year"
AT = "2026-05-01 10:00:00"


def order(number, amount=5):
    return f"{number},c{number},{AT},{amount},EUR"


def spoilt(number):
    return order(number, "five")


def open_rows(house):
    """File and line of the refused rows that nobody has worked off."""
    rows = house.rows("from quarantine_status where worked_off_by is null order by file, line")
    return [(row["file"], row["line"]) for row in rows]


def worked_off_by(house):
    """Which reading worked each refused row off, as its place in the ledger; None: it is open."""
    loads = house.column("select load_id from ledger order by load_id")
    rows = house.rows("from quarantine_status order by load_id, line")
    places = {load: place for place, load in enumerate(loads, start=1)}
    return [places.get(row["worked_off_by"]) for row in rows]


@pytest.fixture
def shop(house):
    house.source("orders")
    return house


def test_refused_row_is_open(shop):
    shop.drop("orders.csv", [ORDERS, order(1), spoilt(2)])
    shop.take_in()
    assert open_rows(shop) == [("orders.csv", 3)]


def test_corrected_file_works_all_rows_of_the_old_one_off(shop):
    shop.drop("orders.csv", [ORDERS, spoilt(1), "2", order(3)])
    shop.take_in()
    shop.drop("orders.csv", [ORDERS, order(1), order(2), order(3)])
    shop.take_in()
    assert open_rows(shop) == []
    assert worked_off_by(shop) == [2, 2]
    assert len(shop.quarantine()) == 2


def test_row_that_is_still_wrong_in_the_corrected_file_is_open_once(shop):
    shop.drop("orders.csv", [ORDERS, spoilt(1), spoilt(2)])
    shop.take_in()
    shop.drop("orders.csv", [ORDERS, order(1), order(9), spoilt(2)])
    shop.take_in()
    assert open_rows(shop) == [("orders.csv", 4)]


def test_file_that_cannot_be_read_corrects_nothing(shop):
    shop.drop("orders.csv", [ORDERS, spoilt(1)])
    shop.take_in()
    shop.drop("orders.csv", ["another,header", "1,2"])
    assert shop.take_in()[0].refused
    assert open_rows(shop) == [("orders.csv", 2)]


def test_same_key_in_another_file_works_a_row_off(shop):
    shop.drop("orders_1.csv", [ORDERS, spoilt(1), spoilt(2)])
    shop.take_in()
    shop.drop("orders_2.csv", [ORDERS, order(1)])
    shop.take_in()
    assert open_rows(shop) == [("orders_1.csv", 3)]


def test_row_that_only_repeats_what_stands_works_a_refused_one_off(shop):
    for number, line in enumerate([order(1), spoilt(1), order(1)]):
        shop.drop(f"orders_{number}.csv", [ORDERS, line, order(100 + number)])
        shop.take_in()
    assert shop.column("select duplicates from ledger order by load_id") == [0, 0, 1]
    assert worked_off_by(shop) == [3]


def test_row_refused_in_many_files_is_worked_off_in_all(shop):
    for number, line in enumerate([spoilt(1), spoilt(1), order(1), order(1)]):
        shop.drop(f"orders_{number}.csv", [ORDERS, line, order(100 + number)])
        shop.take_in()
    assert worked_off_by(shop) == [3, 3]


def test_earlier_file_with_the_same_key_works_nothing_off(shop):
    shop.drop("orders_1.csv", [ORDERS, order(1)])
    shop.take_in()
    shop.drop("orders_2.csv", [ORDERS, spoilt(1)])
    shop.take_in()
    assert open_rows(shop) == [("orders_2.csv", 2)]
    shop.take_in(full=True)
    assert open_rows(shop) == [("orders_2.csv", 2)]


def test_later_file_that_is_refused_the_same_row_works_nothing_off(shop):
    shop.drop("orders_1.csv", [ORDERS, spoilt(1)])
    shop.drop("orders_2.csv", [ORDERS, spoilt(1), order(2)])
    shop.take_in()
    assert open_rows(shop) == [("orders_1.csv", 2), ("orders_2.csv", 2)]


def test_row_without_its_key_waits_for_its_own_file(shop):
    shop.drop("orders_1.csv", [ORDERS, f",c1,{AT},5,EUR", "1,c1"])
    shop.take_in()
    shop.drop("orders_2.csv", [ORDERS, order(1)])
    shop.take_in()
    assert open_rows(shop) == [("orders_1.csv", 2), ("orders_1.csv", 3)]


def test_same_key_of_another_source_is_another_row(shop):
    shop.source("others", "orders", files="others*")
    shop.drop("orders.csv", [ORDERS, spoilt(1)])
    shop.take_in()
    shop.drop("others.csv", [ORDERS, order(1)])
    shop.take_in()
    assert open_rows(shop) == [("orders.csv", 2)]


def test_key_is_what_the_cells_mean_whatever_spelling(house):
    house.source("agents", date_format="%d.%m.%Y")
    house.drop("agents_1.csv", [AGENTS, "A1,Ann,01.02.2026,soon", "A2,Bob,02.02.2026,soon"])
    house.take_in()
    house.drop("agents_2.csv", [AGENTS, "A1,Ann,1.2.2026,", "A2,Bob,3.2.2026,"])
    house.take_in()
    assert open_rows(house) == [("agents_1.csv", 3)]


def test_part_of_a_key_may_be_empty_but_not_unreadable(house):
    house.source("agents")
    house.drop("agents_1.csv", [AGENTS, "A1,Ann,,soon", "A2,Bob,tomorrow,"])
    house.take_in()
    house.drop("agents_2.csv", [AGENTS, "A1,Ann,,", "A2,Bob,,"])
    house.take_in()
    assert open_rows(house) == [("agents_1.csv", 3)]


def test_no_digest_of_a_customer_is_kept(house):
    columns = ["customer_id", "birth_year"]
    house.source("customers", "orders", feed="customers", columns=columns)
    house.drop("customers.csv", [CUSTOMERS, "CUST-1,soon"])
    house.take_in()
    assert house.quarantine("row_key") == [(None,)]
    house.drop("customers.csv", [CUSTOMERS, "CUST-1,1980"])
    house.take_in()
    assert open_rows(house) == []


def test_events_have_no_key_and_are_worked_off_by_their_file(house):
    house.source("events")
    header = "ticket_id,at,event,value,is_public,actor_id,actor_role"
    house.drop("events.csv", [header, "1,soon,status,solved,,a,agent"])
    house.take_in()
    assert open_rows(house) == [("events.csv", 2)]
    house.drop("events.csv", [header, f"1,{AT},status,solved,,a,agent"])
    house.take_in()
    assert open_rows(house) == []


def test_full_run_finds_the_same_rows_open(shop):
    shop.drop("orders_1.csv", [ORDERS, spoilt(1), spoilt(2), spoilt(3)])
    shop.take_in()
    shop.drop("orders_2.csv", [ORDERS, order(1), spoilt(4)])
    shop.take_in()
    shop.drop("orders_2.csv", [ORDERS, order(4)])
    shop.take_in()
    before = worked_off_by(shop)
    assert before == [2, None, None, 3]
    shop.take_in(full=True)
    assert worked_off_by(shop) == before


def test_source_that_refuses_a_repaired_row_opens_the_first_one_again(shop):
    shop.drop("orders_1.csv", [ORDERS, spoilt(1)])
    shop.take_in()
    shop.drop("orders_2.csv", [ORDERS, order(1, "5.5")])
    shop.take_in()
    assert open_rows(shop) == []
    shop.source("orders", decimal=",")
    shop.take_in()
    assert open_rows(shop) == [("orders_1.csv", 2), ("orders_2.csv", 2)]


def test_source_that_can_no_longer_read_the_later_file_opens_the_row_again(shop):
    shop.drop("orders_1.csv", [ORDERS, spoilt(1)])
    shop.take_in()
    shop.drop("orders_2.csv", [ORDERS, order(1).replace("EUR", "원")], "utf-8")
    shop.take_in()
    assert open_rows(shop) == []
    shop.source("orders", encoding="ascii")
    shop.take_in()
    assert open_rows(shop) == [("orders_1.csv", 2)]


def test_file_that_is_no_longer_asked_for_works_nothing_off(shop):
    shop.drop("orders_1.csv", [ORDERS, spoilt(1)])
    shop.take_in()
    shop.drop("orders_2.csv", [ORDERS, order(1)])
    shop.take_in()
    shop.source("orders", files="orders_1*")
    shop.take_in()
    assert open_rows(shop) == [("orders_1.csv", 2)]


def test_row_whose_time_has_come_leaves_the_quarantine(shop):
    shop.drop("orders.csv", [ORDERS, "1,c,2026-06-10 00:00:00,5,EUR"])
    shop.take_in(datetime(2026, 6, 1))
    assert open_rows(shop) == [("orders.csv", 2)]
    shop.take_in(datetime(2026, 6, 20))
    assert shop.quarantine() == []
