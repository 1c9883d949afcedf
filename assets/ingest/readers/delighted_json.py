"""Delighted's API: a JSON array of responses, times in seconds since 1970."""

from pathlib import Path

import duckdb
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression, StarExpression

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.readers.delimited import POSITION, scratch_copy
from assets.ingest.readers.encoding import decode
from assets.ingest.readers.export import Export, Reader
from assets.warehouse.duckdb import DuckDBEngine

FIXED = {
    "response_id": "id",
    "kind": "survey_type",
    "submitted_at": "created_at",
    "score": "score",
    "comment": "comment",
}
NOT_A_LIST = "the file isn't one whole JSON list of responses; export the responses again"
# The scale follows from the kind of survey: a code in one column sets the others.
SCALES: dict[str, dict[str, str | dict[str, str]]] = {
    "kind": {
        "nps": {"kind": "nps", "scale_min": "0", "scale_max": "10"},
        "csat": {"kind": "csat", "scale_min": "1", "scale_max": "5"},
        "ces": {"kind": "ces", "scale_min": "1", "scale_max": "5"},
    }
}


def read_delighted_json(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A Delighted export; `person_properties.x` names a property.

    Raises:
        FileRefused: The file isn't one JSON array of objects.
    """
    decoded = decode(path, "utf-8", scratch_copy(path))
    names = sorted({*FIXED.values(), *source.export_columns()})
    top = sorted({name.split(".")[0] for name in names})
    _check_ends(decoded.path)
    engine.run_file("ingest/forget_rejects.sql")
    try:
        items = engine.connection.read_json(
            str(decoded.path), columns=dict.fromkeys(top, "JSON"), format="array"
        )
        engine.store_temporarily("parsed", items.select(POSITION, StarExpression()))
    except duckdb.Error as error:
        raise FileRefused("not_json", NOT_A_LIST) from error
    cells = {name: f"c{i}" for i, name in enumerate(names)}
    values = [_text(name).alias(cell) for name, cell in cells.items()]
    line = ColumnExpression("_position").alias("_line")
    engine.store_temporarily(
        "export_items", engine.connection.table("parsed").select(line, *values)
    )
    engine.run_file("ingest/items_as_rows.sql")
    return Export(cells=cells, fixed=FIXED, values=SCALES, date_format="epoch")


def _check_ends(path: Path) -> None:
    """A list that was cut off between two items would pass as a shorter one."""
    with path.open("rb") as file:
        begin = file.read(1024).lstrip()[:1]
        file.seek(max(0, path.stat().st_size - 1024))
        end = file.read().rstrip()[-1:]
    if (begin, end) != (b"[", b"]"):
        raise FileRefused("not_json", NOT_A_LIST)


def _text(name: str) -> duckdb.Expression:
    """The text at `member` or `member.property` of an item."""
    member, _, inner = name.partition(".")
    path = f'$."{inner}"' if inner else "$"
    return FunctionExpression(
        "json_extract_string", ColumnExpression(member), ConstantExpression(path)
    )


READER = Reader(
    read_delighted_json,
    feeds=("survey_responses",),
    hallmarks=frozenset({"id", "survey_type", "score", "person_properties"}),
)
