"""Which vendor's export a file is, by the names of its columns."""

from collections.abc import Mapping, Sequence
from typing import Any

from assets.ingest.readers import READERS
from assets.ingest.sniffing.opening import Opening
from assets.ingest.sniffing.words import key_of, vendor_words

_CONTAINERS = {
    "_csv": ("text",),
    "_log": ("text",),
    "_json": ("json", "jsonl"),
    "_xlsx": ("xlsx", "xls"),
}


def vendor_formats(opening: Opening) -> list[str]:
    """Formats of vendors whose column names are all there, the one with the most of them first."""
    records = [{_key(cell) for cell in record} for record in opening.first_records]
    found = {
        name: _names_told(name, hallmarks, opening, records)
        for name, hallmarks in ((name, reader.hallmarks) for name, reader in READERS.items())
        if hallmarks and opening.container in _containers(name)
    }
    told = [name for name, count in found.items() if count]
    return sorted(told, key=lambda name: -found[name])


def _containers(name: str) -> Sequence[str]:
    ends = (containers for end, containers in _CONTAINERS.items() if name.endswith(end))
    return next(ends, ())


def _names_told(
    name: str, hallmarks: frozenset[str], opening: Opening, records: Sequence[set[str]]
) -> int:
    """How many names of the longest list that is wholly there; 0 where none is."""
    words: Mapping[str, Any] = vendor_words()
    csv_name = name.replace("_xlsx", "_csv")
    lists = [list(hallmarks), *words["tells"].get(csv_name, [])]
    told = [
        len(names)
        for names in lists
        for record in records
        if {_key(each) for each in names} <= record
    ]
    if not told and _begins_a_form(words["first_column"].get(name, []), opening):
        return 1
    return max(told, default=0)


def _begins_a_form(names: Sequence[str], opening: Opening) -> bool:
    """Whether the first column is named so, and the others as people ask."""
    first, *others = opening.header[0] if opening.header else ("",)
    questions = [name for name in others if " " in name.strip() or not name.isascii()]
    return first.strip() in names and len(questions) * 2 > len(others)


def _key(name: str) -> str:
    return key_of(name) or name.strip()
