"""Stars among simulated agents: none where all are alike, the one who is better where one is."""

from datetime import date, datetime

import numpy as np
import pyarrow as pa
import pytest

from assets.warehouse.model_catalog import load_catalog

MODELS = {model.table: model for model in load_catalog()}
CHAIN = ("intermediate.agent_measures", "intermediate.agent_scores", "marts.service_stars")
AS_OF = datetime(2026, 1, 1)
AGENTS, TICKETS, STAR = 30, 60, 0
# Measures of customers' mood on a scale from the worst to the best, and how many tell it.
ANSWERED, COMMENTED = 0.35, 0.15


def quarter(number):
    return date(1990 + number // 4, 1 + 3 * (number % 4), 1)


def simulate(rng, quarters, advantage=0.0, of_all=0.0):
    """Observations of quarters in which agents are alike, but for the advantage of the star.

    A ticket's customer has one mood, so an agent's luck with it is the same on every measure.
    """
    shape = (quarters, AGENTS, TICKETS)
    skill = of_all * rng.standard_normal((quarters, AGENTS, 1))
    skill[:, STAR] += advantage
    mood = rng.standard_normal(shape)

    def felt(measure, kind, share, threshold):
        own = 0.7 * mood + 0.7 * rng.standard_normal(shape) + skill
        return measure, kind, own > threshold, rng.random(shape) < share

    own_speed = 0.3 * mood + rng.standard_normal(shape) + skill
    return table(
        [
            felt("satisfaction", "rating", ANSWERED, -0.5),
            felt("courtesy", "comment", COMMENTED, -0.8),
            felt("not_reopened", "ticket", 1, -1.4),
            felt("kept_promises", "ticket", 1, -0.7),
            ("speed", "ticket", 2 * own_speed - 5, np.full(shape, True)),
        ]
    )


def table(measures):
    """Observations as rows, six agents to a team."""
    parts = []
    for measure, kind, value, told in measures:
        places = np.nonzero(told)
        quarters, agents = places[0], places[1]
        parts.append(
            pa.table(
                {
                    "agent_id": pa.array([f"A{agent:02}" for agent in agents]),
                    "quarter_start": pa.array([quarter(number) for number in quarters]),
                    "measure": pa.array([measure] * len(agents)),
                    "kind": pa.array([kind] * len(agents)),
                    "like_work": pa.array([f"{kind}|{agent // 6}" for agent in agents]),
                    "value": pa.array(value[places].astype(float)),
                }
            )
        )
    return pa.concat_tables(parts)


def volumes(quarters):
    """Every agent solved all own tickets in every quarter."""
    return [
        {"agent_id": f"A{agent:02}", "quarter_start": quarter(number), "solved_tickets": TICKETS}
        for number in range(quarters)
        for agent in range(AGENTS)
    ]


def service_stars(workbench, observations, quarters):
    """Rows of the table over these observations."""
    given = {
        "intermediate.feeds": [{"feed": "tickets", "is_present": True}],
        "intermediate.agent_quarters": volumes(quarters),
    }
    reads = set().union(*(MODELS[name].reads for name in CHAIN)) - set(CHAIN)
    workbench.give_all(reads, given, AS_OF)
    workbench.engine.replace_with("intermediate.agent_observations", observations)
    for name in CHAIN[:-1]:
        workbench.engine.connection.execute(f"create or replace table {name} as {MODELS[name].sql}")
    return workbench.ask(MODELS[CHAIN[-1]].sql)


@pytest.fixture(scope="module")
def alike(workbench):
    return service_stars(workbench, simulate(np.random.default_rng(7), 100), 100)


def test_among_agents_who_are_all_alike_hardly_anybody_is_a_star(alike):
    assert len(alike) == 100 * AGENTS
    stars = [row for row in alike if row["is_star"]]
    assert len(stars) <= 3
    assert len({row["quarter_start"] for row in stars}) <= 3


def test_ranks_of_agents_who_are_all_alike_tell_nothing(alike):
    """An interval of ranks at 95 % spans nearly all of them."""
    widths = [row["worst_rank"] - row["best_rank"] + 1 for row in alike if row["rank"]]
    assert np.median(widths) >= 0.9 * AGENTS


def test_an_agent_who_is_clearly_better_is_found_and_hardly_anybody_else(workbench):
    rows = service_stars(workbench, simulate(np.random.default_rng(8), 40, advantage=1.3), 40)
    stars = [row["agent_id"] for row in rows if row["is_star"]]
    assert stars.count("A00") >= 36
    assert len(stars) - stars.count("A00") <= 4


def test_who_is_only_fast_is_no_star(workbench):
    observations = simulate(np.random.default_rng(9), 20).to_pandas()
    is_fast = (observations.agent_id == "A00") & (observations.measure == "speed")
    observations.loc[is_fast, "value"] += 8
    rows = service_stars(workbench, pa.Table.from_pandas(observations), 20)
    fast = [row for row in rows if row["agent_id"] == "A00"]
    assert {row["speed_standing"] for row in fast} == {"above"}
    assert sum(row["is_star"] for row in fast) <= 1


def shrunk(group):
    """Differences of one quarter and measure, apart from SQL: difference, error, shrunk, its error.

    Sources: Efron and Morris 1972 (limited translation), Morris 1983 (error of the shrinkage).
    """
    of_like = group.groupby("like_work").value
    group = group.assign(gap=group.value - of_like.transform("mean"), all=of_like.transform("size"))
    variance = (group.gap**2).sum() / (len(group) - group.like_work.nunique())
    by_agent = group.groupby("agent_id")
    own = group.groupby(["agent_id", "like_work"]).agg(n=("value", "size"), all=("all", "first"))
    weight = (own.n * (1 - own.n / own["all"])).groupby("agent_id").sum()
    many = by_agent.size() >= 5
    difference = (by_agent.gap.sum() / weight)[many]
    error = np.sqrt(variance / weight)[many]
    between = max(0, ((difference / error) ** 2 - 1).sum() / (1 / error**2).sum())
    pull = error**2 / (between + error**2)
    is_limited = np.abs(difference) * pull > error
    value = np.where(is_limited, difference - np.sign(difference) * error, difference * (1 - pull))
    morris = np.sqrt(between * pull + 2 / (len(difference) - 2) * (pull * difference) ** 2)
    deviation = np.where(is_limited, error, morris)
    columns = zip(difference, error, value, deviation, strict=True)
    return dict(zip(difference.index, columns, strict=True))


def test_shrunk_differences_are_those_computed_by_hand(workbench):
    observations = simulate(np.random.default_rng(10), 2, advantage=1.5, of_all=0.3)
    service_stars(workbench, observations, 2)
    found = workbench.ask("from intermediate.agent_measures where difference is not null")
    groups = observations.to_pandas().groupby(["quarter_start", "measure"])
    expected = {
        (key, agent): figures for key, group in groups for agent, figures in shrunk(group).items()
    }
    assert len(found) == len(expected)
    limited = 0
    for row in found:
        figures = expected[(row["quarter_start"], row["measure"]), row["agent_id"]]
        names = ("difference", "standard_error", "shrunk_difference", "shrunk_deviation")
        assert [row[name] for name in names] == pytest.approx(list(figures), abs=1e-5)
        limited += row["shrunk_deviation"] == row["standard_error"]
    assert limited > 0
