"""Text of a file in UTF-8, decoded as declared and never guessed."""

import codecs
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from assets.errors import FileRefused

_CHUNK = 1 << 20
# What NumPy makes of a piece stays in a core's cache.
_PIECE = 1 << 17
_MARK = "\ufeff"
_DECLARE = "declare the encoding that the export has, under `encoding:` of the source file"
# A byte of these encodings is always some character, so a wrong declaration shows only in what is
# improbable: UTF-8's pairs and triples for Latin letters, punctuation and Hangul ...
_SINGLE_BYTE = ("cp125", "iso8859", "latin")
_WESTERN = ("cp1252", "iso8859-1", "iso8859-15")
_UTF8_LETTERS = re.compile(
    rb"[\xc2\xc3][\x80-\xbf]|\xe2\x80[\x80-\xbf]|(?:[\xea-\xed][\x80-\xbf]{2}){2}"
)
# ... and control characters that nobody types, where Windows' encodings have quotes and dashes.
_C1_CONTROLS = re.compile(rb"[\x80-\x9f]")
# Two bytes of a Hangul syllable: those of KS X 1001, which nearly all text consists of, and the
# others, whose second byte is mostly a letter.
_HANGUL = re.compile(rb"[\xb0-\xc8][\xa1-\xfe]")
_RARE_HANGUL = re.compile(rb"[\x81-\xc6][\x41-\x5a\x61-\x7a\x81-\xa0]")
_PAIR = re.compile(rb"[\x81-\xfe][\x41-\xfe]")
_ZERO = re.compile(b"\x00")
_SAMPLE = 1 << 16


@dataclass(frozen=True)
class DecodedFile:
    """A file whose bytes are UTF-8 without a byte-order mark, its lines ended by a line feed.

    Attributes:
        lines: Physical lines, the last one included when nothing ends it.
        ends_with_break: Whether a line break ends the last line.
        is_plain: Whether it holds nothing but ASCII without control characters.
    """

    path: Path
    lines: int
    ends_with_break: bool
    is_plain: bool


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
    scan = _Scan()
    for text in _decoded_chunks(path, codec):
        scan.look_at(text)
    if codec == "utf-8" and not (scan.has_returns or scan.has_mark):
        return scan.found(path)
    line_end = "\r\n" if scan.breaks else "\r"
    copied = _Scan()
    with scratch.open("w", encoding="utf-8", newline="") as copy:
        for text in _with_line_feeds(_decoded_chunks(path, codec), line_end):
            copied.look_at(text)
            copy.write(text)
    return copied.found(scratch)


def without_margins(decoded: DecodedFile, above: int, below: int, copy: Path) -> DecodedFile:
    """A file without its first and its last lines.

    Raises:
        FileRefused: It hasn't so many lines.
    """
    lines = decoded.lines - above - below
    if lines < 0:
        raise FileRefused(
            "header_missing",
            f"the file has {decoded.lines} lines, while `skip_lines` and `footer_lines` of the "
            f"source file leave out {above + below}",
        )
    with decoded.path.open("rb") as whole, copy.open("wb") as body:
        body.writelines(itertools.islice(whole, above, above + lines))
    return replace(
        decoded, path=copy, lines=lines, ends_with_break=decoded.ends_with_break or bool(below)
    )


