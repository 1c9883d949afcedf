"""Tables brought up to date ticket by ticket are those that a full rebuild gives."""

from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import takewhile
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.ingest import ledger
from assets.ingest.loading import forget_load
from assets.ingest.reference import load_reference
from assets.warehouse.duckdb import DuckDBEngine
from assets.warehouse.home import Home
from assets.warehouse.incremental import refresh_model
from assets.warehouse.model_catalog import load_catalog
from assets.warehouse.run import PrivacyRules, PublishingRules, Run

# What is published, and what figures are made from; between them, a solved ticket may keep rows of
# an earlier moment, which nothing reads.
COMPARED = (
    "intermediate.tickets",
    "intermediate.unsolved_spans",
    "marts.sla_measures",
    "marts.ticket_measures",
)
START = datetime(2024, 3, 4, 8)
HOURS = 24 * 12
HISTORY = [(0, "open"), (30, "solved")]
JUNE = datetime(2024, 6, 1)
# A desk that is open in London by day, and late.
TWO_SCHEDULES = Path(__file__).parents[1] / "fixtures" / "two_schedules"

tickets = st.integers(1, 5).map("T{}".format)
moments = st.integers(0, HOURS).map(lambda hours: START + timedelta(hours=hours))
things = st.sampled_from(
    [
        ("status", "open"),
        ("status", "pending"),
        ("status", "solved"),
        ("status", "deleted"),
        ("team", "Care"),
        ("team", "Billing"),
        ("agent", "A1"),
        ("schedule", "2"),
        ("satisfaction", "bad"),
        ("first_reply_time", '{"minutes": 240, "in_business_hours": true}'),
        ("requester_wait_time", '{"minutes": 600, "in_business_hours": true}'),
        ("reply", "We look into it."),
        ("question", "And now?"),
    ]
)
events = st.tuples(st.just("event"), tickets, moments, things)
exports = st.tuples(st.just("flat"), tickets, moments, st.sampled_from(["C1", "C2", None]))
answers = st.tuples(st.just("answer"), tickets, moments, st.integers(0, 10))
loads = st.lists(st.one_of(events, events, exports, answers), min_size=3, max_size=12)
# What happens before each build: rows arrive, or those of an earlier load are taken back.
steps = st.lists(
    st.tuples(loads, st.integers(0, 150), st.sampled_from([None, None, 1, 2])),
    min_size=1,
    max_size=3,
)
# Both feeds say from the first build on what they record, since all tickets depend on that.
BEGINNING = [
    ("flat", "T1", START, "C1"),
    ("flat", "T6", START, "C2"),
    ("event", "T1", START, ("status", "open")),
    ("event", "T2", START, ("question", "Where is it?")),
    ("event", "T2", START + timedelta(hours=3), ("reply", "On its way.")),
    ("event", "T3", START + timedelta(hours=90), ("status", "solved")),
]


@contextmanager
def warehouse(folder: Path):
    """An empty engine over the reference tables of a folder."""
    with duckdb.connect() as connection:
        engine = DuckDBEngine(connection)
        engine.run_file("prepare_database.sql")
        ledger.prepare(engine)
        engine.run_file("sentiment/comment_scores.sql")
        engine.run_file("statistics/driver_weights.sql")
        yield engine


def build(engine: DuckDBEngine, folder: Path, as_of: datetime, until: str | None = None) -> None:
    """Build all models, or break off before one of them."""
    rules = PrivacyRules(10, 20), PublishingRules("v1.2.0", 1)
    run = Run(Home(folder), engine, as_of, False, *rules)
    load_reference(run)
    for model in takewhile(lambda model: model.table != until, load_catalog()):
        refresh_model(run, model)


def store(engine: DuckDBEngine, load_id: int, rows) -> None:
    for line, (kind, ticket, at, what) in enumerate(rows, start=1):
        row = {"ticket_id": ticket, "_load_id": load_id, "_line": line, "_source": "desk"}
        if kind == "event":
            event, value = what
            role = {"reply": "agent", "question": "customer"}.get(event)
            row |= {"at": at, "event": "comment" if role else event, "value": value}
            row |= {"is_public": bool(role), "actor_role": role, "actor_id": role}
            table = "ticket_events"
        elif kind == "flat":
            row |= {"created_at": at, "status": "open", "customer_id": what, "updated_at": at}
            table = "tickets"
        else:
            row |= {"response_id": f"{ticket}{what}", "submitted_at": at, "kind": "nps"}
            row |= {"score": what, "scale_min": 0, "scale_max": 10}
            table = "survey_responses"
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        engine.connection.execute(
            f"insert into raw.{table} ({names}) values ({marks})", list(row.values())
        )
    engine.run_file("changes/note_load.sql", {"load_id": load_id})


