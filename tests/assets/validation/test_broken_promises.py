"""A promise that doesn't hold stops publication and leaves the last one in place."""

from collections.abc import Callable

import duckdb
import pytest

from assets.contracts.feeds import load_feeds
from assets.errors import PublicationRefused
from assets.validation.great_expectations import judge, mask
from assets.validation.suites import (
    Promise,
    Suite,
    between,
    feed_suites,
    in_set,
    scorecard_suite,
    unique,
)
from assets.warehouse.home import Home
from assets.warehouse.run import Run
from pipelines.running import refresh_home

AS_OF = "2026-10-01T00:00:00Z"


def make_table(run: Run, **columns: list[object]) -> None:
    import pyarrow as pa

    run.engine.replace_with("marts.example", pa.table(columns))


def suite(*promises: Promise) -> Suite:
    return Suite("marts.example", ("code", "value"), promises)


def test_promises_that_hold_pass(run: Run) -> None:
    make_table(run, code=["a", "b"], value=[1.0, 2.0])
    verdict = judge(
        run, suite(unique(["code"]), in_set("code", ("a", "b")), between("value", 0, 5))
    )
    assert verdict.passed
    assert verdict.broken == ()
    assert (verdict.rows, verdict.promises) == (2, 3)


def test_broken_promise_is_named_counted_and_its_samples_are_masked(run: Run) -> None:
    make_table(run, code=["Kim 010-1234-5678", "Kim 010-1234-5678", "b"], value=[1.0, 9.0, 2.0])
    verdict = judge(run, suite(unique(["code"]), in_set("code", ("b",))))
    assert not verdict.passed
    assert [broken.unexpected for broken in verdict.broken] == [2, 2]
    assert {sample for broken in verdict.broken for sample in broken.samples} == {
        "aaa 999-9999-9999"
    }


def test_promise_about_some_rows_leaves_the_others_alone(run: Run) -> None:
    make_table(run, code=["percent", "hours"], value=[50.0, 900.0])
    assert judge(run, suite(between("value", 0, 100, where=("code", "percent")))).passed
    assert not judge(run, suite(between("value", 0, 100, where=("code", "hours")))).passed


def test_suite_is_not_run_again_on_the_same_rows_but_is_on_others(run: Run) -> None:
    promises = suite(between("value", 0, 5))
    make_table(run, code=["a"], value=[1.0])
    assert not judge(run, promises).remembered
    assert judge(run, promises).remembered
    make_table(run, code=["a"], value=[2.0])
    assert not judge(run, promises).remembered


def test_changed_promise_is_judged_again(run: Run) -> None:
    make_table(run, code=["a"], value=[3.0])
    assert judge(run, suite(between("value", 0, 5))).passed
    assert not judge(run, suite(between("value", 0, 2))).passed


def test_broken_promise_is_never_remembered_as_kept(run: Run) -> None:
    make_table(run, code=["a"], value=[9.0])
    assert not judge(run, suite(between("value", 0, 5))).passed
    assert not judge(run, suite(between("value", 0, 5))).passed


def test_every_feed_and_the_scorecard_have_a_suite() -> None:
    assert {suite.table for suite in feed_suites()} == {f"staging.{name}" for name in load_feeds()}
    assert all(suite.promises for suite in feed_suites())
    assert len(scorecard_suite(("nps",)).promises) > 15


@pytest.mark.parametrize(
    ("value", "shape"),
    [("a@b.fi", "a@a.aa"), ("홍길동", "aaa"), (12.5, "99.9"), ("x" * 90, "a" * 40)],
)
def test_masked_sample_keeps_the_shape_and_nothing_else(value: object, shape: str) -> None:
    assert mask(value) == shape


def test_failing_check_publishes_nothing_and_leaves_the_last_publication(
    make_demo: Callable[[], Home],
) -> None:
    home = make_demo()
    refresh_home(home, AS_OF, quiet=True)
    standing = (home.published / "current").readlink()
    with duckdb.connect(home.work_database) as database:
        # What ingest would never let through: a status that nobody knows, in Kim's ticket.
        database.execute(
            "insert into raw.tickets by name select 'T1' as ticket_id, 'kim 010' as status,"
            " timestamp '2026-09-01' as created_at, 0 as _load_id"
        )
        database.execute("insert into changes select nextval('change_ids'), 0, null")
    with pytest.raises(PublicationRefused, match=r"staging\.tickets: promises") as refused:
        refresh_home(home, AS_OF, quiet=True)
    assert "aaa 999" in str(refused.value)
    assert "kim" not in str(refused.value)
    assert (home.published / "current").readlink() == standing
    with duckdb.connect(home.published / "company.duckdb", read_only=True) as database:
        assert database.execute("select count(*) > 0 from scorecard").fetchone() == (True,)
