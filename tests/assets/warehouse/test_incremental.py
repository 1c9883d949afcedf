from assets.ingest import ledger
from assets.warehouse.incremental import prune_changes
from assets.warehouse.model_catalog import load_catalog


def test_a_model_that_was_removed_keeps_no_change_alive(engine):
    ledger.prepare(engine)
    known = [model.table for model in load_catalog() if model.sidecar.per_ticket]
    for table, change_id in [("marts.removed", 1), *((table, 2) for table in known)]:
        state = {"table_name": table, "fingerprint": "f", "as_of": "2026-06-01"}
        engine.run_file("changes/remember_model_state.sql", state | {"change_id": change_id})
    for load_id in (1, 2, 3):
        engine.run_file("changes/note_load.sql", {"load_id": load_id})
    prune_changes(engine)
    assert engine.query("select load_id from changes").to_pylist() == [{"load_id": 3}]
    assert engine.count_rows("model_states") == len(known)
