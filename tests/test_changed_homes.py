"""A home that changes between runs publishes what a new home with the same inputs would."""

from collections.abc import Callable

import duckdb
import pytest

from assets.errors import PublicationRefused
from assets.warehouse.home import Home
from pipelines.running import refresh_home

AS_OF = "2026-10-01T00:00:00Z"

Content = dict[str, tuple[int, str]]


def rename_source(home: Home) -> None:
    path = home.sources / "delighted_english.yml"
    text = path.read_text().replace("source: delighted_english", "source: delighted")
    path.write_text(text)


def remove_source(home: Home) -> None:
    (home.sources / "surveymonkey_finland_nps.yml").unlink()


def set_higher_target(home: Home) -> None:
    path = home.reference / "targets.csv"
    path.write_text(path.read_text().replace("nps,company,all,40", "nps,company,all,60"))


@pytest.mark.parametrize("change", [rename_source, remove_source, set_higher_target])
def test_changed_home_publishes_what_a_new_one_does(
    make_demo: Callable[[], Home],
    published_content: Callable[[Home], Content],
    change: Callable[[Home], None],
) -> None:
    changed, new = make_demo(), make_demo()
    refresh_home(changed, AS_OF, quiet=True)
    before = published_content(changed)
    for home in (changed, new):
        change(home)
        refresh_home(home, AS_OF, quiet=True)
    assert published_content(changed) == published_content(new) != before


def test_figures_of_ended_periods_that_change_after_a_publication_are_restated(
    make_demo: Callable[[], Home], published_content: Callable[[Home], Content]
) -> None:
    home = make_demo()
    refresh_home(home, "2026-09-01T00:00:00Z", quiet=True)
    remove_source(home)
    refresh_home(home, AS_OF, quiet=True)
    restated = """
        select metric, scope, restated, count(*) > 0
        from scorecard
        where metric in ('nps', 'reopen_pct') and scope_kind = 'business_unit'
            and period_kind = 'month' and period_start between '2026-01-01' and '2026-09-01'
        group by all
    """
    with duckdb.connect(home.published / "leaders.duckdb", read_only=True) as database:
        rows = set(database.execute(restated).fetchall())
    assert ("reopen_pct", "Nordic Home", True, True) not in rows
    assert ("nps", "Korea Home", True, True) not in rows
    assert ("nps", "Korea Home", False, True) in rows
    once = published_content(home)
    refresh_home(home, AS_OF, quiet=True)
    assert published_content(home) == once


def test_empty_scorecard_never_replaces_a_good_one(make_demo: Callable[[], Home]) -> None:
    home = make_demo()
    refresh_home(home, AS_OF, quiet=True)
    with pytest.raises(PublicationRefused, match="ExpectTableRowCountToBeBetween"):
        refresh_home(home, "2006-10-01T00:00:00Z", quiet=True)
    with duckdb.connect(home.published / "company.duckdb", read_only=True) as database:
        assert database.execute("select count(*) > 1000 from scorecard").fetchone() == (True,)
