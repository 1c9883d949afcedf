"""A report over a few given rows, read as its readers do: by headings, cells and links."""

from collections.abc import Callable
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
import pytest

from assets.contracts.metrics import registry_table
from assets.ingest.intake import take_in
from assets.ingest.reference import load_reference, periods, run_row
from assets.publishing.report.report import write_report
from assets.warehouse.duckdb import DuckDBEngine, open_engine
from assets.warehouse.home import Home
from assets.warehouse.model_catalog import load_catalog
from assets.warehouse.run import PrivacyRules, PublishingRules, Run
from assets.warehouse.sql_models import build_model

AS_OF = datetime(2026, 10, 1)
PERIODS = {
    "week": (date(2026, 9, 21), date(2026, 9, 27)),
    "month": (date(2026, 9, 1), date(2026, 9, 30)),
    "quarter": (date(2026, 7, 1), date(2026, 9, 30)),
}

Rows = list[dict[str, Any]]


class Page(HTMLParser):
    """One page.

    Attributes:
        tags: Every element with its attributes.
        rows: Texts of a table's row by the text of its first cell.
        text: All that is read, in order.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: dict[str, list[str]] = {}
        self.text = ""
        self._cells: list[str] | None = None
        self._silent = False
        self.feed(html)
        self.text = words(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._silent = tag == "style"
        if tag == "small":
            self.handle_data(" ")
        if tag == "tr":
            self._cells = []
        if tag in ("td", "th") and self._cells is not None:
            self._cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self._silent = False
        if tag == "tr" and self._cells:
            texts = [words(cell) for cell in self._cells]
            self.rows.setdefault(texts[0], texts[1:])
            self._cells = None

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.text += data
        if self._cells:
            self._cells[-1] += data

    def row(self, beginning: str) -> list[str]:
        """The cells of the row whose first cell begins so."""
        return next(cells for first, cells in self.rows.items() if first.startswith(beginning))


def words(text: str) -> str:
    """A text with single blanks."""
    return " ".join(text.split())


class Desk:
    """Tables as a run makes them, empty but for what is given."""

    def __init__(self, run: Run, definitions: list[str]) -> None:
        self.run = run
        self.connection = run.engine.connection
        self.connection.execute("create schema marts; create schema reference")
        for definition in definitions:
            self.connection.execute(definition)
        run.engine.replace_with("reference.run", run_row(run))
        run.engine.replace_with("reference.periods", periods(run.as_of.date()))
        run.engine.replace_with("reference.metrics", registry_table())

    def give(self, table: str, rows: Rows) -> None:
        """Add rows; columns that they don't name are null."""
        for row in rows:
            marks = ", ".join("?" for _ in row)
            columns = ", ".join(f'"{name}"' for name in row)
            self.connection.execute(
                f"insert into {table} ({columns}) values ({marks})", list(row.values())
            )

    def give_figure(self, metric: str, period_kind: str = "month", **columns: Any) -> None:
        """Add a figure to the scorecard, the company's unless it says otherwise."""
        start, end = PERIODS[period_kind]
        row = {"scope_kind": "company", "scope": "all", "period_start": start, "period_end": end}
        row |= {"metric": metric, "period_kind": period_kind, "approximate": False}
        self.give("marts.company_scorecard", [row | {"restated": False} | columns])

    def pages(self, folder: str = "report") -> dict[str, Page]:
        """All pages by name."""
        paths = write_report(self.run, self.run.home.root / folder)
        return {path.name: Page(path.read_text("utf-8")) for path in paths}


@pytest.fixture(scope="session")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """How the tables that pages read are created, as a run over an empty home does."""
    root = tmp_path_factory.mktemp("empty_home")
    with open_engine(root / "work.duckdb") as engine:
        run = new_run(engine, root / "home")
        take_in(run, lambda _: None)
        load_reference(run)
        engine.run_file("sentiment/comment_scores.sql")
        engine.run_file("statistics/driver_weights.sql")
        for model in load_catalog():
            build_model(engine, model)
        found = engine.connection.execute(
            "select sql from duckdb_tables() where schema_name = 'marts'"
        )
        return [sql for (sql,) in found.fetchall()]


def new_run(engine: DuckDBEngine, root: Path) -> Run:
    home = Home(root)
    home.create_folders()
    return Run(
        home=home,
        engine=engine,
        as_of=AS_OF,
        full=False,
        privacy=PrivacyRules(min_responses=10, min_comments=20),
        publishing=PublishingRules(storage_version="v1.2.0", history_kept=12),
    )


@pytest.fixture
def new_desk(definitions: list[str], tmp_path: Path) -> Callable[[], Desk]:
    """A function that gives a desk of its own each time."""
    return lambda: Desk(new_run(DuckDBEngine(duckdb.connect()), tmp_path / "home"), definitions)


@pytest.fixture
def desk(new_desk: Callable[[], Desk]) -> Desk:
    """A desk whose registry of metrics is published."""
    desk = new_desk()
    desk.connection.execute(
        "insert into marts.metrics by name select * exclude (position, theme, statistic, quantile,"
        " based_on, at_period_end, needs, lowest, highest, hides_few) from reference.metrics"
    )
    return desk
