"""Files that hold nothing: an error or a count of zero, and what was read before stays."""

import pytest

HEADER = "order_id,customer_id,ordered_at,amount,currency"
NOTHING = {
    "no byte": (b"", "empty_file"),
    "a byte-order mark": (b"\xef\xbb\xbf", "header_missing"),
    "a line break": (b"\n", "header_missing"),
    "zeros": (bytes(4096), "column_missing"),
    "delimiters": (b",,,,\n", "header_missing"),
    "a header": (HEADER.encode() + b"\n", None),
    "a header without a line break": (HEADER.encode(), None),
    "a header with a byte-order mark": (b"\xef\xbb\xbf" + HEADER.encode() + b"\r\n", None),
}


WHOLE = [("1", 5), ("2", 5)]


def standing(house, source="orders"):
    """What stands of one source, whose ids begin with its name."""
    ids = {row["order_id"]: row["amount"] for row in house.staged("orders")}
    return sorted((key[len(source) :], n) for key, n in ids.items() if key.startswith(source))


def lines_of(source, numbers):
    return [HEADER, *[f"{source}{n},c,2026-05-01 10:00:00,5,EUR" for n in numbers]]


@pytest.fixture(scope="module")
def emptied(new_shared_house):
    """For each kind of nothing that followed a whole file: ledger row, report and what stands."""
    house = new_shared_house()
    names = {kind: f"s{number:02}" for number, kind in enumerate(NOTHING)}
    for name in names.values():
        house.source(name, "orders")
        house.drop(f"{name}.csv", lines_of(name, "12"))
    house.take_in()
    for kind, name in names.items():
        house.drop(f"{name}.csv", NOTHING[kind][0])
    loads = {load.source: load for load in house.take_in()}
    told = {line.split(":")[0]: line for line in house.lines}
    return {kind: (loads[n], told[n], standing(house, n)) for kind, n in names.items()}


@pytest.mark.parametrize("kind", NOTHING)
def test_file_of_nothing_is_told_and_wipes_nothing(emptied, kind):
    load, told, stands = emptied[kind]
    refused = NOTHING[kind][1]
    assert (load.refused, load.rows_read, load.stored) == (refused, 0, 0)
    assert (refused or " 0 rows") in told
    assert stands == WHOLE


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("json", b"[]"),
        ("jsonl", b"\n"),
        ("qualtrics_csv", b"ResponseId,RecordedDate\nid,at\n"),
    ],
)
def test_other_formats_without_rows_are_no_rows(house, kind, content):
    columns = {"response_id": "ResponseId", "submitted_at": "RecordedDate"}
    constants = {"survey": "s", "kind": "pulse"}
    house.source("survey", format=kind, columns=columns, constants=constants)
    house.drop("survey.csv", content)
    (load,) = house.take_in()
    assert (load.refused, load.rows_read) == (None, 0)


def test_rows_that_come_after_a_file_of_nothing_are_read(house):
    house.source("orders")
    contents = [lines_of("orders", "12"), b"", lines_of("orders", "123")]
    for content in contents:
        house.drop("orders.csv", content)
        (load,) = house.take_in()
    assert (load.stored, load.duplicates) == (1, 2)
    assert standing(house) == [*WHOLE, ("3", 5)]
