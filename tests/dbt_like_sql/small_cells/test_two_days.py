"""Today's publication less yesterday's doesn't tell what a customer answered in between."""

import pytest


def guess_answer(yesterday, today):
    """The one answer by which two means and numbers of answers differ, if they tell it."""
    if None in (*yesterday, *today) or yesterday[1] == today[1]:
        return None
    sums = [mean * n for mean, n in (yesterday, today)]
    return (sums[1] - sums[0]) / (today[1] - yesterday[1])


def tickets_with(answers):
    """Tickets of one path, each with an answer, and some without."""
    row = {"path": "A → B", "channel": "phone", "handoffs": 1, "teams": 2}
    answered = [
        row | {"ticket_id": f"T{n}", "answers": 1, "ease": e} for n, e in enumerate(answers)
    ]
    return [
        *answered,
        *({**row, "ticket_id": f"U{n}", "answers": 0, "ease": None} for n in range(10)),
    ]


def path_figures(workbench, answers):
    given = {
        "intermediate.path_tickets": tickets_with(answers),
        "intermediate.feeds": [{"feed": "ticket_events", "is_present": True}],
    }
    (row,) = workbench.run_chain("marts.customer_paths", given)
    return row["ease_score"], row["answers"]


@pytest.mark.parametrize("last", [0, 25, 100])
@pytest.mark.parametrize("before", [9, 10, 15, 19, 30])
def test_the_answer_of_a_day_does_not_follow_from_a_paths_ease(workbench, before, last):
    answers = [75, 50, 100] * 10
    yesterday, today = answers[:before], [*answers[:before], last]
    exact = [(sum(some) / len(some), len(some)) for some in (yesterday, today)]
    assert guess_answer(*exact) == pytest.approx(last)
    shown = [path_figures(workbench, some) for some in (yesterday, today)]
    assert guess_answer(*shown) != pytest.approx(last)


def topic_sums(heard, upset):
    return {
        "topic": "parcels",
        "tickets": 100,
        "customers": 100,
        "touch_known": 100,
        "one_touch": 50,
        "time_known": 100,
        "quick": 50,
        "heard": heard,
        "upset": upset,
    }


@pytest.mark.parametrize(("heard", "upset"), [(20, 5), (31, 10), (40, 4)])
def test_a_customer_heard_today_moves_share_and_score_by_steps_alone(workbench, heard, upset):
    feeds = [{"feed": "tickets", "is_present": True}]
    shown = []
    for sums in (topic_sums(heard, upset), topic_sums(heard + 1, upset)):
        given = {"intermediate.topic_sums": [sums], "intermediate.feeds": feeds}
        (row,) = workbench.run_chain("marts.self_service_candidates", given)
        shown.append((row["upset_pct"], row["score"]))
    assert shown[0][0] % 5 == shown[1][0] % 5 == 0
    assert shown[0] == shown[1]
