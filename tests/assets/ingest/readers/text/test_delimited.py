import csv
import io

import pytest

from assets.errors import FileRefused
from assets.ingest.readers.text.header import number_repeats


def refusal(read_content, content, **dialect):
    with pytest.raises(FileRefused) as caught:
        read_content(content, **dialect)
    return caught.value


def test_rows_are_read_as_text_with_their_lines(read_content):
    content = "id,amount\n007,1.50\n8,\n"
    assert read_content(content) == (["id", "amount"], [(2, "007", "1.50"), (3, "8", "")], [])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_declared_delimiter_is_used(read_content, delimiter):
    content = io.StringIO()
    csv.writer(content, delimiter=delimiter).writerows([["id", "note"], ["1", "a,b;c\td|e"]])
    _, rows, rejects = read_content(content.getvalue(), delimiter=delimiter)
    assert (rows, rejects) == ([(2, "1", "a,b;c\td|e")], [])


def test_declared_quote_is_used(read_content):
    _, rows, _ = read_content("id,note\n1,'a,''b'''\n", quote="'")
    assert rows == [(2, "1", "a,'b'")]


@pytest.mark.parametrize("end", ["", "\n"])
def test_last_line_may_lack_its_line_break(read_content, end):
    _, rows, rejects = read_content(f"id,note\n1,a\n2,b{end}")
    assert (rows, rejects) == ([(2, "1", "a"), (3, "2", "b")], [])


def test_windows_line_ends_are_no_part_of_the_cells(read_content):
    _, rows, _ = read_content('id,note\r\n1,a\r\n2,"b\r\nc"\r\n3,d\r\n')
    assert rows == [(2, "1", "a"), (3, "2", "b\nc"), (5, "3", "d")]


def test_line_ends_may_be_mixed(read_content):
    _, rows, rejects = read_content("id,note\n1,a\r\n2,b\n")
    assert (rows, rejects) == ([(2, "1", "a"), (3, "2", "b")], [])


@pytest.mark.parametrize("content", ["id,note\n", "id,note", "id,note\r\n"])
def test_header_only_is_no_rows_and_no_error(read_content, content):
    assert read_content(content) == (["id", "note"], [], [])


@pytest.mark.parametrize("content", ["\n", "\nid,note\n1,a\n"])
def test_file_without_a_header_is_refused(read_content, content):
    assert refusal(read_content, content).reason == "header_missing"


def test_header_with_an_unclosed_quote_is_refused(read_content):
    assert refusal(read_content, 'id,"note\n1,a\n').reason == "header_unreadable"


def test_line_break_in_the_header_costs_no_row(read_content):
    names, rows, rejects = read_content('id,"note\nfor\nus"\n1,a\n2,b\n3\n4,c\n')
    assert names == ["id", "note\nfor\nus"]
    assert rows == [(4, "1", "a"), (5, "2", "b"), (7, "4", "c")]
    assert rejects == [(6, "wrong_field_count")]


def test_header_names_that_come_again_are_numbered(read_content):
    names, rows, _ = read_content("Comment,id,Comment,Comment\na,1,b,c\n")
    assert names == ["Comment", "id", "Comment #2", "Comment #3"]
    assert rows == [(2, "a", "1", "b", "c")]


def test_numbered_name_that_an_export_has_already_hides_no_column(read_content):
    names, rows, _ = read_content("Comment,Comment #2,Comment\na,b,c\n")
    assert len(set(names)) == 3
    assert rows == [(2, "a", "b", "c")]


def test_names_are_compared_without_outer_spaces():
    assert number_repeats([" id", "id ", "note"]) == ["id", "id #2", "note"]


@pytest.mark.parametrize("end", ["\n", ""])
@pytest.mark.parametrize("bad", ["2", "2,b,c", "2,b,", "2,b,,", '"2"'])
def test_record_with_a_wrong_number_of_fields_is_kept_aside(read_content, bad, end):
    _, rows, rejects = read_content(f"id,note\n1,a\n{bad}{end}")
    assert (rows, rejects) == ([(2, "1", "a")], [(3, "wrong_field_count")])


def test_cells_shifted_by_a_bare_delimiter_are_kept_aside_although_the_last_is_empty(read_content):
    _, rows, rejects = read_content("id,name,note\n1,Kim, Minsu,\n2,Lee,\n")
    assert (rows, rejects) == ([(3, "2", "Lee", "")], [(2, "wrong_field_count")])


@pytest.mark.parametrize("end", ["\n", ""])
def test_only_record_may_be_a_bad_one(read_content, end):
    assert read_content(f"id,note\n1{end}")[1:] == ([], [(2, "wrong_field_count")])


@pytest.mark.parametrize("end", ["\n", ""])
def test_unclosed_quote_is_kept_aside_where_it_opens(read_content, end):
    _, rows, rejects = read_content(f'id,note\n1,"a\nb"\n2,"c\n3,d\n4,e{end}')
    assert (rows, rejects) == ([(2, "1", "a\nb")], [(4, "unclosed_quote")])


