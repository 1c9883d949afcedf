import pytest

from assets.ingest import ledger

HEADER = "order_id,customer_id,ordered_at,amount,currency"
AT = "2026-05-01 10:00:00"


def order(number, amount=5):
    return f"{number},c{number},{AT},{amount},EUR"


def amounts(house):
    """What stands: amount by order, by the staging model."""
    return {row["order_id"]: row["amount"] for row in house.staged("orders")}


@pytest.fixture
def shop(house):
    """A home with one source of orders."""
    house.source("orders")
    return house


def test_same_file_twice_counts_once(shop):
    shop.drop("orders.csv", [HEADER, order(1), order(2)])
    assert [load.stored for load in shop.take_in()] == [2]
    before = shop.raw("orders")
    assert shop.take_in() == []
    assert shop.raw("orders") == before
    assert len(shop.rows("from ledger")) == 1


def test_touched_file_counts_once(shop):
    path = shop.drop("orders.csv", [HEADER, order(1)])
    shop.take_in()
    path.touch()
    assert shop.take_in() == []


@pytest.mark.parametrize("together", [True, False])
def test_renamed_copy_counts_once(shop, together):
    shop.drop("orders.csv", [HEADER, order(1)])
    if not together:
        shop.take_in()
    shop.drop("orders copy.csv", [HEADER, order(1)])
    shop.take_in()
    assert len(shop.raw("orders")) == len(shop.rows("from ledger")) == 1


def test_moved_file_counts_once(shop):
    path = shop.drop("orders.csv", [HEADER, order(1)])
    shop.take_in()
    path.rename(path.with_name("orders 2026.csv"))
    assert shop.take_in() == []


def test_one_file_feeds_two_sources(shop):
    shop.source("orders_again", "orders", files="orders*")
    shop.drop("orders.csv", [HEADER, order(1)])
    assert [load.stored for load in shop.take_in()] == [1, 1]


def test_new_file_is_read_beside_the_old_ones(shop):
    shop.drop("orders_1.csv", [HEADER, order(1)])
    shop.take_in()
    shop.drop("orders_2.csv", [HEADER, order(2)])
    assert [load.file for load in shop.take_in()] == ["orders_2.csv"]
    assert amounts(shop) == {"1": 5, "2": 5}


def test_exact_duplicates_inside_a_file_are_counted(shop):
    shop.drop("orders.csv", [HEADER, order(1), order(2), order(1), order(1)])
    load = shop.take_in()[0]
    assert (load.rows_read, load.stored, load.duplicates) == (4, 2, 2)
    assert [row["_line"] for row in shop.raw("orders")] == [2, 3]


def test_exact_duplicates_across_files_are_counted(shop):
    shop.drop("orders_1.csv", [HEADER, order(1), order(2)])
    shop.drop("orders_2.csv", [HEADER, order(2), order(3)])
    assert [(load.stored, load.duplicates) for load in shop.take_in()] == [(2, 0), (1, 1)]


def test_same_event_twice_is_a_duplicate_and_another_of_its_ticket_is_not(house):
    house.source("events")
    lines = [f"1,{AT},status,solved,,a,agent", f"1,{AT},status,closed,,a,agent"]
    header = "ticket_id,at,event,value,is_public,actor_id,actor_role"
    house.drop("events.csv", [header, *lines, lines[0]])
    assert [(load.stored, load.duplicates) for load in house.take_in()] == [(2, 1)]


def test_empty_cell_differs_from_shifted_cells(house):
    house.source("events")
    header = "ticket_id,at,event,value,is_public,actor_id,actor_role"
    house.drop("events.csv", [header, f"1,{AT},e,x,,,", f"1,{AT},e,,,x,", f"1,{AT},e,,,,"])
    assert [load.stored for load in house.take_in()] == [3]


@pytest.mark.parametrize("currency", ["EUR", " EUR", "EUR ", '" EUR"'])
def test_blanks_around_plain_text_are_not_stored(house, currency):
    house.source("orders")
    house.drop("orders.csv", [HEADER, f"1,c,2026-05-01,10,{currency}", "2,c,2026-05-01,20,EUR"])
    (load,) = house.take_in()
    assert load.stored == 2
    assert house.column("select currency from raw.orders order by _line") == ["EUR", "EUR"]


def test_rows_read_are_stored_quarantined_or_duplicates(shop):
    bad = ["7", order(8, "five"), f"9,c,{AT},5,EUR,x", f",c,{AT},5,EUR"]
    shop.drop("orders_1.csv", [HEADER, order(1), *bad, order(1), order(2)])
    shop.drop("orders_2.csv", [HEADER, *bad])
    shop.drop("orders_3.csv", "\n".join([HEADER, order(1), order(3), "4"]))
    shop.drop("orders_4.csv", [HEADER])
    loads = shop.take_in()
    read = [load.rows_read for load in loads]
    assert read == [7, 4, 3, 0]
    assert read == [load.stored + load.quarantined + load.duplicates for load in loads]
    assert sum(load.stored for load in loads) == len(shop.raw("orders"))
    assert sum(load.quarantined for load in loads) == len(shop.quarantine())


