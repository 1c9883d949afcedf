"""Dialects, headers and columns that differ: one response stays one row with the same cells."""

import csv
import io
from datetime import datetime, timedelta

import pytest

COLUMNS = {"order_id": "Id", "customer_id": "Who", "ordered_at": "At", "currency": "Note"}
RECORDS = [
    ["1", "k", "9876", 'line one\nline "two"\n\nline four'],
    ["2", "m", "98", "semi;colon, comma\tand tab | bar"],
    ["3", "k", "97", '"quoted", and more'],
    ["4", "m", "96", "Id"],
    ["5", "k", "95", ""],
]
TITLE = 'Orders "May", all teams\n\n'


def write(delimiter=",", line_end="\r\n", quoting=csv.QUOTE_MINIMAL, above="", headers=()):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    writer.writerows([*headers, list(COLUMNS.values()), *RECORDS])
    return above + text.getvalue()


GROUPS = ["Order", "", "", "Text"]
UNITS = ["", "", "UTC", ""]
LAYOUTS = {
    "semicolons": ({"delimiter": ";"}, {"delimiter": ";"}),
    "tabs": ({"delimiter": "\t"}, {"delimiter": "\t"}),
    "bars": ({"delimiter": "|"}, {"delimiter": "|"}),
    "line feeds": ({"line_end": "\n"}, {}),
    "every cell quoted": ({"quoting": csv.QUOTE_ALL}, {}),
    "a preamble": ({"above": TITLE}, {"skip_lines": 2}),
    "two header rows": (
        {"headers": [GROUPS]},
        {
            "header_rows": 2,
            "columns": {
                "order_id": "Order | Id",
                "customer_id": "Order | Who",
                "ordered_at": "Order | At",
                "currency": "Text | Note",
            },
        },
    ),
    "a preamble and three header rows": (
        {"above": TITLE, "headers": [GROUPS, UNITS], "delimiter": ";"},
        {
            "skip_lines": 2,
            "header_rows": 3,
            "delimiter": ";",
            "columns": {
                "order_id": "Order | Id",
                "customer_id": "Order | Who",
                "ordered_at": "Order | UTC | At",
                "currency": "Text | UTC | Note",
            },
        },
    ),
}


def cells_of(house):
    columns = ("order_id", "ordered_at", "currency")
    return [tuple(row[name] for name in columns) for row in house.raw("orders")]


@pytest.mark.parametrize(("written", "declared"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_one_response_is_one_row_in_every_layout(house, written, declared):
    house.source("orders", **{"columns": COLUMNS, "date_format": "epoch", **declared})
    house.drop("orders.csv", write(**written))
    (load,) = house.take_in()
    assert (load.rows_read, load.stored) == (len(RECORDS), len(RECORDS))
    assert cells_of(house) == [
        (number, datetime(1970, 1, 1) + timedelta(seconds=int(at)), note or None)
        for number, _, at, note in RECORDS
    ]
    assert len({row["customer_id"] for row in house.raw("orders")}) == 2


def test_layout_that_was_not_declared_is_refused_and_stores_nothing(house):
    house.source("orders", columns=COLUMNS, date_format="epoch", files="*")
    wrong = [written for written, declared in LAYOUTS.values() if declared]
    for number, written in enumerate(wrong):
        house.drop(f"orders_{number}.csv", write(**written))
    loads = house.take_in()
    assert {load.refused for load in loads} <= {"column_missing", "header_unreadable"}
    assert house.raw("orders") == []


def with_columns(names):
    """The export with these columns; a name that is new holds `x`."""
    text = io.StringIO(newline="")
    records = [dict(zip(COLUMNS.values(), record, strict=True)) for record in RECORDS]
    writer = csv.writer(text)
    writer.writerows([names, *[[record.get(name, "x") for name in names] for record in records]])
    return text.getvalue()


NAMES = [*COLUMNS.values()]


@pytest.fixture
def take_in(house):
    """Takes in the export as it was and with other columns, each from a source of its own."""

    def take(*others):
        for number, names in enumerate([NAMES, *others]):
            house.source(f"s{number}", "orders", columns=COLUMNS, date_format="epoch")
            house.drop(f"s{number}.csv", with_columns(names))
        first, *loads = house.take_in()
        assert first.stored == len(RECORDS)
        rows = {load.source: [] for load in (first, *loads)}
        for row in house.raw("orders"):
            rows[row["_source"]].append({k: v for k, v in row.items() if k[0] != "_"})
        return loads, [*rows.values()]

    return take


def test_reordered_columns_change_nothing(take_in):
    _, (first, *others) = take_in(NAMES[::-1], NAMES[2:] + NAMES[:2])
    assert others == [first, first]


def test_added_column_changes_nothing(take_in):
    _, (first, *others) = take_in(["Region", *NAMES], [*NAMES[:2], "Region", *NAMES[2:]])
    assert others == [first, first]


def test_renamed_column_is_refused_with_the_nearest_name(take_in):
    renamed = {"Who": "Whom", "At": "Att", "Note": "Notes"}
    loads, (_, *others) = take_in(
        *[[new if name == old else name for name in NAMES] for old, new in renamed.items()]
    )
    for load, (old, new) in zip(loads, renamed.items(), strict=True):
        assert load.refused == "column_missing"
        assert f"`{old}`; did you mean `{new}`?" in load.message
    assert others == [[]] * 3


def test_removed_column_is_refused_although_the_feed_can_do_without(take_in):
    loads, (_, *others) = take_in(*[[n for n in NAMES if n != gone] for gone in NAMES])
    assert {load.refused for load in loads} == {"column_missing"}
    assert others == [[]] * 4


def test_file_refused_for_a_renamed_column_ends_where_a_clean_home_does(new_house):
    house, fresh = new_house("house"), new_house("fresh")
    (fresh.home.root / ".customer_secret").write_text(house.home.customer_secret().hex())
    for each, exports in ((house, [["Id", "Who", "At", "Notes"], NAMES]), (fresh, [NAMES])):
        each.source("orders", columns=COLUMNS, date_format="epoch")
        for names in exports:
            each.drop("orders.csv", with_columns(names))
            each.take_in()
    assert len(house.raw("orders")) == len(RECORDS)
    assert house.raw("orders") == fresh.raw("orders")
