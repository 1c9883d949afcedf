"""From a file that was never seen to the source file to propose for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import available_timezones

from assets.contracts.feeds import load_feeds
from assets.errors import ContractError, FileRefused
from assets.ingest.readers import READERS
from assets.ingest.sniffing.columns import TimesBook, match_columns
from assets.ingest.sniffing.filling import (
    fill_columns,
    fill_id,
    fill_meanings,
    fill_numbers,
    fill_person_names,
    fill_required,
)
from assets.ingest.sniffing.filling_surveys import fill_survey
from assets.ingest.sniffing.filling_times import fill_times
from assets.ingest.sniffing.naming import files_glob, source_name
from assets.ingest.sniffing.opening import Opening, open_export
from assets.ingest.sniffing.probe import Probe, probed
from assets.ingest.sniffing.proposal import (
    Draft,
    Proposal,
    choose_feed,
    fixed_columns,
    stand_in_day,
)
from assets.ingest.sniffing.trial import Outcome, try_proposal
from assets.ingest.sniffing.vendor import vendor_formats
from assets.ingest.sniffing.writing import write_source

_GOOD = 0.9
_CLOSE_FEEDS = 0.4


@dataclass(frozen=True)
class Wishes:
    """What a person has decided already."""

    feed: str | None = None
    time_zone: str | None = None


@dataclass(frozen=True)
class Sniffed:
    """A proposal, its text, and what became of the file when it was tried."""

    proposal: Proposal
    text: str
    outcome: Outcome

    def facts(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "source": {key: value for key, value in self.proposal.entry.items() if value != {}},
            "questions": [vars(question) for question in self.proposal.questions],
            "found": self.proposal.facts,
            "stand_ins": self.proposal.placeholders,
            "tried": vars(self.outcome),
        }


def sniff_export(path: Path, inbox: Path, as_of: datetime, wishes: Wishes = Wishes()) -> Sniffed:
    """Propose a source file for an export and try it.

    Args:
        path: The export.
        inbox: The home's inbox; `files` is relative to it where the export lies there.
        as_of: "Now", UTC without offset.
        wishes: What needn't be found out.

    Raises:
        FileRefused: There is no table in the file.
        ContractError: The wished feed isn't there.
    """
    if wishes.feed and wishes.feed not in load_feeds():
        raise ContractError(f"no feed `{wishes.feed}`; there are: {', '.join(load_feeds())}")
    if wishes.time_zone and wishes.time_zone not in available_timezones():
        raise ContractError(f"no time zone `{wishes.time_zone}`; name one as Europe/Helsinki is")
    if not path.is_file():
        raise FileRefused("not_an_export", f"{path} is no file; name one export")
    with TemporaryDirectory() as folder:
        opening = open_export(path, Path(folder))
        tried: list[Sniffed] = []
        refusal: FileRefused | None = None
        for format in _formats(opening):
            try:
                for proposal in _proposals(path, inbox, opening, format, wishes):
                    tried.append(_try(proposal, opening.sample or path, as_of))
            except FileRefused as error:
                refusal = error
            if tried and tried[-1].outcome.share >= _GOOD and not tried[-1].outcome.refused:
                break
        if not tried:
            raise refusal or FileRefused("not_an_export", f"{path.name} can't be read")
        return max(tried, key=lambda sniffed: _worth(sniffed.outcome))


def _formats(opening: Opening) -> list[str]:
    """Formats to propose, the likeliest first."""
    generic = "csv" if opening.container == "text" else opening.container
    formats = [*vendor_formats(opening), generic]
    readable = [name for name in formats if name in READERS]
    if not readable:
        raise FileRefused("no_reader", f"there is no reader of {generic} files; export as CSV")
    return readable


def _worth(outcome: Outcome) -> float:
    return -1.0 if outcome.refused else outcome.share


def _try(proposal: Proposal, path: Path, as_of: datetime) -> Sniffed:
    outcome = try_proposal(write_source(proposal), path, proposal.entry["files"], as_of)
    return Sniffed(proposal, write_source(proposal, outcome), outcome)


def _proposals(
    path: Path, inbox: Path, opening: Opening, format: str, wishes: Wishes
) -> Iterator[Proposal]:
    """The proposals of one format, one for each feed that a vendor's export may be."""
    allowed = READERS[format].feeds
    if wishes.feed and allowed and wishes.feed not in allowed:
        raise FileRefused("wrong_feed", f"exports of {format} are never {wishes.feed}")
    first = wishes.feed or (allowed[0] if allowed else "survey_responses")
    with probed(path, format, first, opening) as probe:
        times = TimesBook(probe)
        scored: list[tuple[str, float]] = []
        if wishes.feed or allowed:
            feed = first
        else:
            feed, scored = choose_feed(probe, times, ())
        proposal = _begin(path, inbox, opening, format, feed, probe)
        _ask_about_feed(proposal, feed, scored)
        yield _fill(proposal, path, opening, probe, times, feed, wishes)


def _begin(
    path: Path, inbox: Path, opening: Opening, format: str, feed: str, probe: Probe
) -> Proposal:
    entry = {
        "source": source_name(path),
        "feed": feed,
        "files": files_glob(path, inbox),
        "format": format,
        **_needed(opening, format),
        **{"columns": {}, "values": {}, "constants": {}},
    }
    has_vendor = bool(READERS[format].hallmarks)
    facts = {
        "vendor": format if has_vendor else "none known",
        **opening.facts,
        "rows looked at": f"{probe.rows:,}",
    }
    if has_vendor:
        facts["header_rows"] = "as the vendor writes them"
    return Proposal(entry, list(opening.questions), facts)


def _needed(opening: Opening, format: str) -> dict[str, object]:
    """What was declared on opening, but for what is usual and what a vendor's reader knows."""
    usual = {"delimiter": ",", "encoding": None if opening.container == "text" else "utf-8"}
    known = {"header_rows", "header"} if READERS[format].hallmarks else set()
    return {
        key: value
        for key, value in opening.declared.items()
        if usual.get(key) != value and key not in known
    }


def _ask_about_feed(proposal: Proposal, feed: str, scored: list[tuple[str, float]]) -> None:
    if not scored:
        return
    if feed != scored[0][0] or scored[0][1] <= 0:
        proposal.ask("feed", "nothing tells what its rows are; is it for this at all?")
        proposal.placeholders.append("feed")
    best = scored[0][1]
    others = [name for name, score in scored if name != feed and score > best - _CLOSE_FEEDS]
    if others and best > 0:
        proposal.ask("feed", f"or {' or '.join(others)}?")


def _fill(
    proposal: Proposal,
    path: Path,
    opening: Opening,
    probe: Probe,
    times: TimesBook,
    feed: str,
    wishes: Wishes,
) -> Proposal:
    contract = load_feeds()[feed]
    given = fixed_columns(probe.export, probe)
    draft = Draft(proposal, opening, probe, times, contract, given, {}, stand_in_day(path))
    fixed = {*given, "kind", "survey"} if feed == "survey_responses" and given else set(given)
    draft.matches = match_columns(contract, draft.free_columns(), times, probe.rows, fixed)
    fill_columns(draft)
    fill_times(draft, wishes.time_zone)
    if feed == "survey_responses":
        fill_survey(draft, proposal.entry["source"])
    fill_id(draft)
    fill_meanings(draft)
    fill_numbers(draft)
    fill_person_names(draft)
    fill_required(draft)
    return proposal
