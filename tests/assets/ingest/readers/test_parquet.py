import datetime as dt
import json
from contextlib import suppress
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.readers.parquet import read_parquet

FEED_COLUMNS = ["order_id", "customer_id", "amount", "currency", "referred_by", "ordered_at"]


@pytest.fixture(scope="module")
def read(reader_engine, tmp_path_factory):
    """Reads Arrow columns, or bytes, as a Parquet file: its cells by row."""
    path = tmp_path_factory.mktemp("exports") / "export.parquet"

    def read(content, *wanted, **declared):
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            pq.write_table(pa.table(content), path)
        columns = dict(zip(FEED_COLUMNS, wanted, strict=False))
        source = Source(source="export", feed="orders", files="*", columns=columns, **declared)
        export = read_parquet(reader_engine, path, source)
        cells = ", ".join(export.cells[name] for name in wanted)
        rows = reader_engine.connection.execute(f"select {cells} from export_rows order by _line")
        return [row[0] if len(wanted) == 1 else row for row in rows.fetchall()]

    return read


@pytest.fixture
def refusal(read):
    def refuse(*arguments, **declared):
        with pytest.raises(FileRefused) as caught:
            read(*arguments, **declared)
        return caught.value

    return refuse


NOON = dt.datetime(2024, 7, 1, 12, 30, 5)
MIDNIGHT = dt.datetime(2024, 7, 1)
SMALL = Decimal("1.50")
VALUES = {
    "text": (["x", "", None], pa.string(), ["x", "", None]),
    "bytes of text": (["값".encode()], pa.binary(), ["값"]),
    "codes": (["a", "b", "a"], pa.dictionary(pa.int8(), pa.string()), ["a", "b", "a"]),
    "integer": ([2**63 - 1, None], pa.int64(), ["9223372036854775807", None]),
    "unsigned": ([2**64 - 1], pa.uint64(), ["18446744073709551615"]),
    "id beside nulls": (
        [12345678901.0, 1e16, -0.0],
        pa.float64(),
        ["12345678901", "1" + "0" * 16, "0"],
    ),
    "float": ([0.1, 1.5, float("nan")], pa.float64(), ["0.1", "1.5", None]),
    "short float": ([0.1], pa.float32(), ["0.1"]),
    "decimal": ([SMALL, Decimal("3.00")], pa.decimal128(10, 2), ["1.50", "3"]),
    "long decimal": ([Decimal(10**30)], pa.decimal128(38, 0), ["1" + "0" * 30]),
    "boolean": ([True, False], pa.bool_(), ["true", "false"]),
    "date": ([NOON.date()], pa.date32(), ["2024-07-01"]),
    "time of day": ([NOON.time()], pa.time64("us"), ["12:30:05"]),
    "local time": ([NOON, MIDNIGHT], pa.timestamp("us"), ["2024-07-01 12:30:05", "2024-07-01"]),
    "nanoseconds": ([NOON], pa.timestamp("ns"), ["2024-07-01 12:30:05"]),
    "instant": ([NOON], pa.timestamp("ms", "Europe/Helsinki"), ["2024-07-01 12:30:05+00"]),
    "list": ([["a", "b"], []], pa.list_(pa.string()), ['["a","b"]', "[]"]),
    "map": ([[("k", 1)]], pa.map_(pa.string(), pa.int8()), ['{"k":1}']),
}


@pytest.mark.parametrize(("values", "kind", "texts"), VALUES.values(), ids=VALUES.keys())
def test_value_becomes_its_text(read, values, kind, texts):
    assert read({"a": pa.array(values, kind)}, "a") == texts


def test_numbers_get_the_declared_mark(read):
    content = {"f": [0.5, 2.0], "d": [SMALL, Decimal("3.00")], "t": ["1.5", "x"]}
    assert read(content, "f", "d", "t", decimal=",") == [("0,5", "1,50", "1.5"), ("2", "3", "x")]


def test_members_of_structures_are_columns(read):
    content = {"customer": [{"id": 7, "since": {"at": NOON}}, None], "customer.id": [1, 2]}
    assert read(content, "customer.since.at", "customer.id") == [
        ("2024-07-01 12:30:05", "1"),
        (None, "2"),
    ]
    assert json.loads(read(content, "customer")[0]) == {
        "id": 7,
        "since": {"at": "2024-07-01 12:30:05"},
    }


@pytest.mark.parametrize("name", ["amuont", "customer.nmae", "amount.x"])
def test_column_that_is_not_there_is_refused_with_the_nearest(refusal, name):
    refused = refusal({"amount": [1], "customer": [{"name": "Kim Lee"}]}, name)
    assert refused.reason == "column_missing"
    assert "did you mean" in str(refused)
    assert "Kim" not in str(refused)


def test_typed_times_are_written_as_declared_where_texts_are_too(read):
    content = {"a": [NOON, None], "b": ["01.07.2024 12:30:05", "x"]}
    rows = read(content, "a", "b", date_format="%d.%m.%Y %H:%M:%S")
    assert rows == [("01.07.2024 12:30:05", "01.07.2024 12:30:05"), (None, "x")]


