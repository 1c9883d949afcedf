"""What kind of file an export is: by its first bytes, never by its name."""

import re
import zipfile
from pathlib import Path

from assets.errors import FileRefused

HEAD_BYTES = 1 << 16
_NOT_AN_EXPORT = {
    b"%PDF": "a PDF; export the rows themselves",
    b"\x1f\x8b": "compressed (gzip); unpack it",
    b"BZh": "compressed (bzip2); unpack it",
    b"7z\xbc\xaf": "a 7z archive; unpack it",
    b"Rar!": "a RAR archive; unpack it",
    b"\x89PNG": "a picture; export the rows themselves",
    b"\xff\xd8\xff": "a picture; export the rows themselves",
    b"SQLite format 3": "a database; export its table",
}
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml")
_LATIN_OR_HANGUL = re.compile("[\\t\\r\\n -~\u00a0-\u024f가-힣\u2010-\u2122]+")
_DELIMITERS = re.compile("[\\t\\n,;|]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def container_of(path: Path) -> str:
    """`xlsx`, `xls`, `parquet`, `json`, `jsonl` or `text`.

    Raises:
        FileRefused: The file is empty, binary, or something that holds no table.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip(b"\x00 \t\r\n"):
        raise FileRefused("empty_file", f"{path.name} holds nothing; export it again")
    for magic, what in _NOT_AN_EXPORT.items():
        if head.startswith(magic):
            raise FileRefused("not_an_export", f"{path.name} is {what}")
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    if head.startswith(b"PAR1"):
        return "parquet"
    return _kind_of_text(path, head)


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        message = f"{path.name} begins like a workbook but was cut or spoilt; export it again"
        raise FileRefused("not_an_export", message) from error
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    message = f"{path.name} is a zip archive and no workbook; unpack it"
    raise FileRefused("not_an_export", message)


def _kind_of_text(path: Path, head: bytes) -> str:
    if not head.startswith(_UTF16) and not looks_like_utf16(head) and _is_binary(head):
        message = f"{path.name} is binary and no format that is known; export it as CSV or XLSX"
        raise FileRefused("not_an_export", message)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:9].lower().startswith(_MARKUP):
        message = f"{path.name} is a web page, whatever its name says; save it as CSV or XLSX"
        raise FileRefused("not_an_export", message)
    if text.startswith(b"{"):
        return "jsonl" if _has_objects_by_line(text) else "json"
    return "json" if text.startswith(b"[") and text[1:].lstrip()[:1] in (b"{", b"]") else "text"


def _has_objects_by_line(text: bytes) -> bool:
    """Whether the first line is one whole object; the members of a pretty one come later."""
    lines = [line for line in text.split(b"\n") if line.strip()]
    whole = lines[0].rstrip().endswith(b"}")
    return whole and (len(lines) == 1 or lines[1].startswith(b"{"))


def looks_like_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: no other text holds NUL, and one byte order gives plain text."""
    if b"\x00" not in data:
        return None
    sample = data[: len(data) // 2 * 2]
    shares = {name: _share_of_text(sample, name) for name in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] > 0.9 else None


def _share_of_text(data: bytes, encoding: str) -> float:
    text = data.decode(encoding, errors="replace")
    plain = sum(len(run) for run in _LATIN_OR_HANGUL.findall(text))
    # Letters in a wrong byte order may still be letters; delimiters and digits never are.
    return plain / max(len(text), 1) if _DELIMITERS.search(text) else 0.0


def _is_binary(head: bytes) -> bool:
    controls = sum(head.count(byte) for byte in range(32) if byte not in (9, 10, 12, 13, 26, 27))
    return controls / len(head) > 0.02
