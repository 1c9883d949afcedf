import hashlib
import unicodedata
from datetime import date

import pytest

ORDERS = "order_id,customer_id,ordered_at,amount,currency"
AT = "2026-01-01 10:00:00"


@pytest.fixture
def read_amounts(house):
    """Amounts as read, or the reason why the row was refused, by how they were written."""

    def read(*written, **declared):
        house.source("orders", **declared)
        lines = [f'{number},c,{AT},"{amount}",' for number, amount in enumerate(written)]
        house.drop("orders.csv", [ORDERS, *lines])
        assert [load.refused for load in house.take_in()] == [None]
        found = {row["_line"]: row["amount"] for row in house.raw("orders")}
        found |= dict(house.quarantine("line", "reason"))
        return {text: found[line] for line, text in enumerate(written, start=2)}

    return read


def test_numbers_are_read_with_a_decimal_point(read_amounts):
    written = {"5": 5, "-0.5": -0.5, "+3": 3, ".5": 0.5, "1e3": 1000, "007": 7, " 8 ": 8}
    assert read_amounts(*written) == written


def test_numbers_are_read_with_a_decimal_comma(read_amounts):
    written = {"1,5": 1.5, "-0,25": -0.25, "1000": 1000, ",5": 0.5}
    assert read_amounts(*written, decimal=",") == written


def test_point_is_no_decimal_mark_where_the_comma_is(read_amounts):
    written = ["1.500", "1.500,50", "1.5"]
    assert read_amounts(*written, decimal=",") == dict.fromkeys(written, "unreadable_number")


def test_text_that_is_no_number_is_refused(read_amounts):
    written = ["1,5", "1 000", "5 EUR", "five", "nan", "inf", "0x10", "1_000", "--1", "5-", "½"]
    assert read_amounts(*written) == dict.fromkeys(written, "unreadable_number")


def test_number_too_large_to_hold_is_refused_and_not_infinite(read_amounts):
    assert read_amounts("1e400", "-1e400") == dict.fromkeys(
        ["1e400", "-1e400"], "unreadable_number"
    )


@pytest.fixture
def read_column(house):
    """Values of one column of a feed, the reason where the row was refused."""

    def read(feed, column, key, others, written, **declared):
        columns = {name: name for name in [key, *others, column]}
        house.source("any", "orders", feed=feed, columns=columns, **declared)
        fixed = ",".join(others.values())
        lines = [f'{number},{fixed},"{text}"' for number, text in enumerate(written)]
        house.drop("any.csv", [",".join(columns), *lines])
        assert [load.refused for load in house.take_in()] == [None]
        found = {row["_line"]: row[column] for row in house.raw(feed)}
        refused = dict(house.quarantine("line", "reason"))
        return [found.get(line, refused.get(line)) for line in range(2, 2 + len(written))]

    return read


def test_whole_numbers_may_be_written_with_empty_decimals(read_column):
    others = {"created_at": AT, "status": "open"}
    written = ["3", "3.0", "3.5", "-1", "+2", "three", "99999999999999999999", ""]
    bad = "unreadable_integer"
    assert read_column("tickets", "reopens", "ticket_id", others, written) == [
        *(3, 3, bad, -1, 2, bad, bad, None)
    ]


def test_truth_is_written_in_few_ways(read_column):
    others = {"at": AT, "event": "comment"}
    written = ["true", "FALSE", "yes", "No", "1", "0", "t", "N", "", "maybe", "2"]
    expected = [True, False, True, False, True, False, True, False, None]
    assert read_column("ticket_events", "is_public", "ticket_id", others, written) == [
        *expected,
        "unreadable_boolean",
        "unreadable_boolean",
    ]


def test_dates_are_read_as_declared(read_column):
    written = ["05.03.2026", "5.3.2026", "2026-03-05", "31.02.2026"]
    read = read_column(
        "agents", "hired_on", "agent_id", {"name": "x"}, written, date_format="%d.%m.%Y"
    )
    day = date(2026, 3, 5)
    assert read == [day, day, "unreadable_date", "unreadable_date"]


def test_dates_without_a_format_are_iso(read_column):
    written = ["2026-03-05", "05.03.2026", "2026-02-30", "2026-03"]
    read = read_column("agents", "hired_on", "agent_id", {"name": "x"}, written)
    assert read == [date(2026, 3, 5), *["unreadable_date"] * 3]


def test_word_that_databases_take_for_a_date_is_refused(house):
    house.source("agents")
    house.drop("agents.csv", ["agent_id,name,valid_from,valid_to", "a,x,2026-01-01,infinity"])
    house.take_in()
    assert house.quarantine("reason", "column_name") == [("unreadable_date", "valid_to")]


