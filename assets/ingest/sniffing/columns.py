"""Which column of an export is which of a feed: by its name, and only where its content agrees."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assets.contracts.feeds import Column as FeedColumn
from assets.contracts.feeds import Feed
from assets.ingest.sniffing.dates import Times, find_times
from assets.ingest.sniffing.header import NOTHING
from assets.ingest.sniffing.probe import Column, Probe
from assets.ingest.sniffing.survey import points_of_words
from assets.ingest.sniffing.words import codes, column_synonyms, key_of, likeness, tokens_of

# A feed's row has one of these each; many rows of a table may share the others.
OWN_IDS = {
    "survey_responses": "response_id",
    "tickets": "ticket_id",
    "orders": "order_id",
    "customers": "customer_id",
}
_RIVAL_LEAD = 0.1
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Match:
    """A column of the export for one of a feed's.

    Attributes:
        weight: How surely, 0 to 1.
        rivals: Other columns that are nearly as likely.
    """

    column: Column
    weight: float
    rivals: tuple[str, ...] = ()


@dataclass
class TimesBook:
    """The times of a probe's columns, each looked at once."""

    probe: Probe
    known: dict[str, Times] = field(default_factory=dict)

    def of(self, column: Column) -> Times:
        """What was found on a column's times; nothing where it doesn't look like times."""
        if column.cell not in self.known:
            plausible = column.share(column.dated) > 0.3 or _may_be_stamp(column)
            self.known[column.cell] = find_times(self.probe, column) if plausible else Times()
        return self.known[column.cell]


def match_columns(
    feed: Feed, columns: Sequence[Column], times: TimesBook, rows: int, given: Iterable[str] = ()
) -> dict[str, Match]:
    """The likeliest column for each of a feed's, each column used once.

    Args:
        feed: The contract.
        columns: Those that are still free.
        times: What their times look like.
        rows: How many rows were looked at.
        given: Columns of the feed that need none.
    """
    synonyms = column_synonyms(feed.feed)
    wanted = [name for name in feed.columns if name not in set(given)]
    weights: list[tuple[float, bool, str, Column]] = []
    for name in wanted:
        for column in columns:
            weight = max(likeness(spelling, synonyms[name]) for spelling in column.names)
            weight = weight or _weight_of_content(name, column)
            if weight and fits(feed, name, column, times, rows):
                weights.append((weight, feed.columns[name].required, name, column))
    weights.sort(key=lambda entry: (-round(entry[0], 2), not entry[1]))
    matches: dict[str, Match] = {}
    for weight, _, name, column in weights:
        if name not in matches and column.cell not in {m.column.cell for m in matches.values()}:
            matches[name] = Match(column, weight)
    return {name: _with_rivals(name, match, weights, matches) for name, match in matches.items()}


def _with_rivals(
    name: str,
    match: Match,
    weights: Iterable[tuple[float, bool, str, Column]],
    matches: Mapping[str, Match],
) -> Match:
    used = {taken.column.cell for taken in matches.values()}
    rivals = tuple(
        column.name
        for weight, _, wanted, column in weights
        if wanted == name and column.cell not in used and weight > match.weight - _RIVAL_LEAD
    )
    return Match(match.column, match.weight, rivals)


def fits(feed: Feed, name: str, column: Column, times: TimesBook, rows: int) -> bool:
    """Whether a column's content can be what a feed's column holds."""
    contract = feed.columns[name]
    if not column.filled:
        return not contract.required
    if contract.required and column.filled < 0.9 * rows:
        return False
    if contract.type in ("timestamp", "date"):
        found = times.of(column)
        # A day is read without a time of day.
        is_day = bool(found.best and found.best.name) or not found.clock
        return found.best is not None and (contract.type == "timestamp" or is_day)
    if name == "score" and points_of_words(column):
        return True
    if contract.type in _TYPES:
        return _TYPES[contract.type](column) and _is_plausible_number(name, column)
    return _fits_text(feed, name, contract, column)


def _fits_text(feed: Feed, name: str, contract: FeedColumn, column: Column) -> bool:
    if column.share(column.dated) > 0.5 and column.average_length < 30:
        return False
    if contract.free_text is True:
        return column.share(column.numbers) < 0.5
    if name == "ticket_id" and feed.feed == "ticket_events" and _is_bare_id(column):
        return False
    if name == OWN_IDS.get(feed.feed):
        return column.distinct >= 0.9 * column.filled and column.average_length < _LONGEST_NAME
    if name == "language":
        return column.share(column.language_codes) > 0.9
    if name in codes(feed.feed):
        return _knows_codes(feed.feed, name, contract, column)
    return column.average_length < _LONGEST_NAME


def _is_bare_id(column: Column) -> bool:
    """Whether it is an `id` of the rows themselves; a ticket's comes once for each event."""
    named = any(len(tokens_of(name)) > 1 for name in column.names)
    return not named and column.filled > 3 and column.distinct == column.filled


def _knows_codes(feed: str, name: str, contract: FeedColumn, column: Column) -> bool:
    """Whether at least half of the rows hold codes that are known, in whatever spelling."""
    if column.values is None:
        return name == "event"
    known = codes(feed)[name]
    rows = sum(count for value, count in column.values.items() if key_of(value) in known)
    # Any name is an event; a help desk may have made up its own statuses.
    return not contract.one_of or rows >= (0.3 if name == "status" else 0.9) * column.filled


def _is_plausible_number(name: str, column: Column) -> bool:
    if name == "birth_year":
        return (column.lowest or 0) >= 1900 and (column.highest or 0) <= 2030
    return True


def _is_number(column: Column) -> bool:
    nothing = sum(n for value, n in (column.values or {}).items() if value.casefold() in NOTHING)
    return column.numbers > 0 and column.numbers + nothing >= 0.95 * column.filled


_TYPES: dict[str, Callable[[Column], bool]] = {
    "number": _is_number,
    "integer": lambda column: _is_number(column) and not column.decimal_commas,
    "boolean": lambda column: column.booleans >= 0.99 * column.filled,
}


def _weight_of_content(name: str, column: Column) -> float:
    """What content alone says: addresses name customers."""
    return 0.4 if name == "customer_id" and column.share(column.emails) > 0.5 else 0.0


def _may_be_stamp(column: Column) -> bool:
    """Whether numbers may be days of a spreadsheet, seconds since 1970 or dates without marks."""
    if column.share(column.numbers) < 0.9 or column.lowest is None:
        return bool(column.values) and any("오전" in v or "오후" in v for v in column.values or ())
    stamp = {5: (25569, 73050), 8: (19700101, 21000101), 10: (3e8, 4.2e9), 14: (19.7e12, 21e12)}
    return any(
        low <= column.lowest and (column.highest or 0) <= high for low, high in stamp.values()
    )
