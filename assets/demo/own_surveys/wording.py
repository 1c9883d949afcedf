"""Phrases of the company's own surveys by kind and language, and columns of text made of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import yaml

from assets.demo.arrays import Floats, Ints
from assets.demo.company import Company

FOLDER = Path(__file__).parent
LANGUAGES = ("ko", "fi", "en")


@dataclass(frozen=True)
class Wording:
    """All phrases, kind after kind, each in every language."""

    kinds: tuple[str, ...]
    texts: pa.StringArray
    start: Ints  # kinds x languages: the first phrase of each
    size: Ints  # kinds x languages: how many

    def write(self, kind: Ints, language: Ints, luck: Floats) -> pa.StringArray:
        """Returns one phrase of each kind; luck is uniform in [0, 1)."""
        place = (luck * self.size[kind, language]).astype(np.int64)
        return self.texts.take(pa.array(self.start[kind, language] + place))


def team_languages(company: Company) -> Ints:
    """Returns each team's language, an index of LANGUAGES."""
    languages = {unit.unit: LANGUAGES.index(unit.language) for unit in company.units}
    return np.array([languages[team.unit] for team in company.teams])


def load(name: str) -> dict[str, Any]:
    """Reads one of the YAML files beside this one."""
    content: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return content


def wording(phrases: dict[str, dict[str, list[str]]]) -> Wording:
    """Lays the phrases of a file out in one array."""
    lists = [phrases[kind][language] for kind in phrases for language in LANGUAGES]
    size = np.array([len(texts) for texts in lists])
    shape = (len(phrases), len(LANGUAGES))
    return Wording(
        kinds=tuple(phrases),
        texts=pa.array([text for texts in lists for text in texts]),
        start=(np.cumsum(size) - size).reshape(shape),
        size=size.reshape(shape),
    )
