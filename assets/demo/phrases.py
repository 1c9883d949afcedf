"""The phrases of a language, as arrays that whole columns of comments can be picked from."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import yaml

from assets.demo.arrays import Floats, Ints

PHRASES_FOLDER = Path(__file__).parent / "phrases"
# The groups that every language has; NONE is the group of the empty phrase.
GROUPS = (
    "none",
    "praise_staff", "praise_speed", "praise_solution", "praise_product", "praise_delivery",
    "praise_article", "praise_price", "praise_values", "loyal",
    "wait", "handoff", "reopen", "product", "delivery", "price", "refund", "phone_menu",
    "article", "app", "staff", "values", "leaving",
    "opener_positive", "opener_neutral", "opener_negative", "neutral",
    "but_wait", "but_handoff", "but_reopen", "but_product", "but_delivery", "but_price",
    "but_general", "but_praise", "idea",
    "closing_positive", "closing_neutral", "closing_negative",
    "short_positive", "short_neutral", "short_negative", "contact",
    "leak", "broken_word", "dark_mode", "praise_unasked",
)  # fmt: skip
NONE = 0
# What a phrase can hold a place for; "" is a phrase without one.
SLOTS = ("", "agent", "product", "days", "hours", "email", "phone")
SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Phrasebook:
    """All phrases of a language, group after group; each is text, a slot, and text."""

    before: pa.StringArray
    slot: Ints  # phrases: an index of SLOTS
    after: pa.StringArray
    start: Ints  # groups: the first phrase of each
    size: Ints  # groups: how many

    def pick(self, groups: Ints, luck: Floats) -> Ints:
        """Returns one phrase of each group; luck is uniform in [0, 1)."""
        return self.start[groups] + (luck * self.size[groups]).astype(np.int64)

    def another(self, phrases: Ints, groups: Ints, luck: Floats) -> Ints:
        """Returns one phrase of each group, but never the given one of that group."""
        size = self.size[groups]
        step = 1 + (luck * np.maximum(size - 1, 0)).astype(np.int64)
        picks: Ints = self.start[groups] + (phrases - self.start[groups] + step) % size
        return picks


def group(name: str) -> int:
    """Returns the number of a group of phrases."""
    return GROUPS.index(name)


@lru_cache(maxsize=4)
def load_phrases(language: str) -> dict[str, list[str]]:
    """Reads the language's files: en_praise.yml, en_complaints.yml, en_frames.yml and so on."""
    by_group: dict[str, list[str]] = {"none": [""]}
    for path in sorted(PHRASES_FOLDER.glob(f"{language}_*.yml")):
        by_group |= yaml.safe_load(path.read_text(encoding="utf-8"))
    return by_group


@lru_cache(maxsize=4)
def load_phrasebook(language: str) -> Phrasebook:
    """Lays the language's phrases out as arrays."""
    by_group = load_phrases(language)
    parts = [_parts(phrase) for name in GROUPS for phrase in by_group[name]]
    size = np.array([len(by_group[name]) for name in GROUPS])
    return Phrasebook(
        before=pa.array([before for before, _, _ in parts]),
        slot=np.array([slot for _, slot, _ in parts]),
        after=pa.array([after for _, _, after in parts]),
        start=np.cumsum(size) - size,
        size=size,
    )


def _parts(phrase: str) -> tuple[str, int, str]:
    """Cuts a phrase at its slot."""
    found = SLOT.search(phrase)
    if not found:
        return phrase, 0, ""
    return phrase[: found.start()], SLOTS.index(found[1]), phrase[found.end() :]
