import pyarrow as pa
import pytest

from assets.privacy.redaction import redact


def redacted(text):
    return redact(pa.array([text]))[0].as_py()


PERSONAL = {
    "email": ["matti@example.fi", "john.smith+shop@mail.example.co.kr", "KIM_1@NAVER.COM"],
    "phone": [
        "010-1234-5678",
        "01012345678",
        "010 1234 5678",
        "010.1234.5678",
        "02-123-4567",
        "031-123-4567",
        "+82 10-1234-5678",
        "+821012345678",
        "040 123 4567",
        "0401234567",
        "050-1234567",
        "050 123 45 67",
        "09 1234 5678",
        "+358 40 123 4567",
        "+358 (0)40 123 4567",
        "00358 40 123 4567",
        "+1 (212) 555-0123",
        "+44 20 7946 0958",
    ],
    "card": [
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111111111111111",
        "378282246310005",
        "3782 822463 10005",
    ],
    "id": ["900101-1234567", "201001-3234567", "131052-308T", "131052A308T", "131052-308t"],
    "iban": [
        "FI21 1234 5600 0007 85",
        "FI2112345600000785",
        "DE89370400440532013000",
        "GB29 NWBK 6016 1331 9268 19",
    ],
    "ip": ["192.0.2.44", "8.8.8.8"],
}
CASES = [(kind, value) for kind, values in PERSONAL.items() for value in values]
IMPERSONAL = [
    "",
    "In 2024 and 2025 I waited 45 minutes.",
    "Olin jonossa 2 h 15 min, vuosina 2023-2025.",
    "2024년 3월 5일 14시 30분에 전화했어요",
    "2026-01-05 10:12:33",
    "5.1.2026 klo 10.12",
    "2020 2021 2022 2023",
    "2023-2024-2025",
    "It cost 1,234,567.89 and then 1 200 000 more",
    "가격은 39,900원이에요",
    "100000000원이나 냈어요",
    "100 000 000 euroa",
    "ticket number one hundred twenty-three",
    "ticket 123456",
    "ticket 100123456",
    "티켓 100234번",
    "order no. 20260012345",
    "8/10, would call again @ noon",
    "v1.2.3 and 3.14159",
    "9 out of 10; 100%",
    "gate 4, seat 12A",
]


@pytest.mark.parametrize(("kind", "value"), CASES)
def test_personal_data_becomes_a_placeholder_whatever_stands_around_it(kind, value):
    assert redacted(value) == f"[{kind}]"
    assert redacted(f"Soita: {value}, kiitos") == f"Soita: [{kind}], kiitos"
    assert redacted(f"제 번호는 {value}입니다") == f"제 번호는 [{kind}]입니다"


@pytest.mark.parametrize("value", ["900101-1234567", "9001011234567", "900101 - 1234567"])
def test_no_digit_of_a_resident_number_stays(value):
    assert "1234567" not in redacted(f"주민번호 {value}입니다")


@pytest.mark.parametrize("text", IMPERSONAL)
def test_text_without_personal_data_is_unchanged(text):
    assert redacted(text) == text


def test_everything_in_one_text_is_redacted():
    text = "kim@naver.com 010-1234-5678 192.0.2.1 900101-1234567"
    assert redacted(text) == "[email] [phone] [ip] [id]"


def test_no_part_of_a_name_stays_before_the_at_sign():
    assert redacted("matti.meikäläinen@example.fi") == "[email]"


def test_full_width_digits_are_digits():
    full_width = "".join(chr(ord(character) + 0xFEE0) for character in "010-1234-5678")
    assert redacted(full_width) == "[phone]"


def test_coordinates_are_redacted():
    assert "60.1699" not in redacted("I live at 60.1699, 24.9384")


def test_null_stays_null_and_texts_keep_their_places():
    texts = pa.array([None, "a@example.com", "plain"])
    assert redact(texts).to_pylist() == [None, "[email]", "plain"]


@pytest.mark.parametrize("texts", [pa.array([], pa.string()), pa.chunked_array([["a@b.fi"], []])])
def test_any_number_of_texts_can_be_redacted(texts):
    assert len(redact(texts)) == len(texts)


def test_redacting_twice_changes_nothing_more():
    once = [redacted(value) for _, value in CASES]
    assert redact(pa.array(once)).to_pylist() == once


def test_long_hostile_text_is_redacted_in_linear_time():
    text = "a" * 200_000 + "1" * 200_000 + "@" * 1_000 + " kim@example.com"
    assert redacted(text).endswith("[email]")
