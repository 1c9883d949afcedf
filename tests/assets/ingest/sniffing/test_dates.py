from pathlib import Path

import pyarrow as pa
import pytest

from assets.ingest.readers.export import Export
from assets.ingest.sniffing.dates import find_times
from assets.ingest.sniffing.probe import Column, Probe
from assets.warehouse.duckdb import open_engine


@pytest.fixture(scope="module")
def times_of():
    with open_engine(Path(":memory:")) as engine:

        def find(*texts):
            rows = pa.table({"_line": list(range(len(texts))), "c0": list(texts)})
            engine.store_temporarily("sniffed", engine.connection.from_arrow(rows))
            probe = Probe(engine, Export(cells={}), (), len(texts))
            return find_times(probe, Column(("at",), "c0", filled=len(texts)))

        yield find


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2024-03-15", None),
        ("2024-03-15T14:05:00Z", None),
        ("2024-03-15 9:05", "%Y-%m-%d %H:%M"),
        ("15.3.2024 14:05", "%d.%m.%Y %H:%M"),
        ("15.3.2024 klo 14.05", "%d.%m.%Y klo %H.%M"),
        ("3/15/24 2:05 PM", "%m/%d/%y %I:%M %p"),
        ("15/03/2024 14:05:07", "%d/%m/%Y %H:%M:%S"),
        ("3/Oct/24 2:05 PM", "%d/%b/%y %I:%M %p"),
        ("March 5, 2024 2:05 PM", "%B %d, %Y %I:%M %p"),
        ("2024. 3. 15. 14:05", "%Y. %m. %d. %H:%M"),
        ("2024년 3월 15일 14:05", "%Y년 %m월 %d일 %H:%M"),
        ("20240315", "%Y%m%d"),
        ("1710511502", "epoch"),
        ("45366.5", "excel_1900"),
    ],
)
def test_a_format_is_found(times_of, text, name):
    assert [found.name for found in times_of(text, text).formats] == [name]


def test_one_day_above_twelve_rules_months_first_out(times_of):
    formats = times_of("3/4/2024 10:00", "4/4/2024 10:00", "13/4/2024 10:00").formats
    assert [found.name for found in formats] == ["%d/%m/%Y %H:%M"]


def test_both_orders_stand_and_the_more_orderly_comes_first(times_of):
    formats = times_of("5/6/2024", "6/6/2024", "7/6/2024", "1/7/2024").formats
    assert [found.name for found in formats] == ["%d/%m/%Y", "%m/%d/%Y"]
    assert formats[0].in_order > formats[1].in_order


def test_a_year_of_two_digits_is_not_the_year_eighteen(times_of):
    assert times_of("5/30/18 4:01").best.name == "%m/%d/%y %H:%M"


def test_korean_halves_of_the_day_are_not_read_as_mornings(times_of):
    found = times_of("2024. 3. 15. 오후 2:05", "2024. 3. 16. 오전 9:10")
    assert found.best is None
    assert found.korean_halves == 2


def test_words_and_counts_are_no_times(times_of):
    assert times_of("open", "closed").best is None
    assert times_of("17", "4").best is None


def test_offsets_are_noticed(times_of):
    assert times_of("2024-03-15T14:05:00Z", "2024-03-15T14:05:00+02:00").zoned
    assert not times_of("2024-03-15T14:05:00Z", "2024-03-15T14:05:00").zoned
