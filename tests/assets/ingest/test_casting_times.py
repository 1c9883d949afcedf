"""Times of exports → UTC. Local times that a clock shows twice or never are read deterministically:

- shown twice (autumn): the second time, standard time;
- never shown (spring): as if the clock had not been changed yet, so an hour later than written.
"""

from datetime import datetime

import pytest

HELSINKI, SEOUL, NEW_YORK = "Europe/Helsinki", "Asia/Seoul", "America/New_York"
SECONDS = "%Y-%m-%d %H:%M:%S"


@pytest.fixture
def read_times(house):
    """UTC of each written time, or the reason why its row was refused."""

    def read(*written, **declared):
        house.source("orders", **{"time_zone": None, **declared})
        lines = [f'{number},c,"{time}",,' for number, time in enumerate(written)]
        house.drop("orders.csv", ["order_id,customer_id,ordered_at,amount,currency", *lines])
        assert [load.refused for load in house.take_in()] == [None]
        found = {row["_line"]: row["ordered_at"] for row in house.raw("orders")}
        found |= dict(house.quarantine("line", "reason"))
        return [found[line] for line in range(2, 2 + len(written))]

    return read


LOCAL = {
    HELSINKI: {
        "2026-01-15 12:00:00": datetime(2026, 1, 15, 10),
        "2025-07-15 12:00:00": datetime(2025, 7, 15, 9),
        "2026-03-29 02:59:59": datetime(2026, 3, 29, 0, 59, 59),
        "2026-03-29 03:30:00": datetime(2026, 3, 29, 1, 30),
        "2026-03-29 04:00:00": datetime(2026, 3, 29, 1),
        "2025-10-26 02:59:59": datetime(2025, 10, 25, 23, 59, 59),
        "2025-10-26 03:00:00": datetime(2025, 10, 26, 1),
        "2025-10-26 03:30:00": datetime(2025, 10, 26, 1, 30),
        "2025-10-26 04:00:00": datetime(2025, 10, 26, 2),
    },
    SEOUL: {
        "2026-01-15 08:59:59": datetime(2026, 1, 14, 23, 59, 59),
        "2025-07-15 12:00:00": datetime(2025, 7, 15, 3),
        "2026-03-29 03:30:00": datetime(2026, 3, 28, 18, 30),
    },
    NEW_YORK: {
        "2026-01-15 12:00:00": datetime(2026, 1, 15, 17),
        "2025-07-15 12:00:00": datetime(2025, 7, 15, 16),
        "2026-03-08 02:30:00": datetime(2026, 3, 8, 7, 30),
        "2025-11-02 01:30:00": datetime(2025, 11, 2, 6, 30),
    },
    "UTC": {"2026-01-15 12:00:00": datetime(2026, 1, 15, 12)},
}


@pytest.mark.parametrize("date_format", [SECONDS, None])
@pytest.mark.parametrize("zone", LOCAL)
def test_local_time_is_read_in_the_declared_zone(read_times, zone, date_format):
    read = read_times(*LOCAL[zone], time_zone=zone, date_format=date_format)
    assert dict(zip(LOCAL[zone], read, strict=True)) == LOCAL[zone]


@pytest.mark.parametrize(
    ("date_format", "written"),
    [
        ("%d.%m.%Y %H:%M", ["05.03.2026 14:07", "5.3.2026 14:07"]),
        ("%m/%d/%Y %I:%M %p", ["03/05/2026 02:07 PM"]),
        ("%d/%b/%y %I:%M %p", ["05/Mar/26 2:07 PM"]),
        ("%Y-%m-%dT%H:%M:%SZ", ["2026-03-05T14:07:00Z"]),
        ("%Y%m%d%H%M", ["202603051407"]),
    ],
)
def test_declared_format_decides_what_is_day_and_month(read_times, date_format, written):
    read = read_times(*written, time_zone="UTC", date_format=date_format)
    assert set(read) == {datetime(2026, 3, 5, 14, 7)}


def refused_as(reason, written):
    return dict.fromkeys(written, reason)


