"""Freshdesk and Freshservice CSV: one row per ticket.

The columns `(in hrs)` hold business hours as HH:MM:SS and are often empty where the times are not,
so durations follow from the times.
"""

from dataclasses import replace
from pathlib import Path

from assets.contracts.sources import Source
from assets.ingest.readers.export import Export, Reader
from assets.ingest.readers.text.delimited import read_csv
from assets.warehouse.duckdb import DuckDBEngine

# Freshdesk's spelling first, then Freshservice's.
FIXED: dict[str, str | tuple[str, ...]] = {
    "ticket_id": ("Ticket ID", "Ticket Id"),
    "created_at": ("Created time", "Created Time"),
    "status": "Status",
    "priority": "Priority",
    "channel": "Source",
    "type": "Type",
    "topic": "Category",
    "subject": "Subject",
    "customer_id": (
        "Contact ID",
        "Requester ID",
        "Email",
        "Requester Email",
        "Full name",
        "Requester Name",
    ),
    "agent_id": "Agent",
    "team": "Group",
    "product": "Product",
    "first_replied_at": ("Initial response time", "Initial Response Time"),
    "solved_at": ("Resolved time", "Resolved Time"),
    "closed_at": ("Closed time", "Closed Time"),
    "replies": ("Agent interactions", "Agent Interactions"),
    "satisfaction": ("Survey results", "Survey Result"),
    "tags": "Tags",
    "updated_at": (
        "Last update time",
        "Last updated time",
        "Last Update Time",
        "Last Updated Time",
    ),
}
# The other codes differ from the feed's in their capitals only.
STATUSES: dict[str, str | dict[str, str]] = {
    "Being Processed": "open",
    "In Progress": "open",
    "Waiting on Customer": "pending",
    "Awaiting your Reply": "pending",
    "Waiting on Third Party": "hold",
    "Resolved": "solved",
    "This ticket has been Resolved": "solved",
    "This ticket has been Closed": "closed",
}


def read_freshdesk_csv(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A Freshdesk export; its times are ISO 8601 on the account's clock, unless declared."""
    return replace(
        read_csv(engine, path, source),
        fixed=FIXED,
        values={"status": STATUSES},
        date_format=source.date_format,
        person_names=("Full name", "Requester Name"),
    )


READER = Reader(
    read_freshdesk_csv,
    feeds=("tickets",),
    hallmarks=frozenset({"Due by Time", "Agent interactions", "Customer interactions"}),
)
