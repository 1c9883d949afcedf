"""Headcounts from a list of agents with history, against a count of its people day by day."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

FIRST_DAY = date(2024, 1, 1)
AS_OF = datetime(2025, 2, 10, 9)
QUARTERS = [date(2024, 1, 1), date(2024, 4, 1), date(2024, 7, 1), date(2024, 10, 1)]
TEAMS = ("Care", "Orders", "Product")
SERVICE = ("Care", "Orders")


@st.composite
def histories(draw):
    """Posts of an agent one after another: since when, in which team and level; and their end."""
    day = FIRST_DAY + timedelta(days=draw(st.integers(-400, 380)))
    posts = []
    for _ in range(draw(st.integers(1, 4))):
        posts.append((day, draw(st.sampled_from(TEAMS)), draw(st.sampled_from(("L1", "L2")))))
        day += timedelta(days=draw(st.integers(1, 200)))
    return {"posts": posts, "left_on": draw(st.sampled_from((None, day)))}


def rows_of(number, history):
    posts, left_on = history["posts"], history["left_on"]
    ends = [*(begins for begins, _, _ in posts[1:]), left_on]
    return [
        {
            "agent_id": f"A{number}",
            "team": team,
            "level": level,
            "hired_on": posts[0][0],
            "left_on": left_on,
            "valid_from": begins,
            "valid_to": end,
        }
        for (begins, team, level), end in zip(posts, ends, strict=True)
    ]


def team_on(history, day):
    if history["left_on"] and day >= history["left_on"]:
        return None
    held = [team for begins, team, _ in history["posts"] if begins <= day]
    return held[-1] if held else None


def is_counted(scope, team):
    return team in SERVICE if scope == "all" else team == scope


@settings(max_examples=30, deadline=None, derandomize=True)
@given(people=st.lists(histories(), min_size=1, max_size=6))
def test_headcounts_are_those_of_each_day_and_follow_from_who_came_and_went(workbench, people):
    tables = {
        "staging.agents": [row for n, person in enumerate(people) for row in rows_of(n, person)],
        "reference.teams": [{"team": team} for team in SERVICE],
        "intermediate.tickets": [
            {"ticket_id": "T1", "created_at": datetime(2024, 1, 1), "team": "Care"}
        ],
        "intermediate.feeds": [{"feed": "agents", "is_present": True}],
        "marts.company_scorecard": [],
    }
    rows = workbench.run_chain("marts.careers", tables, AS_OF)
    found = {(r["scope"], r["period_start"]): r for r in rows if r["period_kind"] == "quarter"}
    for scope in (*SERVICE, "all"):
        before = headcount(people, scope, FIRST_DAY - timedelta(days=1))
        for begins, following in zip(QUARTERS, [*QUARTERS[1:], date(2025, 1, 1)], strict=True):
            days = [begins + timedelta(days=n) for n in range((following - begins).days)]
            counts = [headcount(people, scope, day) for day in days]
            row = found.get((scope, begins))
            if row is None:
                assert sum(counts) == 0
                before = 0
                continue
            assert row["headcount"] == counts[-1]
            assert row["average_headcount"] == pytest.approx(sum(counts) / len(days))
            came = row["joiners"] + row["moved_in"]
            # Who left on the last day of the quarter before is counted then, and gone by now.
            assert row["headcount"] == before + came - row["moved_out"] - row["leavers"]
            before = counts[-1] - gone_tomorrow(people, scope, days[-1])
            assert counts[-1] >= 0


def headcount(people, scope, day):
    return sum(is_counted(scope, team_on(person, day)) for person in people)


def gone_tomorrow(people, scope, day):
    """Agents of the scope whose last day in the company it is."""
    tomorrow = day + timedelta(days=1)
    return sum(
        person["left_on"] == tomorrow and is_counted(scope, team_on(person, day))
        for person in people
    )
