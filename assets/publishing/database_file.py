"""Writes a published DuckDB file: tables, their comments, nothing that isn't committed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assets.warehouse.duckdb import DuckDBEngine
from assets.warehouse.sql_models import SqlModel

_ALIAS = "publication_file"


@contextmanager
def new_database(engine: DuckDBEngine, path: Path, storage_version: str) -> Iterator[str]:
    """A new file, attached under a name; on leaving it is closed and safe on disk.

    Raises:
        AssertionError: DuckDB left a write-ahead log behind, so the file isn't complete.
    """
    connection = engine.connection
    quoted = str(path).replace("'", "''")
    connection.execute(f"attach '{quoted}' as {_ALIAS} (storage_version '{storage_version}')")
    try:
        yield _ALIAS
        connection.execute(f"checkpoint {_ALIAS}").fetchall()
    finally:
        connection.execute(f"detach {_ALIAS}").fetchall()
    if path.with_name(path.name + ".wal").exists():
        raise AssertionError(f"{path} has a write-ahead log after its checkpoint")
    flush_to_disk(path)


def copy_table(engine: DuckDBEngine, model: SqlModel, database: str, name: str) -> None:
    """Copy a model's table, sorted so that equal content gives equal bytes, with its comments."""
    target = f"{database}.main.{name}"
    engine.connection.table(model.table).order("all").create(target)
    _comment(engine, f"table {target}", model.sidecar.description)
    for column in engine.columns(model.table):
        _comment(engine, f'column {target}."{column}"', model.describe_column(column) or "")


def flush_to_disk(path: Path) -> None:
    """Return only when a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _comment(engine: DuckDBEngine, subject: str, text: str) -> None:
    quoted = text.replace("'", "''")
    engine.connection.execute(f"comment on {subject} is '{quoted}'").fetchall()
