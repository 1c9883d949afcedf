import hashlib
import hmac
import re
import unicodedata

import pytest

AT = "2026-05-01 10:00:00"
EVENTS = "ticket_id,at,event,value,is_public,actor_id,actor_role"
SURVEY = "response_id,submitted_at,kind,score,scale_min,scale_max,comment,customer_id,invited_at"
KEY = re.compile(r"k1_[0-9a-f]{32}")


def key_of(house, customer):
    digest = hmac.new(house.home.customer_secret(), customer.encode(), hashlib.sha256)
    return f"k1_{digest.hexdigest()[:32]}"


def answer(number, comment, customer="c1"):
    return f'{number},{AT},nps,9,0,10,"{comment}",{customer},'


def comments(house):
    return house.column("select comment from raw.survey_responses order by _line")


@pytest.fixture
def survey(house):
    house.source("survey")
    return house


def test_customer_ids_are_keys_in_every_feed(house):
    feeds = {
        "survey": (SURVEY, answer(1, "")),
        "orders": ("order_id,customer_id,ordered_at,amount,currency", f"1,c1,{AT},5,EUR"),
        "tickets": (
            "ticket_id,created_at,status,subject,customer_id,updated_at",
            f"1,{AT},open,,c1,",
        ),
    }
    for name, lines in feeds.items():
        house.source(name)
        house.drop(f"{name}.csv", list(lines))
    house.source("customers", "orders", feed="customers", columns={"customer_id": "who"})
    house.drop("customers.csv", ["who", "c1"])
    house.take_in()
    tables = ("survey_responses", "orders", "tickets", "customers")
    keys = [house.column(f"select customer_id from raw.{table}") for table in tables]
    assert keys == [[key_of(house, "c1")]] * len(tables)


def test_customer_who_referred_another_is_a_key(house):
    columns = ["order_id", "customer_id", "ordered_at", "referred_by"]
    house.source("orders", columns=columns)
    house.drop("orders.csv", [",".join(columns), f"1,c1,{AT},c2", f"2,c1,{AT},"])
    house.take_in()
    assert house.column("select referred_by from raw.orders order by _line") == [
        key_of(house, "c2"),
        None,
    ]


def test_customers_who_act_are_keys_and_agents_are_not(house):
    house.source("events", values={"actor_role": {"end-user": "customer"}})
    roles = ["customer", "agent", "system", "Customer", "end-user"]
    lines = [f"1,{AT},comment,,,actor{n},{role}" for n, role in enumerate(roles)]
    house.drop("events.csv", [EVENTS, *lines])
    house.take_in()
    found = house.column("select actor_id from raw.ticket_events order by _line")
    assert found == [
        key_of(house, "actor0"),
        "actor1",
        "actor2",
        key_of(house, "actor3"),
        key_of(house, "actor4"),
    ]


def test_actor_of_an_unknown_role_might_be_a_customer(house):
    house.source("events")
    house.drop("events.csv", [EVENTS, f"1,{AT},comment,,,01012345678,"])
    house.take_in()
    assert house.column("select actor_id from raw.ticket_events") != ["01012345678"]


def test_one_customer_has_one_key_however_spelt(house):
    house.source("orders")
    spelt = ["김민수", unicodedata.normalize("NFD", "김민수"), " 김민수\u200b"]
    lines = [f"{number},{name},{AT},5,EUR" for number, name in enumerate(spelt)]
    house.drop("orders.csv", ["order_id,customer_id,ordered_at,amount,currency", *lines])
    house.take_in()
    assert set(house.column("select customer_id from raw.orders")) == {key_of(house, "김민수")}


def test_keys_of_two_homes_differ(new_house):
    keys = []
    for name in ("one", "two"):
        house = new_house(name)
        house.source("survey")
        house.drop("survey.csv", [SURVEY, answer(1, "")])
        house.take_in()
        keys += house.column("select customer_id from raw.survey_responses")
    assert len(set(keys)) == 2
    assert all(KEY.fullmatch(key) for key in keys)


