"""The help desk's monthly exports: tickets_YYYY-MM.csv and ticket_events_YYYY-MM.csv."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa

from assets.demo.arrays import Ints
from assets.demo.chunks import FIRST_TICKET
from assets.demo.draws import Stream, generator
from assets.demo.event_lines import EVENTS_HEADER, EventLines, EventWords, write_events
from assets.demo.faults import EVENT_RULES, TICKET_RULES, FaultSchedule
from assets.demo.lines import LineFile
from assets.demo.manifest import FileCount, count_file
from assets.demo.period import MONTHS
from assets.demo.story import Story
from assets.demo.ticket_lines import TICKETS_HEADER, customer_ids, write_tickets
from assets.demo.world import World

# One ticket in so many has its later events held back: they come in the last month's file.
LATE_EVERY, LATE_REST, EVENTS_IN_TIME = 331, 17, 5


class SupportExport:
    """What the months share: the words of events, the faults' counting, the late rows."""

    def __init__(self, world: World, inbox: Path) -> None:
        self.world, self.inbox = world, inbox
        self.words = EventWords(world)
        self.ticket_faults = FaultSchedule(TICKET_RULES)
        self.event_faults = FaultSchedule(EVENT_RULES)
        self.held_back: list[pa.StringArray] = []

    def month(self, month: str) -> "MonthFiles":
        """Returns the two files of a month; months must be written in order."""
        return MonthFiles(self, month)


class MonthFiles:
    """A context in which one month's stories are written, chunk by chunk."""

    def __init__(self, export: SupportExport, month: str) -> None:
        self.export, self.month = export, month
        self.tickets = self._file("tickets", TICKETS_HEADER)
        self.events = self._file("ticket_events", EVENTS_HEADER)
        self.good: Counter[str] = Counter()
        self.faults: dict[str, Counter[str]] = {"tickets": Counter(), "events": Counter()}

    def write(self, story: Story) -> None:
        """Writes the tickets and events of one chunk."""
        world, tickets = self.export.world, story.tickets
        customers = customer_ids(tickets.customer)
        lines = write_tickets(world, story.chunk, tickets, story.journeys, story.matrix, customers)
        events = write_events(
            world, self.export.words, tickets, story.journeys, story.matrix, customers
        )
        self._write_tickets(story, lines)
        self._write_events(story, self._hold_back(tickets.number, events))

    def counts(self) -> list[FileCount]:
        """Returns what stands in both files; call it after the context has ended."""
        folder = self.export.inbox
        events, tickets = self.events.path, self.tickets.path
        return [
            count_file("support_tickets", tickets.relative_to(folder).as_posix(),
                       self.good["tickets"], self.faults["tickets"]),
            count_file("support_events", events.relative_to(folder).as_posix(),
                       self.good["events"], self.faults["events"], self.good["late"]),
        ]  # fmt: skip

    def __enter__(self) -> Self:
        """Returns itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Adds the late rows to the last month, and completes both files."""
        if kind is None and self.month == MONTHS[-1]:
            self._write_late()
        self.tickets.__exit__(kind, error, trace)
        self.events.__exit__(kind, error, trace)

    def _file(self, name: str, header: str) -> LineFile:
        return LineFile(self.export.inbox / "support" / f"{name}_{self.month}.csv", header + "\n")

    def _write_tickets(self, story: Story, lines: pa.StringArray) -> None:
        rng = self._rng(story, Stream.TICKET_FAULTS)
        spoilt, faults = self.export.ticket_faults.spoil(lines, _break_ticket, rng)
        self.tickets.write(spoilt)
        self.good["tickets"] += len(lines)
        self.faults["tickets"] += faults

    def _write_events(self, story: Story, lines: pa.StringArray) -> None:
        rng = self._rng(story, Stream.EVENT_FAULTS)
        spoilt, faults = self.export.event_faults.spoil(lines, _break_event, rng)
        self.events.write(spoilt)
        self.good["events"] += len(lines)
        self.faults["events"] += faults

    def _rng(self, story: Story, stream: Stream) -> np.random.Generator:
        return generator(self.export.world.seed, stream, story.chunk.index)

    def _hold_back(self, numbers: Ints, events: EventLines) -> pa.StringArray:
        """Keeps the later events of a few tickets for the last month; returns the others."""
        if self.month == MONTHS[-1]:
            return events.lines
        chosen = np.flatnonzero((numbers % LATE_EVERY == LATE_REST)[events.ticket])
        place = chosen - np.searchsorted(events.ticket, events.ticket[chosen], side="left")
        late = chosen[place >= EVENTS_IN_TIME]
        self.export.held_back.append(events.lines.take(pa.array(late)))
        kept = np.ones(len(events.lines), dtype=np.bool_)
        kept[late] = False
        return events.lines.filter(pa.array(kept))

    def _write_late(self) -> None:
        for lines in self.export.held_back:
            self.events.write(lines)
            self.good["late"] += len(lines)
        self.good["events"] += self.good["late"]


def _moment(n: int, year: int = 2025) -> str:
    return f"{datetime(year, 7, 1) + timedelta(minutes=n):%Y-%m-%d %H:%M:%S}"


def _break_event(reason: str, n: int) -> str:
    """Writes an event that can't be right; no two are equal."""
    ticket = FIRST_TICKET + n
    return {
        "wrong_field_count": f"{ticket},{_moment(n)},comment,TRUE",
        "unreadable_timestamp": f"{ticket},2025-13-45 25:61:{n},comment,,TRUE,A001,agent",
        "future_timestamp": f"{ticket},{_moment(n, 2031)},comment,,TRUE,A001,agent",
        "missing_required": f",{_moment(n)},comment,,TRUE,A001,agent",
    }[reason]


def _break_ticket(reason: str, n: int) -> str:
    """Writes a ticket that can't be right; no two are equal."""
    rest = "C000001,Seoul Care,normal,open,email,question,product_advice,test row,Haru Air,en,"
    moment = _moment(n).replace(" ", "T") + "Z"
    return {
        "missing_required": f",{moment},{moment},{rest}",
        "unreadable_timestamp": f"{900_000_001 + n},35/35/2025,{moment},{rest}",
    }[reason]
