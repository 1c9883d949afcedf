"""Limits of early warnings, against the same limits computed apart from the SQL, and their errors.

The chart is a p'-chart (Laney 2002, Improved control charts for attributes) of angles, whose
variance hangs on the number of comments alone (Anscombe 1948).
"""

from datetime import date, timedelta
from itertools import pairwise
from math import asin, pi, sin, sqrt
from statistics import NormalDist, mean

import numpy as np
import pytest

from assets.warehouse.model_catalog import load_catalog

MODEL = {model.table: model for model in load_catalog()}["intermediate.topic_limits"]
MONDAY = date(2014, 1, 6)
YEARS = 10


def series(topic, n, negatives):
    return [
        {
            "scope_kind": "company",
            "scope": "all",
            "topic": topic,
            "week": MONDAY + timedelta(weeks=week),
            "n": int(comments),
            "negatives": int(complaints),
        }
        for week, (comments, complaints) in enumerate(zip(n, negatives, strict=True))
        if comments
    ]


def judge(workbench, rows):
    """Judged weeks, from table rows put in at once, which hundreds of weeks need."""
    import pyarrow as pa

    workbench.engine.replace_with("intermediate.topic_weeks", pa.Table.from_pylist(rows))
    return sorted(workbench.ask(MODEL.sql), key=lambda row: (row["topic"], row["week"]))


def limit(n, negatives, place, judged):
    """The upper limit of one week, from the 52 weeks that end four weeks before."""
    past = range(max(0, place - 55), place - 3)
    angles = [asin(sqrt(x / count)) for x, count in zip(negatives, n, strict=True)]
    moves = [
        abs(after - before) / sqrt(1 / (4 * n[week]) + 1 / (4 * n[week - 1]))
        for week, (before, after) in enumerate(pairwise(angles), start=1)
        if week in past
    ]
    spread = max(1, mean(moves) / sqrt(2 / pi))
    earlier = sum(n[week] for week in past)
    usual = (sum(negatives[week] for week in past) + 0.5) / (earlier + 1)
    z = NormalDist().inv_cdf(1 - 0.1 / (52 * judged))
    reach = z * spread * sqrt(1 / n[place] + 1 / earlier) / 2
    return n[place] * usual, n[place] * sin(min(pi / 2, asin(sqrt(usual)) + reach)) ** 2


def test_limits_are_those_of_the_chart(workbench):
    draws = np.random.default_rng(3)
    weeks = 70
    n = [int(count) for count in draws.integers(20, 60, weeks)]
    # One topic that only chance moves, and one that moves more than that.
    shares = {"waiting": np.full(weeks, 0.1), "price": draws.beta(4, 16, weeks)}
    complaints = {topic: draws.binomial(n, share).tolist() for topic, share in shares.items()}
    rows = [row for topic, found in complaints.items() for row in series(topic, n, found)]

    judged = judge(workbench, rows)

    assert len(judged) == 2 * (weeks - 15)
    for row in judged:
        place = (row["week"] - MONDAY).days // 7
        expected, upper = limit(n, complaints[row["topic"]], place, 2)
        assert row["expected"] == pytest.approx(expected)
        # The normal quantile in the SQL is good to 4.5e-4.
        assert row["upper_limit"] == pytest.approx(upper, rel=2e-3)


def quiet(draws, topics, comments_a_week, season=0.0):
    """Weeks of a company in which every topic has its share of complaints, and keeps it."""
    weeks = 52 * YEARS
    n = draws.poisson(comments_a_week, weeks)
    waves = 1 + season * np.sin(2 * np.pi * np.arange(weeks) / 52)
    rows = []
    for topic, share in enumerate(np.geomspace(0.005, 0.25, topics)):
        rows += series(f"topic {topic}", n, draws.binomial(n, share * waves))
    return rows


@pytest.mark.parametrize("comments_a_week", [6, 40, 300])
@pytest.mark.parametrize("season", [0.0, 0.15])
def test_a_quiet_company_raises_one_false_alarm_a_year_at_most(workbench, comments_a_week, season):
    draws = np.random.default_rng(11)
    judged = judge(workbench, quiet(draws, 13, comments_a_week, season))
    assert len(judged) > 1000
    assert sum(row["is_spike"] for row in judged) <= YEARS


@pytest.mark.parametrize(("comments_a_week", "times"), [(40, 8), (40, 5), (300, 2.5)])
def test_a_topic_that_rises_is_found_in_the_week_in_which_it_does(
    workbench, comments_a_week, times
):
    draws = np.random.default_rng(5)
    rows = quiet(draws, 13, comments_a_week)
    (last,) = [
        row
        for row in rows
        if row["topic"] == "topic 8" and row["week"] == MONDAY + timedelta(weeks=52 * YEARS - 1)
    ]
    share = np.geomspace(0.005, 0.25, 13)[8]
    last["negatives"] = round(times * share * last["n"])
    found = [row for row in judge(workbench, rows) if row["is_spike"]]
    assert ("topic 8", last["week"]) in [(row["topic"], row["week"]) for row in found]


def test_a_story_of_four_weeks_is_above_the_limit_in_each_of_them(workbench):
    n, calm = [40] * 60, [2] * 56
    judged = judge(workbench, series("product_fault", n, [*calm, 15, 15, 15, 15]))
    assert [row["is_spike"] for row in judged[-5:]] == [False, True, True, True, True]


def test_fewer_than_three_complaints_are_no_spike(workbench):
    judged = judge(workbench, series("price", [40] * 30, [0] * 29 + [2]))
    assert not any(row["is_spike"] for row in judged)
    judged = judge(workbench, series("price", [40] * 30, [0] * 29 + [12]))
    assert judged[-1]["is_spike"]


def test_twelve_weeks_of_five_comments_make_a_history(workbench):
    def places(n):
        return len(judge(workbench, series("price", n, [0] * len(n))))

    # The four weeks before a week are no part of its history.
    assert places([5] * 15) == 0
    assert places([5] * 16) == 1
    assert places([4] * 16) == 0


def test_a_rise_that_is_sure_but_small_is_no_story(workbench):
    n = [4000] * 60
    judged = judge(workbench, series("waiting", n, [1000] * 59 + [1400]))
    assert judged[-1]["negatives"] > judged[-1]["upper_limit"]
    assert not judged[-1]["is_spike"]
