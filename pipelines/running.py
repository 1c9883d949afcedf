"""Runs the `refresh` job in this process, against the home's own Dagster history."""

import json
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from assets.errors import PublicationRefused, ScorecardError
from assets.warehouse.home import Home

if TYPE_CHECKING:
    import dagster as dg

    from pipelines.progress import Listener

DAGSTER_YAML = """\
# Dagster's instance for this home: run history in SQLite, one run at a time, no telemetry.
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
"""


def prepare_instance(home: Home) -> Path:
    """The folder of the home's Dagster instance, made at first use."""
    home.create_folders()
    config = home.dagster / "dagster.yaml"
    if not config.exists():
        config.write_text(DAGSTER_YAML, "utf-8")
    return home.dagster


def refresh_home(home: Home, as_of: str, *, full: bool = False, quiet: bool = False) -> None:
    """Run everything once.

    Args:
        home: The home.
        as_of: ISO 8601, what counts as "now".
        full: Read every landed file again.
        quiet: Show no progress.

    Raises:
        ScorecardError: What went wrong, as the stage said it.
    """
    with home.locked():  # Say "busy" before anything is recorded.
        folder = prepare_instance(home)
        _close_orphans(folder)
    import dagster as dg

    from pipelines.definitions import defs
    from pipelines.moments import parse_moment
    from pipelines.progress import watch
    from pipelines.resources import run_config

    parse_moment(as_of)
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        job, run_id = defs.resolve_job_def("refresh"), str(uuid.uuid4())
        config = run_config(home.root, as_of, full=full)
        failed_checks: list[str] = []
        instance.add_event_listener(run_id, _collect_failed_checks(failed_checks))
        with watch(instance, run_id, steps=len(job.nodes), quiet=quiet):
            try:
                job.execute_in_process(
                    instance=instance, run_id=run_id, run_config=config | _SILENT, tags=_OURS
                )
            except dg.DagsterError as error:
                raise _own_error(error, failed_checks) from error


# Dagster's own log goes to its history; the screen shows our progress.
_SILENT = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


# Tells runs of this command from those that a daemon launches and looks after itself.
_OURS = {"scorecard/launched_by": "command line"}


def _close_orphans(folder: Path) -> None:
    """A run that was killed says "started" for ever; the lock is ours, so none is alive."""
    import dagster as dg

    statuses = [dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.STARTING]
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        for run in instance.get_runs(dg.RunsFilter(statuses=statuses, tags=_OURS)):
            instance.report_run_failed(run, message="The process of this run was ended.")


def _collect_failed_checks(failed: list[str]) -> "Listener":
    """A listener that notes each check that fails, with its counts and masked samples."""

    def listen(entry: "dg.EventLogEntry") -> None:
        event = entry.dagster_event
        if event is None or event.event_type_value != "ASSET_CHECK_EVALUATION":
            return
        evaluation = event.asset_check_evaluation_data
        if not evaluation.passed:
            facts = {name: value.value for name, value in evaluation.metadata.items()}
            table = ".".join(evaluation.asset_key.path)
            failed.append(f"{table}: {evaluation.check_name}: {json.dumps(facts, default=str)}")

    return listen


def _own_error(error: BaseException, failed_checks: list[str]) -> ScorecardError:
    """What a stage said, found under Dagster's wrapping."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ScorecardError):
            return cause
        cause = cause.__cause__
    if failed_checks:
        listed = "\n  ".join(failed_checks)
        return PublicationRefused(
            f"checks failed, so nothing was published and the last publication stands:\n  {listed}"
        )
    return ScorecardError(f"{error}; the whole story is in Dagster's run history")
