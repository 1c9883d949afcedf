"""The one resource: a run of the pipeline, with the home locked and the work database open."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg

from assets.errors import SettingsError
from assets.warehouse.duckdb import open_engine
from assets.warehouse.home import Home
from assets.warehouse.run import Run
from pipelines.moments import parse_moment
from pipelines.settings import default_home, load_settings


@dg.resource(
    config_schema={
        "home": dg.Field(str, is_required=False, description="Default: SCORECARD_HOME"),
        "full": dg.Field(bool, default_value=False, description="Read all landed files again"),
        "as_of": dg.Field(str, is_required=False, description="Default: when the run was launched"),
    }
)
def run_resource(context: dg.InitResourceContext) -> Iterator[Run]:
    """Hold the home for one Dagster run.

    Raises:
        Busy: Another run holds it.
    """
    home = Home(Path(context.resource_config.get("home") or default_home()))
    settings = load_settings(home)
    home.create_folders()
    with home.locked(), open_engine(home.work_database) as engine:
        yield Run(
            home=home,
            engine=engine,
            as_of=_as_of(context),
            full=context.resource_config["full"],
            privacy=settings.privacy_rules(),
            publishing=settings.publishing_rules(),
            settle_seconds=settings.ingest.settle_seconds,
            scorer=settings.sentiment.scorer,
        )


def _as_of(context: dg.InitResourceContext) -> datetime:
    """The moment that the run stands for: as configured, or when it was launched."""
    text = context.resource_config.get("as_of")
    if text:
        return parse_moment(text)
    if context.instance is None or context.run is None:
        raise SettingsError("outside a Dagster run, `as_of` must be given")
    record = context.instance.get_run_record_by_id(context.run.run_id)
    if record is None:
        raise SettingsError(f"Dagster has no record of run {context.run.run_id}; give `as_of`")
    launched = record.create_timestamp.astimezone(UTC)
    return launched.replace(microsecond=0, tzinfo=None)


def run_config(home: Path, as_of: str | None, *, full: bool = False) -> dict[str, Any]:
    """Configuration of a Dagster run for a home and a moment."""
    config: dict[str, Any] = {"home": str(home), "full": full}
    if as_of:
        config["as_of"] = as_of
    return {"resources": {"run": {"config": config}}}
