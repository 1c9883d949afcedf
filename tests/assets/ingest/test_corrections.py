"""Files that come again with other content, and files that are read again."""

import shutil
from datetime import datetime, timedelta

import pytest

from assets.ingest.intake import take_in

HEADER = "order_id,customer_id,ordered_at,amount,currency"
TICKETS = "ticket_id,created_at,status,subject,customer_id,updated_at"
EVENTS = "ticket_id,at,event,value,is_public,actor_id,actor_role"
AT = "2026-05-01 10:00:00"


def order(number, amount=5):
    return f"{number},c{number},{AT},{amount},EUR"


def amounts(house):
    return {row["order_id"]: row["amount"] for row in house.staged("orders")}


@pytest.fixture
def shop(house):
    house.source("orders")
    return house


def test_last_content_of_a_path_stands_and_versions_are_kept(shop):
    for amount in (5, 6, 5):
        shop.drop("orders.csv", [HEADER, order(1, amount), order(2)])
        shop.take_in()
        assert amounts(shop) == {"1": amount, "2": 5}
    assert [(row["order_id"], row["amount"]) for row in shop.raw("orders")] == [
        ("1", 5.0),
        ("2", 5.0),
        ("1", 6.0),
        ("1", 5.0),
    ]
    counts = shop.rows("select stored, duplicates from ledger order by load_id")
    assert [tuple(row.values()) for row in counts] == [(2, 0), (1, 1), (1, 1)]


def test_last_row_of_a_key_in_a_file_stands(shop):
    shop.drop("orders.csv", [HEADER, order(1, 5), order(1, 6)])
    shop.take_in()
    assert amounts(shop) == {"1": 6}


def test_row_that_goes_back_within_a_file_stands(shop):
    shop.drop("orders.csv", [HEADER, order(1, 5), order(1, 6), order(1, 5)])
    shop.take_in()
    assert amounts(shop) == {"1": 5}


def event(ticket, hour, name="status", value="open"):
    return f"{ticket},2026-05-01 {hour:02}:00:00,{name},{value},,,agent"


def told(house):
    events = [
        (row["ticket_id"], row["at"].hour, row["value"]) for row in house.staged("ticket_events")
    ]
    return sorted(events)


@pytest.fixture
def desk(house):
    """Reads each content of a path after the other; tells which events stand."""
    house.source("events")

    def read(*contents, name="events.csv"):
        for rows in contents:
            house.drop(name, [EVENTS, *rows])
            house.take_in()
        return told(house)

    return read


def test_corrected_event_takes_the_place_of_what_it_corrects(desk):
    first = [event(1, 9), event(1, 10, value="pending"), event(1, 12, value="solved")]
    second = [event(1, 9), event(1, 10, value="hold"), event(1, 12, value="solved")]
    assert desk(first, second) == [("1", 9, "open"), ("1", 10, "hold"), ("1", 12, "solved")]


def test_events_that_go_back_stand_again(desk):
    first = [event(1, 9), event(1, 10, value="pending"), event(1, 12, value="solved")]
    second = [event(1, 9), event(1, 10, value="hold"), event(1, 12, value="solved")]
    assert desk(first, second, first) == desk(first)


def test_events_outside_of_the_new_span_of_time_stand(desk):
    assert desk([event(1, 9), event(1, 10)], [event(1, 10), event(1, 11)]) == [
        ("1", 9, "open"),
        ("1", 10, "open"),
        ("1", 11, "open"),
    ]


def test_events_of_tickets_that_are_not_mentioned_stand(desk):
    assert desk([event(1, 9), event(2, 9)], [event(1, 8), event(1, 10)]) == [
        ("1", 8, "open"),
        ("1", 10, "open"),
        ("2", 9, "open"),
    ]


def test_another_file_takes_nothing_back(desk):
    desk([event(1, 9, value="pending")])
    assert desk([event(1, 8), event(1, 10)], name="events_more.csv") == [
        ("1", 8, "open"),
        ("1", 9, "pending"),
        ("1", 10, "open"),
    ]


