"""Shows how far a run is: a bar on a terminal, a line per stage and file elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import dagster as dg

Listener = Callable[["dg.EventLogEntry"], None]


@contextmanager
def watch(
    instance: "dg.DagsterInstance", run_id: str, *, steps: int, quiet: bool
) -> Iterator[None]:
    """Show the progress of a run while the block lasts."""
    if quiet:
        yield
    elif sys.stderr.isatty():
        with _bar(steps) as listener:
            instance.add_event_listener(run_id, listener)
            yield
    else:
        instance.add_event_listener(run_id, _lines())
        yield


def _lines() -> Listener:
    """A line when a stage begins, and one on each file that was read."""
    begun: set[str] = set()

    def listen(entry: "dg.EventLogEntry") -> None:
        event = entry.dagster_event
        if event is None:
            print(f"  {entry.user_message}", file=sys.stderr, flush=True)  # noqa: T201
        elif event.event_type_value == "STEP_START":
            stage = stage_of(event.step_key or "")
            if stage not in begun:
                begun.add(stage)
                print(stage, file=sys.stderr, flush=True)  # noqa: T201

    return listen


@contextmanager
def _bar(steps: int) -> Iterator[Listener]:
    """A bar that fills as steps end; what a file gave stays on the screen above it."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<40}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn()) as progress:
        task = progress.add_task("starting", total=steps)

        def listen(entry: "dg.EventLogEntry") -> None:
            event = entry.dagster_event
            if event is None:
                progress.console.print(f"  {entry.user_message}", highlight=False, markup=False)
            elif event.event_type_value == "STEP_START":
                progress.update(task, description=(event.step_key or "").replace("__", " "))
            elif event.event_type_value == "STEP_SUCCESS":
                progress.advance(task)

        yield listen


def stage_of(step_key: str) -> str:
    """The stage that a step belongs to."""
    stage = step_key.split("__")[0]
    return {"exports": "ingest", "reference_tables": "reference"}.get(stage, stage)