def double_quotes(decoded: DecodedFile, escape: str, quote: str, copy: Path) -> DecodedFile:
    """A file in which a quote within a quoted cell is doubled, not marked by another character.

    The mark stands for itself where it is doubled before a quote, and before other characters.
    """
    mark, doubled = escape.encode(), quote.encode() * 2
    marks = re.compile(
        b"(?:%b)+(?=%b?%b)|%b%b"
        % tuple(map(re.escape, (mark * 2, mark, quote.encode(), mark, quote.encode())))
    )

    def plain(found: "re.Match[bytes]") -> bytes:
        text = found[0]
        return doubled if text.endswith(quote.encode()) else text[: len(text) // 2]

    with decoded.path.open("rb") as text, copy.open("wb") as written:
        written.writelines(marks.sub(plain, line) for line in text)
    return replace(decoded, path=copy)


@dataclass
class _Scan:
    """What is seen of a text, piece by piece."""

    breaks: int = 0
    has_returns: bool = False
    controls: int = 0
    last: str = "\n"
    has_mark: bool | None = None
    is_ascii: bool = field(default=True)

    def look_at(self, text: str | bytes) -> None:
        """Go through a piece; bytes are ASCII."""
        import numpy as np

        data = text if isinstance(text, bytes) else text.encode()
        codes = np.frombuffer(data, np.uint8)
        for begin in range(0, len(codes), _PIECE):
            piece = codes[begin : begin + _PIECE]
            self.breaks += int(np.count_nonzero(piece == 10))
            self.controls += int(np.count_nonzero(piece < 32))
        self.controls += b"\x7f" in data
        self.has_returns = self.has_returns or (self.controls > self.breaks and b"\r" in data)
        self.is_ascii = self.is_ascii and (isinstance(text, bytes) or text.isascii())
        if self.has_mark is None:
            self.has_mark = data.startswith(codecs.BOM_UTF8)
        self.last = chr(data[-1])

    def found(self, path: Path) -> DecodedFile:
        ended = self.last == "\n"
        plain = self.is_ascii and self.controls == self.breaks
        return DecodedFile(path, self.breaks + (not ended), ended, plain)


def _with_line_feeds(chunks: Iterator[str | bytes], line_end: str) -> Iterator[str]:
    """The same text with a line feed for each line end, and no mark.

    Args:
        chunks: The text.
        line_end: A carriage return and line feed, or a carriage return alone.
    """
    held, first = "", True
    for chunk in chunks:
        text = chunk.decode() if isinstance(chunk, bytes) else chunk
        text = held + (text.removeprefix(_MARK) if first else text)
        first, held = False, "\r" if text.endswith("\r") else ""
        whole = text.removesuffix("\r").replace(line_end, "\n")
        if whole:
            yield whole
    # Of a line end that was cut in two, nothing is left; the line then counts as unfinished.
    if held and line_end == "\r":
        yield "\n"


def _decoded_chunks(path: Path, codec: str) -> Iterator[str | bytes]:
    """The text of a file, piece by piece, none of them empty; as bytes where it is ASCII."""
    decoder = codecs.getincrementaldecoder(codec)()
    doubt = _Doubt(codec)
    offset = 0
    ascii_is_itself = codec.startswith((*_SINGLE_BYTE, "utf-8"))
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            doubt.refuse_wide_characters(chunk, offset)
            if ascii_is_itself and chunk.isascii() and not decoder.getstate()[0]:
                yield chunk
            else:
                doubt.look_at(chunk, offset)
                if text := _decode_chunk(decoder, chunk, offset, codec):
                    yield text
            offset += len(chunk)
    if text := _decode_chunk(decoder, b"", offset, codec):
        yield text
    doubt.conclude()


class _Doubt:
    """Signs that a file isn't what is declared, although every byte of it can be decoded."""

    def __init__(self, codec: str) -> None:
        self.codec = codec
        self.wholly_utf8 = not codec.startswith("utf")
        self.first_letter: int | None = None
        self._utf8 = codecs.getincrementaldecoder("utf-8")()

    def refuse_wide_characters(self, chunk: bytes, offset: int) -> None:
        """Refuse a file in which every other byte is 0, as in UTF-16."""
        sample = chunk[:_SAMPLE]
        uneven = abs(sample[::2].count(0) - sample[1::2].count(0))
        if not self.codec.startswith(("utf-16", "utf-32")) and uneven * 4 > len(sample):
            self._refuse_at(_ZERO.search(chunk), offset, "is 0, as every other byte is in UTF-16")

    def look_at(self, chunk: bytes, offset: int) -> None:
        self._refuse_korean_confusion(chunk[:_SAMPLE], offset)
        if self.codec in _WESTERN:
            self._refuse_at(_UTF8_LETTERS.search(chunk), offset, "is UTF-8")
            if not self.codec.startswith("cp"):
                self._refuse_at(_C1_CONTROLS.search(chunk), offset, "is a control character")
        if self.wholly_utf8:
            self._try_utf8(chunk, offset)

    def _refuse_korean_confusion(self, sample: bytes, offset: int) -> None:
        """Refuse EUC-KR declared as an encoding of single bytes, and the other way round."""
        if self.codec in _WESTERN:
            high, pairs = sum(byte > 127 for byte in sample), len(_HANGUL.findall(sample))
            if pairs > 1 and 2 * pairs > 0.8 * high:
                self._refuse_at(_HANGUL.search(sample), offset, "begins a Hangul syllable")
        elif self.codec in ("cp949", "euc_kr"):
            rare, every = len(_RARE_HANGUL.findall(sample)), len(_PAIR.findall(sample))
            if 2 * rare > every:
                self._refuse_at(_RARE_HANGUL.search(sample), offset, "begins no usual syllable")

    def _refuse_at(self, sign: "re.Match[bytes] | None", offset: int, verdict: str) -> None:
        if sign:
            raise FileRefused(
                "not_decodable",
                f"byte {offset + sign.start()} (0x{sign[0][0]:02x}) {verdict}, "
                f"while the source declares {self.codec}; {_DECLARE}",
            )

    def _try_utf8(self, chunk: bytes, offset: int) -> None:
        try:
            text = self._utf8.decode(chunk)
        except UnicodeDecodeError:
            self.wholly_utf8 = False
            return
        if self.first_letter is None and not text.isascii():
            place = next(i for i, byte in enumerate(chunk) if byte > 127)
            self.first_letter = offset + place

    def conclude(self) -> None:
        """Several bytes to a letter that are UTF-8 throughout a file are no accident."""
        if self.wholly_utf8 and self.first_letter is not None:
            raise FileRefused(
                "not_decodable",
                f"the file is UTF-8 from byte {self.first_letter} on, while the source declares "
                f"{self.codec}; {_DECLARE}",
            )


def _decode_chunk(decoder: codecs.IncrementalDecoder, chunk: bytes, offset: int, codec: str) -> str:
    try:
        return decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError as error:
        held_back = len(error.object) - len(chunk)
        at = offset - held_back + error.start
        raise FileRefused(
            "not_decodable",
            f"byte {at} (0x{error.object[error.start]:02x}) is not {codec}; {_DECLARE}",
        ) from error
    except UnicodeError as error:
        # UTF-16 and UTF-32 without the mark that says which byte comes first.
        raise FileRefused(
            "not_decodable",
            f"byte {offset}: no byte-order mark stands there; declare {codec}-le or {codec}-be",
        ) from error
