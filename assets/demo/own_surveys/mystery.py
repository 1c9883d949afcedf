"""Mystery shoppers' visits in Typeform's CSV: a token a response, UTC, hidden fields at the end."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from assets.demo.arrays import Ints
from assets.demo.clock_text import plain_seconds
from assets.demo.draws import Stream, chance, generator
from assets.demo.faults import MYSTERY_RULES
from assets.demo.lines import delimited, quoted, shown, whole_numbers
from assets.demo.local_time import HOUR
from assets.demo.own_surveys.export import OwnSurvey
from assets.demo.own_surveys.wording import LANGUAGES, Wording, load, team_languages, wording
from assets.demo.period import DAY_SECONDS, DAYS, START
from assets.demo.world import World

HEADER = (
    "#,Which team did you contact?,How did you contact it?,"
    '"All in all, how was the service? (1 to 10)",What did you notice?,country,language,'
    "Start Date (UTC),Submit Date (UTC),Network ID\n"
)
VISITS_A_TEAM = 60  # four a month
SCORE_MIDDLE, SCORE_A_SKILL, CHANCE = 7.3, 2.2, 1.5
BEST, WORST = 8, 5  # scores from which, and up to which, a visit was good or bad
WRITES = 0.9
FIRST_HOUR, LAST_HOUR = 9, 20
HEX = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)


def mystery_survey(world: World) -> OwnSurvey:
    """Sends shoppers to every team; how well they are served is the team's skill."""
    rng = generator(world.seed, Stream.MYSTERY_VISITS)
    company, n = world.company, VISITS_A_TEAM * len(world.company.teams)
    team = rng.permutation(np.arange(n) % len(company.teams))
    moment = rng.integers(FIRST_HOUR * HOUR, LAST_HOUR * HOUR, n)
    sent = np.sort(START + rng.integers(0, len(DAYS), n) * DAY_SECONDS + moment)
    felt = SCORE_A_SKILL * company.of_teams("skill")[team] + CHANCE * rng.standard_normal(n)
    score = np.rint(SCORE_MIDDLE + felt).clip(1, 10).astype(np.int64)
    language = team_languages(company)[team]
    comment = _notes(rng, wording(load("mystery.yml")["phrases"]), score, language)
    cells = [
        _tokens(rng, n, 32),
        pa.array(company.team_names).take(pa.array(team)),
        pa.array(["phone", "chat", "email"]).take(pa.array(rng.integers(0, 3, n))),
        whole_numbers(score),
        quoted(shown(comment, chance(rng, WRITES, n))),
        pa.array(_countries(world)).take(pa.array(team)),
        pa.array(LANGUAGES).take(pa.array(language)),
        plain_seconds(sent - rng.integers(120, 1800, n)),
        plain_seconds(sent),
        _tokens(rng, n, 10),
    ]
    return OwnSurvey(
        source="typeform_mystery",
        file="surveys/typeform_mystery.csv",
        head=HEADER,
        lines=delimited(cells),
        rules=MYSTERY_RULES,
        break_row=_break_row,
    )


def _notes(rng: np.random.Generator, words: Wording, score: Ints, language: Ints) -> pa.StringArray:
    """Writes one or two observations that fit the score."""
    good, middle, bad = map(words.kinds.index, ("good", "middle", "bad"))
    kinds = np.where(score >= BEST, good, np.where(score <= WORST, bad, middle))
    luck = rng.random(len(score))
    first = words.write(kinds, language, luck)
    second = words.write(kinds, language, (luck + 0.4) % 1)
    second = shown(second, chance(rng, 0.45, len(score)))
    return pc.utf8_rtrim_whitespace(pc.binary_join_element_wise(first, second, " "))


def _tokens(rng: np.random.Generator, n: int, length: int) -> pa.StringArray:
    letters = np.ascontiguousarray(HEX[rng.integers(0, len(HEX), (n, length))])
    return pa.array(letters.view(f"S{length}").ravel()).cast(pa.string())


def _countries(world: World) -> list[str]:
    """The country in which the market of each team lives."""
    homes = {unit.unit: next(iter(unit.countries)) for unit in world.company.units}
    return [homes[team.unit] for team in world.company.teams]


def _break_row(reason: str, n: int) -> str:
    """Writes a response that was never sent, or whose score is none."""
    at = f"2026-03-{n % 28 + 1:02d} 12:{n // 28 % 60:02d}:00"
    sent, score = ("", "") if reason == "incomplete" else (at, "seven")
    token = f"{len(reason):02d}{n:030d}"
    return f"{token},London Care,phone,{score},,GB,en,{at},{sent},{n:010d}"
