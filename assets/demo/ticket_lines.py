"""Lines of tickets_*.csv: each ticket's state at the as-of, as the help desk shows it."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from assets.demo.arrays import Ints
from assets.demo.chunks import Chunk
from assets.demo.clock_text import iso_utc
from assets.demo.company import Company
from assets.demo.draws import Stream, generator
from assets.demo.events import STATUSES, EventMatrix, Step
from assets.demo.journeys import Journeys
from assets.demo.lines import delimited, padded
from assets.demo.tickets import Tickets
from assets.demo.world import World

TICKETS_HEADER = (
    "ticket_id,created_at,updated_at,requester_id,group,priority,status,channel,type,topic,"
    "subject,product,language,tags"
)
SUBJECTS_A_TOPIC = 3


def customer_ids(customers: Ints) -> pa.StringArray:
    """Writes customers as C000042."""
    return padded("C", customers, 6)


def write_tickets(
    world: World,
    chunk: Chunk,
    tickets: Tickets,
    journeys: Journeys,
    matrix: EventMatrix,
    customers: pa.StringArray,
) -> pa.StringArray:
    """Writes one line a ticket; status, team and updated_at agree with its events."""
    rng = generator(world.seed, Stream.SUBJECTS, chunk.index)
    company = world.company
    products = [row["product"] for row in company.products]
    return delimited(
        [
            pa.array(tickets.number).cast(pa.string()),
            iso_utc(tickets.created),
            iso_utc(matrix.updated),
            customers,
            _named(company.team_names, _team_now(tickets, journeys, matrix)),
            _named([row["priority"] for row in company.priorities], tickets.priority),
            _named(list(STATUSES), matrix.status(journeys.courses.pending)),
            _named([row["channel"] for row in company.channels], tickets.channel),
            _named([topic.type for topic in company.topics], tickets.topic),
            _named([topic.topic for topic in company.topics], tickets.topic),
            _subjects(company, rng, tickets),
            _named(products, tickets.product),
            _named([unit.language for unit in company.units], tickets.unit),
            _named(company.tags, rng.integers(0, len(company.tags), len(tickets))),
        ]
    )


def _named(names: list[str], numbers: Ints) -> pa.StringArray:
    return pa.array(names).take(pa.array(numbers))


def _team_now(tickets: Tickets, journeys: Journeys, matrix: EventMatrix) -> Ints:
    happened = matrix.happened
    team = np.where(happened[:, Step.HANDED_EARLY], journeys.courses.other_team, tickets.team)
    team = np.where(happened[:, Step.HANDED_LATE], journeys.late_team(tickets.team), team)
    return np.where(happened[:, Step.HANDED_AGAIN], journeys.courses.last_team, team)


def _subjects(company: Company, rng: np.random.Generator, tickets: Tickets) -> pa.StringArray:
    """Joins the product, as the market calls it, and what the topic is about."""
    languages = [unit.language for unit in company.units]
    products = [row[language] for language in languages for row in company.products]
    phrases = [
        phrase
        for language in languages
        for topic in company.topics
        for phrase in company.subjects[topic.topic][language]
    ]
    product = tickets.unit * len(company.products) + tickets.product
    place = tickets.unit * len(company.topics) + tickets.topic
    pick = place * SUBJECTS_A_TOPIC + rng.integers(0, SUBJECTS_A_TOPIC, len(tickets))
    return pc.binary_join_element_wise(_named(products, product), _named(phrases, pick), " - ")
