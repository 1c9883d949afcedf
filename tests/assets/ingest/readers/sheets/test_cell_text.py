from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.contracts.sources import Source
from assets.ingest.readers.sheets.cell_text import CellText


def text(cell, *, joined=False, **keys):
    source = Source(source="export", feed="orders", files="*", **keys)
    return CellText(source, joined=joined).texts([cell])[0]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (5.0, "5"),
        (-5.0, "-5"),
        (0.0, "0"),
        (7, "7"),
        (0.1, "0.1"),
        (1e-9, "0.000000001"),
        (1.5e-7, "0.00000015"),
        (9007199254740991.0, "9007199254740991"),
        (1e20, "100000000000000000000"),
        (float("inf"), "Infinity"),
    ],
)
def test_number_has_all_its_digits_and_no_exponent(number, expected):
    assert text(number) == expected


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_number_is_read_back_exactly_with_either_mark(number):
    assert float(text(number)) == number
    assert float(text(number, decimal=",").replace(",", ".")) == number


@given(st.integers(min_value=-(2**53), max_value=2**53))
def test_id_keeps_every_digit_whatever_type_it_has(number):
    assert text(float(number)) == text(number) == str(number)


def test_truth_is_written_in_small_letters():
    assert [text(True), text(False)] == ["true", "false"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (datetime(2026, 5, 1, 9, 30), "2026-05-01 09:30:00"),
        (date(2026, 5, 1), "2026-05-01"),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=30, minutes=5), "30:05:00"),
        (timedelta(minutes=-5), "-00:05:00"),
        (timedelta(seconds=1.5), "00:00:01.500000"),
    ],
)
def test_times_are_iso_where_no_format_is_declared(cell, expected):
    assert text(cell) == expected


@pytest.mark.parametrize(
    ("date_format", "cell", "expected"),
    [
        ("%m/%d/%Y %I:%M %p", datetime(2026, 5, 1, 13, 5), "05/01/2026 01:05 PM"),
        ("%m/%d/%Y %I:%M %p", date(2026, 5, 1), "05/01/2026 12:00 AM"),
        ("%d.%m.%Y", date(2026, 5, 1), "01.05.2026"),
        ("excel_1900", datetime(2026, 5, 1, 12), "46143.5"),
        ("excel_1904", date(2026, 5, 1), "44681"),
        ("epoch", datetime(2026, 5, 1, 12), "2026-05-01 12:00:00"),
    ],
)
def test_moment_is_written_in_the_declared_format(date_format, cell, expected):
    assert text(cell, date_format=date_format) == expected


@pytest.mark.parametrize(
    ("date_format", "cell"),
    [
        ("%d.%m.%Y", datetime(2026, 5, 1, 9, 30)),
        ("%d.%m.%Y %H:%M", datetime(2026, 5, 1, 9, 30, 15)),
        ("%d.%m.%Y %I:%M", datetime(2026, 5, 1, 21, 30)),
    ],
)
def test_moment_that_the_format_would_cut_stays_whole(date_format, cell):
    assert text(cell, date_format=date_format) == str(cell)


@pytest.mark.parametrize(
    ("date_format", "day", "hour"),
    [
        (None, "2026-05-01", "21:30:15"),
        ("%d/%m/%Y %I:%M:%S %p", "01/05/2026", "09:30:15 PM"),
        ("%H:%M:%S %d.%m.%Y", "01.05.2026", "21:30:15"),
        ("%Y-%m-%dT%H:%M:%S", "2026-05-01", "21:30:15"),
    ],
)
def test_each_of_two_cells_is_written_by_its_half_of_the_format(date_format, day, hour):
    assert text(date(2026, 5, 1), joined=True, date_format=date_format) == day
    assert text(time(21, 30, 15), joined=True, date_format=date_format) == hour


@given(st.datetimes(min_value=datetime(1900, 3, 1), max_value=datetime(9999, 1, 1)))
def test_day_number_holds_the_time_to_the_second(moment):
    moment = moment.replace(microsecond=0)
    days = float(text(moment, date_format="excel_1900"))
    assert datetime(1899, 12, 30) + timedelta(seconds=round(days * 86_400)) == moment
