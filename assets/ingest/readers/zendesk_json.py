"""Zendesk's API: pages of tickets with their metrics, or of what happened to tickets.

A file holds one page, several one after the other or in a list, or items without pages. Tickets
need `include=metric_sets` for reopens, replies, transfers and the time of the solution; audits need
`include=users` to tell customers from agents.
"""

from pathlib import Path

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.readers.documents.json_documents import decode_json, read_documents
from assets.ingest.readers.documents.json_items import items_as_rows
from assets.ingest.readers.export import Export, Reader, SetAside
from assets.warehouse.duckdb import DuckDBEngine

# Lists of a page that become rows of a feed.
PAGES = {
    "tickets": ("tickets",),
    "ticket_events": ("ticket_metric_events", "audits", "ticket_events"),
}
FIXED = {
    "tickets": {
        "ticket_id": "id",
        "created_at": "created_at",
        "status": "status",
        "priority": "priority",
        "channel": "via.channel",
        "type": "type",
        "subject": "subject",
        "customer_id": "requester_id",
        "agent_id": "assignee_id",
        "team": "group_id",
        "first_replied_at": "first_replied_at",
        "solved_at": "metric_set.solved_at",
        "reopens": "metric_set.reopens",
        "transfers": "transfers",
        "replies": "metric_set.replies",
        "satisfaction": "satisfaction_rating.score",
        "tags": "tags",
        "updated_at": "updated_at",
    },
    "ticket_events": {
        name: name
        for name in ("ticket_id", "at", "event", "value", "is_public", "actor_id", "actor_role")
    },
}
VALUES: dict[str, dict[str, str | dict[str, str]]] = {
    "event": {
        "group_id": "team",
        "assignee_id": "agent",
        "satisfaction_score": "satisfaction",
        "SatisfactionRating": "satisfaction",
        "ScheduleAssignment": "schedule",
    },
    "actor_role": {"end-user": "customer", "admin": "agent"},
}
REQUESTER = "via.source.from.name"
DELETED = SetAside("deleted_event", "deleted", ("true",))


def read_zendesk_json(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """Tickets or ticket events, as the source's feed is; a custom field is `custom_fields.<id>`.

    Raises:
        FileRefused: The file isn't whole, or holds something else than the feed needs.
    """
    engine.run_file("ingest/forget_rejects.sql")
    read_documents(engine, decode_json(path, source.encoding))
    engine.run_file("ingest/zendesk_members.sql")
    _check_members(engine, source.feed)
    fixed = FIXED[source.feed]
    if source.feed == "tickets":
        engine.run_file("ingest/zendesk_tickets.sql")
        optional = [*fixed.values(), REQUESTER]
        cells = items_as_rows(engine, source, optional, roots=("", "/ticket"))
        return Export(cells=cells, fixed=fixed, person_names=(REQUESTER,))
    for name in ("metric_events", "changes", "events"):
        engine.run_file(f"ingest/zendesk_{name}.sql")
    cells = items_as_rows(engine, source, [*fixed.values(), DELETED.column])
    return Export(cells=cells, fixed=fixed, values=VALUES, set_aside=(DELETED,))


def _check_members(engine: DuckDBEngine, feed: str) -> None:
    """Refuse a file of which a part would be passed over.

    Raises:
        FileRefused: An object is no page, or no page holds what the feed needs.
    """
    members = engine.connection.table("zendesk_members")
    kinds = {kind for (kind,) in members.select("kind").distinct().fetchall()}
    wanted = " or ".join(f"`{kind}`" for kind in PAGES[feed])
    if "unknown" in kinds:
        raise FileRefused("not_zendesk", f"an object holds no {wanted}; export the pages again")
    if kinds and kinds.isdisjoint(PAGES[feed]):
        found = ", ".join(f"`{kind}`" for kind in sorted(kinds))
        raise FileRefused(
            "items_missing",
            f"the file holds {found}, but feed `{feed}` is made of {wanted}; "
            "export tickets with `include=metric_sets`, or declare the feed that the file is for",
        )


READER = Reader(
    read_zendesk_json,
    feeds=("tickets", "ticket_events"),
    hallmarks=frozenset({"id", "requester_id", "assignee_id", "via"}),
)