SPELLINGS = [
    (unicodedata.normalize("NFD", "서울 강남"), "서울 강남"),
    (unicodedata.normalize("NFD", "Hämeenlinna Å"), "Hämeenlinna Å"),
    ("zero\u200bwidth\ufeff and\u2060 more", "zerowidth and more"),
    ("con\x00trol\x07\x1f\x7f", "control"),
    ("soft\u00adhyphen", "softhyphen"),
    ("\u200emarked\u202e", "marked"),
    ("\u00a0 \t outer space \u00a0", "outer space"),
    ("\u3000wide space\u3000", "wide space"),
    ("inner\u00a0space", "inner\u00a0space"),
    ("two\nlines", "two\nlines"),
    ("tab\tinside", "tab\tinside"),
    ("0012300", "0012300"),
    ("xrtxnx", "xrtxnx"),
    ("nnn160", "nnn160"),
    ("😀 emoji 👩‍👩‍👧", "😀 emoji 👩‍👩‍👧"),
    ("\u200b \u00a0", None),
    ("  ", None),
]


@pytest.fixture(scope="module")
def spelt(new_shared_house):
    """Texts as stored, in the order of SPELLINGS."""
    house = new_shared_house()
    house.source("orders")
    lines = [f'{number},c,{AT},5,"{written}"' for number, (written, _) in enumerate(SPELLINGS)]
    house.drop("orders.csv", [ORDERS, *lines])
    house.take_in()
    found = {int(row["order_id"]): row["currency"] for row in house.raw("orders")}
    return [found[number] for number in range(len(SPELLINGS))]


@pytest.mark.parametrize("number", range(len(SPELLINGS)), ids=[ascii(w) for w, _ in SPELLINGS])
def test_text_has_one_spelling(spelt, number):
    assert spelt[number] == SPELLINGS[number][1]


def test_key_is_the_same_however_it_was_spelt(house):
    house.source("orders")
    keys = [unicodedata.normalize("NFD", "주문1"), "주문1", "\u200b주문1 ", "\u00a0주문1"]
    house.drop("orders.csv", [ORDERS, *[f"{key},김민수,{AT},5,EUR" for key in keys]])
    load = house.take_in()[0]
    assert (load.stored, load.duplicates) == (1, 3)


def test_constants_fill_columns_that_the_export_lacks(house):
    house.source(
        "orders",
        constants={"amount": 5, "currency": "KRW"},
        columns=["order_id", "customer_id", "ordered_at"],
    )
    house.drop("orders.csv", ["order_id,customer_id,ordered_at", f"1,c,{AT}"])
    house.take_in()
    assert [(row["amount"], row["currency"]) for row in house.raw("orders")] == [(5.0, "KRW")]


def test_mapped_column_wins_over_a_constant(house):
    house.source("orders", constants={"currency": "KRW"})
    house.drop("orders.csv", [ORDERS, f"1,c,{AT},5,EUR", f"2,c,{AT},5,"])
    house.take_in()
    assert [row["currency"] for row in house.raw("orders")] == ["EUR", None]


EVENTS = "ticket_id,at,event,value,is_public,actor_id,actor_role"


def test_values_translate_codes_and_leave_others_alone(house):
    house.source(
        "events", values={"event": {"Closed": "closed"}, "actor_role": {"end-user": "customer"}}
    )
    house.drop("events.csv", [EVENTS, f"1,{AT},Closed,,,a,Agent", f"1,{AT},Opened,,,a,end-user"])
    house.take_in()
    rows = [(row["event"], row["actor_role"]) for row in house.raw("ticket_events")]
    assert rows == [("closed", "agent"), ("Opened", "customer")]


def test_value_may_set_several_columns(house):
    codes = {"Solved by agent": {"event": "status", "value": "solved", "actor_role": "agent"}}
    house.source("events", values={"event": codes})
    house.drop("events.csv", [EVENTS, f"1,{AT},Solved by agent,,,a,", f"1,{AT},x,kept,,a,system"])
    house.take_in()
    rows = [(row["event"], row["value"], row["actor_role"]) for row in house.raw("ticket_events")]
    assert rows == [("status", "solved", "agent"), ("x", "kept", "system")]


def test_code_that_a_value_gives_is_not_translated_again(house):
    house.source("events", values={"event": {"a": "b", "b": "c"}})
    house.drop("events.csv", [EVENTS, f"1,{AT},a,,,,", f"1,{AT},b,,,,"])
    house.take_in()
    assert [row["event"] for row in house.raw("ticket_events")] == ["b", "c"]


def test_id_is_made_of_several_columns(house):
    columns = {"order_id": ["day", "till"], "customer_id": "who", "ordered_at": "at"}
    house.source("orders", columns=columns)
    lines = [f"1,23,c,{AT}", f"12,3,c,{AT}", f",123,c,{AT}", f"1,23,d,{AT}"]
    house.drop("orders.csv", ["day,till,who,at", *lines])
    house.take_in()
    ids = [row["order_id"] for row in house.raw("orders")]
    assert len(set(ids)) == 3
    assert ids[0] == ids[3] == hashlib.md5(b"1\x1f23").hexdigest()


def test_order_of_the_exports_columns_does_not_matter(house, new_house):
    house.source("orders")
    house.drop("orders.csv", [ORDERS, f"1,c,{AT},5,EUR"])
    other = new_house("other")
    (other.home.root / ".customer_secret").write_text(house.home.customer_secret().hex())
    other.source("orders")
    other.drop("orders.csv", [",".join(reversed(ORDERS.split(","))), f"EUR,5,{AT},c,1"])
    house.take_in()
    other.take_in()
    assert house.raw("orders") == other.raw("orders")
