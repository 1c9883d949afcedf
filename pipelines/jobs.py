"""Jobs: what is run together. One writer at a time, so steps run one after another in process."""

import dagster as dg

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    description="Everything: read the inbox, check, score, compute, publish.",
)
ingest = dg.define_asset_job(
    "ingest",
    selection=dg.AssetSelection.groups("ingest"),
    executor_def=dg.in_process_executor,
    description="Read what is new in the inbox, and no more.",
)
publish = dg.define_asset_job(
    "publish",
    selection=dg.AssetSelection.all() - dg.AssetSelection.groups("ingest"),
    executor_def=dg.in_process_executor,
    description="Compute and publish from what has been read.",
)
all_jobs = [refresh, ingest, publish]
