import unicodedata

import pytest

from assets.errors import FileRefused


def test_korean_table_with_two_header_rows(read_workbook, real_exports):
    content = (real_exports / "dirty/korean_spreadsheets/multi_header.xlsx").read_bytes()
    names, rows = read_workbook(content, sheet="데이터", header_rows=2)
    assert names[:5] == [
        "행정구역(동읍면)별(1)",
        "행정구역(동읍면)별(2)",
        "항목",
        "2016 | 계",
        "2016 | 20 - 24세",
    ]
    assert (len(names), len(rows)) == (16, 846)
    assert rows[0][:5] == (3, "전국", "소계", "총인구수 (명)", "51696216")
    assert rows[-1][0] == 848
    assert rows[-1][-1] == "68"


def test_three_header_rows_make_the_first_record_a_part_of_the_names(read_workbook, real_exports):
    content = (real_exports / "dirty/korean_spreadsheets/multi_header.xlsx").read_bytes()
    names, rows = read_workbook(content, sheet="데이터", header_rows=3)
    assert names[3] == "2016 | 계 | 51696216"
    assert len(rows) == 845


def test_lines_are_the_rows_of_the_sheet(read_workbook, make_xlsx):
    content = make_xlsx([], [], [None, "a", "b"], [], [None, 1, 2], [None, "", " "], [None, 3, 4])
    assert read_workbook(content) == (["a", "b"], [(5, "1", "2"), (7, "3", "4")])


def test_titles_above_and_totals_below_are_left_out(read_workbook, make_xlsx):
    content = make_xlsx(
        ["Survey of May"], [], ["Id", "Score"], ["1", 4], ["2", 5], [], ["Total", 9], ["(n=2)"]
    )
    names, rows = read_workbook(content, skip_lines=2, footer_lines=3)
    assert names == ["Id", "Score"]
    assert rows == [(4, "1", "4"), (5, "2", "5")]


def test_declared_names_stand_for_a_missing_header(read_workbook, make_xlsx):
    content = make_xlsx(["1", 4, None], ["2", 5, None])
    names, rows = read_workbook(content, header_rows=0, header=["Id", "Score", "Why"])
    assert names == ["Id", "Score", "Why"]
    assert [row[:3] for row in rows] == [(1, "1", "4"), (2, "2", "5")]
    with pytest.raises(FileRefused, match="2 columns, while `header:` of the source file names 1"):
        read_workbook(content, header_rows=0, header=["Id"])


def test_merged_groups_name_their_columns_and_no_others(read_workbook, make_xlsx):
    content = make_xlsx(
        ["Id", "Service", None, "Food", None, None],
        [None, "speed", "care", "taste", "price", "Comment"],
        list("abcdef"),
        merged=["A1:A2", "B1:C1", "D1:E1"],
    )
    names, rows = read_workbook(content, header_rows=2)
    assert names == [
        "Id",
        "Service | speed",
        "Service | care",
        "Food | taste",
        "Food | price",
        "Comment",
    ]
    assert rows == [(3, *"abcdef")]


def test_group_goes_on_to_the_right_where_nothing_is_merged(read_workbook, make_xlsx):
    content = make_xlsx(["Id", "Service", None], [None, "speed", "care"], [1, 2, 3])
    assert read_workbook(content, header_rows=2)[0] == ["Id", "Service | speed", "Service | care"]


def test_header_in_decomposed_hangul_is_found_by_its_composed_name(read_workbook, make_xlsx):
    names, _ = read_workbook(make_xlsx([unicodedata.normalize("NFD", "만족도\n점수")], [1]))
    assert names == ["만족도 점수"]


def test_fewer_rows_than_the_header_should_have_are_refused(read_workbook, make_xlsx):
    with pytest.raises(FileRefused, match="3 header row") as refused:
        read_workbook(make_xlsx(["a"], ["b"]), header_rows=3)
    assert refused.value.reason == "header_missing"


def test_more_rows_than_one_batch_keep_their_lines(read_workbook, make_xlsx):
    rows = [[number] for number in range(45_000)]
    _, read = read_workbook(make_xlsx(["n"], *rows))
    assert len(read) == 45_000
    assert read[20_000:20_002] == [(20_002, "20000"), (20_003, "20001")]
    assert read[-1] == (45_001, "44999")


def test_stray_cell_beside_the_table_names_no_column(read_workbook, make_xlsx_of):
    content = make_xlsx_of(
        '<row r="1"><c r="A1" t="str"><v>Id</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
        '<row r="3"><c r="XFD3"><v>9</v></c></row>'
    )
    names, rows = read_workbook(content)
    assert names == ["Id"]
    assert rows == [(2, "1"), (3, "")]
