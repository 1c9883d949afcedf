from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from assets.contracts.reference_tables import load_reference_contracts, read_reference
from assets.ingest.intake import take_in
from assets.warehouse.duckdb import open_engine, read_sql
from assets.warehouse.home import Home
from assets.warehouse.run import PrivacyRules, PublishingRules, Run

# Source files that many tests share; each maps the feed's columns one to one.
SOURCES = {
    "orders": {
        "feed": "orders",
        "columns": ["order_id", "customer_id", "ordered_at", "amount", "currency"],
    },
    "tickets": {
        "feed": "tickets",
        "columns": ["ticket_id", "created_at", "status", "subject", "customer_id", "updated_at"],
    },
    "events": {
        "feed": "ticket_events",
        "columns": [
            "ticket_id",
            "at",
            "event",
            "value",
            "is_public",
            "actor_id",
            "actor_role",
        ],
    },
    "survey": {
        "feed": "survey_responses",
        "columns": [
            "response_id",
            "submitted_at",
            "kind",
            "score",
            "scale_min",
            "scale_max",
            "comment",
            "customer_id",
            "invited_at",
        ],
        "constants": {"survey": "relationship"},
    },
    "agents": {"feed": "agents", "columns": ["agent_id", "name", "valid_from", "valid_to"]},
}


@dataclass
class House:
    """A home and its engine, with what a test does to them."""

    home: Home
    engine: object
    as_of: datetime = datetime(2026, 6, 1)
    lines: list[str] = field(default_factory=list)

    def source(self, name, kind=None, **changes):
        """Write sources/<name>.yml: one of SOURCES, changed; a change to None removes a key."""
        known = SOURCES[kind or name]
        entry = {"source": name, "files": f"{name}*", "time_zone": "UTC", **known, **changes}
        if isinstance(entry["columns"], list):
            entry["columns"] = {column: column for column in entry["columns"]}
        self.write_source({key: value for key, value in entry.items() if value is not None})

    def write_source(self, entry):
        """Write a source file as it stands."""
        path = self.home.sources / f"{entry['source']}.yml"
        path.write_text(yaml.safe_dump(entry, allow_unicode=True), "utf-8")

    def drop(self, name, content, encoding="utf-8"):
        """Put a file into the inbox: bytes, a text, or a list of lines."""
        if isinstance(content, list):
            content = "".join(f"{line}\n" for line in content)
        path = self.home.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def take_in(self, as_of=None, *, full=False):
        """Run the ingest stage once."""
        run = self.run(as_of, full=full)
        self.lines.clear()
        return take_in(run, self.lines.append)

    def run(self, as_of=None, *, full=False):
        rules = PrivacyRules(10, 20), PublishingRules("v1.2.0", 12)
        return Run(self.home, self.engine, as_of or self.as_of, full, *rules)

    def rows(self, query, *parameters):
        """Rows of a query as dicts."""
        return self.engine.query(query).to_pylist()

    def column(self, query, *parameters):
        """The first column of a query as a list."""
        return [next(iter(row.values())) for row in self.rows(query, *parameters)]

    def quarantine(self, *columns):
        """The quarantine in the order of files and lines, or some of its columns as tuples."""
        rows = self.rows("from quarantine order by source, file, line, load_id")
        return [tuple(row[name] for name in columns) for row in rows] if columns else rows

    def raw(self, feed):
        """The content of a raw table; load numbers as ranks, since they grow with every load."""
        return self.rows(
            f"select * replace (dense_rank() over (order by _load_id) as _load_id) from raw.{feed} "
            "order by _source, _load_id, _line"
        )

    def staged(self, feed):
        """The rows that stand, by the staging model of a feed, where no teams are known."""
        teams = read_reference(self.home.reference / "none", load_reference_contracts()["teams"])
        self.engine.replace_with("reference.teams", teams)
        return self.rows(read_sql(f"staging/{feed}.sql"))


def _open_houses(folder):
    engines = ExitStack()

    def build(name="home", database=Path(":memory:")):
        home = Home(folder / name)
        home.create_folders()
        return House(home, engines.enter_context(open_engine(database)))

    with engines:
        yield build


@pytest.fixture
def new_house(tmp_path):
    """Makes homes, each with an engine of its own."""
    yield from _open_houses(tmp_path)


@pytest.fixture
def house(new_house):
    return new_house()


@pytest.fixture(scope="module")
def new_shared_house(tmp_path_factory):
    """Makes homes whose files a module's tests only look at."""
    yield from _open_houses(tmp_path_factory.mktemp("shared"))
