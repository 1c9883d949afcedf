"""Drivers: which are weighed, what an improvement is worth, and when nothing is said."""

import numpy as np
import pyarrow as pa
import pytest

from assets.scorecards import relative_weights
from assets.scorecards.drivers import Driver, drivers_of, weigh_drivers
from assets.warehouse.model_catalog import load_catalog
from assets.warehouse.run import Run
from assets.warehouse.sql_models import build_model

HOURS = Driver("first_reply_hours", is_hours=True, lower_is_better=True)
REOPENED = Driver("reopened", is_hours=False, lower_is_better=True)
WAITING = Driver("topic_waiting", is_hours=False, lower_is_better=False)


@pytest.fixture(autouse=True)
def few_resamples(monkeypatch):
    monkeypatch.setattr(relative_weights, "RESAMPLES", 100)


def answers(n=400, seed=1):
    """A reopened ticket costs 40 points; neither hours nor words on waiting cost anything."""
    random = np.random.default_rng(seed)
    reopened = random.random(n) < 0.3
    return {
        "first_reply_hours": random.exponential(10, n),
        "reopened": reopened.astype(float),
        "topic_waiting": random.choice([-1.0, 0.0, 1.0], n, p=[0.3, 0.5, 0.2]),
        "outcome": 50 - 40 * reopened + random.normal(0, 20, n),
    }


def found(given, drivers=(HOURS, REOPENED, WAITING), fewest=100):
    rows = drivers_of("nps", pa.table(given), drivers, fewest)
    return {row.get("driver"): row for row in rows}


def test_what_was_planted_is_found_with_what_it_is_worth():
    rows = found(answers())
    reopened = rows["reopened"]
    assert [row["status"] for row in rows.values()] == [
        "not significant",
        "significant",
        "not significant",
    ]
    assert reopened["weight_pct"] > 95
    assert reopened["coefficient"] < 0
    share = answers()["reopened"].mean()
    assert (reopened["typical"], reopened["improved"]) == (pytest.approx(share, abs=1e-6), 0)
    assert reopened["effect_low"] < 40 * share < reopened["effect_high"]
    assert reopened["effect_low"] < reopened["effect"] < reopened["effect_high"]
    assert sum(row["weight"] for row in rows.values()) == pytest.approx(
        reopened["r_squared"], abs=1e-5
    )
    lost = 1 - (1 - reopened["r_squared"]) * 399 / 396
    assert reopened["adjusted_r_squared"] == pytest.approx(lost, abs=1e-5)


def test_hours_improve_from_the_median_to_the_best_quartile():
    given = answers(401)
    row = found(given)["first_reply_hours"]
    expected = np.quantile(given["first_reply_hours"], [0.5, 0.25])
    assert [row["typical"], row["improved"]] == pytest.approx(expected, abs=1e-5)


def test_sides_improve_from_the_mean_to_that_of_the_best_quarter():
    given = answers(400)
    given["topic_waiting"] = np.repeat([1.0, 0.0, -1.0], [60, 240, 100])
    row = found(given)["topic_waiting"]
    assert (row["typical"], row["improved"]) == (-0.1, 0.6)


def test_what_is_known_of_too_few_answers_is_left_out_and_costs_no_answers():
    given = answers()
    given["first_reply_hours"][:81] = np.nan
    rows = found(given)
    assert rows["first_reply_hours"] == {
        "metric": "nps",
        "driver": "first_reply_hours",
        "status": "not used",
        "reason": "known of less than 80% of answers",
        "known_share": 0.7975,
        "n": 400,
    }
    assert rows["reopened"]["n"] == 400


def test_answers_of_which_a_used_driver_is_unknown_are_left_out():
    given = answers()
    given["first_reply_hours"][:80] = np.nan
    rows = found(given)
    assert {row["n"] for row in rows.values()} == {320}
    assert rows["first_reply_hours"]["known_share"] == 0.8


def test_what_hardly_ever_differs_is_left_out():
    given = answers()
    given["topic_waiting"] = np.repeat([1.0, -1.0, 0.0], [9, 10, 381])
    assert found(given)["topic_waiting"]["status"] == "not used"
    given["topic_waiting"][-1] = 1.0
    assert found(given)["topic_waiting"]["status"] != "not used"


@pytest.mark.parametrize(
    ("n", "fewest", "outcome", "reason"),
    [
        (0, 100, 0.0, "fewer than 100 answers to known tickets"),
        (99, 100, None, "fewer than 100 answers to known tickets"),
        (400, 500, None, "fewer than 500 answers to known tickets"),
        (400, 100, 100.0, "all answers are alike"),
    ],
)
def test_where_answers_are_too_few_or_alike_one_row_says_so(n, fewest, outcome, reason):
    given = answers(n)
    if outcome is not None:
        given["outcome"][:] = outcome
    rows = drivers_of("csat", pa.table(given), [HOURS, REOPENED, WAITING], fewest)
    assert rows == [{"metric": "csat", "status": "insufficient", "reason": reason, "n": n}]


def test_there_are_twenty_answers_per_driver_or_none_is_weighed():
    given = answers(119)
    names = [f"driver_{i}" for i in range(6)]
    drivers = [Driver(name, is_hours=False, lower_is_better=True) for name in names]
    random = np.random.default_rng(5)
    given |= {name: random.standard_normal(119) for name in names}
    assert found(given, drivers)[None]["reason"] == "fewer than 20 answers per driver"
    assert len(found(given, drivers[:5])) == 5


def test_where_nothing_that_may_move_a_score_is_known_one_row_says_so():
    given = answers()
    given["reopened"][:] = 0
    row = found(given, [REOPENED])[None]
    assert row["reason"] == "nothing that may move it is known"


def give(run: Run, rows: dict[str, object]) -> None:
    run.engine.run_file("statistics/driver_weights.sql")
    models = {model.table: model for model in load_catalog()}
    build_model(run.engine, models["intermediate.driver_facts"])
    facts = run.engine.read("intermediate.driver_facts")["driver"].to_pylist()
    empty = pa.nulls(len(rows["outcome"]), pa.float64())
    run.engine.replace_with(
        "intermediate.driver_observations", pa.table(dict.fromkeys(facts, empty) | rows)
    )


def test_rows_in_another_order_give_the_same_table(run: Run) -> None:
    n = 300
    rows = answers(n) | {"metric": ["nps"] * n, "response_id": [f"R{i}" for i in range(n)]}
    give(run, rows)
    weigh_drivers(run)
    before = run.engine.read("statistics.driver_weights").to_pylist()
    shuffled = np.random.default_rng(6).permutation(n)
    give(run, {name: [column[i] for i in shuffled] for name, column in rows.items()})
    weigh_drivers(run)
    assert run.engine.read("statistics.driver_weights").to_pylist() == before
    assert [row["status"] for row in before if row["metric"] == "csat"] == ["insufficient"]


def test_every_fact_is_a_column_of_the_observations(run: Run) -> None:
    models = {model.table: model for model in load_catalog()}
    build_model(run.engine, models["intermediate.driver_facts"])
    facts = run.engine.read("intermediate.driver_facts")["driver"].to_pylist()
    described = models["intermediate.driver_observations"].sidecar.columns
    assert {*facts, "outcome"} == {*described, "transfers"}
