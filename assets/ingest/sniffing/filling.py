"""The parts of a proposal that follow from an export's columns, one function for each."""

from collections.abc import Sequence

from assets.ingest.sniffing.columns import OWN_IDS
from assets.ingest.sniffing.meanings import find_meanings
from assets.ingest.sniffing.probe import Column
from assets.ingest.sniffing.proposal import Draft
from assets.ingest.sniffing.words import likeness, person_name_synonyms

_SURE = 0.6
_MOST_ID_PARTS = 8
# What people wrote may be reworded; it tells rows apart only where nothing else does.
_LONG = 60
# Columns of which a person should know that others are as likely.
_TELLING = ("score", "comment", "customer_id", "status")


def fill_columns(draft: Draft) -> None:
    """`columns`, as matched."""
    for name, match in draft.matches.items():
        draft.entry["columns"][name] = match.column.name
        if match.weight < _SURE and (draft.feed.columns[name].required or name in _TELLING):
            draft.ask(f"columns.{name}", "the name says little; is it this column?")
        elif match.rivals and (draft.feed.columns[name].required or name in _TELLING):
            draft.ask(f"columns.{name}", f"or {listed(match.rivals)}?")


def fill_id(draft: Draft) -> None:
    """An id made out of several columns, where no column is one."""
    wanted = [
        name
        for name, column in draft.feed.columns.items()
        if column.required and column.type == "text" and name.endswith("_id")
    ]
    for name in wanted:
        if name in draft.entry["columns"] or name in draft.given:
            continue
        parts = _parts_of_id(draft)
        draft.entry["columns"][name] = [column.name for column in parts]
        draft.ask(f"columns.{name}", "no column is an id; do these tell the rows apart for good?")
        if name != OWN_IDS.get(draft.feed.feed):
            draft.proposal.placeholders.append(name)


def _parts_of_id(draft: Draft) -> list[Column]:
    """The fewest columns, the most telling first, that tell the rows apart."""
    telling = sorted(
        (column for column in draft.probe.columns if column.filled),
        key=lambda c: (c.average_length > _LONG, -c.distinct, c.average_length),
    )
    parts: list[Column] = []
    apart = 0
    for column in telling:
        together = _count_apart(draft, [*parts, column])
        if together > apart:
            parts, apart = [*parts, column], together
        if apart == draft.probe.rows or len(parts) == _MOST_ID_PARTS:
            break
    return parts or list(draft.probe.columns[:1])


def _count_apart(draft: Draft, columns: Sequence[Column]) -> int:
    cells = ", ".join(f"coalesce({column.cell}, '')" for column in columns)
    counted = draft.probe.engine.connection.execute(
        f"select count(distinct concat_ws(chr(31), {cells})) from sniffed"
    )
    return int(counted.fetchall()[0][0])


def fill_meanings(draft: Draft) -> None:
    """`values`: codes of the export in the words of the feed."""
    columns = {name: match.column for name, match in draft.matches.items()}
    columns |= {name: found[0] for name, found in draft.given.items() if found}
    for name, column in columns.items():
        translated = draft.probe.export.values.get(name, {})
        meanings = find_meanings(draft.feed, name, column, translated)
        entry = meanings.entry(name)
        if entry:
            draft.entry["values"].setdefault(name, {}).update(entry)
        if meanings.unknown:
            draft.ask(f"values.{name}", f"what do these mean: {listed(meanings.unknown)}?")


def fill_required(draft: Draft) -> None:
    """Constants for what the export lacks and the feed requires."""
    for name, column in draft.feed.columns.items():
        known = (draft.entry["columns"], draft.entry["constants"], draft.given)
        if not column.required or any(name in place for place in known):
            continue
        draft.entry["constants"][name] = _stand_in(draft, name)
        draft.proposal.placeholders.append(name)
        draft.ask(f"constants.{name}", "the export doesn't say; this only stands in")


def _stand_in(draft: Draft, name: str) -> str:
    columns = draft.entry["columns"]
    if name == "status":
        return "closed" if {"solved_at", "closed_at"} & {*columns, *draft.given} else "open"
    if name == "event":
        value = draft.matches.get("value")
        return "comment" if value and value.column.share(value.column.spaced) > 0.3 else "updated"
    return "unknown"


def fill_numbers(draft: Draft) -> None:
    """`decimal` and `missing`, by the columns that are used."""
    used = {name: match.column for name, match in draft.matches.items()}
    numbers = [c for name, c in used.items() if draft.feed.columns[name].type == "number"]
    if sum(column.decimal_commas for column in numbers) > 0:
        draft.entry["decimal"] = ","
    used |= {name: found[0] for name, found in draft.given.items() if found}
    blanks = {
        blank
        for name, column in used.items()
        if draft.feed.columns[name].type != "text" or name.endswith("_id")
        for blank in column.blanks or ()
    }
    missing = sorted(blanks - set(draft.probe.export.missing))
    if missing:
        draft.entry["missing"] = missing


def fill_person_names(draft: Draft) -> None:
    """`person_names`, but for those that the vendor fixes."""
    if draft.feed.feed in ("agents", "shifts"):
        return
    synonyms = person_name_synonyms()
    fixed = set(draft.probe.export.person_names)
    names = [
        column.name
        for column in draft.probe.columns
        if not fixed & set(column.names)
        and max(likeness(name, synonyms) for name in column.names) > 0.8
        and column.average_length < 50
        and column.share(column.numbers) < 0.1
        and column.share(column.emails) < 0.5
    ]
    if names:
        draft.entry["person_names"] = names


def listed(names: Sequence[str]) -> str:
    """Names for a question, on one line and not too many."""
    shown = ", ".join(f"`{' '.join(name.split())[:60]}`" for name in names[:6])
    return shown + (f" and {len(names) - 6} more" if len(names) > 6 else "")
