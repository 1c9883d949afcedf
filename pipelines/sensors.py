"""Sensors: a run when new exports lie in the inbox."""

import hashlib

import dagster as dg

from assets.contracts.sources import load_sources
from assets.ingest.landing import find_files
from assets.warehouse.home import Home
from pipelines.jobs import refresh
from pipelines.resources import run_config
from pipelines.settings import default_home


@dg.sensor(job=refresh, minimum_interval_seconds=60)
def new_exports(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Ask for a run when the inbox has changed and has been still since the last look.

    The cursor holds two prints of the inbox: what was seen at the last look, and what a run was
    last asked for. A file that is still being written changes the first at every look.
    """
    now = inbox_print(Home(default_home()))
    seen, _, asked = (context.cursor or ":").partition(":")
    if now == asked:
        return dg.SkipReason("nothing new in the inbox")
    if now != seen:
        context.update_cursor(f"{now}:{asked}")
        return dg.SkipReason("the inbox has changed; waiting until it is still")
    request = dg.RunRequest(run_config=run_config(default_home(), None))
    return dg.SensorResult(run_requests=[request], cursor=f"{now}:{now}")


def inbox_print(home: Home) -> str:
    """Changes when a file that a source claims comes, goes, grows or is written to."""
    files = [file for source in load_sources(home.sources) for file in find_files(home, source)]
    lines = sorted({f"{file.name}\t{file.bytes}\t{file.modified_ns}" for file in files})
    return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else ""


all_sensors = [new_exports]
