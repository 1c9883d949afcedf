"""Which encoding a text file has, how sure that is, and why.

Marks, valid UTF-8 and pure ASCII are certain. Otherwise every candidate that decodes the whole file
is scored by how plausible its letters are; the confidence comes from the lead over the next one.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from assets.ingest.sniffing.container import looks_like_utf16

# Below this a person must look.
SURE = 0.7
_READ_BYTES = 1 << 26
_SCORED_CHARACTERS = 20_000
_MARKS = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_CANDIDATES = ("cp949", "cp1252", "iso-8859-15", "latin-1", "shift_jis", "mac_roman")
# Letters of Finnish, Swedish, German, Spanish, French, Portuguese, Italian, Danish, Norwegian.
_LETTERS = frozenset("äöåÄÖÅüßÜéÉèÈêÊëËáÁàÀâÂíÍìÌîÎïÏóÓòÒôÔúÚùÙûÛñÑçÇãÃõÕøØæÆœŒšŠžŽÿ")
_MARKS_IN_TEXT = frozenset("€£§°«»¿¡·–—“”„…•™©®²³½\u2018\u2019\u00b4\u00a0")
_HANGUL = re.compile("[가-힣]")
_KANA = re.compile("[ぁ-んァ-ヶ]")
_C1 = re.compile("[\x80-\x9f]")


@dataclass(frozen=True)
class Encoding:
    """An encoding that decodes the whole file.

    Attributes:
        confidence: 1 is certain, by a rule and not by likeness.
        alternatives: Other encodings that decode it to another text, the likeliest first.
    """

    name: str
    confidence: float
    reason: str
    alternatives: tuple[str, ...] = field(default=())


def find_encoding(path: Path) -> Encoding:
    """The encoding of a text file, by its first 64 MiB."""
    with path.open("rb") as file:
        data = file.read(_READ_BYTES)
    if len(data) == _READ_BYTES:
        data = data[: data.rindex(b"\n") + 1] if b"\n" in data else data
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return Encoding(name, 1.0, "byte-order mark")
    wide = looks_like_utf16(data[: 1 << 16])
    if wide:
        return Encoding(wide, 1.0, "every other byte of plain text is NUL")
    if data.isascii():
        return Encoding("utf-8", 1.0, "nothing but ASCII")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _most_plausible(data, error)
    return Encoding("utf-8", 1.0, "valid UTF-8 with letters beyond ASCII")


def _most_plausible(data: bytes, error: UnicodeDecodeError) -> Encoding:
    if _is_mostly_utf8(data):
        reason = f"UTF-8 but for byte {error.start}: two encodings in one file; export it again"
        return Encoding("utf-8", 0.5, reason)
    scored = _score_candidates(data)
    (name, text, score), *others = scored
    others = [other for other in others if other[1] != text]
    runner_up = others[0][2] if others else 0.0
    evidence = sum(not character.isascii() for character in text)
    confidence = (0.5 * score + 0.5 * (score - runner_up) + 0.1 * score) * min(1, evidence / 4)
    reason = f"{score:.0%} of {evidence:,} letters beyond ASCII are plausible"
    names = tuple(other[0] for other in others if other[2] > 0.3)
    return Encoding(name, round(max(0.05, min(0.99, confidence)), 2), reason, names)


def _is_mostly_utf8(data: bytes) -> bool:
    decoded = data.decode("utf-8", errors="replace")
    spoilt = decoded.count("\ufffd")
    return sum(character > "\x7f" for character in decoded) - spoilt > 4 * spoilt


def _score_candidates(data: bytes) -> list[tuple[str, str, float]]:
    """Name, sample of the text and score of each candidate that decodes the whole, best first."""
    scored = []
    for name in _CANDIDATES:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        sample = _around_letters(text)
        scored.append((name, sample, _plausibility(name, sample)))
    # Nobody types C1 controls: where another candidate has none, these are ruled out.
    without = [candidate for candidate in scored if not _C1.search(candidate[1])]
    return sorted(without or scored, key=lambda candidate: -candidate[2])


def _around_letters(text: str) -> str:
    """The lines that tell encodings apart: those with characters beyond ASCII."""
    lines = (line for line in text.splitlines() if not line.isascii())
    kept: list[str] = []
    length = 0
    for line in lines:
        kept.append(line[:2000])
        length += len(kept[-1])
        if length > _SCORED_CHARACTERS:
            break
    return "\n".join(kept)


def _plausibility(name: str, text: str) -> float:
    """Mean plausibility of the characters beyond ASCII, 0 to 1."""
    beyond = [match.start() for match in re.finditer(r"[^\x00-\x7f]", text)]
    if not beyond:
        return 0.0
    if name in ("cp949", "shift_jis"):
        return sum(_east_asian(name, text[at]) for at in beyond) / len(beyond)
    # A character that only this code page has room for is no evidence for it, so ties go to order.
    return sum(_latin(text, at) for at in beyond) / len(beyond)


def _east_asian(name: str, character: str) -> float:
    if name == "shift_jis":
        return 1.0 if _KANA.match(character) else 0.3 if "一" <= character <= "鿿" else 0.1
    if _HANGUL.match(character):
        return 1.0 if _is_common_hangul(character) else 0.3
    return 0.8 if unicodedata.category(character)[0] in "PSZ" else 0.1


def _is_common_hangul(character: str) -> bool:
    """Whether a syllable is among the 2,350 of KS X 1001, which nearly all Korean text is of."""
    try:
        return len(character.encode("euc_kr")) == 2
    except UnicodeEncodeError:
        return False


def _latin(text: str, at: int) -> float:
    character = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if character in _MARKS_IN_TEXT:
        # Within a word only an apostrophe is at home.
        return 0.2 if before.isalpha() and after.isalpha() and character != "\u2019" else 0.9
    if character not in _LETTERS:
        return 0.15
    if before.isalpha() and before.islower() and character.isupper():
        return 0.1
    neighbours = [beside for beside in (before, after) if beside.isalpha()]
    if any(beside.isascii() for beside in neighbours):
        return 1.0
    return 0.9 if neighbours and _LETTERS.issuperset(neighbours) else 0.5
