"""What the codes of an export mean to a feed: statuses, kinds, roles, events."""

from collections.abc import Collection
from dataclasses import dataclass, field

from assets.contracts.feeds import Feed
from assets.ingest.sniffing.header import NOTHING
from assets.ingest.sniffing.probe import Column
from assets.ingest.sniffing.words import codes, key_of

# What an unknown code is read as until a person has decided.
_STAND_INS = {"status": "open"}


@dataclass(frozen=True)
class Meanings:
    """The entry of one column under `values`.

    Attributes:
        known: What the export says: what the feed says, where they differ.
        unknown: Codes that no list knows.
    """

    known: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    def entry(self, name: str) -> dict[str, str]:
        """The mapping to propose; an unknown status stands in as open."""
        stand_in = _STAND_INS.get(name)
        return self.known | (dict.fromkeys(self.unknown, stand_in) if stand_in else {})


def find_meanings(
    feed: Feed, name: str, column: Column, translated: Collection[str] = ()
) -> Meanings:
    """What a column's codes mean.

    Args:
        feed: The contract.
        name: A column of the feed.
        column: The column of the export.
        translated: Codes that the vendor's reader translates itself.
    """
    lists = codes(feed.feed)
    if name not in lists or column.values is None:
        return Meanings()
    said = [code for code in column.values if code.casefold() not in NOTHING]
    contract = feed.columns[name]
    own = set(contract.one_of)
    open_codes = [
        code
        for code in said
        if code not in translated and (code.lower() if contract.lowercase else code) not in own
    ]
    meant = {code: lists[name].get(key_of(code)) for code in open_codes}
    known = {code: ours for code, ours in meant.items() if ours and ours != code}
    unknown = tuple(code for code, ours in meant.items() if not ours) if own else ()
    return Meanings(known, unknown)
