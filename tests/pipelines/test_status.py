"""What `scorecard status` says of quarantine and conflicts."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from assets.contracts.reference_tables import load_reference_contracts, read_reference
from assets.ingest.intake import take_in
from assets.warehouse.duckdb import DuckDBEngine, open_engine
from assets.warehouse.home import Home
from assets.warehouse.model_catalog import load_catalog
from assets.warehouse.run import Run
from assets.warehouse.sql_models import build_model
from pipelines.status import summarize_home

SOURCE = """
source: orders
feed: orders
files: "*.csv"
time_zone: UTC
columns: {order_id: order, customer_id: customer, ordered_at: at, amount: amount}
"""
HEADER = "order,customer,at,amount\n"
Drop = Callable[..., None]


def order(number: int, amount: object = 5) -> str:
    return f"{number},c,2026-05-01T10:00:00,{amount}\n"


@pytest.fixture
def home(run: Run) -> Iterator[Home]:
    (run.home.sources / "orders.yml").write_text(SOURCE)
    return run.home


@pytest.fixture
def drop(home: Home, run: Run) -> Drop:
    """A function that drops a file, takes it in and builds the marts unless it is told not to."""

    def take(name: str, *lines: str, marts: bool = True) -> None:
        (home.inbox / name).write_text(HEADER + "".join(lines))
        with open_engine(home.work_database) as engine:
            today = Run(home, engine, datetime(2026, 6, 1), False, run.privacy, run.publishing)
            take_in(today, lambda _: None)
            if marts:
                build_marts(engine, home)

    return take


def build_marts(engine: DuckDBEngine, home: Home) -> None:
    teams = read_reference(home.reference / "none", load_reference_contracts()["teams"])
    engine.replace_with("reference.teams", teams)
    for model in load_catalog():
        if model.schema == "staging" or model.table in ("marts.reconciliation", "marts.conflicts"):
            build_model(engine, model)


def test_rows_read_are_the_sum_of_where_they_went(home: Home, drop: Drop) -> None:
    drop("a.csv", order(1), order(2), order(2), order(3, "five"))
    drop("b.csv", order(1, 6))
    facts = summarize_home(home).facts
    assert (facts["files"], facts["rows_read"], facts["accepted"]) == (2, 5, 2)
    assert (facts["quarantined"], facts["duplicates"], facts["superseded"]) == (1, 1, 1)
    text = summarize_home(home).text
    assert "5 rows = 2 accepted + 1 quarantined + 1 duplicates + 1 superseded" in text


def test_quarantine_sums_what_is_open_and_counts_what_was_worked_off(
    home: Home, drop: Drop
) -> None:
    drop("a.csv", order(1, "five"), order(2, "six"), "3\n")
    drop("b.csv", order(1))
    facts = summarize_home(home).facts
    assert (facts["quarantined_open"], facts["quarantined_worked_off"]) == (2, 1)
    open_rows = {(row["reason"], row["column_name"]): row["n"] for row in facts["quarantine"]}
    assert open_rows == {("unreadable_number", "amount"): 1, ("wrong_field_count", None): 1}
    assert "quarantine: 2 rows open, 1 worked off" in summarize_home(home).text


def test_corrected_file_leaves_nothing_open(home: Home, drop: Drop) -> None:
    drop("a.csv", order(1, "five"))
    drop("a.csv", order(1))
    assert summarize_home(home).facts["quarantine"] == []
    assert "quarantine: 0 rows open, 1 worked off" in summarize_home(home).text


def test_ids_that_came_with_different_content_are_counted(home: Home, drop: Drop) -> None:
    drop("a.csv", order(1), order(2), order(3))
    drop("b.csv", order(1, 6), order(2, 6), order(2, 7), order(3))
    assert summarize_home(home).facts["conflicts"] == 2
    assert "conflicts: 2 ids came with different content" in summarize_home(home).text


def test_after_a_run_that_failed_only_what_was_read_is_told(home: Home, drop: Drop) -> None:
    drop("a.csv", order(1))
    drop("b.csv", order(1, 6), marts=False)
    facts = summarize_home(home).facts
    assert (facts["accepted"], facts["superseded"], facts["conflicts"]) == (None, None, None)
    assert "2 rows = 2 stored + 0 quarantined + 0 duplicates" in summarize_home(home).text


def test_first_run_that_failed_before_the_marts_is_told_too(home: Home, drop: Drop) -> None:
    drop("a.csv", order(1), order(2, "five"), marts=False)
    assert "2 rows = 1 stored + 1 quarantined + 0 duplicates" in summarize_home(home).text


def test_status_tells_what_is_odd_about_the_last_content_of_a_file(home: Home, drop: Drop) -> None:
    drop("a.csv")
    drop("b.csv", order(1))
    assert "  warning: orders: a.csv: the file has a header and no rows (no_rows)" in (
        summarize_home(home).text
    )
    drop("a.csv", order(2))
    assert summarize_home(home).facts["warnings"] == []
