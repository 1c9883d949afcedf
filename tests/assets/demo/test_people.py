import csv
from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from assets.demo.chunks import plan_chunks
from assets.demo.open_hours import load_open_hours
from assets.demo.period import AS_OF, DAYS, START
from assets.demo.story import draw_story

SERVICE = {"agent", "senior", "team lead"}
ZONES = {
    "KR": "Asia/Seoul",
    "FI": "Europe/Helsinki",
    "GB": "Europe/London",
    "US": "America/New_York",
}


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def roster(home):
    by_agent = defaultdict(list)
    for row in table(home / "inbox/people/agents.csv"):
        by_agent[row["agent_id"]].append(row)
    return by_agent


@pytest.fixture(scope="module")
def shifts(home):
    return table(home / "inbox/people/shifts.csv")


def test_histories_have_no_gap_and_no_overlap(roster):
    for rows in roster.values():
        assert rows[0]["valid_from"] == rows[0]["hired_on"]
        assert rows[-1]["valid_to"] == rows[-1]["left_on"]
        for earlier, later in pairwise(rows):
            assert earlier["valid_to"] == later["valid_from"] > earlier["valid_from"]


def test_people_are_promoted_moved_hired_and_lost(roster):
    last = [rows[-1] for rows in roster.values()]
    assert 85 <= len(roster) <= 100
    assert sum(rows[0]["role"] != rows[-1]["role"] for rows in roster.values()) >= 7
    assert sum(rows[0]["team"] != rows[-1]["team"] for rows in roster.values()) >= 2
    assert sum(row["hired_on"] > "2025-07-01" for row in last) >= 5
    assert sum(row["left_on"] != "" for row in last) >= 12


def test_careers_lead_up_a_level_and_out_of_service(roster):
    steps = [pair for rows in roster.values() for pair in pairwise(rows)]
    risen = [(a, b) for a, b in steps if a["level"] < b["level"] and b["role"] in SERVICE]
    out = [(a, b) for a, b in steps if a["role"] in SERVICE and b["role"] not in SERVICE]

    assert sum(later["valid_from"] >= "2025-07-01" for _, later in risen) >= 15
    assert {later["role"] for _, later in risen} == {"agent", "senior", "team lead"}
    assert len(out) == 5
    for earlier, later in out:
        assert "2025-07-01" <= later["valid_from"] <= "2026-09-30"
        assert (later["business_unit"], later["manager_id"]) == ("Head Office", "")
        assert (earlier["level"], earlier["pay_band"]) <= (later["level"], later["pay_band"])
    bands = {(row["level"], row["pay_band"]) for rows in roster.values() for row in rows}
    assert bands == {("L1", "B1"), ("L2", "B2"), ("L3", "B3"), ("L4", "B5")}


def test_every_team_has_one_lead_on_every_day_and_reports_to_it(roster):
    spans = [row for rows in roster.values() for row in rows]
    for day in ("2025-07-01", "2026-01-15", "2026-05-01", "2026-09-30"):
        now = [
            s
            for s in spans
            if s["role"] in SERVICE and s["valid_from"] <= day and (s["valid_to"] or "9") > day
        ]
        leads = {s["team"]: s["agent_id"] for s in now if s["role"] == "team lead"}
        assert Counter(s["team"] for s in now if s["role"] == "team lead") == dict.fromkeys(
            leads, 1
        )
        assert len(leads) == 12
        for span in now:
            lead = span["role"] == "team lead"
            assert span["manager_id"] == ("" if lead else leads[span["team"]])


def test_tickets_are_taken_by_people_who_work_in_the_team_that_day(world):
    for chunk in plan_chunks(world.season.tickets_by_day)[::5]:
        story = draw_story(world, chunk)
        day = np.minimum((story.journeys.taken - START) // 86_400, len(DAYS) - 1)
        taken = zip(story.journeys.first_agent, story.tickets.team, day, strict=True)
        for agent, team, when in taken:
            post = world.agents[agent].post_on(DAYS[when])
            assert post is not None
            assert post.team == world.company.team_names[team]


def test_shifts_keep_their_local_hour_when_the_clocks_change(roster, shifts):
    starts, offsets = defaultdict(set), defaultdict(set)
    for shift in shifts:
        country = roster[shift["agent_id"]][0]["country"]
        start = datetime.fromisoformat(shift["scheduled_start"]).astimezone(
            ZoneInfo(ZONES[country])
        )
        starts[shift["agent_id"]].add(start.strftime("%H:%M"))
        offsets[country].add(start.utcoffset())
        assert start.weekday() < 5
    assert all(len(found) == 1 for found in starts.values())
    assert {country: len(found) for country, found in offsets.items()} == {
        "KR": 1,
        "FI": 2,
        "GB": 2,
        "US": 2,
    }


def test_nobody_works_on_a_holiday_or_after_leaving_service(home, roster, shifts):
    holidays = {
        (row["schedule"][:5], row["date"]) for row in table(home / "reference/holidays.csv")
    }
    cities = {"KR": "Seoul", "FI": "Helsi", "GB": "Londo", "US": "New Y"}
    for shift in shifts:
        last = roster[shift["agent_id"]][-1]
        zone = ZoneInfo(ZONES[last["country"]])
        day = datetime.fromisoformat(shift["scheduled_start"]).astimezone(zone).date().isoformat()
        assert (cities[last["country"]], day) not in holidays
        assert not last["left_on"] or day < last["left_on"]
        assert last["role"] in SERVICE or day < last["valid_from"]
        assert day >= last["hired_on"]


def test_shifts_end_before_the_as_of_and_some_are_missed(shifts):
    assert max(shift["scheduled_end"] for shift in shifts) <= "2026-10-01T00:00:00Z"
    assert max(shift["actual_end"] for shift in shifts) <= "2026-10-01T00:00:00Z"
    missed = [shift for shift in shifts if not shift["actual_start"]]
    assert 0.02 < len(missed) / len(shifts) < 0.05
    assert all(not shift["actual_end"] for shift in missed)
    worked = [shift for shift in shifts if shift["actual_start"]]
    assert all(shift["actual_start"] < shift["actual_end"] for shift in worked)


def test_open_time_passes_only_in_opening_hours():
    """Compares the search on the time line with walking through the minutes."""
    hours = load_open_hours()
    rng = np.random.default_rng(5)
    for number, schedule in enumerate(hours.schedules):
        opens, closes = hours.windows(number)
        at = rng.integers(START, AS_OF - 40 * 86_400, 40)
        seconds = rng.integers(1, 5 * 86_400 // 3, 40)
        ends = hours.after(np.full(40, number), at, seconds)
        for start, wanted, end in zip(at, seconds, ends, strict=True):
            passed = np.minimum(closes, end) - np.maximum(opens, start)
            assert passed[passed > 0].sum() == wanted, schedule
            assert ((opens < end) & (end <= closes)).any()


def test_schedules_open_at_the_local_hour_on_both_sides_of_a_clock_change():
    hours = load_open_hours()
    opens, _ = hours.windows(hours.names().index("London 09-17:30"))
    found = {datetime.fromtimestamp(moment, UTC) for moment in opens.tolist()}
    assert datetime(2025, 10, 24, 8, tzinfo=UTC) in found
    assert datetime(2025, 10, 27, 9, tzinfo=UTC) in found
    assert date(2025, 12, 25) not in {moment.date() for moment in found}
