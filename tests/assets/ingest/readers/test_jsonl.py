import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.contracts.sources import Source
from assets.ingest.readers.jsonl import read_jsonl


@pytest.fixture(scope="module")
def read(reader_engine, tmp_path_factory):
    """Reads JSON lines: accepted (line, text of member a), rejected (line, reason)."""
    path = tmp_path_factory.mktemp("exports") / "export.jsonl"

    def read(content, **declared):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        columns = {"order_id": "a"}
        source = Source(source="export", feed="orders", files="*", columns=columns, **declared)
        cell = read_jsonl(reader_engine, path, source).cells["a"]
        fetch = reader_engine.connection.execute
        rows = fetch(f"select _line, {cell} from export_rows order by _line").fetchall()
        rejects = "select line, reason from export_rejects order by line"
        return rows, fetch(rejects).fetchall()

    return read


def test_line_is_a_row(read):
    assert read('{"a": 1}\n{"a": "x"}\n{}\n') == ([(1, "1"), (2, "x"), (3, None)], [])


def test_blank_lines_are_counted_and_passed_over(read):
    assert read('\n{"a": 1}\n\n \t\n{"a": 2}\n\n') == ([(2, "1"), (5, "2")], [])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_ends_of_lines_do_not_matter(read, end):
    content = end.join(['{"a": "x\\r\\ny"}', "", '{"a": 2}', ""])
    assert read("\ufeff" + content) == ([(1, "x\r\ny"), (3, "2")], [])


def test_broken_line_is_set_aside_with_its_number(read):
    lines = ['{"a": 1}', '{"a": ', "", "[1]", "5", '{"a": 1} {"a": 2}', '{"a": "\x01\x02"}']
    lines += ['{"a": 3, "a": 4}', '{"a": 5}']
    rows, rejects = read("\n".join(lines))
    assert rows == [(1, "1"), (9, "5")]
    assert rejects == [
        (2, "not_json"),
        (4, "not_an_object"),
        (5, "not_an_object"),
        (6, "not_json"),
        (7, "not_json"),
        (8, "repeated_member"),
    ]


def test_cut_last_line_is_set_aside_at_every_byte(read):
    first, last = '{"a": "x"}\n', '{"a": "é", "b": [1, {"c": "}"}]}'.encode()
    for end in range(1, len(last)):
        if last[end - 1 : end] == "é".encode()[:1]:
            continue
        assert read(first.encode() + last[:end]) == ([(1, "x")], [(2, "not_json")]), last[:end]


def test_long_lines_are_set_aside_and_the_others_keep_their_numbers(read):
    long = json.dumps({"a": "x" * 2_100_000})
    lines = [long, '{"a": 1}', "", long, long, '{"a": 2}', "{", "", long, '{"a": 3}']
    rows, rejects = read("\n".join(lines))
    assert rows == [(2, "1"), (6, "2"), (10, "3")]
    assert [(line, reason) for line, reason in rejects] == [
        (1, "row_too_long"),
        (4, "row_too_long"),
        (5, "row_too_long"),
        (7, "not_json"),
        (9, "row_too_long"),
    ]


def test_huge_line_is_set_aside(read):
    huge = b'{"a": "' + b"x" * 100_000_000 + b'"}\n'
    rows, rejects = read(b'{"a": 1}\n' + huge + b'{"a": 2}\n')
    assert (rows, rejects) == ([(1, "1"), (3, "2")], [(2, "row_too_long")])


def test_broken_line_is_in_quarantine_masked(house):
    house.source("orders", format="jsonl")
    whole = (
        '{"order_id": 1, "customer_id": 2, "ordered_at": "2026-01-01", "amount": 3, "currency": 4}'
    )
    house.drop("orders.jsonl", [whole, '{"order_id": 2, "customer_id": "Kim Lee'])
    (load,) = house.take_in()
    assert (load.rows_read, load.stored, load.quarantined) == (2, 1, 1)
    (row,) = house.quarantine()
    assert (row["line"], row["reason"]) == (2, "not_json")
    assert "Kim" not in row["original"]


CELLS = (
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]))
)


@settings(max_examples=150, deadline=None)
@given(cells=st.lists(CELLS, min_size=1, max_size=5), escaped=st.booleans())
def test_cells_come_back(read, cells, escaped):
    lines = [json.dumps({"a": cell}, ensure_ascii=escaped) for cell in cells]
    texts = [
        cell.replace("\0", "")
        if isinstance(cell, str)
        else None
        if cell is None
        else json.dumps(cell)
        for cell in cells
    ]
    assert read("\n".join(lines)) == (list(enumerate(texts, start=1)), [])
