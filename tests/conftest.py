"""What tests of several stages share: real exports, homes, and runs of the whole pipeline."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path

import duckdb
import pytest

from assets.warehouse.duckdb import DuckDBEngine, open_engine
from assets.warehouse.home import Home
from assets.warehouse.run import PrivacyRules, PublishingRules, Run

REPOSITORY = Path(__file__).resolve().parents[1]
REAL_EXPORTS = REPOSITORY.parent / "shared" / "data"
# Files whose tests run whole pipelines, or Spark.
LONGEST = {"test_interrupted_runs.py", "test_changed_homes.py", "test_models_on_spark.py"}
FIGURE = "figure"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no process waits for it at the end."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.fixture
def note_figure(record_property) -> Callable[[str], None]:
    """A function that notes a figure which people want to read, whatever process finds it."""
    return partial(record_property, FIGURE)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """All noted figures, at the end."""
    reports = chain.from_iterable(terminalreporter.getreports(n) for n in ("passed", "failed"))
    properties = chain.from_iterable(report.user_properties for report in reports)
    noted = [value for name, value in properties if name == FIGURE]
    if noted:
        terminalreporter.section("figures")
    for text in noted:
        terminalreporter.line(text)


@pytest.fixture(scope="session")
def real_exports() -> Path:
    """The folder of real exports beside the repository."""
    if not REAL_EXPORTS.exists():
        pytest.skip(f"real exports are not there: {REAL_EXPORTS}")
    return REAL_EXPORTS


@pytest.fixture(scope="session")
def copy_log_a_reference(real_exports: Path) -> Callable[[Path], None]:
    """A function that puts the tables that log A's desk keeps by hand into a folder."""

    def copy(folder: Path) -> None:
        for name in ("schedules", "business_hours", "holidays", "sla_policies"):
            shutil.copy(real_exports / "tickets" / "ticket_oracle_a" / f"{name}.csv", folder)

    return copy


@pytest.fixture(scope="session")
def make_demo(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Home]:
    """A function that makes a home with a small demo in its inbox, each time a new one."""
    from assets.demo.inbox import write_demo

    template = tmp_path_factory.mktemp("demo")
    write_demo(template, tickets=500, seed=3)

    def make() -> Home:
        root = tmp_path_factory.mktemp("home")
        shutil.copytree(template, root, dirs_exist_ok=True)
        return Home(root)

    return make


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckDBEngine]:
    """The engine over an empty work database."""
    with open_engine(tmp_path / "work.duckdb") as opened:
        yield opened


@pytest.fixture
def run(engine: DuckDBEngine, tmp_path: Path) -> Run:
    """One run over an empty home."""
    home = Home(tmp_path / "home")
    home.create_folders()
    return Run(
        home=home,
        engine=engine,
        as_of=datetime(2026, 10, 1),
        full=False,
        privacy=PrivacyRules(min_responses=10, min_comments=20),
        publishing=PublishingRules(storage_version="v1.2.0", history_kept=12),
    )


def content_of(file: Path) -> dict[str, tuple[int, str]]:
    """Rows and a hash of the content, in stored order, of each table of a published file."""
    with duckdb.connect(file, read_only=True) as database:
        names = [row[0] for row in database.execute("show tables").fetchall()]
        return {
            name: database.execute(
                f"select count(*), md5(string_agg(t::varchar, chr(10))) from {name} as t"
            ).fetchone()
            for name in names
        }


@pytest.fixture(scope="session")
def published_content() -> Callable[[Home], dict[str, tuple[int, str]]]:
    """A function that gives rows and content hash of every published table of a home."""

    def read(home: Home) -> dict[str, tuple[int, str]]:
        return {
            f"{file}.{table}": content
            for file in ("company", "leaders")
            for table, content in content_of(home.published / f"{file}.duckdb").items()
        }

    return read
