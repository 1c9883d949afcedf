"""Ingest as Dagster assets: one per feed's raw table, the ledger, and the reference tables."""

from collections.abc import Iterator

import dagster as dg

from assets.contracts.feeds import load_feeds
from assets.ingest.intake import take_in
from assets.ingest.reference import REFERENCE_TABLES, load_reference
from assets.warehouse.run import Run

GROUP = "ingest"
LEDGER = dg.AssetKey(["main", "ledger"])
FILE_WARNINGS = dg.AssetKey(["main", "file_warnings"])
RAW = {name: dg.AssetKey(["raw", name]) for name in load_feeds()}


def _raw_specs() -> list[dg.AssetSpec]:
    specs = [
        dg.AssetSpec(
            RAW[name],
            description=feed.description,
            metadata={
                "dagster/column_schema": dg.TableSchema(
                    [
                        dg.TableColumn(column, declared.type, declared.description)
                        for column, declared in feed.columns.items()
                    ]
                )
            },
        )
        for name, feed in load_feeds().items()
    ]
    return [
        *specs,
        dg.AssetSpec(LEDGER, description="One row per load of a file."),
        dg.AssetSpec(FILE_WARNINGS, description="One row per oddity of a file that was read."),
    ]


@dg.multi_asset(specs=_raw_specs(), group_name=GROUP)
def exports(
    context: dg.AssetExecutionContext, run: dg.ResourceParam[Run]
) -> Iterator[dg.MaterializeResult[None]]:
    """Read what is new in the inbox into the raw tables, refused rows into quarantine."""
    loads = take_in(run, context.log.info)
    for name, key in RAW.items():
        mine = [load for load in loads if load.feed == name]
        metadata = {
            "dagster/row_count": run.engine.count_rows(f"raw.{name}"),
            "files": len(mine),
            "new": sum(load.stored for load in mine),
            "quarantined": sum(load.quarantined for load in mine),
            "duplicates": sum(load.duplicates for load in mine),
        }
        yield dg.MaterializeResult(asset_key=key, metadata=metadata)
    yield dg.MaterializeResult(
        asset_key=LEDGER,
        metadata={"refused": [load.message for load in loads if load.message]},
    )
    yield dg.MaterializeResult(
        asset_key=FILE_WARNINGS,
        metadata={"dagster/row_count": run.engine.count_rows("main.file_warnings")},
    )


@dg.multi_asset(
    specs=[dg.AssetSpec(["reference", name]) for name in REFERENCE_TABLES],
    group_name="reference",
)
def reference_tables(run: dg.ResourceParam[Run]) -> Iterator[dg.MaterializeResult[None]]:
    """Load what people keep by hand, the calendar of periods, and the run's own row."""
    for name, rows in load_reference(run).items():
        yield dg.MaterializeResult(
            asset_key=["reference", name], metadata={"dagster/row_count": rows}
        )
