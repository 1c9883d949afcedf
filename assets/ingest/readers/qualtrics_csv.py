"""Qualtrics CSV: row 1 ids, row 2 question texts, row 3 ImportIds with the zone of the dates."""

import json
from pathlib import Path
from zoneinfo import available_timezones

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.readers.delimited import read_header, read_records, scratch_copy
from assets.ingest.readers.encoding import decode
from assets.ingest.readers.export import Export, Reader, SetAside
from assets.warehouse.duckdb import DuckDBEngine

FIXED = {"response_id": "ResponseId", "submitted_at": "RecordedDate"}
PREVIEWS = SetAside("preview", "Status", ("Survey Preview", "Survey Test", "1"))


def read_qualtrics_csv(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A Qualtrics export with its three header rows.

    Raises:
        FileRefused: The third row holds no ImportIds.
    """
    decoded = decode(path, source.encoding, scratch_copy(path))
    header = read_header(decoded, source, rows=3)
    names, _texts, import_ids = header.rows
    return Export(
        cells=read_records(engine, decoded, source, header, names),
        fixed=FIXED,
        set_aside=(PREVIEWS,),
        time_zone=_time_zone(list(import_ids)),
        date_format="%Y-%m-%d %H:%M:%S",
    )


def _time_zone(import_ids: list[str]) -> str | None:
    """The zone that row 3 names beside the dates; `Z` is UTC."""
    ids = [_import_id(cell) for cell in import_ids if cell]
    zones = {str(cell["timeZone"]) for cell in ids if "timeZone" in cell}
    if len(zones) > 1:
        raise FileRefused("time_zone_unclear", f"row 3 names several zones: {sorted(zones)}")
    zone = next(iter(zones), None)
    if zone is not None and zone != "Z" and zone not in available_timezones():
        raise FileRefused("time_zone_unclear", f"row 3 names no zone that there is: `{zone}`")
    return "UTC" if zone == "Z" else zone


def _import_id(cell: str) -> dict[str, object]:
    """One cell of row 3.

    Raises:
        FileRefused: It isn't {"ImportId": …}.
    """
    try:
        found = json.loads(cell)
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise FileRefused(
            "header_unreadable",
            'row 3 should hold {"ImportId": …} in each cell; export again with three header rows',
        )
    return found


READER = Reader(
    read_qualtrics_csv,
    feeds=("survey_responses",),
    hallmarks=frozenset({"StartDate", "EndDate", "Status", "ResponseId"}),
)
