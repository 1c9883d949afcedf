"""ServiceNow's audit log of incidents: one row per update, so an incident comes many times.

As tickets the latest update of an incident stands. As ticket events each update says which state
the incident was in.
"""

from dataclasses import replace
from pathlib import Path

from assets.contracts.sources import Source
from assets.ingest.readers.export import Export, Reader
from assets.ingest.readers.text.delimited import read_csv
from assets.warehouse.duckdb import DuckDBEngine

_UPDATED = ("sys_updated_at", "sys_updated_on")
_STATE = ("incident_state", "state")
FIXED: dict[str, dict[str, str | tuple[str, ...]]] = {
    "tickets": {
        "ticket_id": "number",
        "created_at": "opened_at",
        "status": _STATE,
        "priority": "priority",
        "channel": "contact_type",
        "topic": "category",
        "subject": "short_description",
        "customer_id": "caller_id",
        "agent_id": "assigned_to",
        "team": "assignment_group",
        "solved_at": "resolved_at",
        "closed_at": "closed_at",
        "reopens": "reopen_count",
        "transfers": "reassignment_count",
        "updated_at": _UPDATED,
    },
    "ticket_events": {
        "ticket_id": "number",
        "at": _UPDATED,
        "event": _STATE,
        "actor_id": "sys_updated_by",
    },
}
# `-100` stands where no state was set, so nothing is said of it here: as a ticket it is refused, as
# an event it is kept by its name.
STATES = {
    "New": "new",
    "Active": "open",
    "In Progress": "open",
    "Awaiting User Info": "pending",
    "Awaiting Evidence": "hold",
    "Awaiting Problem": "hold",
    "Awaiting Vendor": "hold",
    "On Hold": "hold",
    "Resolved": "solved",
    "Closed": "closed",
    "Canceled": "closed",
    "Cancelled": "closed",
}
VALUES: dict[str, dict[str, dict[str, str | dict[str, str]]]] = {
    "tickets": {"status": dict(STATES)},
    "ticket_events": {
        "event": {state: {"event": "status", "value": ours} for state, ours in STATES.items()}
    },
}


def read_servicenow_log(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A log of incidents' updates, as tickets or as ticket events."""
    return replace(
        read_csv(engine, path, source),
        fixed=FIXED.get(source.feed, {}),
        values=VALUES.get(source.feed, {}),
        date_format=source.date_format or "%d/%m/%Y %H:%M",
        person_names=("caller_id",),
        missing=("?",),
    )


READER = Reader(
    read_servicenow_log,
    feeds=("tickets", "ticket_events"),
    hallmarks=frozenset({"number", "incident_state", "sys_updated_at", "sys_mod_count"}),
)
