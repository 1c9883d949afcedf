"""Publication as a Dagster asset: it stands behind every blocking check."""

import dagster as dg

from assets.publishing.publication import publish
from assets.warehouse.model_catalog import load_catalog
from assets.warehouse.run import Run

PUBLISHED = [model for model in load_catalog() if model.sidecar.company or model.sidecar.leaders]


@dg.asset(
    key=["published", "publication"],
    deps=[dg.AssetKey(model.table.split(".")) for model in PUBLISHED],
    group_name="published",
)
def publication(run: dg.ResourceParam[Run]) -> dg.MaterializeResult[None]:
    """company.duckdb, leaders.duckdb and the report, switched to in one step."""
    published = publish(run, load_catalog())
    return dg.MaterializeResult(
        metadata={
            "publication_id": published.publication_id,
            "folder": dg.MetadataValue.path(published.folder),
            "rows": published.tables,
        }
    )
