"""The three survey vendors' exports, written side by side while the chunks go by."""

from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa

from assets.demo.causes import gather_facts
from assets.demo.comments import compose
from assets.demo.delighted import DELIGHTED
from assets.demo.draws import Stream, generator
from assets.demo.faults import FaultSchedule
from assets.demo.lines import LineFile
from assets.demo.manifest import FileCount, count_file
from assets.demo.qualtrics import QUALTRICS
from assets.demo.story import Story
from assets.demo.surveymonkey import SURVEYMONKEY
from assets.demo.vendor import Batch, Vendor
from assets.demo.world import World

VENDORS = {"qualtrics": QUALTRICS, "surveymonkey": SURVEYMONKEY, "delighted": DELIGHTED}


class SurveyExport:
    """One vendor's file with the counting of its faults."""

    def __init__(self, vendor: Vendor, inbox: Path) -> None:
        self.vendor = vendor
        self.file = LineFile(
            inbox / vendor.file, vendor.head, vendor.separator, vendor.foot, vendor.encoding
        )
        self.schedule = FaultSchedule(vendor.rules)
        self.faults: Counter[str] = Counter()

    def write(self, world: World, story: Story, unit: int) -> None:
        """Writes the responses of one market to one chunk's tickets."""
        lines = self.vendor.write(_batch(world, story, unit, self.vendor.language))
        rng = _generator(world, Stream.SURVEY_FAULTS, story, unit)
        spoilt, faults = self.schedule.spoil(lines, self.vendor.break_row, rng)
        self.faults += faults
        self.file.write(spoilt)

    def counts(self) -> list[FileCount]:
        """Returns an entry for each source that reads the file; what one refuses, another takes."""
        entries = []
        for source, reasons in self.vendor.sources.items():
            refused = Counter({k: self.faults[k] for k in (*reasons, "duplicate")})
            accepted = self.file.rows - sum(refused.values())
            entries.append(count_file(source, self.vendor.file, accepted, refused))
        return entries


class SurveyFiles:
    """A context in which every story's responses are written, each to its market's vendor."""

    def __init__(self, world: World, inbox: Path) -> None:
        self.world = world
        self.exports = [SurveyExport(VENDORS[unit.survey], inbox) for unit in world.company.units]
        self._open = ExitStack()

    def write(self, story: Story) -> None:
        """Writes the responses to one chunk's tickets."""
        for unit, export in enumerate(self.exports):
            export.write(self.world, story, unit)

    def counts(self) -> list[FileCount]:
        """Returns what every source finds; call it after the context has ended."""
        return [entry for export in self.exports for entry in export.counts()]

    def __enter__(self) -> Self:
        """Opens the files."""
        for export in self.exports:
            self._open.enter_context(export.file)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Completes the files."""
        self._open.__exit__(kind, error, trace)


def _generator(world: World, stream: Stream, story: Story, unit: int) -> np.random.Generator:
    """Returns a generator of one market in one chunk."""
    return generator(world.seed, stream, story.chunk.index * len(world.company.units) + unit)


def _batch(world: World, story: Story, unit: int, language: str) -> Batch:
    """Gathers one market's responses and lets the customers write their comments."""
    rng = _generator(world, Stream.COMMENTS, story, unit)
    tickets = story.tickets
    answers = story.answers.of(tickets.unit[story.answers.row] == unit)
    facts = gather_facts(world, tickets, story.journeys, answers, story.effects)
    comments: pa.StringArray = compose(world, rng, language, answers, facts)
    row = answers.row
    return Batch(world, rng, answers, comments, tickets.number[row], tickets.customer[row])
