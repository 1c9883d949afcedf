"""Qualtrics CSV and TSV: row 1 ids, row 2 question texts, row 3 ImportIds with the dates' zone.

The header of the legacy export ends with row 2, and that of a cleaned one may with row 1. An answer
that was never finished counts as one: Qualtrics has recorded it.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import available_timezones

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.readers.export import Export, Reader, SetAside
from assets.ingest.readers.text.delimited import decode_text, read_records
from assets.ingest.readers.text.header import read_header
from assets.ingest.readers.text.question_headers import (
    also_named,
    check_lengths,
    first_records,
    one_line,
)
from assets.warehouse.duckdb import DuckDBEngine

Row = Sequence[str]

# The export's own id, its ImportId, and what the legacy export says in row 2.
FIXED: dict[str, str | tuple[str, ...]] = {
    "response_id": ("ResponseId", "_recordId", "ResponseID"),
    "submitted_at": ("RecordedDate", "EndDate"),
    "language": "UserLanguage",
}
LANGUAGES: dict[str, dict[str, str | dict[str, str]]] = {"language": {"EN-GB": "en"}}
SPAM = ("Spam", "8", "Survey Preview Spam", "9", "Imported Spam", "12", "EX Spam", "40")
# Of `Status` both the labels and the codes. The labels are in the user's language, the channel's
# names are not.
SET_ASIDE = (
    SetAside("preview", "DistributionChannel", ("preview",)),
    SetAside("preview", "Status", ("Survey Preview", "1", "Offline Survey Preview", "17")),
    SetAside("test", "Status", ("Survey Test", "2")),
    SetAside("spam", "Status", SPAM),
    SetAside("synthetic", "Status", ("Synthetic", "256")),
)
PERSON_NAMES = ("RecipientFirstName", "RecipientLastName", "Name")
_NO_ZONE = (
    "the export names no time zone for its dates; add `time_zone:` with the IANA zone that it was "
    "made in to the source file"
)
_CELL_OF_AN_ANSWER = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?|(R|FS)_[0-9A-Za-z]{11,}")


def read_qualtrics_csv(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A Qualtrics export; a column is named by its id, its question's text or its ImportId.

    Raises:
        FileRefused: The header rows don't fit each other, or nothing names the dates' zone.
    """
    decoded = decode_text(path, source)
    header = read_header(decoded, source, _header_rows(first_records(decoded, source, most=3)))
    check_lengths(header.rows)
    ids, *others = header.rows
    import_ids = [_import_id(cell) for row in others if _holds_import_ids(row) for cell in row]
    texts = [row for row in others if not _holds_import_ids(row)]
    zone = _time_zone(import_ids) or source.time_zone
    if zone is None and "%z" not in (source.date_format or ""):
        raise FileRefused("time_zone_missing", _NO_ZONE)
    export = read_records(engine, decoded, source, header, ids)
    cells = also_named(export.cells, *_more_names(texts, import_ids))
    return replace(
        export,
        cells=cells,
        fixed=FIXED,
        values=LANGUAGES,
        set_aside=tuple(rule for rule in SET_ASIDE if rule.column in cells),
        time_zone=zone,
        date_format=source.date_format or "%Y-%m-%d %H:%M:%S",
        person_names=PERSON_NAMES,
    )


def _header_rows(first: Sequence[Row]) -> int:
    """How many of the first records are no answers."""
    for number, row in enumerate(first, start=1):
        if _holds_import_ids(row):
            return number
    return 1 + sum(not _is_answer(row) for row in first[1:2])


def _holds_import_ids(row: Row) -> bool:
    return any(cell.startswith("{") and "ImportId" in cell for cell in row)


def _is_answer(row: Row) -> bool:
    return any(_CELL_OF_AN_ANSWER.fullmatch(cell.strip()) for cell in row)


def _more_names(texts: Sequence[Row], import_ids: Sequence[dict[str, str]]) -> list[Row]:
    plain = [[one_line(text) for text in row] for row in texts]
    by_import_id = [[cell.get("ImportId", "") for cell in import_ids]] if import_ids else []
    return [*texts, *plain, *by_import_id]


def _time_zone(import_ids: Sequence[dict[str, str]]) -> str | None:
    """The zone that the ImportIds name beside the dates; `Z` is UTC."""
    zones = {cell["timeZone"] for cell in import_ids if "timeZone" in cell}
    if len(zones) > 1:
        raise FileRefused("time_zone_unclear", f"row 3 names several zones: {sorted(zones)}")
    zone = next(iter(zones), None)
    if zone is not None and zone != "Z" and zone not in available_timezones():
        raise FileRefused("time_zone_unclear", f"row 3 names no zone that there is: `{zone}`")
    return "UTC" if zone == "Z" else zone


def _import_id(cell: str) -> dict[str, str]:
    """One cell of row 3; the last column of an export may have none.

    Raises:
        FileRefused: It isn't {"ImportId": …}.
    """
    if not cell:
        return {}
    try:
        # Some exports write single quotes.
        found = json.loads(cell if '"' in cell else cell.replace("'", '"'))
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise FileRefused(
            "header_unreadable",
            'row 3 should hold {"ImportId": …} in each cell; export again with three header rows',
        )
    return {str(key): str(value) for key, value in found.items()}


READER = Reader(
    read_qualtrics_csv,
    feeds=("survey_responses",),
    hallmarks=frozenset({"StartDate", "EndDate", "Status", "ResponseId"}),
)
