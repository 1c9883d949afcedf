"""The small language in which the lexicons are written, and its translation to RE2.

| in a lexicon | matches |
|---|---|
| `on hold` | these words in a row, whole, whatever stands between them |
| `wait*` | a word that begins so |
| `*less` | a word that ends so |
| `wait* ... (hour|day)*` | up to three other words between; one of several |
| `(the |)best` | with or without the first word |
| `don't` | also with a curly apostrophe or without one |
| `päivä` | also as typed without its dots |
| `<staff>` | one of the words so named in the language's `words.yml` |

Korean is written without firm spaces and its words grow endings: there a phrase may begin and end
inside a word (not after a syllable that turns it: 불친절), spaces are optional, and `...` is up to
twenty characters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

# Lower-case Latin letters, digits and the apostrophe: all of \pL makes patterns sixty times slower.
LETTERS = "0-9a-zà-öø-ž"
IN_WORD = f"{LETTERS}'\u2019"
LETTER = f"[{IN_WORD}]"
# Apostrophes stand within words, and around them as quotation marks.
BREAK = f"[^{LETTERS}]+"


@dataclass(frozen=True)
class Script:
    """How phrases of a language stand in running text.

    Attributes:
        opening: What stands before the first word.
        closing: What stands after the last one.
        space: Between two words.
        ending: For `*`.
        gap: For `...`, the spaces around it included.
    """

    opening: str
    closing: str
    space: str
    ending: str
    gap: str


WORDS = Script(
    opening=f"(?:^|[^{LETTERS}])",
    closing=f"(?:[^{LETTERS}]|$)",
    space=BREAK,
    ending=f"{LETTER}*",
    gap=f"{BREAK}(?:{LETTER}+{BREAK}){{0,3}}",
)
# 불친절 (unkind) is not 친절 (kind), and 아쉽 (a pity) is not 쉽 (easy).
TURNING = "불아비부미"
HANGUL = Script(
    opening=f"(?:^|[^{TURNING}])", closing="", space=r"\s*", ending="[가-힣]*", gap=".{0,20}?"
)


def pattern_of(phrases: Sequence[str], script: Script) -> str:
    """One RE2 pattern, without its surroundings, that matches any of the phrases."""
    return "(?:" + "|".join(_translated(phrase, script) for phrase in phrases) + ")"


def written_out(phrase: str) -> list[str]:
    """A phrase without alternatives, once for each way to choose among them."""
    parts = [part.split("|") for part in re.split(r"[()]", phrase)]
    return ["".join(choice) for choice in product(*parts)]


def _translated(phrase: str, script: Script) -> str:
    if not any(character.isalnum() for character in phrase):
        return re.escape(phrase)  # an emoticon: its parentheses and asterisks are meant
    pieces = {
        " ... ": script.gap,
        " ": script.space,
        "*": script.ending,
        "(": "(?:",
        "'": "['\u2019]?",
    }
    tokens = re.split(r"( \.\.\. | |\*|\(|\)|\||')", phrase)
    return "".join(
        token if token in (")", "|") else pieces.get(token) or _letters(token)
        for token in tokens
        if token
    )


def _letters(text: str) -> str:
    return re.escape(text).replace("ä", "[äa]").replace("ö", "[öo]")
