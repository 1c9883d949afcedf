import re

import pytest

from assets.contracts.reference_tables import load_reference_contracts, read_reference
from assets.errors import ContractError

HEADER = "metric,scope_kind,scope,target\n"
ROW = "nps,team,Seoul Care,40\n"


@pytest.fixture
def read(tmp_path):
    """Reads content as reference/targets.csv."""

    def read_targets(content, encoding="utf-8"):
        path = tmp_path / "targets.csv"
        path.write_bytes(content.encode(encoding))
        return read_reference(path, load_reference_contracts()["targets"]).to_pylist()

    return read_targets


@pytest.fixture
def refusal(read):
    def read_refused(content, encoding="utf-8"):
        with pytest.raises(ContractError) as caught:
            read(content, encoding)
        return str(caught.value)

    return read_refused


def test_rows_are_read_with_their_types(read):
    row = {"metric": "nps", "scope_kind": "team", "scope": "Seoul Care", "target": 40.0}
    assert read(HEADER + ROW) == [row]


def test_columns_may_come_in_any_order(read):
    assert read("target,scope,scope_kind,metric\n40,Seoul Care,team,nps\n") == read(HEADER + ROW)


def test_byte_order_mark_is_no_part_of_the_first_column(read):
    assert read(HEADER + ROW, "utf-8-sig") == read(HEADER + ROW)


def test_missing_file_is_an_empty_table(tmp_path):
    contract = load_reference_contracts()["targets"]
    table = read_reference(tmp_path / "targets.csv", contract)
    assert (table.num_rows, table.column_names) == (0, list(contract.columns))


def test_header_only_is_an_empty_table(read):
    assert read(HEADER) == []


def test_optional_column_may_be_missing_and_optional_cell_empty(tmp_path):
    path = tmp_path / "teams.csv"
    path.write_text("team,country\nSeoul Care,\n", "utf-8")
    table = read_reference(path, load_reference_contracts()["teams"])
    assert table.to_pylist() == [
        {
            "team": "Seoul Care",
            "business_unit": None,
            "country": None,
            "team_id": None,
            "time_zone": None,
        }
    ]


def test_unknown_column_is_refused_with_the_nearest_name(refusal):
    message = refusal("metric,scope_kind,scope,target,scop\n" + ROW)
    assert "`scop`" in message
    assert "`scope`" in message


def test_missing_required_column_is_refused_with_the_nearest_name(refusal):
    message = refusal("metric,scope_kind,target\nnps,team,40\n")
    assert "`scope` is missing" in message
    assert "`scope_kind`" in message


@pytest.mark.parametrize("cell", ["forty", '"40,5"', "nan", "inf", "1_000"])
def test_cell_that_is_no_number_is_refused_with_line_and_column(refusal, cell):
    message = refusal(HEADER + ROW + f"nps,company,all,{cell}\n")
    assert "targets.csv, line 3, column target" in message


def test_empty_required_cell_is_refused_with_line_and_column(refusal):
    assert "line 3, column scope" in refusal(HEADER + ROW + "nps,team,  ,40\n")


def test_key_that_comes_twice_is_refused_with_both_lines(refusal):
    message = refusal(HEADER + ROW + "csat,company,all,4.5\n" + "nps,team, Seoul Care ,41\n")
    assert "line 4" in message
    assert "line 2" in message


def test_row_with_too_many_cells_is_refused_with_its_line(refusal):
    assert "line 2" in refusal(HEADER + "nps,team,Seoul Care,40,5\n")


def test_unclosed_quote_is_refused_with_the_file(refusal):
    assert "targets.csv" in refusal(HEADER + 'nps,team,"Seoul Care,40\n')


def test_other_encoding_is_refused_with_the_file(refusal):
    assert "targets.csv" in refusal(HEADER + "nps,team,서울,40\n", "cp949")


@pytest.fixture
def read_hours(tmp_path):
    """Reads one row as reference/business_hours.csv."""

    def read(row):
        path = tmp_path / "business_hours.csv"
        path.write_text(f"schedule,time_zone,weekday,start_local,end_local\n{row}\n", "utf-8")
        return read_reference(path, load_reference_contracts()["business_hours"]).to_pylist()

    return read


def test_clock_times_are_seconds_since_midnight(read_hours):
    (row,) = read_hours("Office,Europe/London,monday,9:30,24:00")
    assert (row["weekday"], row["start_local"], row["end_local"]) == ("Monday", 34_200, 86_400)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("Office,Europe/Londen,Monday,09:00,17:00", "`Europe/Londen` is no time zone"),
        ("Office,,Mondy,09:00,17:00", "`Mondy` is no weekday"),
        ("Office,,Monday,9 am,17:00", "`9 am` is no time"),
        ("Office,,Monday,09:00,24:30", "`24:30` is no time"),
        ("Night,,Monday,22:00,06:00", "column end_local: must be later than start_local"),
    ],
)
def test_hours_that_cannot_be_are_refused_with_what_is_wrong(read_hours, row, wrong):
    with pytest.raises(ContractError, match=re.escape(wrong)):
        read_hours(row)


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("No", False), ("TRUE", True)])
def test_yes_and_no_are_truth_values(tmp_path, text, value):
    path = tmp_path / "schedules.csv"
    path.write_text(f"schedule,is_default\nOffice,{text}\n", "utf-8")
    (row,) = read_reference(path, load_reference_contracts()["schedules"]).to_pylist()
    assert row["is_default"] is value


def test_a_second_default_schedule_is_refused_with_its_line_and_the_first(tmp_path):
    path = tmp_path / "schedules.csv"
    path.write_text("schedule,is_default\nDay,yes\nNight,no\nLate,yes\n", "utf-8")
    with pytest.raises(ContractError, match=r"line 4, column is_default: yes, as for `Day`"):
        read_reference(path, load_reference_contracts()["schedules"])


def test_a_holiday_is_a_date(tmp_path):
    path = tmp_path / "holidays.csv"
    path.write_text("schedule,date\nOffice,6.12.2026\n", "utf-8")
    with pytest.raises(ContractError, match=r"line 2, column date: `6\.12\.2026` is no date"):
        read_reference(path, load_reference_contracts()["holidays"])