def test_text_after_a_closing_quote_is_kept_aside(read_content):
    _, rows, rejects = read_content('id,note\n1,"a"b\n2,c\n')
    assert (rows, [line for line, _ in rejects]) == ([(3, "2", "c")], [2])


def test_quote_inside_an_unquoted_cell_is_kept_aside(read_content):
    _, rows, rejects = read_content('id,note\n1,5" pipe\n2,b\n')
    assert (rows, rejects) == ([(3, "2", "b")], [(2, "stray_quote")])


def test_two_cells_that_became_one_are_kept_aside_although_their_number_is_right(read_content):
    _, rows, rejects = read_content('id,name,note\n1,Boots"Here, now."\n2,b,"c\nd"\n3,e,f\n')
    assert (rows, rejects) == ([(3, "2", "b", "c\nd"), (5, "3", "e", "f")], [(2, "stray_quote")])


def test_declared_escape_stands_before_quotes_only(read_content):
    _, rows, rejects = read_content('id,note\n1,"8\\\'9\\" long"\n', escape="\\")
    assert (rows, rejects) == ([(2, "1", "8\\'9\" long")], [])


def test_declared_escape_may_escape_itself_before_a_closing_quote(read_content):
    content = 'id,"a \\"note\\""\n1,"C:\\\\"\n2,"x\\\\\\"y"\n3,\\n\n'
    names, rows, rejects = read_content(content, escape="\\")
    assert names == ["id", 'a "note"']
    assert (rows, rejects) == ([(2, "1", "C:\\"), (3, "2", 'x\\"y'), (4, "3", "\\n")], [])


def test_name_may_hold_a_delimiter_of_several_characters(read_content):
    assert read_content('"id, old", note\n1, a\n', delimiter=", ")[0] == ["id, old", "note"]


def test_lines_behind_a_record_of_megabytes_are_those_of_the_file(read_content):
    huge = "x\n" * 3_000_000
    content = f'id,note\n1,a\n2,"{huge}"\n3,b\n4\n5,c"d\n6,e\n'
    _, rows, rejects = read_content(content)
    assert (rows, rejects) == (
        [(2, "1", "a"), (3_000_004, "3", "b"), (3_000_007, "6", "e")],
        [(3, "row_too_long"), (3_000_005, "wrong_field_count"), (3_000_006, "stray_quote")],
    )


def test_lines_above_and_below_the_table_are_left_out(read_content):
    content = 'Report "May\n\nid,note\n1,a\n2\nTotal: 2\n'
    _, rows, rejects = read_content(content, skip_lines=2, footer_lines=1)
    assert (rows, rejects) == ([(4, "1", "a")], [(5, "wrong_field_count")])


def test_table_that_begins_below_another_is_kept_aside(read_content):
    _, rows, rejects = read_content("id,note\n1,a\nid,note\n2,b\n")
    assert (rows, rejects) == ([(2, "1", "a")], [(3, "second_table"), (4, "second_table")])


def test_column_is_named_by_all_declared_header_rows(read_content):
    content = "Score,,Note\nfirst,second,Note\n1,2,c\n"
    names, rows, _ = read_content(content, header_rows=2)
    assert (names, rows) == (["Score | first", "Score | second", "Note"], [(3, "1", "2", "c")])


def test_file_without_a_header_gets_the_declared_names(read_content):
    names, rows, _ = read_content("1,a\n2,b\n", header_rows=0, header=["id", "note"])
    assert (names, rows) == (["id", "note"], [(1, "1", "a"), (2, "2", "b")])


def test_declared_names_must_fit_the_records(read_content):
    refused = refusal(read_content, "1,a,x\n", header_rows=0, header=["id", "note"])
    assert refused.reason == "header_unreadable"


def test_lines_may_end_with_a_carriage_return(read_content):
    assert read_content("id,note\r1,a\r2,b\r")[1] == [(2, "1", "a"), (3, "2", "b")]


def test_delimiter_may_have_several_characters(read_content):
    names, rows, _ = read_content('id, note\n1, "a, b"\n2, c\n', delimiter=", ")
    assert (names, rows) == (["id", "note"], [(2, "1", "a, b"), (3, "2", "c")])


def test_record_of_megabytes_is_kept_aside_and_the_rest_is_read(read_content):
    _, rows, rejects = read_content("id,note\n1,a\n2," + "x" * 3_000_000 + "\n3,b\n")
    assert (rows, rejects) == ([(2, "1", "a"), (4, "3", "b")], [(3, "row_too_long")])


@pytest.mark.parametrize("cell", ["NULL", "nan", "None", "#N/A", "007", "1e5", "true", " a "])
def test_cell_that_looks_like_a_value_stays_text(read_content, cell):
    assert read_content(f"id,note\n1,{cell}\n")[1] == [(2, "1", cell)]


def test_empty_and_empty_quoted_cells_are_empty(read_content):
    assert read_content('id,note,more\n1,,""\n')[1] == [(2, "1", "", "")]


def test_rows_of_an_earlier_file_are_forgotten(read_content):
    read_content("id,note\n1\n2\n3,a\n")
    assert read_content("id,note\n1,a\n")[1:] == ([(2, "1", "a")], [])
