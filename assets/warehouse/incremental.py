"""Models with rows per ticket, brought up to date: only tickets that changed are built anew."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from assets.warehouse.changed_tickets import ChangedTickets
from assets.warehouse.duckdb import DuckDBEngine
from assets.warehouse.model_catalog import load_catalog
from assets.warehouse.run import Run
from assets.warehouse.sql_models import SqlModel, build_model

# What any ticket of a source depends on, and what every ticket's business time is counted by.
_COVERAGE = "intermediate.source_coverage"
_CLOCK = "intermediate.business_clock"
# Which tickets' clocks run can't be told without these.
_RUNNING = ("intermediate.tickets", "intermediate.sla_applications")


@dataclass(frozen=True)
class _State:
    """What a model was built from.

    Attributes:
        fingerprint: Changes when any row may have.
        change_id: The last change of raw rows that it knows.
    """

    fingerprint: str
    as_of: datetime
    change_id: int


def prune_changes(engine: DuckDBEngine) -> None:
    """Forget changes that every model knows; a model that was removed keeps none alive."""
    tables = [model.table for model in load_catalog() if model.sidecar.per_ticket]
    engine.run_file("changes/forget_removed_models.sql", {"tables": tables})
    engine.run_file("changes/forget_known_changes.sql")


def refresh_model(run: Run, model: SqlModel) -> None:
    """Bring a model's table up to date with the raw tables and the as-of time.

    A model without rows per ticket is built anew. So is one whose last build wasn't completed, or
    was for a later moment, or from other SQL or other reference tables.
    """
    if not model.sidecar.per_ticket:
        build_model(run.engine, model)
        return
    engine, named = run.engine, {"table_name": model.table}
    before = _state_before(engine, model)
    change_id = int(engine.rows_of_file("changes/last_change.sql")[0]["change_id"])
    now = _State(_fingerprint(engine, model), run.as_of, change_id)
    if before == now and not run.full:
        return
    engine.run_file("changes/forget_model_state.sql", named)
    knows_running = all(engine.is_built(table) for table in _RUNNING)
    if before and _still_holds(before, now) and knows_running and not run.full:
        ChangedTickets(engine, before.change_id, before.as_of, now.as_of).rebuild(model)
    else:
        build_model(engine, model)
    engine.run_file("changes/remember_model_state.sql", named | vars(now))


def _still_holds(before: _State, now: _State) -> bool:
    return before.fingerprint == now.fingerprint and before.as_of <= now.as_of


def _state_before(engine: DuckDBEngine, model: SqlModel) -> _State | None:
    rows = engine.rows_of_file("changes/model_state.sql", {"table_name": model.table})
    return _State(**rows[0]) if rows else None


def _fingerprint(engine: DuckDBEngine, model: SqlModel) -> str:
    """A hash of the SQL of the model and of all that it is made from, and of what tickets share."""
    models = {known.table: known for known in load_catalog()}
    versions, waiting = {model.table: model.version}, [model]
    while waiting:
        for table in sorted(waiting.pop().reads & models.keys() - versions.keys()):
            versions[table] = models[table].version
            waiting.append(models[table])
    read = {table for name in versions for table in models[name].reads}
    shared = []
    if any(table.startswith("reference.") for table in read):
        shared += engine.rows_of_file("changes/shared_by_tickets.sql")
    if _CLOCK in versions:
        shared += engine.rows_of_file("changes/first_moment.sql")
    if _COVERAGE in versions:
        columns = list(engine.columns(_COVERAGE))
        shared.append({_COVERAGE: engine.content_hash(_COVERAGE, columns)})
    return hashlib.sha256(repr((sorted(versions.items()), shared)).encode()).hexdigest()
