import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.ingest.sniffing.dialect import find_dialect
from assets.ingest.sniffing.header import find_layout


def layout_of(text):
    dialect = find_dialect(text)
    return find_layout(dialect.records(text), whole=True)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_what_splits_all_records_alike(delimiter):
    rows = [["id", "amount", "note"], ["1", "12.5", "a b"], ["2", "7.0", "c d"]]
    text = "".join(delimiter.join(row) + "\n" for row in rows)
    assert find_dialect(text).delimiter == delimiter


def test_decimal_commas_are_no_delimiters():
    text = "tunnus;summa;hinta\n1;12,50;3,20\n2;7,95;1,10\n3;199,00;2,00\n"
    assert find_dialect(text).delimiter == ";"


def test_commas_and_line_breaks_in_quotes_split_nothing():
    text = 'id;comment\n1;"a, b, c\nd; e"\n2;"f, g"\n3;h\n'
    dialect = find_dialect(text)
    assert (dialect.delimiter, dialect.width, dialect.consistency) == (";", 2, 1.0)


def test_single_quotes_and_backslashes_are_found():
    assert find_dialect("id,say\n'1','a, b'\n'2','c, d'\n'3','e'\n").quote == "'"
    text = 'id,say\n"1","say \\"hi\\", twice"\n"2","b"\n"3","say \\"no\\""\n'
    assert find_dialect(text).escape == "\\"


def test_apostrophes_are_no_quotes():
    assert find_dialect("id,say\n1,it's\n2,don't\n3,can't\n4,won't\n").quote == '"'


def test_lines_above_and_below_the_table_are_counted():
    text = (
        "Report of March\n\nid,at,score\n1,2024-03-01,5\n2,2024-03-02,4\n3,2024-03-03,1\nTotal: 3\n"
    )
    layout = layout_of(text)
    assert (layout.skip_lines, layout.header_rows, layout.footer_lines) == (2, 1, 1)


def test_titles_padded_with_delimiters_are_above_the_header():
    text = (
        "만족도 조사,,,\n(단위: 점),,,\n번호,일시,점수,의견\n1,2024-03-01,5,a\n2,2024-03-02,4,b\n"
    )
    layout = layout_of(text)
    assert (layout.skip_lines, layout.header[0][0]) == (2, "번호")


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_header_rows_end_where_numbers_begin(rows):
    head = ["region,2024,2024", "all,men,women", "unit,persons,persons"][:rows]
    if rows == 1:
        head = ["region,men,women"]
    text = "\n".join([*head, *(f"r{i} x,{i}4,{i}7" for i in range(9))]) + "\n"
    assert layout_of(text).header_rows == rows


def test_a_table_without_header_is_told():
    text = "".join(f"{i},2024-03-0{i},open\n" for i in range(1, 9))
    assert layout_of(text).header_rows == 0
    assert layout_of("ann@example.com\nbob@example.com\ncid@example.com\n").header_rows == 0


def test_empty_answers_below_the_header_are_no_header():
    text = "id,score,comment\n1,,\n2,5,good\n3,4,\n4,,bad\n5,1,\n6,2,\n"
    assert layout_of(text).header_rows == 1


@given(st.text(max_size=400))
def test_any_text_has_some_layout(text):
    dialect = find_dialect(text)
    records = dialect.records(text)
    if records:
        layout = find_layout(records, whole=True)
        assert 0 <= layout.skip_lines <= text.count("\n") + text.count("\r") + 1
