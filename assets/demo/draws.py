"""Random draws: one independent generator for each (seed, purpose, chunk), and weighted picks."""

from enum import IntEnum

import numpy as np

from assets.demo.arrays import Flags, Floats, Ints


class Stream(IntEnum):
    """What a generator is for; a new purpose gets a new number, so that old draws stay."""

    ROSTER = 1
    SHIFTS = 2
    TICKETS = 3
    JOURNEYS = 4
    MOODS = 5
    EVENTS = 6
    SUBJECTS = 7
    ANSWERS = 8
    COMMENTS = 9
    TICKET_FAULTS = 10
    EVENT_FAULTS = 11
    SURVEY_FAULTS = 12
    SECOND_TRIES = 13
    CUSTOMERS = 14
    CUSTOMER_FAULTS = 15
    ORDERS = 16
    ORDER_FAULTS = 17
    STAFF_TEMPERS = 18
    STAFF_ANSWERS = 19
    MYSTERY_VISITS = 20
    OWN_SURVEY_FAULTS = 21
    PLANTED = 30
    HELP_DESK_WORDS = 31


def generator(seed: int, stream: Stream, chunk: int = 0) -> np.random.Generator:
    """Returns the generator of one purpose in one chunk; no other draw can disturb it."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, stream, chunk])))


def cumulative(weights: Floats) -> Floats:
    """Returns cumulative shares along the last axis; the last of each row is exactly 1."""
    sums = np.cumsum(weights, axis=-1)
    shares: Floats = sums / sums[..., -1:]
    return shares


def weighted(rng: np.random.Generator, weights: Floats, n: int) -> Ints:
    """Draws n indices with probabilities in proportion to the weights."""
    return np.searchsorted(cumulative(weights), rng.random(n), side="right").astype(np.int64)


def weighted_rows(rng: np.random.Generator, shares: Floats) -> Ints:
    """Draws one index a row, given each row's cumulative shares (rows x choices)."""
    picks: Ints = (rng.random(len(shares))[:, None] >= shares[:, :-1]).sum(axis=1)
    return picks


def chance(rng: np.random.Generator, probability: Floats | float, n: int) -> Flags:
    """Draws n flags, each true with its probability."""
    flags: Flags = rng.random(n) < probability
    return flags


def lognormal_seconds(rng: np.random.Generator, median_seconds: Floats, sigma: float) -> Ints:
    """Draws whole seconds, at least 1, log-normal about the given medians."""
    drawn = median_seconds * np.exp(sigma * rng.standard_normal(len(median_seconds)))
    return np.maximum(np.rint(drawn), 1).astype(np.int64)
