"""Every SQL model as a Dagster asset: what it reads and gives is found in its own text.

Beside them stand the statistics that SQL can't say well.
"""

from typing import Any

import dagster as dg

from assets.scorecards.drivers import weigh_drivers
from assets.warehouse.engine import Engine
from assets.warehouse.incremental import refresh_model
from assets.warehouse.lineage import trace_columns
from assets.warehouse.model_catalog import load_catalog
from assets.warehouse.run import Run
from assets.warehouse.sql_models import SqlModel


def key_of(table: str) -> dg.AssetKey:
    """`schema.name` as an asset key."""
    return dg.AssetKey(table.split("."))


def model_asset(model: SqlModel) -> dg.AssetsDefinition:
    """The asset that builds one model."""

    @dg.asset(
        key=key_of(model.table),
        deps=[key_of(table) for table in sorted(model.reads)],
        group_name=model.schema,
        description=model.sidecar.description,
        code_version=model.version,
        kinds={"duckdb", "sql"},
    )
    def build(run: dg.ResourceParam[Run]) -> dg.MaterializeResult[None]:
        refresh_model(run, model)
        return dg.MaterializeResult(metadata=describe_table(run.engine, model))

    return build


def describe_table(engine: Engine, model: SqlModel) -> dict[str, Any]:
    """Row count, columns and where each column comes from."""
    columns = engine.columns(model.table)
    schema = dg.TableSchema(
        [
            dg.TableColumn(name, sql_type, description=model.describe_column(name))
            for name, sql_type in columns.items()
        ]
    )
    upstream = {table: engine.columns(table) for table in model.reads}
    lineage = {
        column: [dg.TableColumnDep(key_of(table), source) for table, source in sources]
        for column, sources in trace_columns(model, upstream).items()
    }
    return {
        "dagster/row_count": engine.count_rows(model.table),
        "dagster/column_schema": schema,
        "dagster/column_lineage": dg.TableColumnLineage(lineage),
    }


model_assets = [model_asset(model) for model in load_catalog()]


@dg.asset(
    key=["statistics", "driver_weights"],
    deps=[key_of("intermediate.driver_observations"), key_of("intermediate.driver_facts")],
    group_name="statistics",
)
def driver_weights(run: dg.ResourceParam[Run]) -> dg.MaterializeResult[None]:
    """One row per score and fact that may move it: its relative weight and what it is worth."""
    return dg.MaterializeResult(metadata={"dagster/row_count": weigh_drivers(run)})
