import pyarrow as pa
import pytest

from assets.privacy.redaction import redact


def redacted(text):
    return redact(pa.array([text]))[0].as_py()


PERSONAL = {
    "email": [
        "matti@example.fi",
        "john.smith+shop@mail.example.co.kr",
        "KIM_1@NAVER.COM",
        "kim(at)naver.com",
        "kim [at] naver [dot] com",
        "kim @ naver.com",
        "kim골뱅이naver.com",
    ],
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
        "010) 1234-5678",
        "010–1234–5678",
        "010ㅡ1234ㅡ5678",
        "+82(0)10-1234-5678",
        "82-10-1234-5678",
        "070-1234-5678",
        "080-123-4567",
        "0507-1234-5678",
        "1588-1234",
        "02)123-4567",
        "02-1030-1200",
        "040/1234567",
        "0457 123 4567",
        "09 123 456",
        "0046 70 123 45 67",
        "+33 6 12 34 56 78",
        "212-555-0123",
    ],
    "card": [
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111111111111111",
        "378282246310005",
        "3782 822463 10005",
        "3056 930902 5904",
    ],
    "id": [
        "900101-1234567",
        "201001-3234567",
        "850505-6123456",
        "9001011234567",
        "900101-1******",
        "131052-308T",
        "131052A308T",
        "131052-308t",
        "131052–308T",
    ],
    "business_id": ["220-81-62517", "1572860-0"],
    "iban": [
        "FI21 1234 5600 0007 85",
        "FI2112345600000785",
        "DE89370400440532013000",
        "GB29 NWBK 6016 1331 9268 19",
        "gb29nwbk60161331926819",
        "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
    ],
    "ip": ["192.0.2.44", "8.8.8.8", "2001:db8::1", "fe80::a", "2001:0:85a3:0:0:8a2e:370:7334"],
    "place": [
        "60.1699, 24.9384",
        "37.5665,126.9780",
        "60,1699; 24,9384",
        "60.1699° N, 24.9384° E",
        "60°10'11.6\"N 24°56'18.2\"E",
        "60° 10\u2032 11\u2033 N, 24° 56\u2032 18\u2033 E",
    ],
}
CASES = [(kind, value) for kind, values in PERSONAL.items() for value in values]


@pytest.mark.parametrize(("kind", "value"), CASES)
def test_personal_data_becomes_a_placeholder_whatever_stands_around_it(kind, value):
    assert redacted(value) == f"[{kind}]"
    assert redacted(f"Soita: {value}, kiitos") == f"Soita: [{kind}], kiitos"
    assert redacted(f"제 번호는 {value}입니다") == f"제 번호는 [{kind}]입니다"


@pytest.mark.parametrize("value", ["900101-1234567", "9001011234567", "900101 - 1234567"])
def test_no_digit_of_a_resident_number_stays(value):
    assert "1234567" not in redacted(f"주민번호 {value}입니다")


def test_everything_in_one_text_is_redacted():
    text = "kim@naver.com 010-1234-5678 192.0.2.1 900101-1234567"
    assert redacted(text) == "[email] [phone] [ip] [id]"


def test_no_part_of_a_name_stays_before_the_at_sign():
    assert redacted("matti.meikäläinen@example.fi") == "[email]"


@pytest.mark.parametrize(
    "spelling",
    [
        "".join(chr(ord(character) + 0xFEE0) for character in "010-1234-5678"),
        "010\u200b1234\u00ad5678",
        "\u0660\u0661\u0660-\u0661\u0662\u0663\u0664-\u0665\u0666\u0667\u0668",
        "0\ufe0f\u20e31\ufe0f\u20e30\ufe0f\u20e312345678",
        "0\u03361\u03360\u0336-1234-5678",
        "010\u00a01234\u20095678",
    ],
    ids=["full width", "invisible", "arabic", "keycaps", "struck through", "odd spaces"],
)
def test_a_number_is_found_however_its_digits_are_spelt(spelling):
    assert redacted(f"전화 {spelling}로") == "전화 [phone]로"


def test_what_stands_around_a_placeholder_keeps_its_spelling():
    around = "\uff46ull ㅋㅋㅋ 👩\u200d👧 cafe\u0301 ½ "
    assert redacted(f"{around}010-1234-5678 {around}") == f"{around}[phone] {around}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("위도 37.5665 경도 126.9780", "위도 [place] 경도 [place]"),
        ("lat: 60.17, lon: 24.94", "lat: [place], lon: [place]"),
        ("leveysaste 60,17 pituusaste 24,94", "leveysaste [place] pituusaste [place]"),
        ("call me at 84 23 30 please", "call me at [phone] please"),
        ("전화번호는 15881234", "전화번호는 [phone]"),
        ("puh. 123 4567", "puh. [phone]"),
        ("henkilötunnus 131052-308X", "henkilötunnus [id]"),
        ("사업자등록번호 2208162517", "사업자등록번호 [business_id]"),
    ],
)
def test_what_a_text_calls_personal_is_personal(text, expected):
    assert redacted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("02-123-4567/02-765-4321", "[phone]/[phone]"),
        ("010-1111-2222,010-3333-4444", "[phone],[phone]"),
        ("kim@naver.com,lee@daum.net", "[email],[email]"),
        ("4111 1111 1111 1111 12/27", "[card] 12/27"),
        ("4111 1111 1111 1111 2027", "[card] 2027"),
        ("12345 4111 1111 1111 1111", "12345 [card]"),
        ("FI21 1234 5600 0007 85 on tilini", "[iban] on tilini"),
        ("+358 40 123 4567 2 kpl", "[phone] 2 kpl"),
        ("040 123 4567 15:30", "[phone] 15:30"),
        ("12345 010-1234-5678 99", "12345 [phone] 99"),
        ("a@192.0.2.44[phone]", "[email][phone]"),
        ("kim (at) naver.com[id]", "[email][id]"),
        ("kim@naver.com131052-308T", "[email][id]"),
        ("kim@naver.com- lee@daum.net.", "[email]- [email]."),
        ("kim@naver.co.kr로", "[email]로"),
    ],
)
def test_neighbours_are_told_apart(text, expected):
    assert redacted(text) == expected


def test_null_stays_null_and_texts_keep_their_places():
    texts = pa.array([None, "a@example.com", "plain"])
    assert redact(texts).to_pylist() == [None, "[email]", "plain"]


@pytest.mark.parametrize("texts", [pa.array([], pa.string()), pa.chunked_array([["a@b.fi"], []])])
def test_any_number_of_texts_can_be_redacted(texts):
    assert len(redact(texts)) == len(texts)
