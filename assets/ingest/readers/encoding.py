"""Text of a file in UTF-8, decoded as declared and never guessed."""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from assets.errors import FileRefused

_CHUNK = 1 << 22
_MARK = "\ufeff"


@dataclass(frozen=True)
class DecodedFile:
    """A file whose bytes are UTF-8 without a byte-order mark, its lines ended by a line feed.

    Attributes:
        lines: Physical lines, the last one included when nothing ends it.
    """

    path: Path
    lines: int


def decode(path: Path, encoding: str, scratch: Path) -> DecodedFile:
    """Check that the bytes are what the source declares, and make a UTF-8 copy where they aren't.

    Args:
        path: The landed file.
        encoding: A Python codec name.
        scratch: Where the copy goes, if one is needed.

    Raises:
        FileRefused: A byte can't be decoded (named by offset), or the file is empty.
    """
    if path.stat().st_size == 0:
        raise FileRefused("empty_file", "the file has 0 bytes; export it again")
    codec = codecs.lookup(encoding).name
    if codec == "utf-8" and not _begins_with_mark(path):
        lines, has_returns = _scan(_decoded_chunks(path, codec))
        if not has_returns:
            return DecodedFile(path, lines)
    with scratch.open("w", encoding="utf-8", newline="") as copy:
        lines, _ = _scan(_write_all(copy, _with_line_feeds(_decoded_chunks(path, codec))))
    return DecodedFile(scratch, lines)


def _begins_with_mark(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(3) == codecs.BOM_UTF8


def _scan(chunks: Iterable[str]) -> tuple[int, bool]:
    """Physical lines of a text, and whether it holds carriage returns before line feeds."""
    lines, last, has_returns = 0, "\n", False
    for chunk in chunks:
        lines += chunk.count("\n")
        has_returns = has_returns or "\r\n" in chunk or (last == "\r" and chunk[0] == "\n")
        last = chunk[-1]
    return lines + (last != "\n"), has_returns


def _write_all(copy: IO[str], chunks: Iterable[str]) -> Iterator[str]:
    for chunk in chunks:
        copy.write(chunk)
        yield chunk


def _with_line_feeds(chunks: Iterable[str]) -> Iterator[str]:
    """The same text with a line feed for each carriage return and line feed, and no mark."""
    held, first = "", True
    for chunk in chunks:
        text = held + (chunk.removeprefix(_MARK) if first else chunk)
        first, held = False, "\r" if text.endswith("\r") else ""
        whole = text.removesuffix("\r").replace("\r\n", "\n")
        if whole:
            yield whole
    if held:
        yield held


def _decoded_chunks(path: Path, codec: str) -> Iterator[str]:
    """The text of a file, piece by piece, none of them empty."""
    decoder = codecs.getincrementaldecoder(codec)()
    offset = 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            text = _decode_chunk(decoder, chunk, offset, codec)
            if text:
                yield text
            if not chunk:
                return
            offset += len(chunk)


def _decode_chunk(decoder: codecs.IncrementalDecoder, chunk: bytes, offset: int, codec: str) -> str:
    try:
        return decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError as error:
        held_back = len(error.object) - len(chunk)
        at = offset - held_back + error.start
        raise FileRefused(
            "not_decodable",
            f"byte {at} (0x{error.object[error.start]:02x}) is not {codec}; "
            "declare the encoding that the export has, under `encoding:` of the source file",
        ) from error
