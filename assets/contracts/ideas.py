"""The words by which suggestions of customers are grouped, in every language alike."""

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    import pyarrow as pa

OPEN = "*"
# Korean joins particles to its words, and its compounds are written with and without blanks.
ANYWHERE = "ko"


def idea_words_table() -> "pa.Table":
    """The rows of `reference.idea_words`: idea, place (of two ideas the first counts) and stem.

    A stem is a part of a text in lower case in which single blanks stand around and between words;
    where it begins or ends with a blank, a word does.
    """
    import pyarrow as pa

    text = Path(__file__).with_name("ideas.yml").read_text("utf-8")
    ideas: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    rows = [
        {"idea": idea, "place": place, "stem": _stem(word, language)}
        for place, (idea, languages) in enumerate(ideas.items(), start=1)
        for language, words in languages.items()
        for word in words
    ]
    schema = pa.schema([("idea", pa.string()), ("place", pa.int64()), ("stem", pa.string())])
    return pa.Table.from_pylist(rows, schema=schema)


def _stem(word: str, language: str) -> str:
    if language == ANYWHERE:
        return word
    begins = "" if word.startswith(OPEN) else " "
    ends = "" if word.endswith(OPEN) else " "
    return f"{begins}{word.strip(OPEN)}{ends}"
