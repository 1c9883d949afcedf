"""All that Dagster loads: `workspace.yaml` and `dg` point here."""

import dagster as dg

from assets.ingest import assets as ingest_assets
from assets.publishing import assets as publishing_assets
from assets.scorecards.assets import driver_weights, model_assets
from assets.sentiment import assets as sentiment_assets
from assets.validation.checks import asset_checks
from pipelines.jobs import all_jobs
from pipelines.resources import run_resource
from pipelines.schedules import all_schedules
from pipelines.sensors import all_sensors

defs = dg.Definitions(
    assets=[
        *dg.load_assets_from_modules([ingest_assets, sentiment_assets, publishing_assets]),
        *model_assets,
        driver_weights,
    ],
    asset_checks=asset_checks,
    jobs=all_jobs,
    schedules=all_schedules,
    sensors=all_sensors,
    resources={"run": run_resource},
)
