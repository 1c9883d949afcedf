"""What looks like personal data and is none: order numbers, dates, opening hours, amounts."""

import re

_ORDER_WORD = (
    r"order|invoice|ticket|case|booking|reservation|tracking|reference|parcel|shipment|receipt"
    r"|product|item|serial|contract|request|barcode|ean|gtin|inv|ord|ref|po|sku"
    r"|tilau[a-zäö]{1,12}|lasku[a-zäö]{0,12}|tiket[a-zäö]{1,8}|viite[a-zäö]{0,8}"
    r"|varau[a-zäö]{1,12}|seuranta[a-zäö]{0,10}|lähety[a-zäö]{1,14}|tuote[a-zäö]{0,8}"
    r"|sopimu[a-zäö]{1,8}|viivakoodi|주문|송장|운송장|예약|접수|티켓|상품|제품|문의|계약|등기|영수증|바코드"
)
_LINK = r"[\s:#=.-]|number|num|no|nr|nro|numero|id|code|is|was|on|oli|번호|번|코드|는|은|가|이"
_AFTER_ORDER_WORD = re.compile(
    rf"(?:^|[^a-zäö])(?:{_ORDER_WORD})(?:{_LINK}){{0,8}}$", re.IGNORECASE
)
_VERSION_WORD = re.compile(
    r"(?:(?:^|[^a-z])v(?:er)?|version|versio[a-zäö]{0,4}|build|release|firmware|section|kohta"
    r"|버전|버젼)[\s.:]{0,2}$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\s?(?:[€$₩£%]|원|won\b|krw\b|eur|usd\b|만|억|kpl\b|pcs\b|개|명|점)", re.IGNORECASE
)
_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:19|20)\d\d)(?!\d)"
)
_HOURS = re.compile(
    r"(?:[01]\d|2[0-3])[.:]?[0-5]\d ?- ?(?:(?:[01]\d|2[0-3])[.:]?[0-5]\d|24[.:]?00)"
)
_REACH = 40


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - _REACH) : match.start()]


def follows_order_word(match: re.Match[str]) -> bool:
    """Whether the text calls the number an order, an invoice, a ticket or the like."""
    return _AFTER_ORDER_WORD.search(_before(match)) is not None


def follows_version_word(match: re.Match[str]) -> bool:
    """Whether the text calls the number a version, or a section of a document."""
    return _VERSION_WORD.search(_before(match)) is not None


def is_amount(text: str, end: int) -> bool:
    """Whether a currency or a unit follows the number that ends there."""
    return _AMOUNT.match(text, end) is not None


def is_date_or_hours(text: str) -> bool:
    """Whether a date stands in what looks like one number, or all of it are opening hours."""
    return _DATE.search(text) is not None or _HOURS.fullmatch(text) is not None


def is_year_range(first: str, last: str) -> bool:
    """Whether two numbers of four digits are the ends of a period."""
    return "1500" <= first <= last <= "2100"