def test_secret_is_readable_by_its_owner_only(house):
    house.home.customer_secret()
    assert (house.home.root / ".customer_secret").stat().st_mode & 0o777 == 0o600


def test_comments_are_redacted_before_they_are_stored(survey):
    written = [
        "mail kim@naver.com으로",
        "전화 010-1234-5678",
        "Hyvä!",
        "",
        "mail kim@naver.com으로",
    ]
    survey.drop("survey.csv", [SURVEY, *[answer(n, text) for n, text in enumerate(written)]])
    survey.take_in()
    mail = "mail [email]으로"
    assert comments(survey) == [mail, "전화 [phone]", "Hyvä!", None, mail]


def test_zero_width_characters_hide_no_number(survey):
    numbers = [
        "010\u200b-1234-5678",
        "010-12\u200c34-5678",
        "010-1234\u2060-5678",
        "010\u00ad-1234-5678",
    ]
    survey.drop("survey.csv", [SURVEY, *[answer(n, text) for n, text in enumerate(numbers)]])
    survey.take_in()
    assert comments(survey) == ["[phone]"] * len(numbers)


def test_full_width_digits_hide_no_number(survey):
    full_width = "".join(chr(ord(character) + 0xFEE0) for character in "010-1234-5678")
    survey.drop("survey.csv", [SURVEY, answer(1, full_width)])
    survey.take_in()
    assert comments(survey) == ["[phone]"]


def test_subjects_and_comments_of_events_are_redacted_and_other_values_are_not(house):
    house.source("events")
    text = "write to kim@naver.com"
    kinds = ["comment", "satisfaction_comment", "team"]
    house.drop("events.csv", [EVENTS, *[f"1,{AT},{kind},{text},,a,agent" for kind in kinds]])
    house.source("tickets")
    header = "ticket_id,created_at,status,subject,customer_id,updated_at"
    house.drop("tickets.csv", [header, f"1,{AT},open,{text},,"])
    house.take_in()
    values = dict(
        zip(kinds, house.column("select value from raw.ticket_events order by _line"), strict=True)
    )
    assert values["comment"] == values["satisfaction_comment"] == "write to [email]"
    assert values["team"] == text
    assert house.column("select subject from raw.tickets") == ["write to [email]"]


def test_redaction_keeps_rows_and_lines_apart(survey):
    written = [f"mail k{n}@naver.com" if n % 3 else f"text {n}" for n in range(60)]
    survey.drop("survey.csv", [SURVEY, *[answer(n, text) for n, text in enumerate(written)]])
    survey.take_in()
    rows = survey.rows("select response_id, _line, comment from raw.survey_responses")
    assert len(rows) == 60
    assert all(row["_line"] == int(row["response_id"]) + 2 for row in rows)
    stored = {int(row["response_id"]): row["comment"] for row in rows}
    assert stored == {n: "mail [email]" if n % 3 else f"text {n}" for n in range(60)}


PLANTED = ["planted.person@example.fi", "010-9876-1234", "CUST-PLANTED-1", "PlantedWord"]


def test_no_personal_data_lies_in_the_bytes_of_the_work_database(new_house, tmp_path):
    database = tmp_path / "warehouse" / "work.duckdb"
    house = new_house(database=database)
    house.source("survey")
    house.source("events")
    mail, phone, customer, word = PLANTED
    good = answer(1, f"stored marker {mail} {phone}", customer)
    bad = answer(2, f"{word} {mail}", customer).replace(",9,", ",11,")
    house.drop("survey.csv", [SURVEY, good, bad, "3," + bad, f'4,{word},"{mail}'])
    house.drop("events.csv", [EVENTS, f"1,{AT},comment,{mail},,{customer},customer"])
    house.take_in()
    house.engine.connection.execute("checkpoint").fetchall()
    files = [path.read_bytes() for path in database.parent.iterdir() if path.is_file()]
    assert any(b"stored marker [email] [phone]" in content for content in files)
    found = [text for text in PLANTED for content in files if text.encode() in content]
    assert found == []
