"""Business time from events to minutes per status, against a count of open minutes."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.ingest.reference import utc_offset_rows

ZONES = (
    "America/New_York",
    "Asia/Kolkata",
    "Asia/Seoul",
    "Australia/Lord_Howe",
    "Europe/Helsinki",
    "Europe/London",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Sundays of 2024 on which clocks go forward or back, and where.
CLOCK_CHANGES = {
    date(2024, 3, 10): ("America/New_York",),
    date(2024, 3, 31): ("Europe/Helsinki", "Europe/London"),
    date(2024, 4, 7): ("Australia/Lord_Howe",),
    date(2024, 10, 6): ("Australia/Lord_Howe",),
    date(2024, 10, 27): ("Europe/Helsinki", "Europe/London"),
    date(2024, 11, 3): ("America/New_York",),
}
STATUSES = ("new", "open", "pending", "hold", "solved")
MEASURES = {
    "agent_work_time": ("new", "open"),
    "requester_wait_time": ("new", "open", "hold"),
    "agent_wait_time": ("pending",),
    "on_hold_time": ("hold",),
    "solve_time": ("new", "open", "pending", "hold"),
    "new_status_duration": ("new",),
    "open_status_duration": ("open",),
}
DAY = 24 * 60
MINUTE = timedelta(minutes=1)


def clock_seconds(minutes):
    return minutes * 60


@st.composite
def windows(draw):
    """Minutes of a day at which a schedule opens and closes; some are near a clock change."""
    opens = draw(st.one_of(st.integers(0, 150), st.integers(0, DAY - 1)))
    closes = st.integers(opens + 1, DAY)
    return opens, draw(st.one_of(closes, st.sampled_from((DAY, min(opens + 120, DAY)))))


@st.composite
def schedules(draw, sunday):
    by_weekday = st.lists(windows(), min_size=1, max_size=3, unique_by=lambda window: window[0])
    holidays = st.integers(-2, 3).map(lambda days: sunday + timedelta(days=days))
    zones = st.one_of(st.sampled_from(CLOCK_CHANGES[sunday]), st.sampled_from(ZONES))
    return {
        "time_zone": draw(zones),
        "windows": [draw(by_weekday) for _ in WEEKDAYS],
        "holidays": draw(st.sets(holidays, max_size=1)),
        "hours_name_zone": draw(st.booleans()),
    }


@st.composite
def tickets(draw, start, names, has_default):
    """Minutes at which a ticket gets its statuses and its schedules, the first one of its log."""
    gaps = st.integers(1, 1500)
    statuses = draw(st.lists(st.tuples(gaps, st.sampled_from(STATUSES)), min_size=1, max_size=5))
    changes = draw(
        st.lists(
            st.tuples(st.integers(1, 2000), st.sampled_from(names)),
            min_size=0 if has_default else 1,
            max_size=3,
        )
    )
    at_once = draw(st.booleans())
    created = start + draw(st.integers(0, DAY)) * MINUTE
    return {
        "statuses": list(add_up(created, statuses, at_once=True)),
        "schedules": list(add_up(created, changes, at_once)),
    }


def add_up(at, steps, at_once):
    """Moments of steps that follow each other; the first one may come at once."""
    for number, (minutes, value) in enumerate(steps):
        at += MINUTE * (0 if at_once and number == 0 else minutes)
        yield at, value


@st.composite
def worlds(draw):
    """Schedules and tickets in the days around a clock change."""
    sunday = draw(st.sampled_from(sorted(CLOCK_CHANGES)))
    start = datetime.combine(sunday, datetime.min.time()) - timedelta(days=1)
    drawn = draw(st.lists(schedules(sunday), min_size=1, max_size=3))
    named = {f"S{number}": schedule for number, schedule in enumerate(drawn)}
    default = draw(st.one_of(st.none(), st.sampled_from(sorted(named))))
    ticket = tickets(start, sorted(named), default is not None)
    return {
        "schedules": named,
        "default": default,
        "tickets": draw(st.lists(ticket, min_size=1, max_size=3)),
        "as_of": start + timedelta(days=2, hours=12) + draw(st.integers(0, DAY)) * MINUTE,
    }


def event(ticket, at, name, value):
    row = {"ticket_id": ticket, "at": at, "event": name, "value": value}
    return row | {"_source": "log", "_load_id": 1, "_line": 1}


def zone_spans(zones):
    """When the clocks of zones were set how, in the years that matter here."""
    begin, end = (datetime(year, 1, 1, tzinfo=UTC).timestamp() for year in (2023, 2026))
    rows = utc_offset_rows(sorted(zones)).to_pylist()
    return [row for row in rows if row["begins"] < end and row["ends"] > begin]


def tables_of(world):
    named = world["schedules"]
    return {
        "reference.schedules": [
            {
                "schedule": name,
                "schedule_id": f"id of {name}",
                "time_zone": schedule["time_zone"],
                "is_default": name == world["default"],
            }
            for name, schedule in named.items()
        ],
        "reference.business_hours": [
            {
                "schedule": name,
                "time_zone": schedule["time_zone"] if schedule["hours_name_zone"] else None,
                "weekday": weekday,
                "start_local": clock_seconds(opens),
                "end_local": clock_seconds(closes),
            }
            for name, schedule in named.items()
            for weekday, of_day in zip(WEEKDAYS, schedule["windows"], strict=True)
            for opens, closes in of_day
        ],
        "reference.holidays": [
            {"schedule": name, "date": day}
            for name, schedule in named.items()
            for day in schedule["holidays"]
        ],
        "reference.utc_offsets": zone_spans({s["time_zone"] for s in named.values()}),
        "raw.ticket_events": [
            row
            for number, ticket in enumerate(world["tickets"])
            for row in (
                *(event(f"T{number}", at, "status", value) for at, value in ticket["statuses"]),
                *(
                    event(f"T{number}", at, "schedule", f"id of {value}")
                    for at, value in ticket["schedules"]
                ),
            )
        ],
    }


def is_open(schedule, minute):
    """Whether some window of a schedule is open in a minute of UTC, by the clock on its wall."""
    local = minute.replace(tzinfo=UTC).astimezone(ZoneInfo(schedule["time_zone"]))
    if local.date() in schedule["holidays"]:
        return False
    clock = local.hour * 60 + local.minute
    return any(opens <= clock < closes for opens, closes in schedule["windows"][local.weekday()])


def minutes_by_status(world, ticket):
    """Open minutes that a ticket spent in each status, counted one by one."""
    created, as_of = ticket["statuses"][0][0], world["as_of"]
    in_force = [change for change in ticket["schedules"] if change[0] <= as_of]
    if world["default"] and (not in_force or in_force[0][0] > created):
        in_force = [(created, world["default"]), *in_force]
    if not in_force:
        return None
    begins = [at for at, _ in in_force]
    found = dict.fromkeys(STATUSES, 0)
    known = [change for change in ticket["statuses"] if change[0] <= as_of]
    for (minute, status), (end, _) in pairwise([*known, (as_of, None)]):
        while minute < end:
            place = bisect_right(begins, minute) - 1
            if place >= 0:
                found[status] += is_open(world["schedules"][in_force[place][1]], minute)
            minute += MINUTE
    return found


@settings(max_examples=40, deadline=None, derandomize=True)
@given(world=worlds())
def test_business_minutes_are_those_in_which_a_clock_on_the_wall_says_open(workbench, world):
    rows = workbench.run_chain("intermediate.ticket_status_times", tables_of(world), world["as_of"])
    by_ticket = {row["ticket_id"]: row for row in rows}
    assert len(rows) == len(world["tickets"])
    for number, ticket in enumerate(world["tickets"]):
        minutes = minutes_by_status(world, ticket)
        if minutes is None:
            continue
        row = by_ticket[f"T{number}"]
        found = {name: row[f"{name}_in_business_minutes"] for name in MEASURES}
        expected = {name: sum(minutes[s] for s in group) for name, group in MEASURES.items()}
        assert found == pytest.approx(expected, rel=0, abs=1e-6)


def office(weekdays):
    """Business hours from 09:00 to 17:00 of UTC."""
    row = {
        "schedule": "Office",
        "start_local": clock_seconds(540),
        "end_local": clock_seconds(1020),
    }
    return [row | {"weekday": weekday, "time_zone": "Etc/UTC"} for weekday in weekdays]


def status_times(workbench, events, hours, default=True, holidays=()):
    tables = {
        "raw.ticket_events": [event("T1", *cells) for cells in events],
        "reference.schedules": [{"schedule": "Office", "is_default": default}],
        "reference.business_hours": hours,
        "reference.holidays": [{"schedule": "Office", "date": day} for day in holidays],
        "reference.utc_offsets": zone_spans({"Etc/UTC"}),
    }
    (row,) = workbench.run_chain("intermediate.ticket_status_times", tables)
    return row


def test_a_schedule_that_opens_once_a_week_counts_from_its_first_opening_after_the_ticket(
    workbench,
):
    # Created on Saturday 8 June; Office opens on Wednesday 12 June.
    events = [
        (datetime(2024, 6, 8, 10), "status", "new"),
        (datetime(2024, 6, 12, 11), "status", "solved"),
    ]
    row = status_times(workbench, events, office(["Wednesday"]))
    assert row["new_status_duration_in_business_minutes"] == 120


def test_a_ticket_that_met_no_opening_yet_took_no_business_time(workbench):
    # Of Friday 28 to Sunday 30 June, the day of as-of.
    events = [(datetime(2024, 6, 28, 10), "status", "new")]
    row = status_times(workbench, events, office(["Tuesday"]))
    assert row["new_status_duration_in_business_minutes"] == 0
    assert row["solve_time_in_business_minutes"] == 0


def test_a_ticket_that_came_in_a_week_of_holidays_counts_from_the_next_opening(workbench):
    events = [
        (datetime(2024, 6, 5, 10), "status", "new"),
        (datetime(2024, 6, 10, 11), "status", "solved"),
    ]
    holidays = [date(2024, 6, day) for day in range(3, 8)]
    row = status_times(workbench, events, office(WEEKDAYS[:5]), holidays=holidays)
    assert row["new_status_duration_in_business_minutes"] == 120


@pytest.mark.parametrize("last_status", ["open", "solved", "pending"])
def test_a_ticket_without_a_schedule_has_calendar_time_alone(workbench, last_status):
    events = [
        (datetime(2024, 6, 5, 10), "status", "new"),
        (datetime(2024, 6, 5, 11), "status", last_status),
    ]
    row = status_times(workbench, events, office(WEEKDAYS[:5]), default=False)
    assert row["new_status_duration_in_business_minutes"] is None
    assert row["new_status_duration_in_calendar_minutes"] == 60


def test_a_schedule_whose_hours_nobody_wrote_down_gives_no_business_time(workbench):
    events = [
        (datetime(2024, 6, 5, 10), "status", "new"),
        (datetime(2024, 6, 5, 11), "status", "solved"),
    ]
    row = status_times(workbench, events, [])
    assert row["new_status_duration_in_business_minutes"] is None


def test_hours_that_are_unknown_in_mid_life_leave_business_time_unknown(workbench):
    events = [
        (datetime(2024, 6, 5, 10), "status", "new"),
        (datetime(2024, 6, 5, 11), "schedule", "nobody's"),
        (datetime(2024, 6, 5, 12), "schedule", "Office"),
        (datetime(2024, 6, 5, 13), "status", "solved"),
    ]
    row = status_times(workbench, events, office(WEEKDAYS[:5]))
    assert row["new_status_duration_in_business_minutes"] is None
    assert row["new_status_duration_in_calendar_minutes"] == 180
