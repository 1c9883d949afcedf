"""A workbench: an in-memory database in which models and checks run over a few given rows."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from assets.contracts.metrics import registry_table
from assets.ingest import ledger
from assets.ingest.reference import load_reference, periods, run_row
from assets.warehouse.duckdb import DuckDBEngine
from assets.warehouse.home import Home
from assets.warehouse.model_catalog import load_catalog
from assets.warehouse.run import PrivacyRules, PublishingRules, Run
from assets.warehouse.sql_models import build_model

# A Sunday: the last day of its week, its month and its quarter.
AS_OF = datetime(2024, 6, 30, 12)

Rows = list[dict[str, Any]]
Given = Mapping[str, Rows]


class Workbench:
    """Runs a select over given tables; what it reads and isn't given is there, and empty."""

    def __init__(self, columns: Mapping[str, Mapping[str, str]]) -> None:
        self.columns = columns
        self.engine = new_engine()

    def give(self, table: str, rows: Rows) -> None:
        """Replace a table by rows that all name the same columns; the others are null."""
        types = self.columns[table]
        body = ", ".join(f'"{name}" {sql_type}' for name, sql_type in types.items())
        self.engine.connection.execute(f"create or replace table {table} ({body})")
        if not rows:
            return
        names = ", ".join(f'"{name}"' for name in rows[0])
        cells = ", ".join(f"cast(? as {types[name]})" for name in rows[0])
        values = [tuple(row.values()) for row in rows]
        self.engine.connection.executemany(
            f"insert into {table} ({names}) values ({cells})", values
        )

    def give_all(self, tables: Iterable[str], given: Given, as_of: datetime) -> None:
        """Replace several tables: as given, else as a run makes them, else empty."""
        for table in tables:
            if table in given:
                self.give(table, given[table])
            elif table in RUN_TABLES:
                self.engine.replace_with(table, RUN_TABLES[table](new_run(self.engine, as_of)))
            else:
                self.give(table, [])

    def ask(self, select: str) -> Rows:
        """Rows of a select."""
        cursor = self.engine.connection.execute(select)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def run_alone(
        self, sql: str, reads: Iterable[str], given: Given, as_of: datetime = AS_OF
    ) -> Rows:
        """What one select returns."""
        strangers = given.keys() - set(reads)
        assert not strangers, f"given, but not read: {sorted(strangers)}"
        self.give_all(reads, given, as_of)
        return self.ask(sql)

    def run_chain(self, table: str, given: Given, as_of: datetime = AS_OF) -> Rows:
        """What a model returns after all models before it, back to the given tables."""
        models = {model.table: model for model in load_catalog() if model.table not in given}
        wanted, tables = [table], {table}
        while wanted:
            new = models[wanted.pop()].reads - tables
            tables |= new
            wanted += new & models.keys()
        self.give_all(tables - models.keys(), given, as_of)
        for name, model in models.items():
            if name in tables:
                sql = f"create or replace table {name} as\n{model.sql}"
                self.engine.connection.execute(sql)
        return self.ask(f"from {table}")


def new_engine() -> DuckDBEngine:
    engine = DuckDBEngine(duckdb.connect())
    engine.run_file("prepare_database.sql")
    return engine


def new_run(engine: DuckDBEngine, as_of: datetime, root: Path = Path()) -> Run:
    rules = {"privacy": PrivacyRules(10, 20), "publishing": PublishingRules("v1.0.0", 1)}
    return Run(home=Home(root), engine=engine, as_of=as_of, full=False, **rules)


@cache
def periods_until(day: date) -> pa.Table:
    return periods(day)


# What a run makes itself.
RUN_TABLES = {
    "reference.metrics": lambda run: registry_table(),
    "reference.periods": lambda run: periods_until(run.as_of.date()),
    "reference.run": run_row,
}


@pytest.fixture(scope="session")
def columns(tmp_path_factory) -> dict[str, dict[str, str]]:
    """Names and types of every table's columns, learnt from a run over nothing at all."""
    engine = new_engine()
    ledger.prepare(engine)
    engine.run_file("sentiment/comment_scores.sql")
    engine.run_file("statistics/driver_weights.sql")
    load_reference(new_run(engine, AS_OF, tmp_path_factory.mktemp("home")))
    for model in load_catalog():
        build_model(engine, model)
    tables = engine.query(
        "select table_schema || '.' || table_name as name from information_schema.tables"
    )
    found = {name: engine.columns(name) for name in tables["name"].to_pylist()}
    engine.connection.close()
    return found


@pytest.fixture(scope="session")
def workbench(columns) -> Iterator[Workbench]:
    bench = Workbench(columns)
    yield bench
    bench.engine.connection.close()