def content(engine: DuckDBEngine) -> dict[str, list[str]]:
    return {
        table: [str(row) for row in engine.connection.table(table).order("all").fetchall()]
        for table in COMPARED
    }


@pytest.fixture(scope="module")
def folder() -> Path:
    return TWO_SCHEDULES


@settings(max_examples=8, deadline=None, derandomize=True)
@given(steps=steps)
def test_any_order_of_arrival_gives_what_a_full_rebuild_gives(folder, steps):
    with warehouse(folder) as stepwise, warehouse(folder) as whole:
        standing, as_of = {0: BEGINNING}, START + timedelta(hours=4)
        store(stepwise, 0, BEGINNING)
        build(stepwise, folder, as_of)
        for load_id, (rows, hours, forgotten) in enumerate(steps, start=1):
            store(stepwise, load_id, rows)
            standing[load_id] = rows
            if forgotten in standing:
                forget_load(stepwise, forgotten)
                del standing[forgotten]
            as_of += timedelta(hours=hours)
            build(stepwise, folder, as_of)
        for load_id, rows in standing.items():
            store(whole, load_id, rows)
        build(whole, folder, as_of)
        assert content(stepwise) == content(whole)


@pytest.fixture
def built(folder):
    """A warehouse of one ticket that was solved in March and one that is open, built in June."""
    with warehouse(folder) as engine:
        solved = [("event", "T1", START + timedelta(hours=h), ("status", s)) for h, s in HISTORY]
        store(engine, 1, [*solved, ("event", "T2", START, ("status", "open"))])
        build(engine, folder, JUNE)
        mark = "update marts.ticket_measures set channel = 'built before'"
        engine.connection.execute(mark).fetchall()
        yield engine


def built_before(engine: DuckDBEngine) -> list[str]:
    marked = "select ticket_id from marts.ticket_measures where channel = 'built before' order by 1"
    return [ticket for (ticket,) in engine.connection.execute(marked).fetchall()]


def measured(engine: DuckDBEngine, column: str, ticket: str = "T1"):
    asked = f"select {column} from marts.ticket_measures where ticket_id = ?"
    return engine.connection.execute(asked, [ticket]).fetchall()[0][0]


def test_nothing_is_built_where_nothing_is_new(built, folder):
    build(built, folder, JUNE)
    assert built_before(built) == ["T1", "T2"]


def test_another_day_builds_only_tickets_whose_clocks_run(built, folder):
    build(built, folder, JUNE + timedelta(days=1))
    assert built_before(built) == ["T1"]


def test_a_reply_that_is_waited_for_after_the_solution_keeps_its_clock_running(built, folder):
    target = ("next_reply_time", '{"minutes": 60, "in_business_hours": false}')
    store(built, 2, [("event", "T1", START + timedelta(hours=40), target)])
    for days in (0, 1):
        build(built, folder, JUNE + timedelta(days=days))
    elapsed = built.connection.execute("select elapsed_minutes from marts.sla_measures").fetchall()
    waited = JUNE + timedelta(days=1) - (START + timedelta(hours=40))
    assert elapsed == [(waited.total_seconds() / 60,)]


def test_an_answer_that_moves_to_another_ticket_builds_both(built, folder):
    bad = ("answer", "T1", START, 2)
    store(built, 2, [bad])
    build(built, folder, JUNE)
    moved = "insert into raw.survey_responses by name select * replace ('T2' as ticket_id, 3 as "
    moved += "_load_id) from raw.survey_responses where _load_id = 2"
    built.connection.execute(moved).fetchall()
    built.run_file("changes/note_load.sql", {"load_id": 3})
    build(built, folder, JUNE)
    assert [measured(built, "kept_every_promise", t) for t in ("T1", "T2")] == [True, False]


def test_a_contact_that_is_gone_is_no_repeat_although_the_run_after_was_killed(built, folder):
    """The one table that knew whose the ticket was may know it no more."""
    store(built, 2, [("flat", "T1", START, "C1")])
    store(built, 3, [("flat", "T9", START + timedelta(days=2), "C1")])
    build(built, folder, JUNE)
    before = measured(built, "repeat_contact_within_7_days")
    forget_load(built, 3)
    store(built, 4, [("flat", "T9", START + timedelta(days=2), "C2")])
    build(built, folder, JUNE, until="intermediate.repeat_contacts")
    built.connection.execute("detach changed_tickets_apart")  # As a new process begins.
    build(built, folder, JUNE)
    assert (before, measured(built, "repeat_contact_within_7_days")) == (True, False)


