import json
from datetime import UTC, datetime

import pytest

from assets.demo.inbox import write_demo


def moment(text):
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)


@pytest.fixture(scope="module")
def demo(new_shared_house):
    """A small demo, read once."""
    house = new_shared_house("demo")
    write_demo(house.home.root, tickets=500, seed=7)
    manifest = json.loads((house.home.root / "demo_manifest.json").read_text("utf-8"))
    house.as_of = moment(manifest["as_of"])
    house.take_in()
    return house, manifest["files"]


def by_file(entries):
    return {(entry["source"], entry["file"]): entry for entry in entries}


def test_ledger_names_the_files_of_the_manifest(demo):
    house, written = demo
    assert by_file(house.rows("from ledger")).keys() == by_file(written).keys()


def test_no_file_of_the_demo_is_refused(demo):
    house, _ = demo
    assert house.rows("select file, message from ledger where refused is not null") == []


@pytest.mark.parametrize(
    ("told", "counted"),
    [("rows", "rows_read"), ("accepted", "stored"), ("duplicates", "duplicates")],
)
def test_ledger_counts_what_the_manifest_tells(demo, told, counted):
    house, written = demo
    ledger = by_file(house.rows("from ledger"))
    expected = {key: entry[told] for key, entry in by_file(written).items()}
    assert {key: row[counted] for key, row in ledger.items()} == expected


def test_quarantine_holds_the_faults_that_the_manifest_tells(demo):
    house, written = demo
    grouped = "select source, file, reason, count(*) as n from quarantine group by all"
    found = {(row["source"], row["file"], row["reason"]): row["n"] for row in house.rows(grouped)}
    expected = {
        (entry["source"], entry["file"], reason): count
        for entry in written
        for reason, count in entry["quarantined"].items()
    }
    assert found == expected
    assert found


def test_every_line_of_quarantine_is_a_line_of_its_file(demo):
    house, _ = demo
    for file, line in house.quarantine("file", "line"):
        content = (house.home.inbox / file).read_text("utf-8-sig")
        assert 1 <= line <= max(content.count("\n"), content.count('"id"'))


def test_reading_the_demo_again_changes_nothing(demo):
    house, _ = demo
    assert house.take_in() == []
