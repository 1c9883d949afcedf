import pytest
from openpyxl.utils import get_column_letter

from assets.errors import FileRefused
from assets.ingest.readers.sheets.sheet_marks import NOT_CALCULATED
from assets.ingest.readers.sheets.xlsx_scan import column_number, scan_xlsx


@pytest.fixture
def scan(tmp_path):
    def run(content):
        path = tmp_path / "export"
        path.write_bytes(content)
        return scan_xlsx(path)

    return run


FAR_CELLS = {
    "addressed": '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
    "beyond all sheets": '<row r="2"><c r="ZZZZZ99999999"><v>2</v></c></row>',
    "in a row of another number": '<row r="2"><c r="XFD1048576"><v>2</v></c></row>',
    "without an address": '<row r="99999999"><c r="ZZ99999999"/><c><v>2</v></c></row>',
    "with a prefix": '<x:row xmlns:x="x" r="9"><x:c r="XFD1048576"><x:v>2</x:v></x:c></x:row>',
    "as characters": '<row r="2"><c r="&#88;FD1048576"><v>2</v></c></row>',
    "after a cell with that ending": '<row r="6"><c r="A6"><v>1</v></c><c r="XFD1048576"><v>1</v>'
    "</c></row>",
}


@pytest.mark.parametrize("rows", FAR_CELLS.values(), ids=FAR_CELLS.keys())
def test_cell_far_from_the_others_is_refused_before_it_takes_all_memory(scan, make_xlsx_of, rows):
    content = make_xlsx_of('<row r="1"><c r="A1"><v>1</v></c></row>' + rows)
    with pytest.raises(FileRefused) as refused:
        scan(content)
    assert refused.value.reason == "sheet_too_large"


def test_far_cell_that_has_only_a_colour_is_not_counted(read_workbook, make_xlsx_of):
    far = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    assert read_workbook(make_xlsx_of(rows + far)) == (["1"], [(2, "2")])


def test_sheet_of_every_row_and_some_columns_is_not_too_large(scan, make_xlsx_of):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="P1048576"><v>1</v></c>'
    assert scan(make_xlsx_of(rows + "</row>")) == {}


def test_errors_and_formulas_without_result_are_found(scan, make_xlsx_of):
    content = make_xlsx_of(
        '<row r="3"><c r="B3" t="e"><v>#REF!</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row><c r="A4"><f>1+1</f></c><c><f>1+1</f><v/></c><c><f>1+1</f><v>2</v></c></row>'
        '<row><c t="str"><f>""</f><v></v></c><c><v>#N/A</v></c><c t="e"/></row>'
    )
    assert scan(content) == {
        "Sheet": {
            (2, 1): "#REF!",
            (2, 2): "#DIV/0!",
            (3, 0): NOT_CALCULATED,
            (3, 1): NOT_CALCULATED,
            (4, 2): NOT_CALCULATED,
        }
    }


def test_marks_go_to_the_sheet_that_they_were_found_in(read_workbook, make_xlsx):
    content = make_xlsx(First=[["a"], ["#N/A"]], Second=[["b"], [1], ["#REF!"]])
    assert read_workbook(content, sheet="Second")[1] == [(2, "1"), (3, "#REF!")]


BOMB = "<!DOCTYPE b [" + '<!ENTITY a "ha">'
for outer, inner in zip("bcdefgh", "abcdefg", strict=True):
    BOMB += f'<!ENTITY {outer} "{f"&{inner};" * 20}">'


def test_entities_are_refused_and_not_expanded(scan, make_xlsx_of):
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&h;</t></is></c></row>'
    with pytest.raises(FileRefused, match="declares entities"):
        scan(make_xlsx_of(rows, before=BOMB + "]>"))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="x"/>',
        '<row><c r="5"><v>1</v></c></row>',
        "<row>",
        '<row r="1"><c r="A"><v/></c></row>',
    ],
)
def test_sheet_that_is_no_sheet_is_refused(scan, make_xlsx_of, rows):
    with pytest.raises(FileRefused) as refused:
        scan(make_xlsx_of(rows))
    assert refused.value.reason == "workbook_damaged"


def test_sheet_in_another_encoding_than_it_is_parsed_in_is_refused(
    scan, make_xlsx_of, replace_part
):
    sheet = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"
    content = make_xlsx_of("")
    for part in (sheet.encode("utf-16"), b"\xff" + sheet.encode()):
        content = replace_part(content, "xl/worksheets/sheet1.xml", part + b"sheetData")
        with pytest.raises(FileRefused) as refused:
            scan(content)
        assert refused.value.reason == "workbook_damaged"


@pytest.mark.parametrize(
    ("part", "renamed", "message"),
    [
        (b"[Content_Types].xml", b"[Kontent_Types].xml", "no XLSX"),
        (b"xl/workbook.xml", b"xl/workbook.bin", "XLSB"),
    ],
)
def test_other_kinds_of_workbooks_are_refused(scan, make_xlsx, part, renamed, message):
    with pytest.raises(FileRefused, match=message) as refused:
        scan(make_xlsx(["a"]).replace(part, renamed))
    assert refused.value.reason == "not_a_workbook"


def test_columns_are_numbered_as_their_letters_say():
    letters = [get_column_letter(number) for number in range(1, 16_385)]
    assert [column_number(each) for each in letters] == list(range(16_384))
