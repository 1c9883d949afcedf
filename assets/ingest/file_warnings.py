"""What is odd about a file although its rows were read: warnings on its source, never on a person.

Each is counted for the whole file: a scale that drifts, times that the clock showed twice or never,
columns that came or went, events that no model knows, no rows at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assets.contracts.feeds import Feed
from assets.ingest.readers.export import Export
from assets.ingest.times import REPEATED, SKIPPED, clock_column
from assets.privacy.redaction import redact_text
from assets.warehouse.duckdb import DuckDBEngine

_CLOCK = {
    REPEATED: "times that the clock showed twice; the second time is taken",
    SKIPPED: "times that the clock never showed; read as if it had not been put forward",
}


@dataclass(frozen=True)
class FileWarning:
    """One oddity of one file.

    Attributes:
        n: How many rows or columns it is about.
        first_line: The first line that shows it, where lines do.
    """

    code: str
    message: str
    n: int = 1
    column_name: str | None = None
    first_line: int | None = None


def warn(
    engine: DuckDBEngine, feed: Feed, export: Export, source: str, load_id: int, file: str
) -> None:
    """Store the warnings on a file that was just read into `judged` and stored with its repeats."""
    load = {"load_id": load_id, "source": source, "file": file}
    warnings = [
        *_of_rows(engine, feed, load_id),
        *_of_clocks(engine, feed),
        *_of_columns(engine, export, load),
    ]
    for warning in warnings:
        engine.run_file("ingest/add_file_warning.sql", load | vars(warning))


def _of_rows(engine: DuckDBEngine, feed: Feed, load_id: int) -> Iterator[FileWarning]:
    if engine.count_rows("judged") + engine.count_rows("export_rejects") == 0:
        yield FileWarning("no_rows", "the file has a header and no rows", 0)
    if feed.feed == "survey_responses":
        for drift in engine.rows_of_file("ingest/drifting_scores.sql"):
            message = (
                f"{drift['n']:,} of {drift['scores']:,} scores lie outside of the declared scale"
            )
            yield FileWarning("scale_drift", message, drift["n"], "score", drift["first_line"])
    if feed.feed == "ticket_events":
        for unknown in engine.rows_of_file("ingest/unknown_events.sql", {"load_id": load_id}):
            # Not by name: what a wrong column holds may be anybody's words.
            message = f"{unknown['n']:,} events of {unknown['names']:,} names that no model knows"
            yield FileWarning(
                "unknown_event", message, unknown["n"], "event", unknown["first_line"]
            )


def _of_clocks(engine: DuckDBEngine, feed: Feed) -> Iterator[FileWarning]:
    judged = engine.connection.table("judged")
    for name in feed.columns:
        if clock_column(name) not in judged.columns:
            continue
        noted = judged.filter(f"_refusal is null and {clock_column(name)} is not null")
        counted = noted.aggregate(f"{clock_column(name)}, count(*), min(_line)", clock_column(name))
        for code, n, first_line in sorted(counted.fetchall()):
            yield FileWarning(code, f"{n:,} {_CLOCK[code]}", n, name, first_line)


def _of_columns(
    engine: DuckDBEngine, export: Export, load: dict[str, Any]
) -> Iterator[FileWarning]:
    """Which columns came and went since the file of this source that was read before."""
    names = [name for name, cell in export.cells.items() if isinstance(cell, str)]
    engine.run_file("ingest/remember_columns.sql", load | {"names": names})
    here = {"source": load["source"], "load_id": load["load_id"]}
    for change in engine.rows_of_file("ingest/changed_columns.sql", here):
        message = f"{change['what']} since {change['file_before']}: {change['names']}"
        yield FileWarning(change["code"], redact_text(message), change["n"])
