import csv
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.readers.documents.json_items import read_json

FEED_COLUMNS = ["order_id", "customer_id", "amount", "currency", "referred_by", "ordered_at"]


@pytest.fixture(scope="module")
def read(reader_engine, tmp_path_factory):
    """Reads a JSON file: its cells by row, in the order of the wanted paths."""
    path = tmp_path_factory.mktemp("exports") / "export.json"

    def read(content, *wanted, **declared):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        columns = dict(zip(FEED_COLUMNS, wanted, strict=False))
        source = Source(source="export", feed="orders", files="*", columns=columns, **declared)
        export = read_json(reader_engine, path, source)
        cells = ", ".join(export.cells[name] for name in wanted)
        rows = reader_engine.connection.execute(f"select {cells} from export_rows order by _line")
        return [row[0] if len(wanted) == 1 else row for row in rows.fetchall()]

    return read


@pytest.fixture
def rejects(reader_engine):
    def fetch():
        query = "select line, reason, original from export_rejects order by line"
        return reader_engine.connection.execute(query).fetchall()

    return fetch


@pytest.fixture
def refusal(read):
    def refuse(*arguments, **declared):
        with pytest.raises(FileRefused) as caught:
            read(*arguments, **declared)
        return caught.value

    return refuse


VALUES = {
    "1": "1",
    "1.0": "1.0",
    "-0.5": "-0.5",
    "9007199254740993": "9007199254740993",
    "12345678901234567890123": "12345678901234567890123",
    "true": "true",
    "false": "false",
    "null": None,
    "NaN": None,
    '"NaN"': "NaN",
    '"null"': "null",
    '""': "",
    r'"a\"b\\c\/d\n"': 'a"b\\c/d\n',
    r'"\u00e9\uD83D\uDE00"': "é😀",
    r'"a\u0000b"': "ab",
    r'"é\u0000b"': "éb",
    '["a", 1, null]': '["a",1,null]',
    '{"b": {"c": "é"}}': '{"b":{"c":"é"}}',
}


@pytest.mark.parametrize(("written", "text"), VALUES.items(), ids=VALUES.keys())
def test_value_becomes_its_text(read, written, text):
    assert read(f'[{{"a": {written}}}]', "a") == [text]


def test_infinity_is_no_number(house):
    house.source("orders", format="json")
    row = '{"order_id": 1, "customer_id": 2, "ordered_at": "2026-01-01", "currency": "EUR"'
    house.drop("orders.json", f'[{row}, "amount": -Infinity}}, {row}, "amount": 1e400}}]')
    house.take_in()
    assert house.quarantine("line", "reason") == [
        (1, "unreadable_number"),
        (2, "unreadable_number"),
    ]


def test_number_keeps_its_value_where_a_comma_is_declared(house):
    house.source("orders", format="json", decimal=",")
    row = {"order_id": 1, "customer_id": 2, "ordered_at": "2026-01-01", "currency": "EUR"}
    amounts = [1.5, 2.0, 3, "4,5", "4.5", 1e-7]
    items = [row | {"order_id": i, "amount": amount} for i, amount in enumerate(amounts)]
    house.drop("orders.json", json.dumps(items))
    house.take_in()
    assert [row["amount"] for row in house.raw("orders")] == [1.5, 2.0, 3.0, 4.5, 1e-7]
    assert house.quarantine("line", "reason") == [(5, "unreadable_number")]


def test_paths_lead_to_members_of_objects_and_elements_of_lists(read):
    content = '[{"answers": [{"text": "x"}, 2], "0": {"a/b": {"~": 3}}}]'
    paths = ("answers.0.text", "answers.1", "0.a/b.~")
    assert read(content, *paths) == [("x", "2", "3")]


def test_dots_may_stand_in_a_name(read):
    content = '[{"customer.id": 1, "customer": {"id": 2}}]'
    assert read(content, "customer.id") == ["1"]


def test_names_differ_by_case(read):
    assert read('[{"Id": 1, "id": 2}]', "id", "Id") == [("2", "1")]


def test_what_some_items_lack_is_empty(read):
    assert read('[{"a": 1}, {"b": 2}, {"a": {"c": 3}}]', "a", "a.c") == [
        ("1", None),
        (None, None),
        ('{"c":3}', "3"),
    ]


def test_path_in_no_item_is_refused_with_the_nearest(refusal):
    refused = refusal('[{"a": 1}, {"customer": [{"name": "Kim Lee"}]}]', "customer.0.nmae")
    assert refused.reason == "column_missing"
    assert "did you mean `customer.0.name`?" in str(refused)
    assert "Kim" not in str(refused)


def test_list_stands_where_items_says(read):
    content = '{"data": {"tickets": [{"a": 1.0}, {"a": 2}]}, "count": 2}'
    assert read(content, "a", items="data.tickets") == ["1.0", "2"]


@pytest.mark.parametrize("items", [None, "data", "data.ticket", "count"])
def test_without_the_right_items_the_lists_are_named(refusal, items):
    content = '{"data": {"tickets": [{"a": 1}]}, "users": [], "count": 2}'
    refused = refusal(content, "a", items=items)
    assert refused.reason == "items_missing"
    assert "`data.tickets`, `users`" in str(refused)


def test_items_of_a_list_are_refused(refusal):
    assert refusal('[{"a": 1}]', "a", items="data").reason == "items_missing"


