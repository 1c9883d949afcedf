import random
import struct

import pytest

from assets.errors import FileRefused

STATIONS = {"skip_lines": 2, "kind": "xls"}


@pytest.fixture(scope="module")
def xls(real_exports):
    return (real_exports / "dirty/korean_spreadsheets/preamble.xls").read_bytes()


def last_cell(content):
    """Where the record of the last cell (J25) begins."""
    return content.index(struct.pack("<4H", 0x00FD, 10, 24, 9))


def test_title_rows_are_skipped_and_phone_numbers_kept(read_workbook, xls):
    names, rows = read_workbook(xls, **STATIONS)
    assert names == [
        *("지역", "상호", "주소", "상표", "전화번호"),
        *("셀프여부", "고급휘발유", "휘발유", "경유", "실내등유"),
    ]
    assert len(rows) == 22
    assert rows[0] == (
        *(4, "서울특별시", "풍한주유소", "서울 동대문구 안암로 168", "SK에너지"),
        *("02-924-5189", "N", "-", "1425", "1225", "-"),
    )
    assert (rows[-1][0], rows[-1][5]) == (25, "02-2217-4574")


def test_without_skipping_the_title_is_the_header(read_workbook, xls):
    names, rows = read_workbook(xls, kind="xls")
    assert (names, len(rows)) == (["지역_위치별(주유소)"], 24)


def test_error_value_is_text(read_workbook, xls):
    at = last_cell(xls)
    error = struct.pack("<5HBB", 0x0205, 10, 24, 9, 0, 0x2A, 1)
    names, rows = read_workbook(xls[:at] + error + xls[at + 12 :], **STATIONS)
    assert rows[-1][len(names)] == "#N/A"


def test_result_of_a_formula_may_be_an_error(read_workbook, xls):
    at = last_cell(xls)
    # The record of the cell before makes room for the longer record of a formula.
    record = struct.pack("<5H", 0x0006, 24, 24, 9, 0) + b"\x02\0\x17\0\0\0\xff\xff" + bytes(10)
    names, rows = read_workbook(xls[: at - 14] + record + xls[at + 14 :], **STATIONS)
    assert rows[-1][len(names)] == "#REF!"


def test_record_at_which_the_parser_panics_is_a_refusal(read_workbook, xls):
    at = last_cell(xls)
    too_short = struct.pack("<5H", 0x0006, 20, 24, 9, 0) + bytes(14) + bytes(4)
    with pytest.raises(FileRefused) as refused:
        read_workbook(xls[: at - 14] + too_short + xls[at + 14 :], **STATIONS)
    assert refused.value.reason == "workbook_damaged"


@pytest.mark.parametrize("declared", [(0, 2**32 - 1, 0, 65535), (2**31, 25, 0, 10)])
def test_range_that_no_memory_holds_is_refused(read_workbook, xls, declared):
    at = xls.index(struct.pack("<HHIIHH", 0x0200, 14, 0, 25, 0, 10)) + 4
    content = xls[:at] + struct.pack("<IIHH", *declared) + xls[at + 12 :]
    with pytest.raises(FileRefused) as refused:
        read_workbook(content, **STATIONS)
    assert refused.value.reason in ("sheet_too_large", "workbook_damaged")


def test_cell_far_from_the_others_is_refused(read_workbook, xls):
    at = last_cell(xls) + 4
    with pytest.raises(FileRefused) as refused:
        read_workbook(xls[:at] + b"\xff\xff\xff\xff" + xls[at + 4 :], **STATIONS)
    assert refused.value.reason == "sheet_too_large"


def test_workbook_with_a_password_is_refused(read_workbook, xls):
    protected = xls.replace(struct.pack("<HH", 0x0042, 2), struct.pack("<HH", 0x002F, 2), 1)
    assert protected != xls
    with pytest.raises(FileRefused) as refused:
        read_workbook(protected, **STATIONS)
    assert refused.value.reason == "workbook_encrypted"


def test_encrypted_xlsx_says_so(read_workbook, xls):
    name, other = "Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
    at = xls.index(name)
    entry = other + bytes(64 - len(other)) + struct.pack("<H", len(other) + 2)
    for kind in ("xlsx", "xls"):
        with pytest.raises(FileRefused) as refused:
            read_workbook(xls[:at] + entry + xls[at + 66 :], kind=kind)
        assert refused.value.reason == "workbook_encrypted"


def test_format_is_declared_and_not_taken_from_the_content(read_workbook, make_xlsx, xls):
    with pytest.raises(FileRefused, match="declare `format: xls` "):
        read_workbook(xls, kind="xlsx")
    with pytest.raises(FileRefused, match="declare `format: xlsx` "):
        read_workbook(make_xlsx(["a"]), kind="xls")


def test_xls_that_was_cut_anywhere_is_refused_or_read_whole(read_workbook, xls):
    whole = read_workbook(xls, **STATIONS)
    read = 0
    for end in range(0, len(xls), 7):
        try:
            found = read_workbook(xls[:end], **STATIONS)
        except FileRefused:
            continue
        assert found == whole
        read += 1
    # Behind the workbook's own bytes the container is only filled up.
    assert read < 20


def test_spoilt_bytes_never_stop_the_program(read_workbook, xls):
    chance = random.Random(7)
    for _ in range(300):
        spoilt = bytearray(xls)
        for at in chance.choices(range(len(xls)), k=4):
            spoilt[at] = chance.randrange(256)
        try:
            names, _ = read_workbook(bytes(spoilt), **STATIONS)
        except FileRefused:
            continue
        assert names
