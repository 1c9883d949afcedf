"""Personal data in free text → typed placeholders, before the text is stored anywhere.

Patterns are RE2's (linear time). Digits that follow Hangul directly count as a word of their own.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

# In this order: the more specific first.
PLACEHOLDERS: tuple[tuple[str, str], ...] = (
    ("[email]", r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"),
    ("[iban]", r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"),
    ("[id]", r"[0-9]{6}[-+A-FU-Y][0-9]{3}[0-9A-Y]\b"),
    ("[id]", r"[0-9]{6}-[1-8][0-9]{6}"),
    ("[card]", r"(?:[0-9]{4}[ -]?){3}[0-9]{1,7}"),
    ("[ip]", r"\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b"),
    ("[phone]", r"\+[0-9](?:[ ()-]{0,2}[0-9]){7,14}"),
    ("[phone]", r"\(?0[0-9]{1,3}\)?[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}"),
)


def redact(texts: "pa.Array") -> "pa.Array":
    """Replace personal data.

    Args:
        texts: Strings; null stays null.

    Returns:
        As many strings, with `[email]`, `[phone]`, … where personal data stood.
    """
    import pyarrow.compute as pc

    for placeholder, pattern in PLACEHOLDERS:
        texts = pc.replace_substring_regex(texts, pattern=pattern, replacement=placeholder)
    return texts