def test_empty_list_is_no_rows(read):
    assert read(" [ ]\n", "a") == []
    assert read('{"data": []}', "a", items="data") == []


@pytest.mark.parametrize("layout", [{"indent": 2}, {"ensure_ascii": False}])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_layout_and_encoding_do_not_matter(read, layout, encoding):
    content = json.dumps([{"이름": "값"}, {"이름": "둘"}], **layout).encode(encoding)
    declared = encoding.removesuffix("-sig")
    assert read(content, "이름", encoding=declared) == ["값", "둘"]


ITEMS = [{"a": "x, y]", "b": [1, {"c": 2}]}, {"a": "é😀", "b": []}, {"a": None, "b": [[]]}]


@pytest.mark.parametrize("wrapped", [False, True])
def test_cut_file_is_refused_at_every_byte(refusal, wrapped):
    whole = json.dumps({"data": {"t": ITEMS}} if wrapped else ITEMS, ensure_ascii=False).encode()
    items = "data.t" if wrapped else None
    for end in range(len(whole)):
        reason = refusal(whole[:end], "a", items=items).reason
        assert reason in {"not_json", "not_decodable", "empty_file"}, whole[:end]


BROKEN = {
    "two lists": '[{"a": 1}]\n[{"a": 2}]',
    "two objects": '{"t": [{"a": 1}]}\n{"t": [{"a": 2}]}',
    "text after the list": '[{"a": 1}] x',
    "no comma": '[{"a": 1} {"a": 2}]',
    "comma at the end": '[{"a": 1},]',
    "single quotes": "[{'a': 1}]",
    "comment": '[{"a": 1} /* x */]',
    "line break in a text": '[{"a": "x\ny"}]',
    "leading zero": '[{"a": 01}]',
    "no object": '[{"a": 1}, 2]',
    "null among objects": '[{"a": 1}, null]',
    "text": '"a"',
    "blank": " \n",
    "csv": "a,b\n1,2\n",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_json_is_refused(refusal, content):
    assert refusal(content, "a").reason == "not_json"
    assert refusal(content, "a", items="t").reason in {"not_json", "items_missing"}


def test_object_that_repeats_a_name_is_set_aside(read, rejects):
    assert read('[{"a": 1}, {"a": 2, "a": 3}, {"a": 4}]', "a") == ["1", "4"]
    assert [(line, reason) for line, reason, _ in rejects()] == [(2, "repeated_member")]


def test_long_item_is_set_aside_and_a_huge_one_refused(read, rejects, refusal):
    assert read(json.dumps([{"a": "x" * 2_100_000}, {"a": 1}]), "a") == ["1"]
    assert [(line, reason) for line, reason, _ in rejects()] == [(1, "row_too_long")]
    assert refusal(json.dumps([{"a": "x" * 40_000_000}]), "a").reason == "row_too_long"


def test_half_a_surrogate_pair_is_replaced_alone(read):
    content = r'[{"a": "x\ud83d", "b": "\\ud83d \ude00\ud83d\ude00", "c": "\uD83D\u00e9"}]'
    assert read(content, "a", "b", "c") == [("x\ufffd", "\\ud83d \ufffd😀", "\ufffdé")]


def test_half_a_surrogate_pair_is_replaced_in_a_decoded_copy(read):
    content = '[{"a": "é\\ud83d", "b": "\\uDE00"}]'.encode("utf-16")
    assert read(content, "a", "b", encoding="utf-16") == [("é\ufffd", "\ufffd")]


def test_deep_nesting_is_text(read):
    depth = 50_000
    nested = "[" * depth + "1" + "]" * depth
    assert read(f'[{{"a": {nested}}}]', "a") == [nested]


NAMES = ["comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines"]
NAMES += ["newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8"]


@pytest.mark.parametrize("name", NAMES)
def test_json_says_what_its_csv_says(read, real_exports, name):
    folder = real_exports / "dirty/csv_spectrum"
    with (folder / f"csvs/{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *records = csv.reader(file)
    rows = read((folder / f"json/{name}.json").read_bytes(), *header)
    assert [list(row) for row in rows] == records


def test_object_that_is_one_row_says_so(refusal, real_exports):
    file = real_exports / "dirty/csv_spectrum/json/location_coordinates.json"
    refused = refusal(file.read_bytes(), "Cities")
    assert (refused.reason, "holds no list" in str(refused)) == ("items_missing", True)


def test_naughty_strings_come_back(read, real_exports):
    texts = json.loads((real_exports / "dirty/naughty_strings/blns.json").read_text("utf-8"))
    for escaped in (True, False):
        content = json.dumps([{"a": text} for text in texts], ensure_ascii=escaped)
        assert read(content, "a") == [text.replace("\0", "") for text in texts]


CELLS = (
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]))
)
NAMED = st.dictionaries(st.sampled_from(["a", "b.c", "d e", "é"]), CELLS)


def as_text(value):
    if isinstance(value, str):
        return value.replace("\0", "")
    return None if value is None else json.dumps(value)


@settings(max_examples=150, deadline=None)
@given(items=st.lists(NAMED, max_size=5), escaped=st.booleans())
def test_flat_objects_come_back_cell_by_cell(read, items, escaped):
    names = ["a", "b.c", "d e", "é"]
    everywhere = [dict.fromkeys(names), *items]
    rows = read(json.dumps(everywhere, ensure_ascii=escaped), *names)
    assert rows[1:] == [tuple(as_text(item.get(name)) for name in names) for item in items]