UNFIT = {
    "loses seconds": (pa.timestamp("us"), "%d.%m.%Y %H:%M"),
    "loses the zone": (pa.timestamp("us", "UTC"), "%d.%m.%Y %H:%M:%S"),
    "invents a zone": (pa.timestamp("us"), "%d.%m.%Y %H:%M:%S%z"),
    "seconds": (pa.timestamp("us"), "epoch"),
    "day numbers": (pa.date32(), "excel_1900"),
}


@pytest.mark.parametrize(("kind", "date_format"), UNFIT.values(), ids=UNFIT.keys())
def test_date_format_that_would_change_times_is_refused(refusal, kind, date_format):
    column = pa.array([NOON], pa.timestamp("us")).cast(kind, safe=False)
    assert refusal({"a": column}, "a", date_format=date_format).reason == "date_format_unfit"


def test_date_format_does_not_matter_without_typed_times(read):
    assert read({"a": [1], "at": [NOON]}, "a", date_format="%d.%m.%Y") == ["1"]


def test_typed_times_reach_the_feed(house, tmp_path):
    house.source("orders", format="parquet", time_zone="Europe/Helsinki")
    columns = {
        "order_id": [1, 2],
        "customer_id": [7.0, None],
        "ordered_at": pa.array([NOON, MIDNIGHT], pa.timestamp("us")),
        "amount": pa.array([SMALL, SMALL], pa.decimal128(8, 2)),
        "currency": ["EUR", "EUR"],
    }
    pq.write_table(pa.table(columns), tmp_path / "orders")
    house.drop("orders.parquet", (tmp_path / "orders").read_bytes())
    house.take_in()
    (row,) = house.raw("orders")
    assert (row["ordered_at"], row["amount"]) == (dt.datetime(2024, 7, 1, 9, 30, 5), 1.5)
    assert house.quarantine("line", "reason") == [(2, "missing_required")]


def test_midnights_are_dates(house, tmp_path):
    columns = {"agent_id": "a", "name": "b", "hired_on": "c"}
    house.source("agents", format="parquet", columns=columns)
    pq.write_table(pa.table({"a": [1], "b": ["Kim"], "c": [MIDNIGHT]}), tmp_path / "agents")
    house.drop("agents.parquet", (tmp_path / "agents").read_bytes())
    house.take_in()
    assert [row["hired_on"] for row in house.raw("agents")] == [MIDNIGHT.date()]


@pytest.fixture
def whole(tmp_path):
    pq.write_table(pa.table({"a": ["x", "y"], "b": [1, 2]}), tmp_path / "whole")
    return (tmp_path / "whole").read_bytes()


def test_cut_file_is_refused_at_every_byte(refusal, whole):
    assert refusal(b"", "a").reason == "empty_file"
    for end in range(1, len(whole)):
        assert refusal(whole[:end], "a").reason == "not_parquet"


def test_damaged_file_is_refused_or_read_and_never_stops_the_next(read, whole):
    # A change of byte 242 makes DuckDB 2.0.0 give up its whole instance.
    for place in range(2, len(whole), 4):
        damaged = whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :]
        with suppress(FileRefused):
            read(damaged, "a")
    assert read(whole, "a") == ["x", "y"]


def test_text_under_the_name_of_parquet_is_refused(refusal):
    assert refusal(b"a,b\n1,2\n", "a").reason == "not_parquet"


def test_long_row_is_set_aside(read, reader_engine):
    assert read({"a": ["x", "y" * 2_100_000, "z"]}, "a") == ["x", "z"]
    rejects = reader_engine.connection.execute("select line, reason from export_rejects")
    assert rejects.fetchall() == [(2, "row_too_long")]


def test_many_rows_keep_their_numbers(read, reader_engine):
    count = 300_000
    read({"a": pa.array(range(count)), "file_row_number": pa.array([0] * count)}, "a")
    wrong = "select count(*), sum(cast(_line - 1 <> cast(c0 as bigint) as int)) from export_rows"
    assert reader_engine.connection.execute(wrong).fetchall() == [(count, 0)]


def test_no_rows_are_no_rows(read):
    assert read({"a": pa.array([], pa.string())}, "a") == []


FLOATS = st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=100, deadline=None)
@given(numbers=st.lists(FLOATS, min_size=1))
def test_text_of_a_float_reads_back_as_the_float(read, numbers):
    assert [float(text) for text in read({"a": pa.array(numbers, pa.float64())}, "a")] == numbers


@settings(max_examples=100, deadline=None)
@given(times=st.lists(st.datetimes(min_value=dt.datetime(1000, 1, 1)), min_size=1))
def test_text_of_a_time_reads_back_as_the_time(read, times):
    texts = read({"a": pa.array(times, pa.timestamp("us"))}, "a")
    assert [dt.datetime.fromisoformat(text) for text in texts] == times