def test_what_another_file_told_too_is_not_taken_back(desk):
    desk([event(1, 9), event(1, 10, value="pending"), event(1, 12)])
    desk([event(1, 10, value="pending"), event(1, 11)], name="events_more.csv")
    assert ("1", 10, "pending") in desk([event(1, 9), event(1, 12)])


def test_a_file_with_refused_rows_takes_nothing_back(desk):
    broken = [event(1, 8), event(1, 9).replace("09:00", "9 o'clock"), event(1, 10)]
    assert desk([event(1, 9)], broken) == [("1", 8, "open"), ("1", 9, "open"), ("1", 10, "open")]


def kill(line):
    raise KeyboardInterrupt


@pytest.mark.parametrize("refused", [[], [event(1, 11).replace("11:00", "11 o'clock")]])
def test_a_reread_that_was_killed_after_an_earlier_content_is_gone_on_with(house, desk, refused):
    first = [event(1, 9), event(1, 10, value="pending"), *refused, event(1, 12)]
    before = desk(first, [event(1, 9), event(1, 12)])
    with pytest.raises(KeyboardInterrupt):
        take_in(house.run(full=True), kill)
    assert ("1", 10, "pending") in told(house)
    house.take_in()
    assert told(house) == before == [("1", 9, "open"), ("1", 12, "open")]


def test_later_version_of_a_ticket_stands_whatever_arrives_last(house):
    house.source("tickets")
    versions = [
        f"1,{AT},open,s,c,2026-05-02 10:00:00",
        f"1,{AT},solved,s,c,2026-05-03 10:00:00",
        f"1,{AT},pending,s,c,",
    ]
    for number, version in enumerate([versions[1], versions[0], versions[2]]):
        house.drop(f"tickets_{number}.csv", [TICKETS, version])
        house.take_in()
    assert [row["status"] for row in house.staged("tickets")] == ["solved"]
    assert len(house.raw("tickets")) == 3


def test_later_load_of_a_ticket_stands_between_equal_versions(house):
    house.source("tickets")
    for number, status in enumerate(["open", "solved", "open"]):
        house.drop(f"tickets_{number}.csv", [TICKETS, f"1,{AT},{status},s{number},c,{AT}"])
        house.take_in()
    assert [row["subject"] for row in house.staged("tickets")] == ["s2"]


def test_arrival_order_of_files_does_not_matter(new_house):
    contents = {f"orders_{n}.csv": [HEADER, order(n), order(n + 1)] for n in range(3)}
    found = []
    for name, files in (("in_order", [*contents]), ("reversed", [*contents][::-1])):
        house = new_house(name)
        house.source("orders")
        for file in files:
            house.drop(file, contents[file])
            house.take_in()
        found.append(amounts(house))
    assert found[0] == found[1] == {"0": 5, "1": 5, "2": 5, "3": 5}


def copy_secret(house, fresh):
    secret = (house.home.root / ".customer_secret").read_text("ascii")
    (fresh.home.root / ".customer_secret").write_text(secret, "ascii")


def rebuild(new_house, house):
    """What a fresh home with the same sources, inbox and secret holds."""
    fresh = new_house("fresh")
    copy_secret(house, fresh)
    for folder in ("sources", "inbox"):
        shutil.copytree(house.home.root / folder, fresh.home.root / folder, dirs_exist_ok=True)
    fresh.take_in()
    return fresh


def content(house):
    without_ids = "select * exclude (load_id, loaded_at) from ledger order by load_id"
    return house.raw("orders"), house.quarantine("file", "line", "reason"), house.rows(without_ids)


CHANGES = {
    "mapping": {"columns": ["order_id", "customer_id", "ordered_at"]},
    "time zone": {"time_zone": "Asia/Seoul"},
    "values": {"values": {"currency": {"EUR": "KRW"}}},
    "constant": {"constants": {"referred_by": "c9"}},
    "decimal": {"decimal": ","},
    "files": {"files": "orders_2*"},
}


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())
def test_changed_source_gives_what_a_fresh_home_gives(shop, new_house, changes):
    shop.drop("orders_1.csv", [HEADER, order(1), order(2, '"5,5"'), "3"])
    shop.drop("orders_2.csv", [HEADER, order(2, 5.5), order(1), order(1)])
    shop.take_in()
    shop.source("orders", **changes)
    shop.take_in()
    assert content(shop) == content(rebuild(new_house, shop))
    assert shop.take_in() == []


