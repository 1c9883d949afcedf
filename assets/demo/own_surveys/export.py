"""What a survey of the company's own needs to become a file, and the writing of it."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from assets.demo.draws import Stream, generator
from assets.demo.faults import BreakRow, FaultSchedule, Rule
from assets.demo.lines import LineFile
from assets.demo.manifest import FileCount, count_file
from assets.demo.world import World


@dataclass(frozen=True)
class OwnSurvey:
    """One export with one source; all its rows fit into memory, as there are few people."""

    source: str
    file: str
    head: str
    lines: pa.StringArray
    rules: tuple[Rule, ...]
    break_row: BreakRow
    encoding: str = "utf-8"


def write_survey(world: World, inbox: Path, number: int, survey: OwnSurvey) -> FileCount:
    """Writes a survey with its faults; the number tells its faults from another's."""
    rng = generator(world.seed, Stream.OWN_SURVEY_FAULTS, number)
    spoilt, faults = FaultSchedule(survey.rules).spoil(survey.lines, survey.break_row, rng)
    with LineFile(inbox / survey.file, survey.head, encoding=survey.encoding) as file:
        file.write(spoilt)
    return count_file(survey.source, survey.file, len(survey.lines), Counter(faults))
