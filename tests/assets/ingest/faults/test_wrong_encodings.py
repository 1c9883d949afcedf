"""Files that are not encoded as declared: refused at a byte, or read as the very same text."""

from itertools import product

import pytest

from assets.errors import FileRefused
from assets.ingest.readers.text.encoding import decode

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp949", "euc-kr", "latin-1", "cp1252"]
COMMENTS = {
    "korean": "매우 만족해요",
    "korean at length": "상담원이 친절하게 설명해 주셔서 만족합니다. 배송은 아쉬웠어요!",
    "finnish": "Hyvää työtä, mutta jono oli pitkä",
    "finnish with one capital": "Äiti odotti",
    "finnish in capitals": "ÄÄKKÖSET TYÖPÄIVÄ",
    "english": "Great help, thanks",
    "english with quotes": "“Fine” for 5€…",
}
# A handful of punctuation marks can't tell Korea's encodings from those of western Europe.
UNDECIDABLE = {
    ("english with quotes", w, d) for w in ("cp949", "euc-kr") for d in ("latin-1", "cp1252")
}
EPOCH = {"date_format": "epoch", "time_zone": None}
COLUMNS = {"order_id": "o", "customer_id": "c", "ordered_at": "t", "currency": "u"}


def export_of(comment):
    return f'o,c,t,u\n1,k,9876,"{comment}"\n2,m,98,EUR\n'


def can_be_written(text, encoding):
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


CASES = [
    (kind, written, declared)
    for kind, written, declared in product(COMMENTS, ENCODINGS, ENCODINGS)
    if can_be_written(COMMENTS[kind], written)
]


@pytest.fixture
def decoded(tmp_path):
    """The text of an export as declared, or the message of its refusal."""

    def read(kind, written, declared):
        (tmp_path / "export").write_bytes(export_of(COMMENTS[kind]).encode(written))
        try:
            found = decode(tmp_path / "export", declared, tmp_path / "scratch")
        except FileRefused as refused:
            return None, str(refused)
        return found.path.read_text("utf-8"), None

    return read


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_file_is_read_as_declared(decoded, encoding):
    for kind, written, declared in CASES:
        if written == declared == encoding:
            assert decoded(kind, written, declared) == (export_of(COMMENTS[kind]), None)


@pytest.mark.parametrize("declared", ENCODINGS)
@pytest.mark.parametrize("written", ENCODINGS)
def test_wrong_declaration_is_refused_at_a_byte_or_changes_nothing(decoded, written, declared):
    others = {}
    for kind in [kind for kind, *case in CASES if case == [written, declared]]:
        if (kind, written, declared) in UNDECIDABLE:
            continue
        text, message = decoded(kind, written, declared)
        if text != export_of(COMMENTS[kind]) and " byte " not in f" {message}":
            others[kind] = text
    assert others == {}


def test_utf16_that_is_declared_otherwise_stores_no_other_text_even_without_a_header(house):
    names = {"header_rows": 0, "header": list(COLUMNS.values())}
    for declared, kind in product(["utf-8", "cp949", "latin-1", "cp1252"], ["korean", "finnish"]):
        name = f"{declared}_{kind}".replace("-", "")
        house.source(name, "orders", encoding=declared, columns=COLUMNS, **EPOCH, **names)
        house.drop(name, f"1,k,98,{COMMENTS[kind]}\n", "utf-16-le")
    assert len(house.take_in()) == 8
    assert {row["currency"] for row in house.raw("orders")} <= {*COMMENTS.values()}


def test_file_that_is_no_utf16_stops_no_other(house):
    house.source("orders", encoding="utf-16", columns=COLUMNS, **EPOCH)
    house.drop("orders_1.csv", export_of("EUR"), "utf-8")
    house.drop("orders_2.csv", export_of("EUR"), "utf-16")
    assert [load.refused for load in house.take_in()] == ["not_decodable", None]


MIXED = [
    ("utf-8", "cp949", "korean"),
    ("utf-8", "latin-1", "finnish"),
    ("utf-8", "cp1252", "english with quotes"),
    ("cp949", "utf-8", "korean"),
    ("cp1252", "utf-8", "finnish"),
    ("latin-1", "cp1252", "english with quotes"),
]


@pytest.mark.parametrize(("declared", "other", "kind"), MIXED)
def test_two_encodings_in_one_file_are_refused_where_the_second_begins(
    house, declared, other, kind
):
    house.source("orders", encoding=declared, columns=COLUMNS, **EPOCH)
    first = export_of("매우" if declared == "cp949" else "café").encode(declared)
    house.drop("orders.csv", first + f"3,k,98,{COMMENTS[kind]}\n".encode(other))
    (load,) = house.take_in()
    assert load.refused == "not_decodable"
    named_byte = int(load.message.split("byte ")[1].split(" ")[0])
    assert len(first) <= named_byte < len(first) + 30
    assert house.raw("orders") == []
