"""A rehearsal tells what a run then does, and leaves nothing behind."""

import tempfile
from datetime import datetime

import pytest

from assets.contracts.sources import load_source, load_sources
from assets.ingest.claims import find_claims, inbox_name
from assets.ingest.intake import take_in
from assets.ingest.rehearsal import look_at, rehearsal
from assets.warehouse.duckdb import open_engine
from assets.warehouse.run import PrivacyRules, PublishingRules, Run

ORDERS = ["order_id,customer_id,ordered_at,amount,currency", "1,c,2026-05-01 10:00:00,5,EUR"]
SECOND = "2,d,2026-05-02 10:00:00,7,EUR"


def told(tried):
    """What a rehearsal says of a file that the ledger says too."""
    counts = (tried.rows_read, tried.accepted, tried.quarantined, tried.duplicates)
    return (tried.source, tried.file, tried.refused, tried.message, *counts)


def recorded(row):
    counts = (row.rows_read, row.stored, row.quarantined, row.duplicates)
    return (row.source, row.file, row.refused, row.message, *counts)


@pytest.fixture
def rehearse(house):
    """Tries files of the house's inbox with one of its sources, on one stage."""

    def run(source, *paths, as_of=house.as_of):
        declared = load_source(house.home.sources / f"{source}.yml")
        with rehearsal(as_of) as stage:
            files = [look_at(inbox_name(house.home, path), path) for path in paths]
            return [stage.try_file(declared, file) for file in files]

    return run


def test_rehearsal_tells_what_a_run_records_of_every_file_of_the_demo(make_demo):
    # given
    home, as_of = make_demo(), datetime(2026, 10, 1)
    for path in (home.inbox / "support").glob("*_202[56]-0?.csv"):
        path.unlink()
    (home.inbox / "support" / "tickets_broken.csv").write_bytes(b"ticket_id,created_at\n1,\xff\n")
    sources = sorted(load_sources(home.sources), key=lambda source: source.feed != "agents")
    claims = find_claims(home, sources)
    # when
    with rehearsal(as_of) as stage:
        tried = [
            stage.try_file(source, look_at(name, home.inbox / name))
            for source in sources
            for name in sorted(claims.names[source.source])
        ]
    # then
    home.create_folders()
    rules = PrivacyRules(10, 20), PublishingRules("v1.2.0", 12)
    with open_engine(home.work_database) as engine:
        rows = take_in(Run(home, engine, as_of, False, *rules), lambda _: None)
    assert any(one.quarantined for one in tried)
    assert any(one.duplicates for one in tried)
    assert any(one.refused for one in tried)
    assert [told(one) for one in tried if not one.same_as] == [recorded(row) for row in rows]


def test_rows_that_two_files_share_are_duplicates_of_the_second(house, rehearse):
    house.source("orders")
    first, second = (
        house.drop("orders_1.csv", ORDERS),
        house.drop("orders_2.csv", [*ORDERS, SECOND]),
    )
    tried = rehearse("orders", first, second)
    assert [(one.accepted, one.duplicates) for one in tried] == [(1, 0), (1, 1)]


def test_renamed_copy_is_passed_over(house, rehearse):
    house.source("orders")
    paths = [house.drop(name, ORDERS) for name in ("orders_1.csv", "orders_2.csv")]
    _, copy = rehearse("orders", *paths)
    assert (copy.same_as, copy.rows_read, copy.refused) == ("orders_1.csv", 0, None)


def test_reason_comes_with_the_first_row_that_breaks_it(house, rehearse):
    house.source("orders")
    bad = [f"{i},c,2026-05-01 10:00:00,{amount},EUR" for i, amount in ((3, "many"), (4, "few"))]
    (tried,) = rehearse("orders", house.drop("orders.csv", [*ORDERS, *bad]))
    shown = {"column_name": "amount", "n": 2, "first_line": 3, "first_value": "many"}
    assert tried.reasons == ({"reason": "unreadable_number", **shown},)


