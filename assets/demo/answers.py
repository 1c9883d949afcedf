"""Who answers a survey, when, and with which scores."""

from dataclasses import dataclass

import numpy as np

from assets.demo.arrays import Flags, Floats, Ints
from assets.demo.chunks import Chunk
from assets.demo.draws import Stream, chance, generator, lognormal_seconds
from assets.demo.journeys import HOUR, Journeys
from assets.demo.period import AS_OF, DAY_SECONDS
from assets.demo.planted.effects import Effects
from assets.demo.tickets import Tickets
from assets.demo.world import World

# Strong feelings answer more often: about 12 % of the tickets in all.
ANSWER_SHARE, ANSWER_SHARE_A_MOOD = 0.107, 0.016
NPS_MIDDLE, NPS_A_MOOD = 9.0, 1.6
CSAT_MIDDLE, CSAT_A_MOOD = 4.65, 0.75
# Koreans give lower marks for the same experience.
RESERVE = {"ko": -0.35, "fi": -0.05, "en": 0.1}
EMPTY = -1
EMPTY_SHARE = 0.025
CSAT_SURVEYS = 0.35


@dataclass(frozen=True)
class Answers:
    """The responses to one chunk's tickets; every column has one entry a response."""

    row: Ints  # the chunk's row of the ticket
    at: Ints  # epoch seconds
    nps: Ints  # 0 to 10
    csat: Ints  # 1 to 5
    shown_nps: Ints  # as exported: EMPTY where the question was skipped
    shown_csat: Ints
    asks_csat: Flags  # for the vendor whose surveys ask one question only

    def __len__(self) -> int:
        """The number of responses."""
        return len(self.row)

    def of(self, chosen: Flags) -> "Answers":
        """Returns the chosen responses."""
        columns = {name: column[chosen] for name, column in vars(self).items()}
        return Answers(**columns)


def draw_answers(
    world: World,
    chunk: Chunk,
    tickets: Tickets,
    journeys: Journeys,
    mood: Floats,
    effects: Effects,
) -> Answers:
    """Draws the responses to tickets that are solved; all come before the as-of."""
    rng = generator(world.seed, Stream.ANSWERS, chunk.index)
    n = len(tickets)
    at = journeys.finally_solved + 300 + _delay(rng, n)
    share = (ANSWER_SHARE + ANSWER_SHARE_A_MOOD * np.abs(mood)) * effects.answers
    answers = chance(rng, share, n)
    row = np.flatnonzero(answers & (at < AS_OF))
    languages = [unit.language for unit in world.company.units]
    reserve = np.array([RESERVE[language] for language in languages])[tickets.unit[row]]
    nps = _score(rng, mood[row], NPS_MIDDLE + reserve, NPS_A_MOOD, (0, 10))
    csat = _score(rng, mood[row], CSAT_MIDDLE + 0.4 * reserve, CSAT_A_MOOD, (1, 5))
    return Answers(
        row=row,
        at=at[row],
        nps=nps,
        csat=csat,
        shown_nps=np.where(chance(rng, EMPTY_SHARE, len(row)), EMPTY, nps),
        shown_csat=np.where(chance(rng, EMPTY_SHARE, len(row)), EMPTY, csat),
        asks_csat=chance(rng, CSAT_SURVEYS, len(row)),
    )


def _delay(rng: np.random.Generator, n: int) -> Ints:
    """Most answer the next day, a few a week later."""
    return np.minimum(lognormal_seconds(rng, np.full(n, 14.0 * HOUR), 1.0), 12 * DAY_SECONDS)


def _score(
    rng: np.random.Generator, mood: Floats, middle: Floats, step: float, ends: tuple[int, int]
) -> Ints:
    felt = middle + step * (mood + 0.25 * rng.standard_normal(len(mood)))
    return np.clip(np.rint(felt), *ends).astype(np.int64)