def test_time_in_another_format_is_refused(read_times):
    written = [
        *("2026-03-05T14:07:00", "05.03.2026 14:07:00", "2026-03-05 14:07", "2026-03-05"),
        *("2026-02-30 10:00:00", "2026-03-05 25:00:00", "2026-03-05 14:07:00Z", "yesterday"),
    ]
    read = read_times(*written, time_zone=SEOUL, date_format=SECONDS)
    assert dict(zip(written, read, strict=True)) == refused_as("unreadable_timestamp", written)


@pytest.mark.parametrize("date_format", [SECONDS, None])
def test_word_that_databases_take_for_a_time_is_refused(read_times, date_format):
    written = ["infinity", "-infinity", "epoch", "now", "today"]
    read = read_times(*written, time_zone=SEOUL, date_format=date_format)
    assert dict(zip(written, read, strict=True)) == refused_as("unreadable_timestamp", written)


def test_half_a_time_is_refused(read_times):
    written = ["2026", "14:07", "2026-13-01", "2026-03", "1767225600"]
    read = read_times(*written, time_zone="UTC")
    assert dict(zip(written, read, strict=True)) == refused_as("unreadable_timestamp", written)


ISO_WITH_OFFSET = {
    "2026-03-05T14:07:00Z": datetime(2026, 3, 5, 14, 7),
    "2026-03-05 14:07:00+00:00": datetime(2026, 3, 5, 14, 7),
    "2026-03-05T14:07:00+02:00": datetime(2026, 3, 5, 12, 7),
    "2026-03-05T14:07:00-0500": datetime(2026, 3, 5, 19, 7),
    "2026-03-05T14:07:00.250+05:30": datetime(2026, 3, 5, 8, 37, 0, 250_000),
}
WRITTEN_OTHERWISE = {
    "2026-03-05T14:07:00+05": datetime(2026, 3, 5, 9, 7),
    "2026-03-05 14:07:00-08": datetime(2026, 3, 5, 22, 7),
    "2026-03-05 14:07:00 UTC": datetime(2026, 3, 5, 14, 7),
    "2026-03-05 14:07:00 +05:00": datetime(2026, 3, 5, 9, 7),
    "2026-03-05 14:07:00 America/New_York": datetime(2026, 3, 5, 19, 7),
}


@pytest.mark.parametrize("zone", [None, HELSINKI])
def test_offset_of_an_iso_time_wins_over_the_zone(read_times, zone):
    assert read_times(*ISO_WITH_OFFSET, time_zone=zone) == list(ISO_WITH_OFFSET.values())


def test_offset_that_is_written_otherwise_is_never_passed_over(read_times):
    read = read_times(*WRITTEN_OTHERWISE, time_zone=HELSINKI)
    wrong = {
        written: time
        for (written, right), time in zip(WRITTEN_OTHERWISE.items(), read, strict=True)
        if time not in (right, "unreadable_timestamp")
    }
    assert wrong == {}


def test_iso_time_without_offset_and_zone_is_refused(read_times):
    assert read_times("2026-03-05T14:07:00") == ["unreadable_timestamp"]


def test_offset_is_read_with_the_declared_format(read_times):
    written = ["2026-03-05 14:07:00 +0200", "2026-03-05 14:07:00 -05:30", "2026-03-05 14:07:00"]
    assert read_times(*written, date_format=SECONDS + " %z") == [
        datetime(2026, 3, 5, 12, 7),
        datetime(2026, 3, 5, 19, 37),
        "unreadable_timestamp",
    ]


def test_epoch_is_seconds_since_1970(read_times):
    assert read_times("1767225600", "1767225600.5", "0", "soon", date_format="epoch") == [
        datetime(2026, 1, 1),
        datetime(2026, 1, 1, 0, 0, 0, 500_000),
        datetime(1970, 1, 1),
        "unreadable_timestamp",
    ]


@pytest.mark.parametrize("written", ["nan", "inf", "1e300", "99999999999999", "1_767_225_600"])
def test_epoch_that_no_calendar_holds_is_refused(read_times, written):
    read = read_times(written, "1767225600", date_format="epoch")
    assert read == ["unreadable_timestamp", datetime(2026, 1, 1)]


def test_epoch_in_milliseconds_is_refused(read_times):
    assert read_times("1767225600000", date_format="epoch") == ["unreadable_timestamp"]