def test_a_contact_that_is_deleted_is_no_repeat_any_more(built, folder):
    store(built, 2, [("flat", "T1", START, "C1")])
    store(built, 3, [("flat", "T9", START + timedelta(days=2), "C1")])
    build(built, folder, JUNE)
    before = measured(built, "repeat_contact_within_7_days")
    store(built, 4, [("event", "T9", START + timedelta(days=3), ("status", "deleted"))])
    build(built, folder, JUNE)
    assert (before, measured(built, "repeat_contact_within_7_days")) == (True, False)


def test_a_ticket_solved_nobody_knows_when_goes_on(built, folder):
    store(built, 2, [("flat", "T9", JUNE, None), ("event", "T2", JUNE, ("reply", "Soon."))])
    built.connection.execute("update raw.tickets set status = 'solved'").fetchall()
    found = []
    for hours in (1, 48):
        build(built, folder, JUNE + timedelta(hours=hours))
        found.append(measured(built, "answered_within_24h", "T9"))
    assert found == [None, False]


def test_a_customer_who_got_a_ticket_from_another_keeps_all_contacts(built, folder):
    """Whom a ticket belonged to before leads to tickets whose customer has still others."""
    day = timedelta(days=1)
    store(built, 2, [("flat", "T9", START, "C1"), ("flat", "T1", START, "C1")])
    store(built, 3, [("flat", "T9", START + day, "C2"), ("flat", "T7", START + 2 * day, "C2")])
    store(built, 4, [("event", "T9", START + day, ("status", "solved"))])
    build(built, folder, JUNE)
    before = measured(built, "repeat_contact_within_7_days", "T9")
    store(built, 5, [("event", "T1", START + 40 * day, ("team", "Care"))])
    build(built, folder, JUNE)
    assert measured(built, "repeat_contact_within_7_days", "T9") is before is True


def test_an_earlier_ticket_shifts_no_clock(built, folder):
    store(built, 2, [("event", "T1", START + timedelta(hours=3), ("reply", "Soon."))])
    build(built, folder, JUNE)
    before = measured(built, "first_reply_time_business_minutes")
    store(built, 3, [("event", "T0", START - timedelta(days=60), ("status", "open"))])
    build(built, folder, JUNE)
    named = {"table_name": "intermediate.ticket_clock"}
    built.run_file("changes/forget_model_state.sql", named)
    store(built, 4, [("event", "T1", START + timedelta(hours=50), ("team", "Care"))])
    build(built, folder, JUNE)
    assert measured(built, "first_reply_time_business_minutes") == before == 120


def test_a_late_event_builds_its_ticket(built, folder):
    store(built, 2, [("event", "T1", START + timedelta(hours=40), ("status", "open"))])
    build(built, folder, JUNE)
    assert "T1" not in built_before(built)
    assert measured(built, "reopens") == 1


def test_rows_that_were_taken_back_build_their_ticket(built, folder):
    forget_load(built, 1)
    build(built, folder, JUNE)
    assert built.count_rows("marts.ticket_measures") == 0


def test_an_earlier_moment_builds_everything(built, folder):
    build(built, folder, JUNE - timedelta(days=1))
    assert built_before(built) == []


def test_a_build_that_was_not_completed_is_done_anew(built, folder):
    named = {"table_name": "marts.ticket_measures"}
    built.run_file("changes/forget_model_state.sql", named)
    build(built, folder, JUNE)
    assert built_before(built) == []


def test_a_first_build_that_was_broken_off_is_gone_on_with(folder):
    with warehouse(folder) as engine:
        store(engine, 1, [("event", "T1", START, ("status", "open"))])
        build(engine, folder, JUNE, until="intermediate.tickets")
        store(engine, 2, [("event", "T1", START + timedelta(hours=1), ("status", "solved"))])
        build(engine, folder, JUNE)
        assert measured(engine, "status") == "solved"


def test_other_business_hours_build_everything(built, folder, tmp_path):
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "schedules.csv").write_text("schedule\nnone\n", "utf-8")
    build(built, tmp_path, JUNE)
    assert built_before(built) == []
