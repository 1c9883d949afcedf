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
        {"team": "Seoul Care", "business_unit": None, "country": None, "team_id": None}
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
