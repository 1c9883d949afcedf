"""The zip around a workbook: refused where it is damaged, hides something, or would grow too large.

The directory at the end of a zip may say anything, so each part is also unpacked and counted
before a parser sees it, piece by piece and never past the size that the directory names.
"""

import itertools
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from assets.errors import FileRefused

MAX_BYTES = 1 << 30
"""Of all parts of a workbook together, unpacked."""
MAX_RATIO = 200
"""Unpacked to packed. Real sheets shrink 10 to 30 times; deflate at its best, 1,032 times."""
_SMALL = 4 << 20
_PIECE = 1 << 20
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_END_BYTES = 22
_ENCRYPTED = 1
DAMAGED = "the workbook is damaged or was cut off on its way; export it again"


def check_zip(path: Path) -> list[zipfile.ZipInfo]:
    """The parts of a zip that may be unpacked, by its directory alone.

    Raises:
        FileRefused: It is no zip, its parts lie over each other, or they are too large unpacked.
    """
    _check_end(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise FileRefused("workbook_damaged", DAMAGED) from error
    _check_packing(parts)
    _check_sizes(parts)
    _check_places(parts, path.stat().st_size)
    return parts


def unpack(path: Path, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of one part, piece by piece.

    Raises:
        FileRefused: They aren't what the directory says they are.
    """
    size, check = 0, 0
    for piece in _pieces(path, part):
        size += len(piece)
        check = zlib.crc32(piece, check)
        if size > part.file_size:
            raise FileRefused("workbook_damaged", "a part is larger than the zip says; " + DAMAGED)
        yield piece
    if (size, check) != (part.file_size, part.CRC):
        raise FileRefused("workbook_damaged", DAMAGED)


def _check_end(path: Path) -> None:
    """Were anything behind the directory, which directory counts would depend on who reads."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END_BYTES))
        if not file.read().startswith(b"PK\x05\x06"):
            raise FileRefused("workbook_damaged", DAMAGED)


def _check_packing(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise FileRefused("workbook_encrypted", "the zip is encrypted; export without a password")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise FileRefused("not_a_workbook", "the zip is packed as no workbook is; export it again")


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    total = sum(part.file_size for part in parts)
    if total > MAX_BYTES:
        raise FileRefused(
            "archive_too_large",
            f"unpacked, the workbook would have {total:,} bytes, more than {MAX_BYTES:,}; "
            "export it as CSV or in smaller files",
        )
    for part in parts:
        if part.file_size > max(_SMALL, MAX_RATIO * part.compress_size):
            raise FileRefused(
                "archive_too_large",
                f"a part of the workbook grows from {part.compress_size:,} to {part.file_size:,} "
                f"bytes, more than {MAX_RATIO} times, as no export does; ask where it comes from",
            )


def _check_places(parts: list[zipfile.ZipInfo], size: int) -> None:
    """Parts that share bytes would be unpacked again and again; before the first stands nothing."""
    spans = sorted((part.header_offset, _least_end(part)) for part in parts)
    begins = [begin for begin, _ in spans]
    nexts = [*begins[1:], size]
    if any(begins[:1]) or any(end > begin for (_, end), begin in zip(spans, nexts, strict=False)):
        raise FileRefused("workbook_damaged", "parts of the zip lie over each other; " + DAMAGED)


def _least_end(part: zipfile.ZipInfo) -> int:
    return part.header_offset + _LOCAL_HEADER.size + part.compress_size


def _pieces(path: Path, part: zipfile.ZipInfo) -> Iterator[bytes]:
    packed = _packed(path, part)
    if part.compress_type == zipfile.ZIP_STORED:
        yield from packed
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in itertools.chain(packed, [b""]):
            rest = piece
            while unpacked := inflater.decompress(rest, _PIECE):
                yield unpacked
                rest = inflater.unconsumed_tail
    except zlib.error as error:
        raise FileRefused("workbook_damaged", DAMAGED) from error


def _packed(path: Path, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(part.header_offset)
        head = file.read(_LOCAL_HEADER.size)
        if len(head) < _LOCAL_HEADER.size or head[:4] != b"PK\x03\x04":
            raise FileRefused("workbook_damaged", DAMAGED)
        _, name, extra = _LOCAL_HEADER.unpack(head)
        file.seek(name + extra, 1)
        left = part.compress_size
        while left and (piece := file.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece
