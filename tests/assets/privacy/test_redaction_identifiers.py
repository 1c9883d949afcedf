"""Identifiers that are valid are redacted wherever they stand in a sentence."""

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban, luhn
from stdnum.fi import ytunnus

from assets.privacy.redaction import redact_text

# English, Korean and Finnish; start, middle and end, brackets, particles, and numbers beside it.
SENTENCES = [
    "{}",
    "{} is mine.",
    "Mine is {}",
    "mine: {}, order 20240315-000123, € 1 234,50",
    "({}) [{}] <{}> \"{}\" '{}'",
    "x={}!",
    "제 번호는 {}입니다",
    "{}로 확인해 주세요",
    "번호:{}이에요. 주문번호 20240315001, 129,900원",
    "「{}」을 지워 주세요",
    "Tunnukseni on {}, kiitos. Tilaus 1234567, 129,90 €",
    "{}:n tiedot eivät toimi… {}",
    "a\n{}\r\n\t{}",
    '{{"comment": "x\\n{}\\t{}\\\\"}}',
]
CONTROLS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def assert_redacted(value: str, placeholder: str) -> None:
    for sentence in SENTENCES:
        holes = sentence.count("{}")
        assert redact_text(sentence.format(*[value] * holes)) == sentence.format(
            *[placeholder] * holes
        )


def test_every_valid_national_id_is_redacted(real_exports):
    with (real_exports / "dirty/identifiers/national_ids.csv").open(encoding="utf-8") as file:
        valid = [row["value"] for row in csv.DictReader(file) if row["expected"] != "invalid"]
    assert len(valid) == 27
    for value in valid:
        assert_redacted(value, "[id]")


@pytest.fixture(scope="module")
def people(real_exports):
    path = real_exports / "dirty/identifiers/fake_people.csv"
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_every_personal_code_and_number_of_finns_is_redacted(people):
    finns = [person for person in people if person["Country"] == "FI"]
    assert len(finns) == 100
    for person in finns:
        assert_redacted(person["NationalID"], "[id]")
        assert_redacted(person["TelephoneNumber"], "[phone]")


def test_every_address_and_full_number_of_people_is_redacted(people):
    for person in people:
        number = f"+{person['TelephoneCountryCode']} {person['TelephoneNumber']}"
        text = (
            f"메일은 {person['EmailAddress']}이고 call me at {person['TelephoneNumber']}, {number}"
        )
        assert redact_text(text) == "메일은 [email]이고 call me at [phone], [phone]"


def test_templates_of_sentences_lose_what_is_filled_in(real_exports):
    values = {
        "{{credit_card_number}}": "5500 0055 5555 5559",
        "{{iban}}": "KW81CBKU0000000000001234560101",
        "{{email}}": "x.y@z.co.uk",
        "{{ip_address}}": "203.0.113.9",
        "{{phone_number}}": "+358 50 123 4567",
    }
    path = real_exports / "dirty/identifiers/sentence_templates.txt"
    templates = path.read_text("utf-8", errors="replace").splitlines()
    assert all(redact_text(template) == template for template in templates)
    for template in templates:
        filled = re.sub(r"\{\{\w+\}\}", lambda hole: values.get(hole[0], hole[0]), template)
        assert not [value for value in values.values() if value in redact_text(filled)]


@given(
    birth=st.dates(),
    century=st.sampled_from("+-ABCDEFYXWVU"),
    serial=st.integers(2, 999),
)
def test_any_personal_code_with_its_check_character_is_redacted(birth, century, serial):
    day = f"{birth.day:02}{min(birth.month, 12):02}{birth.year % 100:02}"
    if day.startswith("2902") and birth.year % 100 == 0:
        return
    code = f"{day}{century}{serial:03}{CONTROLS[int(f'{day}{serial:03}') % 31]}"
    assert_redacted(code, "[id]")


@given(birth=st.dates(), gender=st.integers(1, 8), serial=st.integers(0, 999_999))
def test_any_resident_number_is_redacted_with_no_checksum_asked_for(birth, gender, serial):
    day = f"{birth.year % 100:02}{birth.month:02}{birth.day:02}"
    assert_redacted(f"{day}-{gender}{serial:06}", "[id]")
    assert redact_text(f"주민번호는{day}{gender}{serial:06}입니다") == "주민번호는[id]입니다"


@given(st.from_regex(r"(4[0-9]{14}|5[1-5][0-9]{13}|3[47][0-9]{12}|6011[0-9]{11})", fullmatch=True))
def test_any_payment_card_is_redacted(digits):
    card = digits + luhn.calc_check_digit(digits)
    for separator in ("", " ", "-"):
        assert_redacted(separator.join(re.findall(r"\d{1,4}", card)), "[card]")


@given(st.integers(0, 10**14 - 1))
def test_any_iban_is_redacted_in_any_spelling(account):
    number = f"FI00{account:014}"
    number = f"FI{iban.calc_check_digits(number)}{account:014}"
    for spelling in (number, number.lower(), iban.format(number), f"Fi{number[2:]}"):
        assert redact_text(f"x ({spelling})로 y") == "x ([iban])로 y"


@given(st.integers(0, 999_999))
def test_any_finnish_business_id_is_redacted_unless_it_is_an_order(serial):
    body = f"{serial + 1_000_000:07}"
    valid = [f"{body}-{d}" for d in range(10) if ytunnus.is_valid(f"{body}-{d}")]
    for value in valid:
        assert redact_text(f"yritys {value}:n") == "yritys [business_id]:n"
        assert redact_text(f"tilaus {value}") == f"tilaus {value}"
