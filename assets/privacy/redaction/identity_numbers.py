"""Numbers that a state gives to a person or a business, in Korea and Finland."""

import re

from assets.privacy.redaction.kind import DIGIT_OR_HIDDEN, Kind, confirmed_if, digits_of
from assets.privacy.redaction.lookalikes import follows_order_word
from assets.privacy.redaction.view import Span

# 6 digits of birth, then 1-8: century and gender, of Koreans (1-4) and of foreigners (5-8).
_RESIDENT = re.compile(
    r"(?<!\d)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?P<gap>[ ]?[-./~_]?[ ]?)"
    r"[1-8](?:\d{6}(?!\d)|[*xX#]{6})"
)
_LEADS_INTO = re.compile(r"[A-Za-z/_#-]")
_PERSONAL_CODE = re.compile(
    r"(?<!\d)(?P<day>[0-3]\d[01]\d\d\d) ?(?P<century>[-+A-FU-Y]) ?(?P<rest>\d{3}[0-9A-FHJ-NPR-Y])"
    r"(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_CALLED_PERSONAL_CODE = re.compile(
    r"(?:hetu|henkilötunnu|sotu)[a-zäö]{0,8}[ :=]{0,3}(?:on |oli )?"
    r"(?P<code>\d{6} ?[-+A-FU-Y] ?\d{3}[0-9A-Z])(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_ALONE = rf"(?<![0-9A-Za-z])(?<!{DIGIT_OR_HIDDEN}-)"
_KOREAN_BUSINESS = re.compile(rf"{_ALONE}\d{{3}}-\d{{2}}-\d{{5}}(?!\d|-\d)")
_CALLED_KOREAN_BUSINESS = re.compile(r"사업자[가-힣 ]{0,8}[ :=]{0,3}(?P<number>\d{10})(?!\d)")
_FINNISH_BUSINESS = re.compile(rf"{_ALONE}\d{{7}}-\d(?!\d|-\d)")
_BUSINESS_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3)


def _is_resident_number(match: re.Match[str]) -> bool:
    """A birth date and a gender. Numbers issued since October 2020 have no checksum to ask for.

    Thirteen digits without a gap may be an order number or part of a link too: where the text
    calls them one, or letters or a slash lead into them, only a checksum tells.
    """
    from stdnum.kr import rrn

    if match["gap"]:
        return True
    led_into = _LEADS_INTO.match(match.string, max(0, match.start() - 1))
    return not (led_into or follows_order_word(match)) or rrn.is_valid(match[0])


def _is_personal_code(match: re.Match[str]) -> bool:
    from stdnum.fi import hetu

    code = match["day"] + match["century"] + match["rest"]
    return hetu.is_valid(code, allow_temporary=True)


def _code(match: re.Match[str]) -> Span | None:
    return match.span("code")


def _is_korean_business(number: str) -> bool:
    """The check digit of the National Tax Service; python-stdnum looks at the form alone."""
    digits = [int(digit) for digit in digits_of(number)]
    total = sum(w * digit for w, digit in zip(_BUSINESS_WEIGHTS, digits, strict=False))
    total += digits[8] * 5 % 10 + digits[8] * 5 // 10
    return number[:3] >= "101" and (10 - total % 10) % 10 == digits[9]


def _korean_business(match: re.Match[str]) -> bool:
    return _is_korean_business(match[0]) and not follows_order_word(match)


def _called_korean_business(match: re.Match[str]) -> Span | None:
    return match.span("number") if _is_korean_business(match["number"]) else None


def _finnish_business(match: re.Match[str]) -> bool:
    from stdnum.fi import ytunnus

    return ytunnus.is_valid(match[0]) and not follows_order_word(match)


RESIDENT_NUMBER = Kind("[id]", _RESIDENT, confirmed_if(_is_resident_number))
PERSONAL_CODE = Kind("[id]", _PERSONAL_CODE, confirmed_if(_is_personal_code))
CALLED_PERSONAL_CODE = Kind("[id]", _CALLED_PERSONAL_CODE, _code)
KOREAN_BUSINESS = Kind("[business_id]", _KOREAN_BUSINESS, confirmed_if(_korean_business))
CALLED_KOREAN_BUSINESS = Kind("[business_id]", _CALLED_KOREAN_BUSINESS, _called_korean_business)
FINNISH_BUSINESS = Kind("[business_id]", _FINNISH_BUSINESS, confirmed_if(_finnish_business))