def test_source_that_feeds_another_table_leaves_nothing_in_the_first(shop):
    shop.drop("orders.csv", [HEADER, order(1)])
    shop.take_in()
    shop.source("orders", feed="customers", columns={"customer_id": "customer_id"})
    shop.take_in()
    assert shop.raw("orders") == []
    assert len(shop.raw("customers")) == 1


def test_changed_source_leaves_other_sources_alone(shop):
    shop.source("others", "orders", files="others*")
    shop.drop("orders.csv", [HEADER, order(1)])
    shop.drop("others.csv", [HEADER, order(9), "10"])
    shop.take_in()
    shop.source("orders", constants={"referred_by": "c9"})
    assert [load.source for load in shop.take_in()] == ["orders"]
    assert sorted(row["_source"] for row in shop.raw("orders")) == ["orders", "others"]
    assert shop.quarantine("source") == [("others",)]


def test_refused_file_is_read_again_when_its_source_is_put_right(house):
    house.source("orders", encoding="utf-8")
    house.drop("orders.csv", [HEADER, order(1).replace("EUR", "원")], "cp949")
    assert [load.refused for load in house.take_in()] == ["not_decodable"]
    house.source("orders", encoding="cp949")
    assert [(load.refused, load.stored) for load in house.take_in()] == [(None, 1)]
    assert house.column("select currency from raw.orders") == ["원"]


def test_full_run_gives_the_same_content(shop):
    for amount in (5, 6, 5):
        shop.drop("orders.csv", [HEADER, order(1, amount), order(2), order(2), "3"])
        shop.take_in()
    shop.drop("orders_2.csv", b"")
    shop.take_in()
    before = content(shop)
    shop.take_in(full=True)
    assert content(shop) == before
    assert amounts(shop) == {"1": 5, "2": 5}


def test_full_run_needs_the_inbox_no_more(shop):
    path = shop.drop("orders.csv", [HEADER, order(1)])
    shop.take_in()
    before = content(shop)
    path.unlink()
    shop.take_in(full=True)
    assert content(shop) == before


def test_row_refused_as_future_comes_in_once_its_time_has_come(shop):
    now = datetime(2026, 5, 1)
    soon, later = "2026-05-03 00:00:00", "2026-05-09 00:00:00"
    lines = [f"{n},c,{at},5,EUR" for n, at in enumerate([AT, soon, later], start=1)]
    shop.drop("orders.csv", [HEADER, *lines])
    assert [(load.stored, load.quarantined) for load in shop.take_in(now)] == [(1, 2)]
    assert shop.take_in(now + timedelta(hours=23, minutes=59)) == []
    assert [load.stored for load in shop.take_in(now + timedelta(days=1))] == [2]
    assert shop.take_in(now + timedelta(days=1)) == []
    assert [load.stored for load in shop.take_in(now + timedelta(days=30))] == [3]
    assert shop.take_in(now + timedelta(days=60)) == []
    assert set(amounts(shop)) == {"1", "2", "3"}
    assert [load.rows_read for load in shop.take_in(now + timedelta(days=60), full=True)] == [3]


def test_future_row_of_a_ticket_waits_for_its_latest_time(house):
    columns = ["ticket_id", "created_at", "status", "solved_at"]
    house.source("tickets", columns=columns)
    house.drop("tickets.csv", [",".join(columns), f"1,{AT},solved,2026-06-10 00:00:00"])
    house.take_in(datetime(2026, 6, 1))
    assert house.take_in(datetime(2026, 6, 8)) == []
    assert [load.stored for load in house.take_in(datetime(2026, 6, 9))] == [1]
