"""SurveyMonkey's CSV: two header rows, American local times without a zone."""

import csv
from io import StringIO

import numpy as np
import pyarrow as pa

from assets.demo.arrays import Ints
from assets.demo.clock_text import american_minutes
from assets.demo.draws import chance
from assets.demo.faults import SURVEY_RULES
from assets.demo.lines import delimited, filled, quoted, shown, whole_numbers
from assets.demo.local_time import HOUR, zone_offsets
from assets.demo.personas import addresses, personas
from assets.demo.vendor import Batch, Vendor

ZONE = "Europe/Helsinki"
NPS_QUESTION = (
    "Kuinka todennäköisesti suosittelisit Lumiharua ystävälle, naapurille tai työkaverille?"
)
CSAT_QUESTION = "Kuinka tyytyväinen olit <strong>saamaasi palveluun</strong>?"
COMMENT_QUESTION = "Mikä vaikutti arvioosi eniten?"
METADATA = (
    "Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address",
    "First Name", "Last Name", "Custom Data 1",
)  # fmt: skip
COLLECTOR = "412345678"
FIRST_RESPONDENT, FIRST_BROKEN = 114_000_000_000, 113_000_000_000
KNOWN = 0.25
LONGEST_MINUTES = 20


def write_rows(batch: Batch) -> pa.StringArray:
    """Writes one line a response; no time falls into an hour that the clock shows twice."""
    rng, answers, n = batch.rng, batch.answers, len(batch.answers)
    people = personas(batch.world.company, "fi", batch.customers)
    known = chance(rng, KNOWN, n)
    end = unambiguous(answers.at)
    start = end - rng.integers(60, LONGEST_MINUTES * 60, n)
    to_local = zone_offsets(ZONE).to_local
    return delimited(
        [
            whole_numbers(FIRST_RESPONDENT + batch.tickets),
            filled(COLLECTOR, n),
            american_minutes(to_local(start)),
            american_minutes(to_local(end)),
            addresses(rng, n),
            shown(people.mail, known),
            shown(people.first, known),
            shown(people.last, known),
            whole_numbers(batch.tickets),
            whole_numbers(answers.shown_nps),
            whole_numbers(answers.shown_csat),
            quoted(batch.comments),
        ]
    )


def unambiguous(at: Ints) -> Ints:
    """Moves answers out of the repeated hour, and those that began in it, three hours on."""
    offsets = zone_offsets(ZONE)
    twice = offsets.is_repeated(at) | offsets.is_repeated(at - LONGEST_MINUTES * 60)
    return np.where(twice, at + 3 * HOUR, at)


def _break_row(reason: str, n: int) -> str:
    """Writes a row that can't count: no id, or a score that is none."""
    identity = "" if reason == "missing_required" else str(FIRST_BROKEN + 1000 * len(reason) + n)
    score = {"score_out_of_range": "-1", "unreadable_number": "kymmenen"}.get(reason, "9")
    at = f"03/{n % 28 + 1:02d}/2026 {n // 28 % 12 + 1:02d}:{n // 336 % 60:02d} PM"
    return f"{identity},{COLLECTOR},{at},{at},192.0.2.9,,,,{100_001 + n},{score},4,"


def _head() -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*METADATA, NPS_QUESTION, CSAT_QUESTION, COMMENT_QUESTION])
    writer.writerow([""] * len(METADATA) + ["Response", "Response", "Open-Ended Response"])
    return text.getvalue()


SURVEYMONKEY = Vendor(
    file="surveys/surveymonkey_finland.csv",
    language="fi",
    head=_head(),
    write=write_rows,
    break_row=_break_row,
    rules=SURVEY_RULES,
    sources={
        "surveymonkey_finland_nps": (
            "score_out_of_range", "unreadable_number", "missing_required",
        ),
        "surveymonkey_finland_csat": ("missing_required",),
    },
)  # fmt: skip
