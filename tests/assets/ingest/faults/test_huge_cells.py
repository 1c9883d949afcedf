"""Cells of many megabytes: their row is quarantined, the others are read, memory stays small."""

import subprocess
import sys

import pytest

HEADER = "o,c,t,u\n"
FIRST, LAST = "1,k,98,EUR\n", "3,m,98,EUR\n"
MEGABYTES = 100
MOST_BYTES = 1_500_000_000
COLUMNS = {"order_id": "o", "customer_id": "c", "ordered_at": "t", "currency": "u"}
# In a process of its own, since the peak of a process never falls again.
TAKE_IN = """
import resource, sys
from datetime import datetime
from pathlib import Path
from assets.ingest.intake import take_in
from assets.warehouse.duckdb import open_engine
from assets.warehouse.home import Home
from assets.warehouse.run import PrivacyRules, PublishingRules, Run

home, rules = Home(Path(sys.argv[1])), (PrivacyRules(10, 20), PublishingRules("v1.2.0", 12))
with open_engine(Path(":memory:")) as engine:
    (load,) = take_in(Run(home, engine, datetime(2026, 6, 1), False, *rules), print)
    ids = [row["order_id"] for row in engine.query("select order_id from raw.orders").to_pylist()]
print(load.rows_read, load.stored, load.quarantined, ",".join(sorted(ids)))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def test_cell_of_100_megabytes_costs_its_row_alone_and_little_memory(house):
    house.source("orders", columns=COLUMNS, date_format="epoch")
    with (house.home.inbox / "orders.csv").open("w") as export:
        export.write(HEADER + FIRST + '2,k,98,"')
        export.writelines("x" * 1_000_000 for _ in range(MEGABYTES))
        export.write('"\n' + LAST)
    command = [sys.executable, "-c", TAKE_IN, str(house.home.root)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    *_, counts, peak_bytes = done.stdout.splitlines()
    assert counts == "3 2 1 1,3"
    assert int(peak_bytes) < MOST_BYTES


@pytest.mark.parametrize(
    "cell",
    ["x" * 3_000_000, "a, b " * 600_000, '""' * 1_500_000],
    ids=["letters", "delimiters", "quotes"],
)
def test_cell_of_megabytes_is_one_refused_row(house, cell):
    house.source("orders", columns=COLUMNS, date_format="epoch")
    house.drop("orders.csv", f'{HEADER}{FIRST}2,k,98,"{cell}"\n{LAST}')
    (load,) = house.take_in()
    assert (load.rows_read, load.stored, load.quarantined) == (3, 2, 1)
    assert house.quarantine("line") == [(3,)]
    assert all(len(row["original"] or "") < 5_000 for row in house.quarantine())


@pytest.mark.parametrize("megabytes", [3, 66])
def test_lines_of_a_huge_cell_are_no_rows(house, megabytes):
    house.source("orders", columns=COLUMNS, date_format="epoch")
    line = "7,k,98,forged by a comment\n"
    cell = line * (megabytes * 1_000_000 // len(line))
    house.drop("orders.csv", f'{HEADER}{FIRST}2,k,98,"{cell}"\n{LAST}')
    (load,) = house.take_in()
    assert {row["order_id"] for row in house.raw("orders")} == {"1", "3"}
    assert (load.rows_read, load.stored, load.quarantined) == (3, 2, 1)


def test_huge_header_cell_refuses_the_file(house):
    house.source("orders", columns=COLUMNS, date_format="epoch")
    house.drop("orders.csv", "o,c,t,u," + "x" * 3_000_000 + "\n1,k,98,EUR,\n")
    (load,) = house.take_in()
    assert load.refused == "header_unreadable"
    assert len(load.message) < 1_000
