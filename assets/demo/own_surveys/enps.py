"""The quarterly eNPS in the CSV of a Google form: a time and the questions, no id."""

from datetime import date

import numpy as np
import pyarrow as pa

from assets.demo.clock_text import american_seconds
from assets.demo.draws import Stream, chance, generator
from assets.demo.faults import ENPS_RULES
from assets.demo.lines import delimited, quoted, shown, whole_numbers
from assets.demo.own_surveys.export import OwnSurvey
from assets.demo.own_surveys.panel import ask_staff, name_obstacles
from assets.demo.own_surveys.wording import load, wording
from assets.demo.world import World

HEADER = (
    "Timestamp,Which team do you work in?,"
    '"How likely are you to recommend Lumiharu as a place to work to a friend?",'
    "What should change?\n"
)
DAYS = [date(2025, 9, 9), date(2025, 12, 2), date(2026, 3, 3), date(2026, 6, 2), date(2026, 9, 8)]
SCORE_MIDDLE, SCORE_A_MOOD = 7.8, 1.7
WRITES = 0.4


def enps_survey(world: World) -> OwnSurvey:
    """Asks the front line every quarter; nobody can be told from another of the team."""
    rng = generator(world.seed, Stream.STAFF_ANSWERS, 1)
    answers, words = ask_staff(world, rng, DAYS), wording(load("pulse.yml")["phrases"])
    n = len(answers)
    score = np.rint(SCORE_MIDDLE + SCORE_A_MOOD * answers.mood).clip(0, 10).astype(np.int64)
    obstacle = name_obstacles(world, rng, answers, words.kinds)
    comment = words.write(obstacle, answers.language, rng.random(n))
    cells = [
        american_seconds(answers.at),
        pa.array(world.company.team_names).take(pa.array(answers.team)),
        whole_numbers(score),
        quoted(shown(comment, chance(rng, WRITES, n))),
    ]
    return OwnSurvey(
        source="google_forms_enps",
        file="surveys/google_forms_enps.csv",
        head=HEADER,
        lines=delimited(cells),
        rules=ENPS_RULES,
        break_row=_break_row,
    )


def _break_row(reason: str, n: int) -> str:
    """Writes an answer whose score is none."""
    score = {"score_out_of_range": "11", "unreadable_number": "ten"}[reason]
    return f"03/{n % 28 + 1:02d}/2026 11:{n // 28 % 60:02d}:00,London Care,{score},"
