"""Jira and Jira Service Management CSV: one row per issue, in English, Spanish or Korean.

The columns of SLA metrics hold the time that is left (`-01:20` is a breach), no duration, so
nothing is read from them unless a source file asks for it.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from duckdb import (
    CaseExpression,
    CoalesceOperator,
    ConstantExpression,
    Expression,
    FunctionExpression,
)

from assets.contracts.sources import Source
from assets.ingest.readers.export import Export, Reader
from assets.ingest.readers.jira_statuses import STATUSES
from assets.ingest.readers.text.delimited import read_csv
from assets.warehouse.duckdb import DuckDBEngine

CATEGORY = "Status Category"
KNOWN_STATUS = f"Status or {CATEGORY}"
ALL_LABELS = "Labels of all columns"
_CUSTOM = ("Custom field ({})", "Campo personalizado ({})", "사용자정의 필드 ({})")
FIRST_RESPONSE = tuple(name.format("[CHART] Date of First Response") for name in _CUSTOM)
FIXED: dict[str, tuple[str, ...]] = {
    "ticket_id": ("Issue key", "Clave de incidencia", "이슈 키"),
    "created_at": ("Created", "Creada", "생성일"),
    "status": ("Status", "Estado", "상태"),
    "priority": ("Priority", "Prioridad", "우선순위"),
    "type": ("Issue Type", "Tipo de Incidencia", "이슈 유형"),
    "topic": ("Request Type", *(name.format("Request Type") for name in _CUSTOM)),
    "subject": ("Summary", "Resumen", "요약"),
    "customer_id": ("Reporter Id", "Reporter", "Informador", "보고자"),
    "agent_id": ("Assignee", "Persona asignada", "Responsable", "담당자"),
    "first_replied_at": FIRST_RESPONSE,
    "solved_at": ("Resolved", "Resuelta"),
    "satisfaction": ("Satisfaction rating", "Calificación de satisfacción"),
    "tags": (ALL_LABELS,),
    "updated_at": ("Updated", "Actualizada", "변경일"),
}
_TIMES = ("created_at", "first_replied_at", "solved_at", "updated_at")
_LABELS = ("Labels", "Etiquetas", "레이블")
# The clock of an English interface; other languages' is declared by the source.
DATE_FORMAT = "%d/%b/%y %I:%M %p"


def read_jira_csv(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A Jira export; a header that comes again is numbered (`Comment #2`).

    A status is understood by its name, and one that a project made up by its category.
    """
    export = read_csv(engine, path, source)
    date_format = source.date_format or DATE_FORMAT
    cells = {**export.cells, **_times(export, date_format), ALL_LABELS: _labels(export)}
    fixed: dict[str, str | tuple[str, ...]] = {**FIXED}
    if {"Status", CATEGORY} <= export.cells.keys():
        cells[KNOWN_STATUS] = _known_status(export, source)
        fixed["status"] = KNOWN_STATUS
    return replace(
        export,
        cells=cells,
        fixed=fixed,
        values={"status": STATUSES},
        date_format=date_format,
        person_names=("Reporter", "Informador", "보고자"),
    )


def _times(export: Export, date_format: str) -> Mapping[str, Expression]:
    """The export's own times, each written in one way."""
    names = [name for column in _TIMES for name in FIXED[column] if name in export.cells]
    return {name: _one_way(_clean(export.cell(name)), date_format) for name in names}


def _one_way(time: Expression, date_format: str) -> Expression:
    """A time in the export's format.

    The first response stands there in ISO 8601 even where other times don't, and how a month or a
    half of the day is abbreviated depends on the server's Java: `Sept`, `p.m.`, U+202F before it.
    """
    for pattern, plain in (
        (r"[\x{A0}\x{202F}]", " "),
        (r"\b([Ss])ept\b", r"\1ep"),
        (r"\b([AaPp])\.[ ]?([Mm])\.", r"\1\2"),
    ):
        marks = (ConstantExpression(pattern), ConstantExpression(plain), ConstantExpression("g"))
        time = FunctionExpression("regexp_replace", time, *marks)
    iso = FunctionExpression("local_iso_time", time)
    text = FunctionExpression("strftime", iso, ConstantExpression(date_format))
    return CoalesceOperator(text, time)


def _labels(export: Export) -> Expression:
    """The labels of an issue, a blank between them; each has a column of its own."""
    names = [name for name in export.cells if name.split(" #")[0] in _LABELS]
    labels = [_clean(export.cell(name)) for name in names]
    if not labels:
        return ConstantExpression(None).cast("varchar")
    return FunctionExpression("concat_ws", ConstantExpression(" "), *labels)


def _known_status(export: Export, source: Source) -> Expression:
    """The status, unless nobody says what it means and its category does."""
    status, category = _clean(export.cell("Status")), _clean(export.cell(CATEGORY))
    known = [ConstantExpression(name) for name in {**STATUSES, **source.values.get("status", {})}]
    return CaseExpression(status.isin(*known), status).otherwise(CoalesceOperator(category, status))


def _clean(cell: Expression) -> Expression:
    return FunctionExpression("clean_text", cell)


READER = Reader(
    read_jira_csv,
    feeds=("tickets",),
    hallmarks=frozenset({"Issue key", "Issue id", "Issue Type", "Status"}),
)
