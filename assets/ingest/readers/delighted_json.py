"""Delighted's API: a JSON array of responses, times in seconds since 1970."""

from pathlib import Path

from assets.contracts.sources import Source
from assets.ingest.readers.documents.json_documents import read_list
from assets.ingest.readers.documents.json_items import items_as_rows
from assets.ingest.readers.export import Export, Reader
from assets.warehouse.duckdb import DuckDBEngine

FIXED = {
    "response_id": "id",
    "kind": "survey_type",
    "submitted_at": "created_at",
    "score": "score",
    "comment": "comment",
}
# Where people were exported whole, and not by their ids.
PERSON = "person.name"
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
    engine.run_file("ingest/forget_rejects.sql")
    read_list(engine, path, "utf-8", source.items)
    cells = items_as_rows(engine, source, optional=[*FIXED.values(), PERSON])
    return Export(
        cells=cells, fixed=FIXED, values=SCALES, date_format="epoch", person_names=(PERSON,)
    )


READER = Reader(
    read_delighted_json,
    feeds=("survey_responses",),
    hallmarks=frozenset({"id", "survey_type", "score", "person_properties"}),
)
