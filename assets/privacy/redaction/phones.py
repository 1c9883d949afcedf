"""Telephone numbers: Korean, Finnish, international, and what a text calls a phone number."""

import re

from assets.privacy.redaction.kind import DIGIT_OR_HIDDEN, Kind, confirmed_if, digits_of
from assets.privacy.redaction.lookalikes import (
    follows_order_word,
    is_amount,
    is_date_or_hours,
    is_year_range,
)
from assets.privacy.redaction.view import Span

# Not within an order number or a date, of which a part may already be a placeholder.
_APART = rf"(?<![A-Za-z0-9])(?<!{DIGIT_OR_HIDDEN}[.:-])"
_KOREAN_MOBILE = r"1[016789]\)?[ .)/_-]{0,3}\d{3,4}[ ./_-]{0,3}\d{4}(?!\d)"
# Digits alone behind a point, or behind one digit and a comma, are decimals: 2.04761904762.
_WHOLE = rf"(?<!{DIGIT_OR_HIDDEN}\.)(?<!\D\d,)"
_MOBILE = re.compile(
    rf"(?<!\d)(?:(?!\d{{10}})\(?0{_KOREAN_MOBILE}|{_WHOLE}0{_KOREAN_MOBILE}"
    rf"|{_WHOLE}0(?:4\d|50)\d{{6,8}}(?!\d))"
)
_KOREAN_ABROAD = re.compile(
    rf"(?<!\d)(?:\+ ?|00 ?)?82[ .)-]{{0,3}}\(?0?\)?[ .-]{{0,2}}{_KOREAN_MOBILE}"
)
_ABROAD = re.compile(r"(?<![0-9+])(?:\+|00)(?:[ .()/-]{0,3}\d){8,15}(?!\d)")
_AREA_GROUPS = re.compile(
    rf"{_APART}(?:\(0[1-9]\d{{0,3}}\)[ -]{{0,2}}|0[1-9]\d{{0,4}}(?: - |[ .-]|\) ?|/(?=\d{{5}})))"
    r"\d{2,8}"
    r"(?:(?: - |[ .-])\d{2,5}(?![0-9]|[:,]\d)){0,4}(?!\d)"
)
_AREA_PLAIN = re.compile(rf"{_APART}0[1-9]\d{{7,9}}(?!\d)")
_AMERICAN = re.compile(rf"{_APART}(?:\([2-9]\d\d\) ?|[2-9]\d\d[.-])[2-9]\d\d[.-]\d{{4}}(?!\d|-\d)")
_AREA_IN_BRACKETS = re.compile(r"(?<!\d)\(\d{2,3}\) ?(\d{3,5})-(\d{3,4})(?!\d|-\d)")
_KOREAN_SERVICE = re.compile(
    r"(?<![0-9-])(15(?:22|33|44|66|77|88|99)|16(?:00|44|60|61|66|68|70|88)"
    r"|18(?:00|11|33|55|66|77|99))-(\d{4})(?!\d|-\d)"
)
_CUE = (
    r"(?<![a-z])(?:tele)?phone|(?<![a-z])tel|mobile|gsm|whatsapp|fax|(?:call|text|ring|reach)"
    r" (?:me|us)|registered|puh|puhelin[a-zäö]{0,12}|numeroni|soit[a-zäö]{1,8}"
    r"|전화|연락처|핸드폰|휴대폰|휴대전화|폰번호"
)
_LINK = r"[ :.#=]|number|numero(?:ni|on|ssa)?|no\b|nro|is|at|on|me|to|minulle|번호|는|은|가|이"
_CALLED = re.compile(
    rf"(?:{_CUE})(?:{_LINK}){{0,8}}(?P<number>\(?\d(?:[ .()/-]{{0,2}}\d){{5,14}})(?!\d|[:,]\d)",
    re.IGNORECASE,
)
# Digits of the longest number behind a country's code, the code included.
_LONGEST = {"1": 11, "82": 12, "358": 13}
# Korean numbers that follow their owner: 0507-1234-5678.
_PERSONAL = re.compile(r"050\d[ .-]")
# Area codes of Finland, whose numbers may be as short as eight digits.
_SHORT_AREA = re.compile(r"\(?0(?:[2356893]|1[3-9])(?!\d)")


def _up_to(match: re.Match[str], most: int, least: int) -> Span | None:
    """The whole groups of digits from the start that make a number of at most so many digits."""
    start = match.start()
    for group in reversed(list(re.finditer(r"\d+", match[0]))):
        number, end = match[0][: group.end()], start + group.end()
        if least <= len(digits_of(number)) <= most and not (
            is_date_or_hours(number) or is_amount(match.string, end)
        ):
            return start, end
    return None


def _abroad(match: re.Match[str]) -> Span | None:
    """A number with the country's code, behind `+` or `00`."""
    exit_digits = 0 if match[0][0] == "+" else 2
    number = digits_of(match[0])[exit_digits:]
    if number[:1] == "0" or re.search("(?: 000){2}", match[0]):
        return None
    if exit_digits and not _dials_abroad(match):
        return None
    longest = next((n for code, n in _LONGEST.items() if number.startswith(code)), 15)
    return _up_to(match, longest + exit_digits, 8 + exit_digits)


def _dials_abroad(match: re.Match[str]) -> bool:
    """Whether `00` begins a number: not the end of another, nor of an order number."""
    if re.search(r"\d[ .,:/-]$", match.string[max(0, match.start() - 2) : match.start()]):
        return False
    if match[0].isdigit():
        return not follows_order_word(match)
    return re.match(r"00[1-9]?\d{0,2}(?!\d)", match[0]) is not None


def _korean_abroad(match: re.Match[str]) -> bool:
    return match[0][0] != "8" or not (match[0].isdigit() and follows_order_word(match))


def _area_groups(match: re.Match[str]) -> Span | None:
    """A national number with its area code; of eight digits only where Finland has such."""
    span = _up_to(match, 12 if _PERSONAL.match(match[0]) else 11, 8)
    if not span:
        return None
    number = match.string[span[0] : span[1]]
    # 02-123-4567 15: what comes after another separator is another number.
    if another := re.match(r"\(?\d+\)?[ ./-]{1,3}\d+([.-])\d+(?= )", number):
        number = another[0]
    short = len(digits_of(number)) == 8
    if short and ("." in number or not _SHORT_AREA.match(number)):
        return None
    return (span[0], span[0] + len(number)) if len(digits_of(number)) >= 8 else None


def _called(match: re.Match[str]) -> Span | None:
    number = match["number"]
    if is_date_or_hours(number) or is_amount(match.string, match.end()):
        return None
    return match.span("number")


def _no_period(match: re.Match[str]) -> bool:
    return not is_year_range(match[1], match[2]) and not is_amount(match.string, match.end())


def _no_order(match: re.Match[str]) -> bool:
    return not follows_order_word(match)


PHONES = (
    Kind("[phone]", _KOREAN_ABROAD, confirmed_if(_korean_abroad)),
    Kind("[phone]", _ABROAD, _abroad),
    Kind("[phone]", _MOBILE),
    Kind("[phone]", _AREA_GROUPS, _area_groups),
    Kind("[phone]", _AREA_PLAIN, confirmed_if(_no_order)),
    Kind("[phone]", _AMERICAN),
    Kind("[phone]", _AREA_IN_BRACKETS, confirmed_if(_no_period)),
    Kind("[phone]", _KOREAN_SERVICE, confirmed_if(_no_period)),
    Kind("[phone]", _CALLED, _called),
)
