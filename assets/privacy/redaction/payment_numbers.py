"""Numbers that money moves by: payment cards and IBANs."""

import re
from functools import lru_cache

from assets.privacy.redaction.kind import DIGIT_OR_HIDDEN, Kind, digits_of
from assets.privacy.redaction.lookalikes import follows_order_word
from assets.privacy.redaction.view import Span

_GROUPS = re.compile(
    rf"(?<![0-9A-Za-z+])(?<!{DIGIT_OR_HIDDEN}[-.])\d{{4,19}}"
    r"(?:(?:[ .]|  | ?- ?)\d{1,19}){0,5}(?!\d)"
)
# What networks issue, Korean domestic cards (9) included; none begins like a date (20240315…).
_ISSUED = re.compile(r"[3-69]|2[1-7]|81|1800")
_POSSIBLE, _USUAL = range(13, 20), range(15, 17)
_IBAN = re.compile(
    r"(?:(?<![A-Za-z0-9])|(?<=iban))[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}", re.IGNORECASE
)


def _passes_luhn(number: str) -> bool:
    """The check digit of payment cards (ISO/IEC 7812)."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = [digit * (1 + place % 2) for place, digit in enumerate(digits)]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _card(match: re.Match[str]) -> Span | None:
    """The longest run of whole groups that is a card's number; an expiry date may follow it."""
    if not _ISSUED.match(match[0]):
        return None
    for end in reversed([group.end() for group in re.finditer(r"\d+", match[0])]):
        number = digits_of(match[0][:end])
        joined = match[0][end : end + 1] == "-"
        if len(number) in _POSSIBLE and not joined and _passes_luhn(number):
            ordered = len(number) not in _USUAL and follows_order_word(match)
            return None if ordered else (match.start(), match.start() + end)
    return None


@lru_cache(maxsize=1024)
def _iban_length(country: str) -> int:
    """How many characters a country's IBAN has, 0 if the country has none."""
    from stdnum import numdb

    structure = numdb.get("iban").info(country)[0][1].get("bban", "")
    lengths = [int(length) for length in re.findall(r"(\d+)!", structure)]
    return 4 + sum(lengths) if lengths else 0


def _iban(match: re.Match[str]) -> Span | None:
    """As many characters as the country's IBANs have, if the checksum holds (ISO 13616)."""
    from stdnum import iban

    length = _iban_length(match[0][:2].upper())
    number = re.sub("[ -]", "", match[0])[:length]
    if not length or len(number) < length or not _passes_mod_97(number):
        return None
    ends = [character.end() for character in re.finditer("[A-Za-z0-9]", match[0])]
    end = match.start() + ends[length - 1]
    goes_on = re.match(r"\d\d", match.string[end - 1 : end + 1]) is not None
    valid = not goes_on and iban.is_valid(number, check_country=False)
    return (match.start(), end) if valid else None


def _passes_mod_97(number: str) -> bool:
    """The checksum alone: it costs a fifth of a whole validation, and hostile texts ask often."""
    return int("".join(str(int(letter, 36)) for letter in number[4:] + number[:4])) % 97 == 1


CARD = Kind("[card]", _GROUPS, _card)
IBAN = Kind("[iban]", _IBAN, _iban)
