"""Conflicts know every column of every feed that has a key."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.contracts.feeds import load_feeds

KEYED = [feed for feed in load_feeds().values() if feed.key]
SAMPLES = {
    "varchar": ("one", "two"),
    "timestamp": ("2024-06-01 08:00:00", "2024-06-01 08:00:01"),
    "date": ("2024-06-01", "2024-06-02"),
    "double": ("0.1", "0.30000000000000004"),
    "bigint": ("1", "2"),
}


@pytest.mark.parametrize("feed", KEYED, ids=[feed.feed for feed in KEYED])
def test_row_that_differs_in_one_column_is_a_conflict_in_that_column(workbench, feed):
    types = feed.sql_columns()
    content = [name for name in feed.columns if name not in (*feed.key, feed.version)]
    same = {name: SAMPLES[types[name]][0] for name in feed.columns}
    id_column = next(name for name in feed.key if name in feed.columns)
    rows = []
    for number, name in enumerate(content):
        key = same | {id_column: f"row {number:02}"}
        for load, value in enumerate(SAMPLES[types[name]], start=1):
            rows.append(key | {name: value, "_source": "s", "_load_id": load, "_line": number})
    ledger = [
        {"load_id": load, "source": "s", "file": f"{load}.csv", "loaded_at": "2024-06-01 00:00:00"}
        for load in (1, 2)
    ]

    found = workbench.run_chain("marts.conflicts", {feed.table: rows, "main.ledger": ledger})

    assert {row["feed"] for row in found} == {feed.feed}
    lost = sorted((row["line"], row["differs_in"]) for row in found if not row["stands"])
    assert lost == list(enumerate(content))


@pytest.mark.parametrize("feed", KEYED, ids=[feed.feed for feed in KEYED])
def test_empty_is_something_else_than_any_value(workbench, feed):
    types = feed.sql_columns()
    name = next(name for name in feed.columns if name not in (*feed.key, feed.version))
    same = {part: SAMPLES[types[part]][0] for part in feed.columns}
    rows = [
        same | {name: value, "_source": "s", "_load_id": load, "_line": 2}
        for load, value in enumerate([None, SAMPLES[types[name]][0]], start=1)
    ]
    ledger = [{"load_id": load, "source": "s", "file": f"{load}.csv"} for load in (1, 2)]

    found = workbench.run_chain("marts.conflicts", {feed.table: rows, "main.ledger": ledger})

    assert [row["differs_in"] for row in found if not row["stands"]] == [name]


rows_of_tickets = st.lists(
    st.tuples(
        st.sampled_from(["T1", "T2"]),
        st.sampled_from([None, "2024-06-01 08:00:00", "2024-06-02 08:00:00"]),
        st.sampled_from([1, 2, 3]),
        st.sampled_from(["open", "solved", "closed"]),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(rows_of_tickets)
def test_row_that_stands_is_the_one_that_staging_keeps(workbench, rows):
    names = ("ticket_id", "updated_at", "_load_id", "status")
    tickets = [
        dict(zip(names, row, strict=True)) | {"_source": "s", "_line": line}
        for line, row in enumerate(rows)
    ]
    files = {1: "a.csv", 2: "b.csv", 3: "a.csv"}
    ledger = [{"load_id": load, "source": "s", "file": file} for load, file in files.items()]
    given_tables = {"raw.tickets": tickets, "main.ledger": ledger}

    found = workbench.run_chain("marts.conflicts", given_tables)
    kept = {row["ticket_id"]: row for row in workbench.run_chain("staging.tickets", given_tables)}

    standing = [row for row in found if row["stands"]]
    assert sorted(row["id"] for row in standing) == sorted({row["id"] for row in found})
    for row in standing:
        assert rows[row["line"]][1:] == raw_row(kept[row["id"]])


def raw_row(ticket):
    updated_at = ticket["updated_at"]
    return updated_at and str(updated_at), ticket["_load_id"], ticket["status"]
