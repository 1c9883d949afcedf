"""What Dagster loads: complete, in groups, blocking where it must be, and without warnings."""

import subprocess
import sys
import warnings
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from assets.warehouse.home import Home
from assets.warehouse.model_catalog import load_catalog
from pipelines.definitions import defs
from pipelines.sensors import new_exports

REPOSITORY = Path(__file__).resolve().parents[2]


def test_every_model_is_an_asset_that_depends_on_what_its_sql_reads() -> None:
    assets = defs.resolve_asset_graph()
    for model in load_catalog():
        node = assets.get(dg.AssetKey(model.table.split(".")))
        assert {".".join(key.path) for key in node.parent_keys} == set(model.reads)
        assert node.group_name == model.schema
        assert node.description


def test_every_asset_that_another_depends_on_is_defined() -> None:
    assets = defs.resolve_asset_graph()
    assert assets.external_asset_keys == set()


def test_every_check_blocks_what_comes_after_it() -> None:
    specs = [
        assets_check for checks in defs.asset_checks or [] for assets_check in checks.check_specs
    ]
    assert len(specs) >= 12
    assert all(spec.blocking for spec in specs)


@pytest.mark.parametrize("job", ["refresh", "ingest", "publish"])
def test_jobs_have_assets(job: str) -> None:
    assert defs.resolve_job_def(job).asset_layer.executable_asset_keys


def test_publish_reads_no_inbox() -> None:
    keys = defs.resolve_job_def("publish").asset_layer.executable_asset_keys
    assert dg.AssetKey(["main", "ledger"]) not in keys
    assert dg.AssetKey(["published", "publication"]) in keys


def test_scheduled_run_stands_for_the_moment_at_which_it_was_due() -> None:
    due = datetime(2026, 10, 5, 4, tzinfo=UTC)
    context = dg.build_schedule_context(scheduled_execution_time=due)
    for schedule in defs.schedules or []:
        request = schedule.evaluate_tick(context).run_requests[0]
        config = request.run_config["resources"]["run"]["config"]
        assert datetime.fromisoformat(config["as_of"]) == due


def test_sensor_asks_for_one_run_once_the_inbox_is_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCORECARD_HOME", str(tmp_path))
    home = Home(tmp_path)
    home.create_folders()
    (home.sources / "s.yml").write_text(
        "{source: s, feed: agents, files: '*.csv', columns: {agent_id: id}}"
    )

    def look(cursor: str | None) -> tuple[int, str | None]:
        context = dg.build_sensor_context(cursor=cursor)
        result = new_exports.evaluate_tick(context)
        return len(result.run_requests or []), result.cursor

    assert look(None) == (0, None)
    (home.inbox / "a.csv").write_text("id\n1\n")
    asked, cursor = look(None)
    assert asked == 0
    (home.inbox / "a.csv").write_text("id\n1\n2\n")
    asked, cursor = look(cursor)
    assert asked == 0
    asked, cursor = look(cursor)
    assert asked == 1
    assert look(cursor)[0] == 0


def test_definitions_validate_without_a_deprecation_warning() -> None:
    command = [sys.executable, "-W", "error::DeprecationWarning:pipelines", "-m", "dagster"]
    done = subprocess.run(
        [*command, "definitions", "validate", "-w", "workspace.yaml"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "DeprecationWarning" not in done.stderr


def test_definitions_can_be_resolved_with_every_warning_an_error() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        dg.Definitions.validate_loadable(defs)
