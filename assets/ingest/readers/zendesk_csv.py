"""Zendesk account export as CSV: one row per ticket, times on the clock of the account's zone.

Two columns of the feed follow from others: transfers (a ticket's first group is a station, too) and
the first reply, which the export gives only as whole minutes after the creation.
"""

from dataclasses import replace
from pathlib import Path

from duckdb import CaseExpression, ConstantExpression, Expression, FunctionExpression

from assets.contracts.sources import Source
from assets.ingest.readers.export import Export, Reader
from assets.ingest.readers.text.delimited import read_csv
from assets.warehouse.duckdb import DuckDBEngine

CREATED = "Created at"
STATIONS = "Group stations"
REPLY_MINUTES = "First reply time in minutes"
TRANSFERS = f"{STATIONS} - 1"
FIRST_REPLY = f"{CREATED} + {REPLY_MINUTES}"
FIXED: dict[str, str | tuple[str, ...]] = {
    "ticket_id": ("Id", "ID"),
    "created_at": CREATED,
    "status": "Status",
    "priority": "Priority",
    "channel": "Via",
    "type": "Ticket type",
    "subject": "Subject",
    "customer_id": ("Requester id", "Requester ID", "Requester email", "Requester"),
    "agent_id": "Assignee",
    "team": "Group",
    "first_replied_at": FIRST_REPLY,
    "solved_at": "Solved at",
    "reopens": "Reopens",
    "transfers": TRANSFERS,
    "replies": "Replies",
    "satisfaction": "Satisfaction Score",
    "tags": "Tags",
    "updated_at": "Updated at",
}
# The other codes differ from the feed's in their capitals only.
VALUES = {
    "status": dict.fromkeys(("On-hold", "On-Hold", "on-hold", "On hold", "On Hold"), "hold"),
    "satisfaction": {"Not Offered": "unoffered", "Not offered": "unoffered"},
}
# A century; beyond it DuckDB could not add the minutes.
_MOST_MINUTES = 100 * 366 * 24 * 60


def read_zendesk_csv(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A Zendesk export; its times are ISO 8601, with or without seconds, unless declared."""
    export = read_csv(engine, path, source)
    return replace(
        export,
        cells={**export.cells, **_worked_out(export, source)},
        fixed=FIXED,
        values=VALUES,
        date_format=source.date_format,
        person_names=("Requester",),
    )


def _worked_out(export: Export, source: Source) -> dict[str, Expression]:
    """The cells that follow from others, where the export has those."""
    cells = {}
    if STATIONS in export.cells:
        cells[TRANSFERS] = _transfers(_clean(export.cell(STATIONS)))
    carries_offset = "%z" in (source.date_format or "")
    if {CREATED, REPLY_MINUTES} <= export.cells.keys() and not carries_offset:
        created, minutes = _clean(export.cell(CREATED)), _clean(export.cell(REPLY_MINUTES))
        cells[FIRST_REPLY] = _first_reply(created, minutes, source)
    return cells


def _transfers(stations: Expression) -> Expression:
    """How often the group changed; a ticket without any group has no stations."""
    number = FunctionExpression("read_integer", stations)
    fewer = (number - ConstantExpression(1)).cast("varchar")
    return CaseExpression(number > ConstantExpression(0), fewer).otherwise(stations)


def _first_reply(created: Expression, minutes: Expression, source: Source) -> Expression:
    """When the first reply came, written as the export writes times; exact to the minute."""
    number = FunctionExpression("read_integer", minutes)
    sane = FunctionExpression("abs", number) < ConstantExpression(_MOST_MINUTES)
    wait = FunctionExpression("to_minutes", number)
    zone = ConstantExpression(source.time_zone)
    if source.date_format is None:
        replied = FunctionExpression("read_iso_timestamp", created, zone) + wait
        date_format = ConstantExpression("%Y-%m-%d %H:%M:%SZ")
    else:
        date_format = ConstantExpression(source.date_format)
        local = FunctionExpression("local_time", created, date_format)
        replied_utc = FunctionExpression("to_utc", local, zone) + wait
        instant = FunctionExpression("timezone", ConstantExpression("UTC"), replied_utc)
        replied = FunctionExpression("timezone", zone, instant)
    text = FunctionExpression("strftime", replied, date_format)
    return CaseExpression(sane, text).otherwise(minutes)


def _clean(cell: Expression) -> Expression:
    return FunctionExpression("clean_text", cell)


READER = Reader(
    read_zendesk_csv,
    feeds=("tickets",),
    hallmarks=frozenset({"Id", "Ticket type", "Via", "Group stations"}),
)
