"""Text of a file in UTF-8, decoded as declared and never guessed."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from assets.errors import FileRefused

_CHUNK = 1 << 22
_BOM = "\ufeff"


@dataclass(frozen=True)
class DecodedFile:
    """A file whose bytes are valid UTF-8 without a byte-order mark."""

    path: Path
    lines: int


def decode(path: Path, encoding: str, scratch: Path) -> DecodedFile:
    """Check that the bytes are what the source declares, and make them UTF-8 where they aren't.

    Args:
        path: The landed file.
        encoding: A Python codec name.
        scratch: Where the UTF-8 copy goes, if one is needed.

    Raises:
        FileRefused: A byte can't be decoded (named by offset), or the file is empty.
    """
    if path.stat().st_size == 0:
        raise FileRefused("empty_file", "the file has 0 bytes; export it again")
    codec = codecs.lookup(encoding).name
    with path.open("rb") as file:
        needs_copy = codec != "utf-8" or file.read(3) == codecs.BOM_UTF8
    if not needs_copy:
        return DecodedFile(path, _decode_into(path, codec, None))
    return DecodedFile(scratch, _decode_into(path, codec, scratch))


def _decode_into(path: Path, codec: str, target: Path | None) -> int:
    """Decode a file, write it as UTF-8 where a target is given, and count its line breaks."""
    decoder = codecs.getincrementaldecoder(codec)()
    offset, lines, first = 0, 0, True
    out = target.open("w", encoding="utf-8", newline="") if target else None
    try:
        with path.open("rb") as file:
            while True:
                chunk = file.read(_CHUNK)
                text = _decode_chunk(decoder, chunk, offset, codec)
                lines += text.count("\n")
                if out:
                    out.write(text.removeprefix(_BOM) if first else text)
                if not chunk:
                    return lines
                first, offset = False, offset + len(chunk)
    finally:
        if out:
            out.close()


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
