"""The SQL models of `dbt_like_sql/`: found by folder, understood through their own text.

A file `<schema>/<subject>/<name>.sql` is one `select` that makes the table `<schema>.<name>`; what
it reads is what its text names. `<name>.yml` beside it describes it, and `columns.yml` describes
columns that mean the same everywhere.
"""

import graphlib
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assets.contracts.metrics import SQL_FOLDER, load_metrics
from assets.errors import ContractError
from assets.warehouse.engine import Engine

MODEL_SCHEMAS = ("staging", "intermediate", "metrics", "marts")
CHECK_FOLDER = "checks"


class Sidecar(BaseModel):
    """What stands beside a model: its description, and where it is published."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    description: str
    """Begins with the grain: "One row per …"."""
    view: bool = False
    per_ticket: bool = False
    """Whether its rows belong to single tickets, so that it can be brought up to date by ticket."""
    columns: dict[str, str] = {}
    company: str | None = None
    """Name in company.duckdb, if it is published there."""
    leaders: str | None = None
    """Name in leaders.duckdb, if it is published there."""
    needs: tuple[str, ...] = ()
    """Feeds of `intermediate.feeds` without which it has nothing to say. Where one is missing, one
    row says so in a last column, `availability`."""


@dataclass(frozen=True)
class SqlModel:
    """One model."""

    table: str
    sql: str
    sidecar: Sidecar
    reads: frozenset[str]

    @property
    def schema(self) -> str:
        """The layer that it belongs to."""
        return self.table.split(".")[0]

    def describe_column(self, column: str) -> str | None:
        """What a column means: its own description, or the shared one."""
        return self.sidecar.columns.get(column) or shared_columns().get(column)

    @property
    def version(self) -> str:
        """Changes exactly when the text does."""
        return hashlib.sha256(self.sql.encode()).hexdigest()[:16]


@cache
def shared_columns() -> Mapping[str, str]:
    """Columns that mean the same in every table."""
    text = (SQL_FOLDER / "columns.yml").read_text("utf-8")
    columns: dict[str, str] = yaml.safe_load(text)
    return columns


def load_models(folder: Path = SQL_FOLDER) -> list[SqlModel]:
    """All models with a file of their own, each after those that it reads."""
    return in_order(
        read_model(path, f"{schema}.{path.stem}")
        for schema in MODEL_SCHEMAS
        for path in sorted((folder / schema).rglob("*.sql"))
    )


def read_model(path: Path, table: str) -> SqlModel:
    """One model and what it reads."""
    sql = path.read_text("utf-8")
    sidecar = _metric_sidecar(path.stem) if table.startswith("metrics.") else read_sidecar(path)
    if sidecar.needs:
        sql = or_not_available(sql, sidecar.needs)
    return SqlModel(table, sql, sidecar, tables_read(sql, table))


def _metric_sidecar(name: str) -> Sidecar:
    """What the registry says of a metric's observations."""
    definition = next(metric.definition for metric in load_metrics() if metric.metric == name)
    return Sidecar(description=f"One row per observation. {definition}", view=True)


def read_sidecar(path: Path) -> Sidecar:
    """The YAML beside a model's SQL.

    Raises:
        ContractError: It is missing or says something unknown.
    """
    sidecar = path.with_suffix(".yml")
    try:
        return Sidecar.model_validate(yaml.safe_load(sidecar.read_text("utf-8")))
    except (FileNotFoundError, ValidationError, yaml.YAMLError) as error:
        raise ContractError(f"{path.parent.name}/{sidecar.name}: {error}") from error


def or_not_available(sql: str, needs: Iterable[str]) -> str:
    """A select whose rows give way to one that names the feeds it lacks, if it lacks any.

    Args:
        sql: The select; its first column is never null.
        needs: Feeds that it can't do without.
    """
    import sqlglot

    key = sqlglot.parse_one(sql, dialect="duckdb").named_selects[0]
    feeds = ", ".join(f"'{feed}'" for feed in needs)
    return f"""with found as (
{sql}
),

missing as (
    select nullif(array_to_string(list_sort(list(feed)), ', '), '') as feeds
    from intermediate.feeds
    where feed in ({feeds}) and not is_present
)

select
    found.*,
    'not available: needs ' || missing.feeds as availability
from missing
left join found
    on missing.feeds is null
where missing.feeds is not null or found.{key} is not null
"""


def tables_read(sql: str, name: str) -> frozenset[str]:
    """The tables that a select names, CTEs left out.

    Raises:
        ContractError: It isn't SQL, or names a table without its schema.
    """
    import sqlglot
    from sqlglot import exp

    try:
        tree = sqlglot.parse_one(sql, dialect="duckdb")
    except sqlglot.errors.ParseError as error:
        raise ContractError(f"{name}: {error}") from error
    ctes = {cte.alias for cte in tree.find_all(exp.CTE)}
    tables = [table for table in tree.find_all(exp.Table) if table.name not in ctes or table.db]
    for table in tables:
        if not table.db:
            raise ContractError(f"{name}: write `{table.name}` with its schema, such as staging.x")
    return frozenset(f"{table.db}.{table.name}" for table in tables)


def in_order(models: Iterable[SqlModel]) -> list[SqlModel]:
    """Models sorted so that each comes after those that it reads.

    Raises:
        ContractError: Some read each other in a circle.
    """
    by_table = {model.table: model for model in models}
    graph = {
        table: sorted(model.reads & by_table.keys()) for table, model in sorted(by_table.items())
    }
    try:
        order = graphlib.TopologicalSorter(graph).static_order()
        return [by_table[table] for table in order]
    except graphlib.CycleError as error:
        raise ContractError(f"models read each other in a circle: {error.args[1]}") from error


@dataclass(frozen=True)
class SqlCheck:
    """A promise in SQL: rows returned are failures."""

    name: str
    sql: str
    description: str
    reads: frozenset[str]


def load_checks(folder: Path = SQL_FOLDER) -> list[SqlCheck]:
    """All checks; the comment at the head of a file says what it promises."""
    checks = []
    for path in sorted((folder / CHECK_FOLDER).glob("*.sql")):
        sql = path.read_text("utf-8")
        first_lines = [line[2:].strip() for line in sql.splitlines() if line.startswith("--")]
        checks.append(SqlCheck(path.stem, sql, " ".join(first_lines), tables_read(sql, path.stem)))
    return checks


def build_model(engine: Engine, model: SqlModel) -> None:
    """Make a model's table, or its view, anew."""
    engine.build(model.table, model.sql, as_view=model.sidecar.view)
