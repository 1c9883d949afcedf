"""One publication: both database files and the pages, built from the marts and then switched to."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assets.publishing import history
from assets.publishing.database_file import copy_table, flush_to_disk, new_database
from assets.publishing.report.report import write_report
from assets.warehouse.run import Run
from assets.warehouse.sql_models import Sidecar, SqlModel

if TYPE_CHECKING:
    import pyarrow as pa

Audience = Literal["company", "leaders"]
# Leaders' files are for their group only: they hold comments.
FILE_MODES: dict[Audience, int] = {"company": 0o644, "leaders": 0o640}


PUBLICATION = SqlModel(
    table="marts.publication",
    sql="",
    reads=frozenset(),
    sidecar=Sidecar(
        description="One row: which publication this file belongs to.",
        company="publication",
        leaders="publication",
        columns={
            "publication_id": "As-of time and a hash of inputs and versions",
            "published_at": "The run's own now (UTC): its as-of time",
            "inputs": "Number of files behind it and a hash over all of them",
            "versions": "Versions that computed it",
        },
    ),
)


@dataclass(frozen=True)
class Publication:
    """What was published.

    Attributes:
        tables: Rows by `file.table`.
    """

    publication_id: str
    folder: Path
    tables: dict[str, int]


def publish(run: Run, models: Sequence[SqlModel]) -> Publication:
    """Build all files beside the old ones and switch to them in one step."""
    building = history.start(run.home.published)
    row = publication_row(run, models)
    run.engine.replace_with("marts.publication", row)
    audiences: tuple[Audience, ...] = ("company", "leaders")
    tables: dict[str, int] = {}
    for audience in audiences:
        tables |= _write_database(run, models, audience, building / f"{audience}.duckdb")
    for path in write_report(run, building / "report"):
        flush_to_disk(path)
    flush_to_disk(building / "report")
    flush_to_disk(building)
    publication_id = str(row["publication_id"][0])
    folder = history.finish(run.home.published, publication_id, run.publishing.history_kept)
    return Publication(publication_id, folder, tables)


def publication_row(run: Run, models: Sequence[SqlModel]) -> "pa.Table":
    """The one row of table `publication`; the same inputs and as-of give the same row."""
    import pyarrow as pa

    loads = run.engine.rows_of_file("publishing/inputs.sql")
    inputs = [f"{load['source']}:{load['sha256']}:{load['definition']}" for load in loads]
    versions = {
        "service-scorecard": version("service-scorecard"),
        "duckdb": version("duckdb"),
        "models": _hash([model.version for model in models]),
    }
    digest = _hash([*inputs, *versions.values()])
    row = {
        "publication_id": f"{run.as_of:%Y%m%dT%H%M%SZ}_{digest[:8]}",
        "as_of": run.as_of,
        "published_at": run.as_of,
        "inputs": json.dumps({"files": len(inputs), "sha256": _hash(inputs)}),
        "versions": json.dumps(versions),
    }
    return pa.Table.from_pylist([row])


def _hash(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _write_database(
    run: Run, models: Sequence[SqlModel], audience: Audience, path: Path
) -> dict[str, int]:
    """One published file with all tables meant for its readers."""
    rows: dict[str, int] = {}
    with new_database(run.engine, path, run.publishing.storage_version) as database:
        for model in [*models, PUBLICATION]:
            name = getattr(model.sidecar, audience)
            if name:
                copy_table(run.engine, model, database, name)
                rows[f"{audience}.{name}"] = run.engine.count_rows(model.table)
    path.chmod(FILE_MODES[audience])
    return rows