def test_reasons_come_the_most_frequent_first(house, rehearse):
    house.source("orders")
    bad = ["3,c,never,5,EUR", "4,c,2026-05-01 10:00:00,x,EUR", "5,c,2026-05-01 10:00:00,y,EUR"]
    (tried,) = rehearse("orders", house.drop("orders.csv", [*ORDERS, *bad]))
    assert [(row["column_name"], row["n"]) for row in tried.reasons] == [
        ("amount", 2),
        ("ordered_at", 1),
    ]


def test_person_in_a_refused_cell_is_masked(house, rehearse):
    house.source("orders")
    bad = "3,c,mail jane.doe@example.com or 010-2345-6789,5,EUR"
    (tried,) = rehearse("orders", house.drop("orders.csv", [*ORDERS, bad]))
    assert tried.quarantined == 1
    assert tried.reasons[0]["first_value"].startswith("mail ")
    for private in ("jane", "example.com", "2345"):
        assert private not in str(tried)


def test_moment_decides_what_lies_in_the_future(house, rehearse):
    house.source("orders")
    path = house.drop("orders.csv", ORDERS)
    (tried,) = rehearse("orders", path, as_of=datetime(2026, 4, 1))
    assert [row["reason"] for row in tried.reasons] == ["future_timestamp"]


def test_file_that_is_written_to_meanwhile_is_not_judged(house):
    house.source("orders")
    path = house.drop("orders.csv", ORDERS)
    file = look_at("orders.csv", path)
    house.drop("orders.csv", [*ORDERS, SECOND])
    with rehearsal(house.as_of) as stage:
        tried = stage.try_file(load_source(house.home.sources / "orders.yml"), file)
    assert (tried.refused, tried.rows_read) == ("being_written", 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_nothing_is_left_behind(house, rehearse, tmp_path, monkeypatch, encoding):
    # given a file that is decoded into a scratch copy, or is not
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    house.source("orders", encoding=encoding)
    path = house.drop("orders.csv", ORDERS, encoding)
    # when
    (tried,) = rehearse("orders", path)
    # then
    assert tried.accepted == 1
    assert list(scratch.iterdir()) == []
    assert list(house.home.inbox.iterdir()) == [path]


def test_list_of_agents_in_the_inbox_decides_who_is_known(house):
    # given
    house.source("agents")
    house.source("tickets", columns=["ticket_id", "created_at", "status", "agent_id"])
    house.drop("agents.csv", ["agent_id,name,valid_from,valid_to", "A1,Kim,,"])
    header, opened = "ticket_id,created_at,status,agent_id", "2026-05-01 10:00:00,open"
    tickets = house.drop("tickets.csv", [header, f"T1,{opened},A1", f"T2,{opened},A2"])
    sources = load_sources(house.home.sources)
    # when
    with rehearsal(house.as_of) as stage:
        stage.take_agents(house.home, sources, but=set())
        tried = stage.try_file(sources[1], look_at("tickets.csv", tickets))
    # then
    assert [(row["reason"], row["first_line"]) for row in tried.reasons] == [("unknown_agent", 3)]
    house.take_in()
    assert house.quarantine("reason", "line") == [("unknown_agent", 3)]


def test_warnings_of_the_core_are_told(house, rehearse):
    house.source("survey")
    good = [f"{i},2026-05-01 10:00:00,csat,5,1,5,,c{i}," for i in range(60)]
    drifted = [f"x{i},2026-05-01 10:00:00,csat,9,1,5,,c{i}," for i in range(40)]
    header = (
        "response_id,submitted_at,kind,score,scale_min,scale_max,comment,customer_id,invited_at"
    )
    (tried,) = rehearse("survey", house.drop("survey.csv", [header, *good, *drifted]))
    assert [(row["code"], row["column_name"], row["n"]) for row in tried.warnings] == [
        ("scale_drift", "score", 40)
    ]
