"""How the days differ: how many tickets come, about what, and how long they wait."""

from dataclasses import dataclass

import numpy as np

from assets.demo.arrays import Floats, Ints
from assets.demo.company import Company, Episode
from assets.demo.draws import cumulative
from assets.demo.period import DAYS, FIRST_DAY


@dataclass(frozen=True)
class Season:
    """The days of the demo in numbers; days count from the first day."""

    tickets_by_day: Ints  # days
    wait: Floats  # days: multiplies waiting times
    topic_shares: Floats  # days x topics, cumulative
    mood: Floats  # days x topics: added to the experience
    product: Ints  # days x topics: the product a bad batch points at, or -1


def build_season(company: Company, tickets: int) -> Season:
    """Spreads exactly so many tickets over the days, and lays the episodes over them."""
    topics = len(company.topics)
    weights = np.tile(company.of_topics("weight"), (len(DAYS), 1))
    arrivals, wait = _ordinary_days(company), np.ones(len(DAYS))
    mood, product = np.zeros((len(DAYS), topics)), np.full((len(DAYS), topics), -1)
    for episode in company.episodes:
        span = _span(episode)
        arrivals[span] *= episode.arrivals
        wait[span] *= episode.wait
        for topic, factor in episode.topics.items():
            column = [row.topic for row in company.topics].index(topic)
            weights[span, column] *= factor
            mood[span, column] += episode.mood
            product[span, column] = _product(company, episode)
    return Season(_spread(arrivals, tickets), wait, cumulative(weights), mood, product)


def _ordinary_days(company: Company) -> Floats:
    """Weighs the days by month, weekday and the company's growth."""
    season = company.season
    growth = np.linspace(0, season["growth_per_year"] * len(DAYS) / 365, len(DAYS))
    month = np.array([season["months"][day.month] for day in DAYS])
    weekday = np.array([season["weekdays"][day.weekday()] for day in DAYS])
    weights: Floats = month * weekday * (1 + growth)
    return weights


def _span(episode: Episode) -> slice:
    return slice((episode.first - FIRST_DAY).days, (episode.last - FIRST_DAY).days + 1)


def _product(company: Company, episode: Episode) -> int:
    names = [row["product"] for row in company.products]
    return names.index(episode.product) if episode.product else -1


def _spread(weights: Floats, tickets: int) -> Ints:
    """Rounds the running total, not the days, so that the sum is exact."""
    ends = np.rint(tickets * cumulative(weights)).astype(np.int64)
    return np.diff(ends, prepend=0)
