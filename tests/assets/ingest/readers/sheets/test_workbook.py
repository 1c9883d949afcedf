from datetime import date

import pytest

from assets.errors import FileRefused


def test_unknown_sheet_is_refused_with_the_nearest_one(read_workbook, make_xlsx):
    with pytest.raises(FileRefused, match="no sheet `Answer`; did you mean `Answers`") as refused:
        read_workbook(make_xlsx(Answers=[["a"]], Notes=[["b"]]), sheet="Answer")
    assert refused.value.reason == "sheet_missing"


def test_empty_sheets_beside_the_table_do_not_matter(read_workbook, make_xlsx):
    content = make_xlsx(First=[], Blank=[["", "  "]], Data=[["a"], [1]])
    assert read_workbook(content) == (["a"], [(2, "1")])


@pytest.mark.parametrize("rows", [[], [["", " "], [None, "\t"]]])
def test_workbook_without_a_word_is_refused(read_workbook, make_xlsx, rows):
    with pytest.raises(FileRefused) as refused:
        read_workbook(make_xlsx(*rows))
    assert refused.value.reason == "empty_file"


NO_XLSX = {
    "nothing": (b"", "empty_file", "0 bytes"),
    "csv": (b"Id,At\n1,2\n", "not_a_workbook", "no workbook"),
    "zip": (b"PK\x05\x06" + bytes(18), "not_a_workbook", "zip"),
    "half a signature": (b"PK", "workbook_damaged", "export it again"),
    "web page": (b"<html><table>", "not_a_workbook", "no workbook"),
}


@pytest.mark.parametrize(("content", "reason", "message"), NO_XLSX.values(), ids=NO_XLSX.keys())
def test_file_that_is_no_xlsx_is_refused(read_workbook, content, reason, message):
    with pytest.raises(FileRefused, match=message) as refused:
        read_workbook(content)
    assert refused.value.reason == reason


def test_xlsx_that_was_cut_anywhere_is_refused(read_workbook, make_xlsx):
    content = make_xlsx(["Id", "At"], ["1", date(2026, 5, 1)])
    for end in range(len(content)):
        with pytest.raises(FileRefused):
            read_workbook(content[:end])
    assert len(read_workbook(content)[1]) == 1
