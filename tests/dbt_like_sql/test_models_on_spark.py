"""Every model on a real Spark: from the same rows it makes the rows that DuckDB makes.

Each model is given its inputs as DuckDB built them, so a difference is that model's own. Spark has
an environment of its own (`make .venv-spark/.ready`), since it is as large as all the rest.
"""

import json
import math
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlglot
from sqlglot import exp
from sqlglot.optimizer.qualify import qualify

from assets.ingest.intake import take_in
from assets.ingest.reference import load_reference
from assets.scorecards.drivers import weigh_drivers
from assets.sentiment.comment_scores import score_new_comments
from assets.warehouse.duckdb import DuckDBEngine, open_engine
from assets.warehouse.home import Home
from assets.warehouse.model_catalog import load_catalog
from assets.warehouse.run import PrivacyRules, PublishingRules, Run
from assets.warehouse.sql_models import SqlModel, build_model

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
SPARK_PYTHON = REPOSITORY / ".venv-spark" / "bin" / "python"
# What the demo company lacks: customers, orders, rivals, targets of work, tickets at risk.
BESIDE_THE_DEMO = HERE.parent / "fixtures" / "spark_home"
AS_OF = datetime(2026, 10, 1)
MODELS = {model.table: model for model in load_catalog()}
# Models that can't run on Spark, each with the reason.
NOT_ON_SPARK: dict[str, str] = {}
# Sums of the same floats in another order.
RELATIVE_TOLERANCE = 1e-9
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    # With this rule Spark 4.3 makes a plan of a union under a window that it calls invalid itself.
    "spark.sql.optimizer.excludedRules": (
        "org.apache.spark.sql.catalyst.optimizer.RemoveRedundantAliases"
    ),
    # Few rows: tasks and compiled code cost more than they save.
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.ui.enabled": "false",
}


def view_of(table: str) -> str:
    return table.replace(".", "__")


def with_fractions(node: exp.Expr) -> exp.Expr:
    """`epoch` as DuckDB means it: what sqlglot makes of it cuts fractions of a second off."""
    if not isinstance(node, exp.TimeToUnix):
        return node
    moment = node.this.sql(dialect="spark")
    return sqlglot.parse_one(f"(unix_micros(cast({moment} as timestamp)) / 1e6)", dialect="spark")


def to_spark(model: SqlModel, schema: dict[str, Any]) -> str:
    """A model's select in Spark's dialect, its tables named as views."""
    tree = qualify(sqlglot.parse_one(model.sql, dialect="duckdb"), schema=schema, dialect="duckdb")
    tree = tree.transform(with_fractions)
    for cte in tree.find_all(exp.CTE):
        # A hint of DuckDB's, without a meaning of its own.
        cte.set("materialized", None)
    for table in list(tree.find_all(exp.Table)):
        if table.db:
            name = exp.to_identifier(view_of(f"{table.db}.{table.name}"), quoted=True)
            table.set("db", None)
            table.set("this", name)
    return tree.sql(dialect="spark")


def build_everything(home: Home, engine: DuckDBEngine) -> None:
    rules = PrivacyRules(10, 20), PublishingRules("v1.2.0", 1)
    run = Run(home, engine, AS_OF, False, *rules)
    take_in(run, lambda line: None)
    load_reference(run)
    engine.run_file("sentiment/comment_scores.sql")
    engine.run_file("statistics/driver_weights.sql")
    for model in MODELS.values():
        build_model(engine, model)
        if model.table == "intermediate.comments":
            score_new_comments(run)
    weigh_drivers(run)
    build_model(engine, MODELS["marts.drivers"])


def write_job(engine: DuckDBEngine, folder: Path) -> Path:
    """Parquet files of all tables, and what Spark shall do with them."""
    tables = sorted({table for model in MODELS.values() for table in model.reads} | MODELS.keys())
    schema: dict[str, Any] = {}
    for table in tables:
        database, name = table.split(".")
        schema.setdefault(database, {})[name] = engine.columns(table)
        engine.connection.execute(f"copy (from {table}) to '{folder / table}.parquet'")
    selects = {
        table: (to_spark(model, schema), str(folder / "spark" / table))
        for table, model in MODELS.items()
        if table not in NOT_ON_SPARK
    }
    settings = SETTINGS | {"spark.sql.warehouse.dir": str(folder / "warehouse")}
    views = {view_of(table): f"{folder / table}.parquet" for table in tables}
    job = folder / "job.json"
    job.write_text(json.dumps({"settings": settings, "views": views, "selects": selects}), "utf-8")
    return job


