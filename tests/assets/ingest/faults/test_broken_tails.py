"""Files whose end went wrong in other ways than a plain cut, and formats that must be whole."""

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

COLUMNS = {"order_id": "o", "customer_id": "c", "ordered_at": "t", "currency": "u"}
HEADER = "o,c,t,u,note\n"
FIRST = "1,k,9876,EUR,a\n"
LAST = "2,m,9876,EUR,beta\n"


@pytest.fixture
def take_in(house):
    """Takes in one CSV; gives its ledger row, the ids that stand, and reasons of the others."""

    def take(content, **declared):
        house.source("orders", **{"columns": COLUMNS, "date_format": "epoch", **declared})
        house.drop("orders.csv", content)
        load = house.take_in()[0]
        assert load.rows_read == load.stored + load.quarantined + load.duplicates
        rows = [(row["order_id"], row["currency"]) for row in house.raw("orders")]
        return load, rows, [reason for (reason,) in house.quarantine("reason")]

    return take


WHOLE_ROWS = [("1", "EUR"), ("2", "EUR")]


def test_row_whose_end_nobody_asks_for_is_kept_although_it_was_cut(take_in):
    _, rows, reasons = take_in(HEADER + FIRST + LAST[:-3])
    assert (rows, reasons) == (WHOLE_ROWS, [])


def test_last_row_is_kept_where_the_export_writes_no_final_line_break(take_in):
    with_note = {**COLUMNS, "referred_by": "note"}
    content = HEADER + FIRST + LAST.rstrip()
    _, rows, reasons = take_in(content, columns=with_note, final_line_break=False)
    assert (rows, reasons) == (WHOLE_ROWS, [])


def test_last_row_is_doubted_where_the_final_line_break_is_missing(take_in):
    _, rows, reasons = take_in(
        HEADER + FIRST + LAST.rstrip(), columns={**COLUMNS, "referred_by": "note"}
    )
    assert (rows, reasons) == (WHOLE_ROWS[:1], ["cut_off"])


@pytest.mark.parametrize("kept", [0, 4, 14])
def test_zeros_that_a_power_cut_left_at_the_end_change_no_row(take_in, kept):
    content = (HEADER + FIRST + LAST[:kept]).encode() + bytes(500)
    _, rows, reasons = take_in(content)
    assert rows[:1] == WHOLE_ROWS[:1]
    assert rows == WHOLE_ROWS[: len(rows)]
    assert len(rows) + len(reasons) >= 1 + (kept > 0)


@pytest.mark.parametrize("kept", [3, 17])
def test_row_that_was_cut_is_not_taken_for_the_footer(take_in, kept):
    load, rows, reasons = take_in(HEADER + FIRST + LAST[:kept], footer_lines=1)
    accounted = len(rows) + len(reasons) == 2
    assert load.refused or accounted, "the file lost its footer, and the row was left out for it"


def test_file_cut_in_its_preamble_is_refused(take_in):
    load, _, _ = take_in("Orders of", skip_lines=2)
    assert load.refused == "header_missing"


def test_export_that_grows_takes_the_row_that_was_cut_before(take_in):
    content = HEADER + FIRST + LAST
    take_in(content[:-8])
    load, rows, _ = take_in(content)
    assert (load.stored, load.duplicates, rows) == (1, 1, WHOLE_ROWS)


@pytest.fixture(scope="module")
def binaries():
    """Whole files of the formats that say themselves where they end."""
    table = pa.table({"o": ["1", "2"], "c": ["k", "m"], "t": ["9876", "98"], "u": ["EUR", "원"]})
    parquet, xlsx = io.BytesIO(), io.BytesIO()
    pq.write_table(table, parquet)
    table.to_pandas().to_excel(xlsx, index=False)
    return {"parquet": parquet.getvalue(), "xlsx": xlsx.getvalue()}


@pytest.mark.parametrize("kind", ["parquet", "xlsx"])
def test_binary_file_that_was_cut_is_refused_whole_and_read_when_it_is_whole(
    new_house, binaries, kind
):
    house, content = new_house(), binaries[kind]
    house.source("orders", format=kind, columns=COLUMNS, date_format="epoch", files="*/orders")
    for end in [*range(len(content) - 9, len(content)), *range(0, len(content), 250)]:
        house.drop(f"cut_{end}/orders", content[:end])
    loads = house.take_in()
    assert [load.file for load in loads if not load.refused] == []
    assert (house.raw("orders"), house.quarantine()) == ([], [])
    house.drop("cut_0/orders", content)
    house.take_in()
    assert [(row["order_id"], row["currency"]) for row in house.raw("orders")] == [
        ("1", "EUR"),
        ("2", "원"),
    ]