def test_header_only_changes_nothing_that_was_read(shop):
    path = shop.drop("orders.csv", [HEADER, order(1)])
    shop.take_in()
    shop.drop(path.name, [HEADER])
    assert [load.rows_read for load in shop.take_in()] == [0]
    assert amounts(shop) == {"1": 5}


def test_refused_file_leaves_a_ledger_row_and_stops_no_other(shop):
    shop.drop("orders_1.csv", b"")
    shop.drop("orders_2.csv", [HEADER.replace("amount", "amuont"), order(1)])
    shop.drop("orders_3.csv", [HEADER, order(2).replace("EUR", "€")], "cp1252")
    shop.drop("orders_4.csv", [HEADER, order(4)])
    loads = shop.take_in()
    reasons = ["empty_file", "column_missing", "not_decodable", None]
    assert [load.refused for load in loads] == reasons
    kept = shop.rows("select file, refused, message, rows_read from ledger order by load_id")
    assert [row["refused"] for row in kept] == reasons
    assert all(row["file"] in row["message"] for row in kept if row["refused"])
    assert "`amuont`" in kept[1]["message"]
    assert amounts(shop) == {"4": 5}
    assert shop.take_in() == []


def test_refused_file_is_read_when_it_was_put_right(shop):
    shop.drop("orders.csv", b"")
    shop.take_in()
    shop.drop("orders.csv", [HEADER, order(1)])
    assert [(load.refused, load.stored) for load in shop.take_in()] == [(None, 1)]


def test_every_load_is_reported_with_counts_and_without_content(shop):
    shop.drop("orders_1.csv", [HEADER, order(1), order(1), "2"])
    shop.drop("orders_2.csv", b"")
    shop.take_in()
    first, second = shop.lines
    assert first == "orders: orders_1.csv: 3 rows, 1 new, 1 quarantined, 1 duplicates"
    assert "orders_2.csv" in second
    assert "(empty_file)" in second


def test_crash_before_the_ledger_row_leaves_neither_data_nor_ledger_row(shop, monkeypatch):
    shop.drop("orders.csv", [HEADER, order(1), "2"])
    run_file = shop.engine.run_file

    def crash(name, parameters=None):
        if name.endswith("add_ledger_row.sql"):
            raise RuntimeError("power cut")
        run_file(name, parameters)

    with monkeypatch.context() as patch:
        patch.setattr(shop.engine, "run_file", crash)
        with pytest.raises(RuntimeError, match="power cut"):
            shop.take_in()
    assert (shop.raw("orders"), shop.quarantine(), shop.rows("from ledger")) == ([], [], [])
    assert [(load.stored, load.quarantined) for load in shop.take_in()] == [(1, 1)]


def test_crash_while_reading_again_is_made_good_by_the_next_run(shop, monkeypatch):
    shop.drop("orders_1.csv", [HEADER, order(1), "2"])
    shop.drop("orders_2.csv", [HEADER, order(2)])
    shop.take_in()
    shop.source("orders", constants={"referred_by": "c9"})
    run_file = shop.engine.run_file
    calls = []

    def crash(name, parameters=None):
        calls.append(name)
        if calls.count("ingest/add_ledger_row.sql") == 2:
            raise RuntimeError("power cut")
        run_file(name, parameters)

    monkeypatch.setattr(shop.engine, "run_file", crash)
    with pytest.raises(RuntimeError, match="power cut"):
        shop.take_in()
    monkeypatch.undo()
    shop.take_in()
    assert len(shop.raw("orders")) == 2
    assert all(row["referred_by"] for row in shop.raw("orders"))
    assert len(shop.quarantine()) == 1
    assert len({row["definition"] for row in shop.rows("from ledger")}) == 1


def test_no_copy_in_another_encoding_stays_behind(house):
    house.source("orders", encoding="cp949")
    house.drop("orders_1.csv", [HEADER, order(1)], "cp949")
    house.drop("orders_2.csv", b"\xff\xff")
    house.take_in()
    assert list(house.home.landing.rglob("*.utf8")) == []


def test_home_without_files_is_no_error(house):
    house.source("orders")
    assert house.take_in() == []


def test_ledger_can_be_prepared_twice(shop):
    shop.drop("orders.csv", [HEADER, order(1)])
    shop.take_in()
    ledger.prepare(shop.engine)
    assert len(shop.raw("orders")) == 1
