"""The monthly pulse in LimeSurvey's CSV: a byte order mark, every cell in quotes."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from assets.demo.clock_text import plain_seconds
from assets.demo.draws import Stream, chance, generator
from assets.demo.faults import PULSE_RULES
from assets.demo.lines import delimited, filled, shown, whole_numbers
from assets.demo.own_surveys.export import OwnSurvey
from assets.demo.own_surveys.panel import ask_staff, name_obstacles
from assets.demo.own_surveys.wording import LANGUAGES, load, wording
from assets.demo.period import MONTHS
from assets.demo.world import World

HEADER = (
    "id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp",
    "TEAM. Which team do you work in?",
    "PULSE. This month I could give our customers the service that I want to give. (1 to 5)",
    "OBSTACLE. What stood in the way most?",
    "interviewtime",
)  # fmt: skip
SURVEY_DAY = 8  # of each month: never near a change of the clocks
SCORE_MIDDLE, SCORE_A_MOOD = 3.6, 0.9
WRITES = 0.8
FIRST_BROKEN = 900_001


def pulse_survey(world: World) -> OwnSurvey:
    """Asks the front line every month; an answer says the team and nothing else of its writer."""
    rng = generator(world.seed, Stream.STAFF_ANSWERS, 0)
    days = [date.fromisoformat(f"{month}-{SURVEY_DAY:02d}") for month in MONTHS]
    answers, words = ask_staff(world, rng, days), wording(load("pulse.yml")["phrases"])
    n, seconds = len(answers), rng.integers(30, 400, len(answers))
    score = np.rint(SCORE_MIDDLE + SCORE_A_MOOD * answers.mood).clip(1, 5).astype(np.int64)
    obstacle = name_obstacles(world, rng, answers, words.kinds)
    comment = words.write(obstacle, answers.language, rng.random(n))
    cells = [
        whole_numbers(np.arange(n) + 1),
        plain_seconds(answers.at),
        filled("2", n),
        pa.array(LANGUAGES).take(pa.array(answers.language)),
        whole_numbers(rng.integers(10_000_000, 2_000_000_000, n)),
        plain_seconds(answers.at - seconds),
        plain_seconds(answers.at),
        pa.array(world.company.team_names).take(pa.array(answers.team)),
        whole_numbers(score),
        shown(comment, chance(rng, WRITES, n)),
        whole_numbers(seconds),
    ]
    return OwnSurvey(
        source="limesurvey_pulse",
        file="surveys/limesurvey_pulse.csv",
        head=",".join(f'"{name}"' for name in HEADER) + "\n",
        lines=delimited([_in_quotes(column) for column in cells]),
        rules=PULSE_RULES,
        break_row=_break_row,
        encoding="utf-8-sig",
    )


def _in_quotes(cells: pa.StringArray) -> pa.StringArray:
    return pc.binary_join_element_wise('"', cells, '"', "")


def _break_row(reason: str, n: int) -> str:
    """Writes an answer that was never sent, or whose score is none."""
    at = f"2026-03-{n % 28 + 1:02d} 10:{n // 28 % 60:02d}:00"
    sent, score = ("", "") if reason == "incomplete" else (at, "6")
    identity = FIRST_BROKEN + 1000 * len(reason) + n
    row = (identity, sent, "1", "en", "1", at, at, "London Care", score, "", "61")
    return ",".join(f'"{cell}"' for cell in row)