def run_spark(job: Path) -> dict[str, str]:
    """Run a job in Spark's own environment; what Spark said of the selects that failed."""
    unset = {"SPARK_HOME", "PYSPARK_PYTHON", "PYTHONPATH"}
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    # Named by its address, Spark needs no host name that resolves.
    environment |= {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(job.parent)}
    command = [SPARK_PYTHON, HERE / "run_on_spark.py", job]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads((job.parent / "errors.json").read_text("utf-8"))


@dataclass(frozen=True)
class BothEngines:
    """Where DuckDB's and Spark's rows of each model lie."""

    folder: Path
    errors: dict[str, str]
    database: duckdb.DuckDBPyConnection

    def rows(self, files: Path) -> list[dict[str, Any]]:
        cursor = self.database.execute("from read_parquet(?)", [str(files)])
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def of_duckdb(self, table: str) -> list[dict[str, Any]]:
        return self.rows(self.folder / f"{table}.parquet")

    def of_spark(self, table: str) -> list[dict[str, Any]]:
        return self.rows(self.folder / "spark" / table / "*.parquet")


@pytest.fixture(scope="module")
def both_engines(make_demo, tmp_path_factory) -> Iterator[BothEngines]:
    if not shutil.which("java"):
        pytest.skip("Spark needs Java: install Java 17, then `make .venv-spark/.ready`")
    if not SPARK_PYTHON.exists():
        pytest.skip("Spark is not here: `make .venv-spark/.ready`")
    home, folder = make_demo(), tmp_path_factory.mktemp("spark")
    shutil.copytree(BESIDE_THE_DEMO, home.root, dirs_exist_ok=True)
    home.create_folders()
    with open_engine(home.work_database) as engine:
        build_everything(home, engine)
        job = write_job(engine, folder)
    errors = run_spark(job)
    with duckdb.connect() as database:
        database.execute("set timezone = 'UTC'")
        yield BothEngines(folder, errors, database)


def is_number(value: object) -> bool:
    return not isinstance(value, bool) and hasattr(value, "__float__")


def sorted_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows in the order of what is exact in them, then of their numbers."""

    def place(row: dict[str, Any]) -> tuple[list[str], list[str]]:
        numbers = [f"{float(value):.11e}" for value in row.values() if is_number(value)]
        return [str(value) for value in row.values() if not is_number(value)], numbers

    return sorted(rows, key=place)


def is_same(one: object, other: object) -> bool:
    if is_number(one) and is_number(other):
        return math.isclose(float(one), float(other), rel_tol=RELATIVE_TOLERANCE)
    return one == other


def differing(ours: list[dict[str, Any]], others: list[dict[str, Any]]) -> list[Any]:
    """Pairs of rows that differ, their differing columns only."""
    pairs = zip(sorted_rows(ours), sorted_rows(others), strict=True)
    found = [
        {name: (row[name], other[name]) for name in row if not is_same(row[name], other[name])}
        for row, other in pairs
    ]
    return [columns for columns in found if columns]


def test_models_that_cannot_run_on_spark_exist_and_say_why():
    assert NOT_ON_SPARK.keys() <= MODELS.keys()
    assert all(NOT_ON_SPARK.values())


@pytest.mark.parametrize("table", [table for table in MODELS if table not in NOT_ON_SPARK])
def test_model_gives_the_same_rows_on_spark(both_engines, table):
    assert both_engines.errors.get(table) is None
    ours, others = both_engines.of_duckdb(table), both_engines.of_spark(table)
    assert ours, "no rows, so nothing is compared"
    assert len(others) == len(ours)
    assert list(others[0]) == list(ours[0])
    assert differing(ours, others)[:3] == []
