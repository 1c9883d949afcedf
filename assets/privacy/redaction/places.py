"""Where somebody is: latitude and longitude, as decimals or in degrees, minutes and seconds."""

import re

from assets.privacy.redaction.kind import Kind
from assets.privacy.redaction.view import Span

_DEGREES = r" ?(?:°|º|o|˚|deg|도)"
_HEMISPHERE = r"(?: ?[NSEWPI](?![A-Za-z]))"
# Four decimals are some ten metres; fewer are a measurement, unless marked as degrees.
_FINE = rf"[+-]?\d{{1,3}}[.,]\d{{4,15}}(?:{_DEGREES})?{_HEMISPHERE}?"
_MARKED = rf"[+-]?\d{{1,3}}(?:[.,]\d{{1,15}})?{_DEGREES}{_HEMISPHERE}?"
_MINUTES = (
    rf"\d{{1,3}}{_DEGREES} ?\d{{1,2}}(?:[.,]\d{{1,8}})? ?(?:['\u2032\u2019]|분)"
    rf"(?: ?\d{{1,2}}(?:[.,]\d{{1,8}})? ?(?:['\u2032\u2019]{{2}}|\"(?= ?[NSEWPI])|초))?"
    rf"{_HEMISPHERE}?"
)
_BETWEEN = r"(?:\s{0,2}[,;/|]\s{0,2}|\s{1,2}|\s{0,2}(?:동경|서경|[NSEW])\s{0,2})"
_START = r"(?<![0-9])(?<![0-9]\.)"
_PAIR = re.compile(
    rf"{_START}(?:{_FINE}{_BETWEEN}{_FINE}|{_MARKED}{_BETWEEN}{_MARKED}"
    rf"|(?:[NS] ?)?{_MINUTES}{_BETWEEN}(?:[EW] ?)?{_MINUTES})(?![0-9])",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?<![a-z])(?:lat|latitude|lon|lng|long|longitude|leveysaste|leveyspiiri|leveys|pituusaste"
    r"|pituuspiiri|pituus|위도|경도|북위|남위|동경|서경)[ \"'=:]{0,4}"
    rf"(?P<coordinate>[+-]?\d{{1,3}}[.,]\d{{2,15}}(?:{_DEGREES})?)(?![0-9])",
    re.IGNORECASE,
)


def _on_earth(match: re.Match[str]) -> Span | None:
    degrees = re.findall(r"\d{1,3}(?=[.,°ºo˚도 d])", match[0], re.IGNORECASE)
    return match.span() if degrees and int(degrees[0]) <= 180 else None


def _coordinate(match: re.Match[str]) -> Span | None:
    return match.span("coordinate")


_CLUE = re.compile(rf"\d[.,]\d\d|\d{_DEGREES}", re.IGNORECASE)
PAIR = Kind("[place]", _PAIR, _on_earth, _CLUE)
LABELLED = Kind("[place]", _LABELLED, _coordinate, _CLUE)
