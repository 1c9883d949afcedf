"""Figures as people read them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.contracts.metrics import load_metrics
from assets.publishing.report.figures import (
    change,
    change_in_words,
    days,
    figure,
    signal_in_words,
    target_in_words,
)
from assets.publishing.report.sparkline import HEIGHT, WEEKS, WIDTH, sparkline

UNITS = sorted({metric.unit for metric in load_metrics()})
NUMBERS = st.floats(-1e6, 1e6)


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (73.56, "percent", "73.6 %"),
        (-23.04, "points", "−23.0 points"),
        (-0.04, "points", "0.0 points"),
        (81.1, "percent change", "+81.1 %"),
        (-10, "percent change", "−10.0 %"),
        (7.7, "hours", "7 h 42 min"),
        (0.7, "hours", "42 min"),
        (4, "hours", "4 h"),
        (1.9999, "hours", "2 h"),
        (0, "hours", "0"),
        (211.8, "hours", "212 h"),
        (3293.02, "hours", "3,293 h"),
        (1234, "tickets", "1,234 tickets"),
        (0.034, "tickets per hour", "0.03 tickets/h"),
    ],
)
def test_figure_has_its_unit_and_no_raw_decimals(value, unit, text):
    assert plain(figure(value, unit)) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (2.34, "percent", "+2.3 points"),
        (-2.34, "percent change", "−2.3 points"),
        (1.5, "hours", "+1 h 30 min"),
        (0.01, "percent", "0.0 points"),
        (-3, "tickets", "−3 tickets"),
    ],
)
def test_change_has_a_sign_and_shares_change_by_points(value, unit, text):
    assert plain(change(value, unit)) == text


@given(value=NUMBERS, unit=st.sampled_from(UNITS))
def test_sign_of_what_is_shown_is_that_of_the_value(value, unit):
    text = change(value, unit)
    assert not (value >= 0 and text.startswith("−"))
    assert not (value <= 0 and text.startswith("+"))


def test_decrease_of_what_should_be_low_is_better():
    row = {"change": -4.0, "change_low": -6.0, "change_high": -2.0, "unit": "percent"}
    assert plain(change_in_words(row | {"better": "lower"})) == "−4.0 points, better"
    assert plain(change_in_words(row | {"better": "higher"})) == "−4.0 points, worse"


def test_whole_target_has_no_decimals():
    assert plain(target_in_words({"target": 40.0, "unit": "points"})) == "40 points"
    assert plain(target_in_words({"target": 99.5, "unit": "percent"})) == "99.5 %"
    assert target_in_words({"target": None, "unit": "percent"}) == "none"


def test_signal_names_its_periods_and_a_short_series_says_so():
    def signals(**periods):
        return plain(signal_in_words({kind: {"signal": s} for kind, s in periods.items()}))

    both = signals(week="improving", month="worsening", quarter="improving")
    assert both == "▼ worsening (month); ▲ improving (week, quarter)"
    assert signals(week="none", month="insufficient") == "none"
    assert signals(month="insufficient") == "series too short"


def test_days_say_what_they_share_once():
    assert days(date(2026, 9, 1), date(2026, 9, 30)) == "1–30 Sep 2026"
    assert days(date(2026, 7, 1), date(2026, 9, 30)) == "1 Jul–30 Sep 2026"
    assert days(date(2025, 12, 29), date(2026, 1, 4)) == "29 Dec 2025–4 Jan 2026"


@given(
    values=st.dictionaries(st.integers(0, WEEKS - 1), NUMBERS, min_size=2),
    target=st.none() | NUMBERS,
)
def test_line_stays_within_its_box_and_passes_each_week_once(values, target):
    line = sparkline(values, "points", target)
    points = [point.split(",") for run in line.lines for point in run.split()]
    assert len(points) == len(values)
    assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT for x, y in points)
    assert [float(x) for x, _ in points] == sorted({float(x) for x, _ in points})


def test_one_week_makes_no_line():
    assert sparkline({3: 1.0}, "points", None) is None
