import json

import pytest

AT = "2026-05-01 10:00:00"
PLANTED = {
    "customer id": "CUST-77421",
    "free text": "Terribly slow, says Matti Virtanen",
    "e-mail": "matti.virtanen@example.fi",
    "phone": "010-1234-5678",
}


def everything(house):
    """All text of the quarantine and of the ledger."""
    rows = house.rows("from quarantine") + house.rows("from ledger")
    return json.dumps(rows, default=str, ensure_ascii=False)


def test_refused_row_says_where_why_and_what(house):
    columns = {"order_id": "Order No", "customer_id": "Client", "ordered_at": "Placed"}
    house.source("orders", columns=columns)
    house.drop("2026/orders.csv", ["Order No,Client,Placed", f"1,c,{AT}", "2,c,31.12.2025"])
    house.source("orders", columns=columns, files="*/orders*")
    house.take_in()
    (row,) = house.quarantine()
    original = json.loads(row.pop("original"))
    row.pop("row_key")
    assert row == {
        "load_id": 1,
        "source": "orders",
        "file": "2026/orders.csv",
        "line": 3,
        "reason": "unreadable_timestamp",
        "column_name": "Placed",
        "value": "31.12.2025",
    }
    assert (original["Order No"], original["Placed"]) == ("2", "31.12.2025")


def test_empty_cell_is_named_and_has_no_value(house):
    columns = {"order_id": ["day", "till"], "customer_id": "who", "ordered_at": "at"}
    house.source("orders", columns=columns)
    house.drop("orders.csv", ["day,till,who,at", "1,2,,2026-05-01 10:00:00"])
    house.take_in()
    assert house.quarantine("reason", "column_name", "value") == [("missing_required", "who", None)]


def test_lines_are_those_of_the_file_in_spite_of_line_breaks_and_rejects(house):
    house.source("orders")
    lines = [
        "order_id,customer_id,ordered_at,amount,currency",
        f'1,c,{AT},5,"E\nU\nR"',
        "2,c",
        f"3,c,{AT},five,EUR",
        f'4,"c\n",{AT},5,EUR,x',
        f"5,c,{AT},six,EUR",
    ]
    house.drop("orders.csv", lines)
    house.take_in()
    assert house.quarantine("line", "reason") == [
        (5, "wrong_field_count"),
        (6, "unreadable_number"),
        (7, "wrong_field_count"),
        (9, "unreadable_number"),
    ]


@pytest.fixture
def spoilt(house):
    """A home with planted personal data in every kind of refused row."""
    house.source("survey")
    header = (
        "response_id,submitted_at,kind,score,scale_min,scale_max,comment,customer_id,invited_at"
    )
    text = f"{PLANTED['free text']} {PLANTED['e-mail']} {PLANTED['phone']}"
    tail = f'"{text}",{PLANTED["customer id"]},'
    lines = [
        f"1,{AT},nps,eleven,0,10,{tail}",
        f"2,{AT},nps,11,0,10,{tail}",
        f"3,{AT},nps,5,0,10,{tail},too many",
        f"{PLANTED['e-mail']},soon,nps,5,0,10,{tail}",
        f"5,{PLANTED['phone']},nps,5,0,10,{tail}",
        f"6,{AT},nps,{PLANTED['e-mail']},0,10,{tail}",
        f"7,{AT},{PLANTED['e-mail']},5,0,10,{tail}",
        f'8,{AT},nps,5,0,10,"{text}',
    ]
    house.drop("survey.csv", [header, *lines])
    load = house.take_in()[0]
    assert load.quarantined == len(lines)
    return house


@pytest.mark.parametrize("kind", PLANTED)
def test_nobody_can_be_told_from_the_quarantine(spoilt, kind):
    assert PLANTED[kind] not in everything(spoilt)


def test_words_of_a_comment_are_not_in_the_quarantine(spoilt):
    assert not {word for word in PLANTED["free text"].split() if word in everything(spoilt)}


def test_shape_of_what_was_refused_is_kept(spoilt):
    originals = [original for _, original in spoilt.quarantine("line", "original")]
    assert '"customer_id":"aaaa-99999"' in originals[0]
    assert "aaaaaaaa aaaa, aaaa aaaaa aaaaaaaa" in originals[0]


def test_address_that_is_cut_off_is_not_shown_either(house):
    house.source("orders")
    note = "x" * 185 + " " + PLANTED["e-mail"]
    header = "order_id,customer_id,ordered_at,amount,currency"
    house.drop("orders.csv", [header, f"1,c,soon,5,{note}"])
    house.take_in()
    assert "matti" not in everything(house)


def test_customers_and_comments_of_refused_events_are_masked(house):
    house.source("events")
    header = "ticket_id,at,event,value,is_public,actor_id,actor_role"
    text, customer = PLANTED["free text"], PLANTED["customer id"]
    lines = [f'1,soon,comment,"{text}",,{customer},customer', f"1,{AT},comment,,maybe,{customer},"]
    house.drop("events.csv", [header, *lines])
    house.take_in()
    assert len(house.quarantine()) == 2
    assert text not in everything(house)
    assert customer not in everything(house)


def test_message_of_a_refused_file_holds_no_content(house):
    house.source("survey")
    house.drop("survey.csv", f"{PLANTED['customer id']},{PLANTED['e-mail']}\n1,2\n")
    assert house.take_in()[0].refused == "column_missing"
    assert PLANTED["e-mail"] not in everything(house)
