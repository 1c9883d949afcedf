"""The memory of what was published: the latest publication of an earlier moment."""

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from assets.ingest.published_figures import published_figures
from assets.warehouse.duckdb import DuckDBEngine
from assets.warehouse.home import Home
from assets.warehouse.run import PrivacyRules, PublishingRules, Run

NOON = datetime(2024, 6, 30, 12)


def publish(home: Path, folder: str, as_of: str, value: float, *, with_restated: bool) -> None:
    path = home / "published" / "history" / folder / "leaders.duckdb"
    path.parent.mkdir(parents=True)
    with duckdb.connect(path) as database:
        database.execute(f"""
            create table scorecard as
            select 'nps' as metric, 'company' as scope_kind, 'all' as scope,
                'month' as period_kind, month_start as period_start,
                last_day(month_start) as period_end, {value} as value,
                timestamp '{as_of}' as as_of
            from (values (date '2024-04-01'), (date '2024-05-01')) as months (month_start)
        """)
        if with_restated:
            database.execute("alter table scorecard add column restated boolean default true")


def remember(home: Path) -> list[tuple[str, float, bool]]:
    rules = {"privacy": PrivacyRules(10, 20), "publishing": PublishingRules("v1.0.0", 1)}
    engine = DuckDBEngine(duckdb.connect())
    run = Run(home=Home(home), engine=engine, as_of=NOON, full=False, **rules)
    rows = published_figures(run).to_pylist()
    return sorted((f"{row['period_start']:%B}", row["value"], row["restated"]) for row in rows)


def test_nothing_is_remembered_where_nothing_was_published(tmp_path: Path) -> None:
    assert remember(tmp_path) == []


@pytest.mark.parametrize("with_restated", [True, False])
def test_figures_of_periods_that_were_over_are_remembered(
    tmp_path: Path, with_restated: bool
) -> None:
    publish(tmp_path, "000001_20240520T000000Z_a", "2024-05-20", 40, with_restated=with_restated)
    assert remember(tmp_path) == [("April", 40, with_restated)]


def test_the_latest_earlier_moment_counts_not_the_last_publication(tmp_path: Path) -> None:
    publish(tmp_path, "000001_20240620T000000Z_a", "2024-06-20", 41, with_restated=True)
    publish(tmp_path, "000002_20240520T000000Z_b", "2024-05-20", 40, with_restated=True)
    assert remember(tmp_path) == [("April", 41, True), ("May", 41, True)]


def test_a_publication_of_the_same_moment_is_no_memory(tmp_path: Path) -> None:
    publish(tmp_path, "000001_20240630T120000Z_a", "2024-06-30 12:00", 41, with_restated=True)
    assert remember(tmp_path) == []


def test_a_publication_that_was_never_finished_is_no_memory(tmp_path: Path) -> None:
    (tmp_path / "published" / "history" / ".building").mkdir(parents=True)
    assert remember(tmp_path) == []
