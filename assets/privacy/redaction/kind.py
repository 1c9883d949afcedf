"""One kind of personal data: its placeholder, what it looks like, and what confirms it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assets.privacy.redaction.view import Span

# Stands for each character of what was found already: no pattern reads it, a number may follow it.
HIDDEN = "\ufdd0"
DIGIT_OR_HIDDEN = rf"[\d{HIDDEN}]"
Confirm = Callable[[re.Match[str]], Span | None]


def whole(match: re.Match[str]) -> Span | None:
    """Confirms everything that the pattern matched."""
    return match.span()


def confirmed_if(holds: Callable[[re.Match[str]], bool]) -> Confirm:
    """Confirms the whole match where a condition holds."""
    return lambda match: match.span() if holds(match) else None


def digits_of(text: str) -> str:
    """Returns the digits of a text, without what stands between them."""
    return re.sub(r"\D", "", text)


# What a text must hold for a kind to be looked for: most texts with a number hold a short one.
SIX_DIGITS = re.compile(r"\d(?:\D{0,3}\d){5}")


@dataclass(frozen=True)
class Kind:
    """A kind of personal data.

    A pattern has no unbounded quantifier, and what it matches is at most some hundred characters:
    that is why any text, however hostile, is looked through in linear time.
    """

    placeholder: str
    pattern: re.Pattern[str]
    confirm: Confirm = whole
    clue: re.Pattern[str] = SIX_DIGITS

    def spans(self, text: str) -> Iterator[Span]:
        """Yields where this kind stands, from left to right and without overlap."""
        at = last = 0
        while match := self.pattern.search(text, at):
            span = self.confirm(match)
            # Not confirmed: the datum may begin later within the same run of digits.
            at = max(span[1] if span else 0, match.start() + 1)
            if span:
                yield max(span[0], last), span[1]
                last = span[1]
