"""Whatever is dropped in whatever order, each row of each file went to exactly one place.

Files of a few lines are dropped, corrected, copied under other names and spoilt as a whole. A plain
loop over the same lines says where each should have gone.
"""

from collections import Counter
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.contracts.reference_tables import load_reference_contracts, read_reference
from assets.warehouse.duckdb import read_sql
from assets.warehouse.model_catalog import load_catalog
from assets.warehouse.sql_models import build_model

HEADER = "order_id,customer_id,ordered_at,amount,currency"
AT = "2026-05-01 10:00:00"
UNREADABLE = None

# A line: its order, its amount, and which part of it is wrong.
lines = st.tuples(
    st.sampled_from("12"), st.sampled_from("56"), st.sampled_from(["", "", "amount", "fields"])
)
contents = st.one_of(st.lists(lines, min_size=1, max_size=4), st.just(UNREADABLE))
drops = st.lists(
    st.one_of(
        st.tuples(st.sampled_from("abc"), contents),
        # A copy of what another file says now.
        st.tuples(st.sampled_from("abcd"), st.sampled_from("abc")),
    ),
    min_size=1,
    max_size=6,
)
numbers = count()


class Accounts:
    """Where all rows should have gone, line by line."""

    def __init__(self):
        self.stored = {}  # by order: (amount, load, file, line), the one that stands last
        self.refused = []
        self.counts = {}

    def read(self, load, file, content):
        counts = self.counts[load] = Counter(rows_read=len(content or []))
        for line, (key, amount, wrong) in enumerate(content or [], start=2):
            stored = self.stored.setdefault(key, [])
            if wrong:
                counts["quarantined"] += 1
                known = key if wrong == "amount" else None
                self.refused.append({"load": load, "file": file, "line": line, "key": known})
            elif stored and stored[-1][0] == amount:
                counts["duplicates"] += 1
            else:
                stored.append((amount, load, file, line))
        if content is not UNREADABLE:
            self.work_off(load, file, {key for key, _, wrong in content if not wrong})

    def work_off(self, load, file, accepted):
        for row in self.refused:
            if row["load"] < load and (row["file"] == file or row["key"] in accepted):
                row.setdefault("worked_off_by", load)

    def reconciliation(self):
        """Rows read, accepted, quarantined, duplicates and superseded of each load."""
        for load, counts in self.counts.items():
            for rows in self.stored.values():
                for row in rows:
                    if row[1] == load:
                        counts["accepted" if row is rows[-1] else "superseded"] += 1
        names = ("rows_read", "accepted", "quarantined", "duplicates", "superseded")
        return [tuple(counts[name] for name in names) for counts in self.counts.values()]

    def quarantine(self):
        return {(row["load"], row["line"], row.get("worked_off_by")) for row in self.refused}

    def conflicts(self):
        """Rows that differ among what each file said last of an order."""
        for key, rows in self.stored.items():
            last = {file: load for _, load, file, _ in rows}
            rivals = [row for row in rows if row[1] == last[row[2]]]
            if len({amount for amount, *_ in rivals}) > 1:
                yield from (
                    (key, file, line, (load, line) == rows[-1][1::2])
                    for _, load, file, line in rivals
                )


def play(shop, dropped):
    """Drop files and take each in; yields load, file and content of those that were read."""
    current = {}
    for name, said in dropped:
        if isinstance(said, str) and said not in current:
            continue
        content = current[name] = current[said] if isinstance(said, str) else said
        rows = [] if content is UNREADABLE else map(written, content)
        shop.drop(f"orders_{name}.csv", [HEADER if content is not UNREADABLE else "a,b", *rows])
        for load in shop.take_in():
            assert load.file == f"orders_{name}.csv"
            yield load.load_id, load.file, content


def written(line):
    key, amount, wrong = line
    cells = [key, "c", AT, "five" if wrong == "amount" else amount, "EUR"]
    return ",".join(cells[:-1] if wrong == "fields" else cells)


def build_models(shop):
    teams = read_reference(shop.home.reference / "none", load_reference_contracts()["teams"])
    shop.engine.replace_with("reference.teams", teams)
    for model in load_catalog():
        if model.schema == "staging" or model.table in ("marts.reconciliation", "marts.conflicts"):
            build_model(shop.engine, model)


def tuples(shop, query):
    return [tuple(row.values()) for row in shop.rows(query)]


def found(shop):
    """Reconciliation, quarantine and conflicts as the pipeline has them."""
    build_models(shop)
    assert shop.rows(read_sql("checks/rows_reconcile.sql")) == []
    reconciled = "select rows_read, accepted, quarantined, duplicates, superseded"
    return (
        sorted(tuples(shop, f"{reconciled} from marts.reconciliation")),
        set(tuples(shop, "select load_id, line, worked_off_by from quarantine_status")),
        set(tuples(shop, "select id, file, line, stands from marts.conflicts")),
    )


@pytest.fixture(scope="module")
def new_shop(new_shared_house):
    def make():
        shop = new_shared_house(f"shop_{next(numbers)}")
        shop.source("orders")
        shop.take_in()
        return shop

    return make


@settings(max_examples=25, deadline=None)
@given(dropped=drops)
def test_every_row_went_where_a_count_by_hand_says(new_shop, dropped):
    shop, accounts = new_shop(), Accounts()
    for load, file, content in play(shop, dropped):
        accounts.read(load, file, content)

    expected = sorted(accounts.reconciliation()), accounts.quarantine(), set(accounts.conflicts())
    assert found(shop) == expected
    shop.take_in(full=True)
    assert found(shop) == expected
