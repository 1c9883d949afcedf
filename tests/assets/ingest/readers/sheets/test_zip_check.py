import copy
import io
import random
import struct
import zipfile
import zlib

import pytest

from assets.errors import FileRefused
from assets.ingest.readers.sheets.zip_check import MAX_BYTES, check_zip, unpack

SHEET = "xl/worksheets/sheet1.xml"
SOURCE = {
    "source": "orders",
    "feed": "orders",
    "files": "orders*",
    "format": "xlsx",
    "columns": {"order_id": "id"},
}


def forge(parts, change=None):
    """A zip; `change` may forge its directory before it is written."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        if change:
            change(archive)
    return saved.getvalue()


def unpack_all(path):
    return [b"".join(unpack(path, part)) for part in check_zip(path)]


@pytest.fixture
def refusal(tmp_path):
    """Reads a zip to its last byte and gives the refusal."""

    def read(content):
        path = tmp_path / "export"
        path.write_bytes(content)
        with pytest.raises(FileRefused) as refused:
            unpack_all(path)
        return refused.value

    return read


def test_573_megabytes_in_759_kilobytes_are_refused_before_parsing(house):
    # Not XML: had a parser seen it, the reason would be that the workbook is damaged.
    piece, packer = b"0" * (1 << 20), zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join([*(packer.compress(piece) for _ in range(573)), packer.flush()])
    name, size = SHEET.encode(), 573 << 20
    crc = 0
    for _ in range(573):
        crc = zlib.crc32(piece, crc)
    sizes = struct.pack("<IIIHH", crc, len(packed), size, len(name), 0)
    local = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0" + sizes + name + packed
    central = b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0" + sizes + bytes(14) + name
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)
    bomb = local + central + end
    assert len(bomb) < 759_000
    house.write_source(SOURCE)
    house.drop("orders.xlsx", bomb)
    load = house.take_in()[0]
    assert load.refused == "archive_too_large"
    assert "600,834,048" in load.message


def test_parts_that_together_are_too_large_are_refused(refusal):
    def grow(archive):
        for part in archive.filelist:
            part.file_size = MAX_BYTES // 2 + 1
            part.compress_size = MAX_BYTES // 4

    refused = refusal(forge({"a": b"1", "b": b"2"}, grow))
    assert refused.reason == "archive_too_large"
    assert f"{MAX_BYTES:,}" in str(refused)


def test_part_that_is_larger_than_the_directory_says_is_refused(refusal):
    def lie(archive):
        archive.filelist[0].file_size = 1000
        archive.filelist[0].CRC = zlib.crc32(b"0" * 1000)

    refused = refusal(forge({"a": b"0" * (1 << 26)}, lie))
    assert "larger than the zip says" in str(refused)


def test_part_that_is_smaller_than_the_directory_says_is_refused(refusal):
    def lie(archive):
        archive.filelist[0].file_size += 1

    assert refusal(forge({"a": b"0" * 1000}, lie)).reason == "workbook_damaged"


def test_parts_over_each_other_are_refused(refusal):
    def repeat(archive):
        again = copy.copy(archive.filelist[0])
        again.filename = "b"
        archive.filelist.append(again)

    assert "over each other" in str(refusal(forge({"a": b"0" * 1000}, repeat)))


@pytest.mark.parametrize("comment", [b"made by hand", forge({}) + b"!"])
def test_bytes_behind_the_directory_are_refused(refusal, comment):
    def add(archive):
        archive.comment = comment

    assert refusal(forge({"a": b"0"}, add)).reason == "workbook_damaged"


def test_bytes_before_the_first_part_are_refused(refusal):
    assert refusal(b"PK\x03\x04" + forge({"a": b"0"})).reason == "workbook_damaged"


def test_encrypted_part_is_refused(refusal):
    def encrypt(archive):
        archive.filelist[0].flag_bits |= 1

    assert refusal(forge({"a": b"0"}, encrypt)).reason == "workbook_encrypted"


def test_packing_that_no_workbook_has_is_refused(refusal):
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a", b"0")
    assert refusal(saved.getvalue()).reason == "not_a_workbook"


def test_changed_byte_is_found(refusal):
    content = bytearray(forge({"a": bytes(range(256)) * 4}))
    content[40] ^= 1
    assert refusal(bytes(content)).reason == "workbook_damaged"


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_parts_are_unpacked_as_they_were_packed(tmp_path, packing):
    content = random.Random(1).randbytes(5 << 20)
    path = tmp_path / "export"
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.writestr("many", content)
        archive.writestr("none", b"")
    assert unpack_all(path) == [content, b""]


def test_sheet_that_says_the_same_in_every_row_is_no_bomb(read_workbook, make_xlsx):
    rows = [["nps", 10, None]] * 30_000
    assert len(read_workbook(make_xlsx(["kind", "score", "why"], *rows))[1]) == 30_000
