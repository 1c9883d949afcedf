"""Times and numbers that could be read in two ways: as declared, never guessed, doubt is marked."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

ZONES = ["Europe/Helsinki", "Europe/London", "America/New_York", "Asia/Seoul"]
HEADER = "order_id,customer_id,ordered_at,amount,currency"
# Nights in which a clock of these zones was changed, and one in which none was.
NIGHTS = [(3, 29), (10, 26), (3, 8), (11, 2), (7, 15)]
TIMES = [
    datetime(2025 if month > 6 else 2026, month, day) + timedelta(minutes=15 * quarter)
    for month, day in NIGHTS
    for quarter in range(24)
]


def instants_of(local, zone):
    """Instants that a local time may mean, and those at which the clock really showed it."""
    place = ZoneInfo(zone)
    instants = {local.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1)}
    shown = {utc for utc in instants if utc.astimezone(place).replace(tzinfo=None) == local}
    return [{utc.replace(tzinfo=None) for utc in each} for each in (instants, shown)]


@pytest.fixture(scope="module", params=ZONES)
def night(request, new_shared_house):
    """The zone, the UTC stored for each local time, and how many of them a warning counts."""
    house = new_shared_house(request.param)
    house.source("orders", time_zone=request.param)
    house.drop("orders.csv", [HEADER, *[f"{n},c,{time},5," for n, time in enumerate(TIMES)]])
    (load,) = house.take_in()
    assert load.stored == len(TIMES)
    stored = {TIMES[int(row["order_id"])]: row["ordered_at"] for row in house.raw("orders")}
    warnings = house.rows("select code, n from file_warnings where code like 'time_%'")
    return request.param, stored, {row["code"]: row["n"] for row in warnings}


def test_time_that_the_clock_showed_is_that_instant(night):
    zone, stored, _ = night
    for local, utc in stored.items():
        instants, shown = instants_of(local, zone)
        assert utc in (shown or instants), local


def test_of_a_repeated_time_the_second_counts_and_of_a_skipped_one_the_old_clock(night):
    zone, stored, _ = night
    for local, utc in stored.items():
        instants, shown = instants_of(local, zone)
        if len(shown) == 2:
            assert utc == max(shown), local
        if not shown:
            assert utc == max(instants), local


def test_times_in_doubt_and_no_others_are_counted_in_a_warning(night):
    zone, stored, warned = night
    names = {0: "time_skipped", 2: "time_repeated"}
    often = Counter(len(instants_of(local, zone)[1]) for local in stored)
    assert warned == {name: often[shown] for shown, name in names.items() if often[shown]}
    assert bool(warned) == (zone != "Asia/Seoul")


@pytest.fixture
def read_times(house):
    """The value of each written time, or the reason why its row was refused."""

    def read(*written, **declared):
        house.source("orders", **declared)
        lines = [f'{number},c,"{time}",5,' for number, time in enumerate(written)]
        house.drop("orders.csv", [HEADER, *lines])
        house.take_in(datetime(2031, 1, 1))
        found = {row["_line"]: row["ordered_at"] for row in house.raw("orders")}
        found |= dict(house.quarantine("line", "reason"))
        return [found[line] for line in range(2, 2 + len(written))]

    return read


DAY_FIRST, MONTH_FIRST = "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"
SERIALS = ["46143", "46143.5", "46143.99999", "61", "60", "0", "-1", "46143,25", "1e5", "9999999"]
UNREADABLE = "unreadable_timestamp"


def test_day_and_month_are_what_the_source_says_and_never_swapped(read_times):
    written = ["03/04/2026 10:00", "13/04/2026 10:00", "04/13/2026 10:00", "31/04/2026 10:00"]
    assert read_times(*written, date_format=DAY_FIRST) == [
        datetime(2026, 4, 3, 10),
        datetime(2026, 4, 13, 10),
        UNREADABLE,
        UNREADABLE,
    ]


def test_the_same_file_with_the_month_first_says_other_days(read_times):
    written = ["03/04/2026 10:00", "13/04/2026 10:00", "04/13/2026 10:00"]
    assert read_times(*written, date_format=MONTH_FIRST) == [
        datetime(2026, 3, 4, 10),
        UNREADABLE,
        datetime(2026, 4, 13, 10),
    ]


def test_noon_and_midnight_are_told_apart(read_times):
    written = ["05/01/2026 12:00 AM", "05/01/2026 12:00 PM", "05/01/2026 12:59 am"]
    written += ["05/01/2026 01:00 PM", "05/01/2026 13:00 PM", "05/01/2026 10:00"]
    assert read_times(*written, date_format="%m/%d/%Y %I:%M %p") == [
        datetime(2026, 5, 1),
        datetime(2026, 5, 1, 12),
        datetime(2026, 5, 1, 0, 59),
        datetime(2026, 5, 1, 13),
        UNREADABLE,
        UNREADABLE,
    ]


def test_days_of_a_spreadsheet_are_counted_from_1900_where_that_is_declared(read_times):
    read = read_times(*SERIALS, date_format="excel_1900")
    day = datetime(2026, 5, 1)
    assert read[:3] == [day, day.replace(hour=12), day.replace(hour=23, minute=59, second=59)]
    # 1900 lies before all exports; the 29th of February of that year never was.
    assert read[3:7] == ["before_1970", UNREADABLE, UNREADABLE, UNREADABLE]
    assert read[8:] == [UNREADABLE, "future_timestamp"]


def test_days_of_a_spreadsheet_are_counted_from_1904_where_that_is_declared(read_times):
    read = read_times("44681", "44681.5", "46143", date_format="excel_1904")
    day = datetime(2026, 5, 1)
    assert read == [day, day.replace(hour=12), day + timedelta(days=1462)]
    assert date(1904, 1, 1) - date(1899, 12, 30) == timedelta(days=1462)


def test_day_of_a_spreadsheet_is_read_in_the_zone_of_the_export(read_times):
    read = read_times("46143.5", date_format="excel_1900", time_zone="Asia/Seoul")
    assert read == [datetime(2026, 5, 1, 3)]


@pytest.mark.parametrize("date_format", [None, DAY_FIRST])
def test_day_number_is_no_date_unless_that_is_declared(read_times, date_format):
    assert read_times("46143", "46143.5", date_format=date_format) == [UNREADABLE] * 2
