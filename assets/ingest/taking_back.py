"""Events that a corrected file no longer tells.

Events have no key by which a corrected one could take the place of what it corrects. But a path
that comes again with other content tells anew what happened to its tickets in its span of time:
what its earlier contents told of that, and it doesn't, is taken back.
"""

from assets.ingest.load import Load
from assets.warehouse.duckdb import DuckDBEngine


def take_back(engine: DuckDBEngine, load: Load, *, refused_rows: int) -> None:
    """Remove what the earlier contents of a load's path told, and it doesn't.

    Tables: raw.ticket_events, with all accepted rows of the load, repeats included.

    Args:
        engine: The work database.
        load: The load.
        refused_rows: Where there are any, nothing is taken back: one of them may be the row that
            an earlier content had right.
    """
    path = {"source": load.source.source, "file": load.file.name, "load_id": load.load_id}
    if load.feed.feed != "ticket_events":
        return
    # What they took back from this load stands again until they are read anew.
    engine.run_file("ingest/mark_later_contents.sql", path)
    earlier = engine.rows_of_file("ingest/earlier_contents.sql", path)[0]
    if refused_rows or not earlier["are_there"]:
        return
    engine.run_file("ingest/taken_back.sql", path)
    if engine.count_rows("taken_back"):
        engine.run_file("changes/note_taken_back.sql")
        engine.delete_listed_rows(load.feed.table, "taken_back")
