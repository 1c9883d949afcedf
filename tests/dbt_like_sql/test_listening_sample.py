"""The sample of journeys: how many, of which kind, each as likely as it should be, and for good."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

OUTCOMES = ("bad", "good", "reopened", "unrated")
CHANNELS = ("chat", "email", "phone")
MONDAY = date(2024, 1, 1)
few_examples = settings(max_examples=25, deadline=None, derandomize=True)
counts = st.dictionaries(
    st.tuples(st.sampled_from(OUTCOMES), st.sampled_from(CHANNELS)), st.integers(1, 40), min_size=1
)


def journeys(week, sizes):
    return [
        {
            "week_start": week,
            "ticket_id": f"{outcome}-{channel}-{number}",
            "outcome": outcome,
            "channel": channel,
        }
        for (outcome, channel), size in sizes.items()
        for number in range(size)
    ]


def in_order(steps):
    return sorted(steps, key=lambda row: (row["week_start"], row["place"], row["step"]))


def draw(workbench, rows):
    found = workbench.run_chain(
        "intermediate.listening_journeys", {"intermediate.finished_journeys": rows}
    )
    return sorted(found, key=lambda row: (row["week_start"], row["place"]))


@few_examples
@given(sizes=counts)
def test_twelve_are_drawn_as_evenly_over_outcomes_as_there_are_journeys(workbench, sizes):
    found = draw(workbench, journeys(MONDAY, sizes))
    total = Counter()
    for (outcome, _), size in sizes.items():
        total[outcome] += size
    drawn = Counter(row["outcome"] for row in found)
    assert len(found) == min(12, sum(total.values()))
    assert [row["place"] for row in found] == list(range(1, len(found) + 1))
    spared = [drawn[outcome] for outcome in total if drawn[outcome] < total[outcome]]
    assert all(max(drawn.values()) - count <= 1 for count in spared)


@few_examples
@given(sizes=counts)
def test_weights_add_up_to_the_journeys_of_each_outcome(workbench, sizes):
    weights = defaultdict(float)
    for row in draw(workbench, journeys(MONDAY, sizes)):
        weights[row["outcome"]] += row["weight"]
    for outcome in weights:
        size = sum(size for (name, _), size in sizes.items() if name == outcome)
        assert weights[outcome] == pytest.approx(size)


@few_examples
@given(sizes=counts)
def test_every_channel_has_its_share_of_each_outcome(workbench, sizes):
    """Of a list sorted by channel every so-manieth: no channel is off by more than one."""
    found = draw(workbench, journeys(MONDAY, sizes))
    drawn = Counter((row["outcome"], row["channel"]) for row in found)
    for row in found:
        stratum = (row["outcome"], row["channel"])
        assert abs(drawn[stratum] - sizes[stratum] / row["weight"]) < 1 + 1e-9


@few_examples
@given(sizes=counts, later=counts, seed=st.randoms(use_true_random=False))
def test_a_week_stays_as_it_was_drawn_whatever_comes_later(workbench, sizes, later, seed):
    first = journeys(MONDAY, sizes)
    mixed = first + journeys(MONDAY + timedelta(weeks=1), later)
    seed.shuffle(mixed)
    again = [row for row in draw(workbench, mixed) if row["week_start"] == MONDAY]
    assert again == draw(workbench, first)


def test_every_journey_of_an_outcome_is_as_likely_as_another(workbench):
    """Four of seven, of two channels, in each of 2,000 weeks."""
    weeks = [MONDAY - timedelta(weeks=number) for number in range(2000)]
    sizes = {("bad", "chat"): 1, ("bad", "email"): 6}
    sizes |= {(outcome, "email"): 10 for outcome in ("good", "reopened")}
    rows = [row for week in weeks for row in journeys(week, sizes)]
    drawn = Counter(row["ticket_id"] for row in draw(workbench, rows))
    bad = [drawn["bad-chat-0"], *(drawn[f"bad-email-{number}"] for number in range(6))]
    assert sum(bad) == 4 * 2000
    # Four standard deviations of a count of independent weeks.
    spread = 4 * (2000 * 4 / 7 * 3 / 7) ** 0.5
    assert all(abs(count - 2000 * 4 / 7) < spread for count in bad)


def test_a_reopening_two_weeks_later_changes_nothing(workbench):
    tickets = [
        {
            "ticket_id": f"T{number}",
            "status": "solved",
            "first_solved_at": datetime(2024, 6, 10, 10),
            "created_at": datetime(2024, 6, 9, 10),
            "has_status_events": True,
        }
        for number in range(40)
    ]
    spans = [
        {
            "ticket_id": ticket["ticket_id"],
            "status": "open",
            "status_before": "solved",
            "started_at": datetime(2024, 6, 24),
        }
        for ticket in tickets
    ]
    reopened = [ticket | {"status": "open"} for ticket in tickets]
    quiet = {"intermediate.tickets": tickets, "intermediate.ticket_status_spans": []}
    later = {"intermediate.tickets": reopened, "intermediate.ticket_status_spans": spans}
    before = in_order(workbench.run_chain("marts.listening_sample", quiet, datetime(2024, 6, 24)))
    after = in_order(workbench.run_chain("marts.listening_sample", later, datetime(2024, 7, 24)))
    assert len({row["ticket_id"] for row in before}) == 12
    assert before == after
