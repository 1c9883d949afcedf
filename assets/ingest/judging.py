"""The rows of a file, typed and judged, once: the temporary view `judged`.

The file is read, cast and judged in one statement. What its result holds besides the feed's columns
is null for nearly every row, so it travels in one column, or not at all.
"""

import duckdb
from duckdb import (
    CaseExpression,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
    FunctionExpression,
    StarExpression,
)

from assets.contracts.feeds import Feed
from assets.contracts.sources import Source
from assets.ingest.agents import names_a_known_agent
from assets.ingest.casting import PERSON_NAMES, SET_ASIDE, cast_rows, is_asked_for, names_persons
from assets.ingest.load import Load
from assets.ingest.quarantine import show_refused
from assets.ingest.readers.export import Export, Unread
from assets.ingest.refusal import judge_rows
from assets.ingest.repairs import ROW_KEY
from assets.warehouse.duckdb import DuckDBEngine

REFUSAL = "_refusal"
_IN_REFUSAL = ("_reason", "_column", "_label", "_value", "_original")


def judge(engine: DuckDBEngine, load: Load, export: Export) -> None:
    """Make `judged`, one row per row of the export.

    Its columns are `_line`, those of the feed, and, null where a row may be stored: `_refusal`,
    which holds the next five and is cheaper to ask for, `_reason`, `_column` (of the feed),
    `_label` (of the export), `_value` and `_original` as they may be shown; then `_row_key`,
    `_person_names`, and how the clock stood (`times.py`).

    To be called outside of a transaction, which a wrong hope (`Unread`) would end.
    """
    if export.unread:
        if _judge_unread_rows(engine, load, export, export.unread):
            engine.run_file("ingest/judged_in_order.sql")
            engine.view_temporarily("judged", _unpack(engine, "judged_in_order"))
            return
        export.unread.one_by_one()
    _judge_rows(engine, load, export, "export_rows")
    engine.view_temporarily("judged", _unpack(engine, "judged_rows"))


def _judge_unread_rows(engine: DuckDBEngine, load: Load, export: Export, unread: Unread) -> bool:
    """Whether it turns out that every line is a record."""
    try:
        in_place = unread.in_one_go(lambda: _judge_rows(engine, load, export, "unread_rows"))
    except duckdb.Error:
        return False
    return in_place and bool(engine.rows_of_file("ingest/one_line_each.sql")[0]["one_line_each"])


def _judge_rows(engine: DuckDBEngine, load: Load, export: Export, table: str) -> None:
    feed, source = load.feed, load.source
    cast = cast_rows(engine.connection.table(table), export, source, feed)
    judged = judge_rows(
        cast,
        feed,
        load.as_of,
        agents_known=names_a_known_agent(engine, cast, feed),
        cut_line=_cut_line(engine, feed, source, export),
    )
    shown = show_refused(judged, load, export)
    never = {SET_ASIDE}
    never |= set() if names_persons(export, source) else {PERSON_NAMES}
    never |= set() if feed.key else {ROW_KEY}
    engine.store_temporarily("judged_rows", _pack(shown, never))


def _cut_line(engine: DuckDBEngine, feed: Feed, source: Source, export: Export) -> int | None:
    """The line of the last row, if a cell that the source asks for may have been cut off in it."""
    unfinished = engine.rows_of_file("ingest/unfinished_cell.sql")
    if not unfinished or not is_asked_for(unfinished[0]["name"], export, source, feed):
        return None
    last = engine.rows_of_file("ingest/last_line.sql")
    return int(last[0]["line"]) if last else None


def _pack(rows: DuckDBPyRelation, never: set[str]) -> DuckDBPyRelation:
    members: list[Expression] = []
    for name in _IN_REFUSAL:
        members += [ConstantExpression(name), ColumnExpression(name)]
    refusal = FunctionExpression("json_object", *members).cast("varchar")
    is_refused = ColumnExpression("_reason").isnotnull()
    kept = [name for name in rows.columns if name not in never | set(_IN_REFUSAL)]
    return rows.select(
        *map(ColumnExpression, kept), CaseExpression(is_refused, refusal).alias(REFUSAL)
    )


def _unpack(engine: DuckDBEngine, table: str) -> DuckDBPyRelation:
    rows = engine.connection.table(table)
    refusal = ColumnExpression(REFUSAL)
    unpacked = [
        FunctionExpression("json_extract_string", refusal, ConstantExpression(f"/{name}")).alias(
            name
        )
        for name in _IN_REFUSAL
    ]
    nothing = ConstantExpression(None).cast("varchar")
    absent = [nothing.alias(name) for name in (PERSON_NAMES, ROW_KEY) if name not in rows.columns]
    return rows.select(StarExpression(), *unpacked, *absent)
