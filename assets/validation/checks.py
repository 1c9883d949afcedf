"""Suites and SQL checks as blocking asset checks: what fails stops everything after it."""

import dagster as dg

from assets.contracts.metrics import load_metrics
from assets.validation.great_expectations import Verdict, judge
from assets.validation.suites import Suite, feed_suites, scorecard_suite
from assets.warehouse.model_catalog import load_catalog
from assets.warehouse.run import Run
from assets.warehouse.sql_models import SqlCheck, load_checks

SUITES = [*feed_suites(), scorecard_suite(tuple(metric.metric for metric in load_metrics()))]


def suite_check(suite: Suite) -> dg.AssetChecksDefinition:
    """The check that runs one suite."""

    @dg.asset_check(
        asset=dg.AssetKey(suite.table.split(".")),
        name="promises",
        description=f"{len(suite.promises)} promises about {suite.table} (Great Expectations)",
        blocking=True,
    )
    def check(run: dg.ResourceParam[Run]) -> dg.AssetCheckResult:
        return _result(judge(run, suite))

    return check


def sql_check(check: SqlCheck) -> dg.AssetChecksDefinition:
    """The check that runs one SQL file: rows returned are failures."""
    order = [model.table for model in load_catalog()]
    asset, *others = sorted(check.reads & set(order), key=order.index, reverse=True)

    @dg.asset_check(
        asset=dg.AssetKey(asset.split(".")),
        additional_deps=[dg.AssetKey(table.split(".")) for table in others],
        name=check.name,
        description=check.description,
        blocking=True,
    )
    def run_check(run: dg.ResourceParam[Run]) -> dg.AssetCheckResult:
        failures = run.engine.query(check.sql)
        return dg.AssetCheckResult(
            passed=failures.num_rows == 0, metadata={"rows_returned": failures.num_rows}
        )

    return run_check


def _result(verdict: Verdict) -> dg.AssetCheckResult:
    """A verdict with its counts and masked samples."""
    broken = [
        {
            "promise": broken.expectation,
            "about": broken.about,
            "unexpected": broken.unexpected,
            "samples": list(broken.samples),
        }
        for broken in verdict.broken
    ]
    return dg.AssetCheckResult(
        passed=not verdict.broken,
        severity=dg.AssetCheckSeverity.WARN if verdict.passed else dg.AssetCheckSeverity.ERROR,
        metadata={
            "rows": verdict.rows,
            "promises": verdict.promises,
            "broken": broken,
            "held_before": verdict.remembered,
        },
    )


asset_checks = [*map(suite_check, SUITES), *map(sql_check, load_checks())]
