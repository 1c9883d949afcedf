"""Every SQL model as a Dagster asset: what it reads and gives is found in its own text."""

from typing import Any

import dagster as dg

from assets.warehouse.lineage import trace_columns
from assets.warehouse.model_catalog import load_catalog
from assets.warehouse.run import Run
from assets.warehouse.sql_models import SqlModel, arguments_of


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
        run.engine.build(**arguments_of(model))
        return dg.MaterializeResult(metadata=describe_table(run, model))

    return build


def describe_table(run: Run, model: SqlModel) -> dict[str, Any]:
    """Row count, columns and where each column comes from."""
    columns = run.engine.columns(model.table)
    schema = dg.TableSchema(
        [
            dg.TableColumn(name, sql_type, description=model.describe_column(name))
            for name, sql_type in columns.items()
        ]
    )
    upstream = {table: run.engine.columns(table) for table in model.reads}
    lineage = {
        column: [dg.TableColumnDep(key_of(table), source) for table, source in sources]
        for column, sources in trace_columns(model, upstream).items()
    }
    return {
        "dagster/row_count": run.engine.count_rows(model.table),
        "dagster/column_schema": schema,
        "dagster/column_lineage": dg.TableColumnLineage(lineage),
    }


model_assets = [model_asset(model) for model in load_catalog()]
