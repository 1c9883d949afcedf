"""Obstacles: their intervals against published ones, and a question for every topic."""

from datetime import date, datetime

import pytest

from assets.sentiment.lexicons import read_lexicon

# Newcombe 1998, Interval estimation for the difference between independent proportions, table II,
# method 10 (Wilson's scores without continuity correction).
PUBLISHED = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0),
]


@pytest.mark.parametrize(("n", "of_n", "n_before", "of_before", "low", "high"), PUBLISHED)
def test_change_has_the_published_interval(workbench, n, of_n, n_before, of_before, low, high):
    obstacle = {"team": "Billing", "kind": "bounced", "obstacle": "bounced", "open_tickets": 1}
    days = [
        obstacle | {"date_day": date(2024, 6, 20), "n": n, "of_n": of_n},
        obstacle | {"date_day": date(2024, 5, 20), "n": n_before, "of_n": of_before},
    ]
    given = {"intermediate.obstacle_days": days}
    (found,) = workbench.run_chain("intermediate.obstacles", given, datetime(2024, 6, 30, 12))
    assert found["ci_low"] == pytest.approx(100 * low, abs=0.006)
    assert found["ci_high"] == pytest.approx(100 * high, abs=0.006)


@pytest.mark.parametrize("language", ["en", "fi", "ko"])
def test_every_topic_of_complaint_has_a_question(workbench, language):
    rows = workbench.run_chain("intermediate.obstacle_questions", {})
    asked = {row["obstacle"] for row in rows}
    lexicon = read_lexicon(language, "topics")
    complained_of = {
        topic for topic, e in lexicon.items() if e.get("complaint") or e.get("mention")
    }
    assert complained_of - asked == set()
