from datetime import date, datetime
from itertools import pairwise

import pytest

from assets.errors import ContractError
from assets.ingest.reference import (
    REFERENCE_TABLES,
    load_reference,
    periods,
    utc_offset_rows,
)


@pytest.fixture(scope="module")
def calendar():
    """Periods of each day and kind up to a Thursday in March 2026."""
    rows = periods(date(2026, 3, 12)).to_pylist()
    return {(row.pop("day"), row.pop("period_kind")): tuple(row.values()) for row in rows}


@pytest.mark.parametrize(
    ("day", "kind", "start", "end", "previous"),
    [
        (date(2026, 3, 12), "week", date(2026, 3, 9), date(2026, 3, 15), date(2026, 3, 2)),
        (date(2026, 3, 9), "week", date(2026, 3, 9), date(2026, 3, 15), date(2026, 3, 2)),
        (date(2026, 3, 8), "week", date(2026, 3, 2), date(2026, 3, 8), date(2026, 2, 23)),
        (date(2026, 1, 1), "week", date(2025, 12, 29), date(2026, 1, 4), date(2025, 12, 22)),
        (date(2024, 2, 29), "month", date(2024, 2, 1), date(2024, 2, 29), date(2024, 1, 1)),
        (date(2026, 1, 31), "month", date(2026, 1, 1), date(2026, 1, 31), date(2025, 12, 1)),
        (date(2026, 3, 12), "quarter", date(2026, 1, 1), date(2026, 3, 31), date(2025, 10, 1)),
        (date(2026, 1, 1), "year", date(2026, 1, 1), date(2026, 12, 31), date(2025, 1, 1)),
        (date(1970, 1, 1), "year", date(1970, 1, 1), date(1970, 12, 31), date(1969, 1, 1)),
    ],
)
def test_period_of_a_day(calendar, day, kind, start, end, previous):
    assert calendar[day, kind][:3] == (start, end, previous)


@pytest.mark.parametrize(
    ("day", "kind", "last_year"),
    [
        (date(2026, 3, 12), "week", date(2025, 3, 10)),
        (date(2025, 12, 29), "week", date(2024, 12, 30)),
        (date(2024, 2, 29), "month", date(2023, 2, 1)),
        (date(2024, 3, 1), "month", date(2023, 3, 1)),
        (date(2025, 12, 31), "month", date(2024, 12, 1)),
        (date(2026, 3, 12), "quarter", date(2025, 1, 1)),
        (date(2024, 12, 31), "year", date(2023, 1, 1)),
        (date(1970, 1, 1), "year", date(1969, 1, 1)),
    ],
)
def test_same_period_of_last_year(calendar, day, kind, last_year):
    assert calendar[day, kind][3] == last_year


def test_calendar_ends_with_the_last_day(calendar):
    assert max(calendar)[0] == date(2026, 3, 12)
    assert len(calendar) == 4 * ((date(2026, 3, 12) - date(1970, 1, 1)).days + 1)


def test_reference_tables_are_replaced(house):
    teams = house.home.reference / "teams.csv"
    teams.write_text("team,country\nSeoul Care,KR\nHelsinki Care,FI\n", "utf-8")
    assert load_reference(house.run())["teams"] == 2
    teams.write_text("team,country\nSeoul Care,KR\n", "utf-8")
    counts = load_reference(house.run())
    assert set(counts) == set(REFERENCE_TABLES)
    assert (counts["teams"], counts["targets"], counts["run"]) == (1, 0, 1)


def test_broken_reference_file_leaves_the_table_as_it_was(house):
    teams = house.home.reference / "teams.csv"
    teams.write_text("team,country\nSeoul Care,KR\n", "utf-8")
    load_reference(house.run())
    teams.write_text("team,contry\nHelsinki Care,FI\n", "utf-8")
    with pytest.raises(ContractError, match=r"teams\.csv"):
        load_reference(house.run())
    assert house.column("select team from reference.teams") == ["Seoul Care"]


def test_clocks_of_every_zone_that_is_named_are_known(house):
    (house.home.reference / "teams.csv").write_text(
        "team,time_zone\nHel,Europe/Helsinki\n", "utf-8"
    )
    (house.home.reference / "schedules.csv").write_text(
        "schedule,time_zone\nKL,Asia/Seoul\n", "utf-8"
    )
    load_reference(house.run())
    offsets = house.rows(
        "select time_zone, offset_seconds from reference.utc_offsets"
        " where begins <= epoch(timestamp '2026-07-01') and ends > epoch(timestamp '2026-07-01')"
        " order by time_zone"
    )
    assert [tuple(row.values()) for row in offsets] == [
        ("Asia/Seoul", 32_400),
        ("Europe/Helsinki", 10_800),
    ]


def test_spans_of_one_offset_follow_each_other_without_a_gap():
    spans = utc_offset_rows(["Europe/London"]).to_pylist()
    assert all(before["ends"] == after["begins"] for before, after in pairwise(spans))
    assert (spans[0]["begins"], spans[-1]["ends"]) == (0, float("inf"))


def test_run_knows_its_moment_and_the_thresholds(house):
    load_reference(house.run(datetime(2026, 6, 1, 12)))
    assert house.rows("from reference.run") == [
        {"as_of": datetime(2026, 6, 1, 12), "min_responses": 10, "min_comments": 20}
    ]
