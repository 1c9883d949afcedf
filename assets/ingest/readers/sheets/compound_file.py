"""The container of an XLS: a small file system of sectors, described in [MS-CFB].

Password-protected XLSX files come in the same container.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from assets.errors import FileRefused
from assets.ingest.readers.sheets.zip_check import DAMAGED

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_LAST_REGULAR = 0xFFFFFFFA
_ENTRY_BYTES = 128
_MINI_SECTOR_BYTES = 64
_HEADER_SLOTS = 109
_STREAM, _ROOT = 2, 5


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """The streams of a container, by name.

    Raises:
        FileRefused: The container is damaged.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            self._read_directory()
        except (struct.error, ValueError) as error:
            raise FileRefused("workbook_damaged", DAMAGED) from error

    def __contains__(self, name: str) -> bool:
        return any(entry.name == name for entry in self._entries)

    def stream(self, name: str) -> bytes:
        """The content of a stream.

        Raises:
            FileRefused: There is no such stream, or not all of it.
        """
        for entry in self._entries:
            if entry.name == name and entry.kind == _STREAM:
                return self._stream_of(entry)
        raise FileRefused("not_a_workbook", "the file holds no workbook; export it again")

    def _read_directory(self) -> None:
        (shift,) = struct.unpack_from("<H", self._content, 30)
        if shift not in (9, 12):
            raise FileRefused("workbook_damaged", DAMAGED)
        self._sector_bytes = 1 << shift
        fields = struct.unpack_from("<7I", self._content, 48)
        first, _, self._least_size, mini, _, more, _ = fields
        self._table = self._allocation_table(more)
        self._mini_table = self._numbers(self._read_chain(mini)) if mini < _LAST_REGULAR else ()
        directory = self._read_chain(first)
        offsets = range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES)
        self._entries = [_entry(directory, offset) for offset in offsets]

    def _allocation_table(self, more: int) -> Sequence[int]:
        """For each sector the one that follows it."""
        sectors = list(struct.unpack_from(f"<{_HEADER_SLOTS}I", self._content, 76))
        seen: set[int] = set()
        while more < _LAST_REGULAR and more not in seen:
            seen.add(more)
            *slots, more = self._numbers(self._sector(more))
            sectors += slots
        used = [sector for sector in sectors if sector < _LAST_REGULAR]
        return self._numbers(b"".join(self._sector(sector) for sector in used))

    def _stream_of(self, entry: _Entry) -> bytes:
        if entry.size >= self._least_size:
            content = self._read_chain(entry.start)
        else:
            root = next((each for each in self._entries if each.kind == _ROOT), None)
            minis = self._read_chain(root.start) if root else b""
            pieces = [
                minis[number * _MINI_SECTOR_BYTES :][:_MINI_SECTOR_BYTES]
                for number in _chain(self._mini_table, entry.start)
            ]
            content = b"".join(pieces)
        if len(content) < entry.size:
            raise FileRefused("workbook_damaged", DAMAGED)
        return content[: entry.size]

    def _read_chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _chain(self._table, start))

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._sector_bytes
        return self._content[begin : begin + self._sector_bytes]

    def _numbers(self, content: bytes) -> Sequence[int]:
        return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _chain(table: Sequence[int], start: int) -> list[int]:
    """The sectors of a stream in order.

    Raises:
        FileRefused: The chain leaves the table or goes in a circle.
    """
    numbers: list[int] = []
    while start < _LAST_REGULAR:
        if start >= len(table) or len(numbers) > len(table):
            raise FileRefused("workbook_damaged", DAMAGED)
        numbers.append(start)
        start = table[start]
    return numbers


def _entry(directory: bytes, offset: int) -> _Entry:
    name, length, kind = struct.unpack_from("<64sHB", directory, offset)
    start, size = struct.unpack_from("<II", directory, offset + 116)
    return _Entry(name[: max(0, length - 2)].decode("utf-16-le"), kind, start, size)
