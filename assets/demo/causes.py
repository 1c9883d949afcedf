"""What a comment is about: picked from what really happened to the ticket."""

from dataclasses import dataclass

import numpy as np

from assets.demo.answers import Answers
from assets.demo.arrays import NEVER, Floats, Ints
from assets.demo.draws import cumulative, weighted_rows
from assets.demo.experience import reply_hours, solution_hours
from assets.demo.journeys import Journeys
from assets.demo.phrases import GROUPS, group
from assets.demo.planted.effects import Effects
from assets.demo.tickets import Tickets
from assets.demo.world import World

# A mild complaint inside praise: which group of "but" phrases fits a complaint.
BUTS = {
    "wait": "but_wait",
    "handoff": "but_handoff",
    "reopen": "but_reopen",
    "product": "but_product",
    "delivery": "but_delivery",
    "price": "but_price",
    "refund": "but_price",
}
COMPLAINTS = ("wait", "handoff", "reopen", "staff", "values", "phone_menu", "article", "topic")
PRAISES = (
    "praise_staff", "praise_speed", "praise_solution", "praise_product", "praise_article",
    "praise_values", "loyal", "topic",
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What a response's writer knows of the ticket; every column has one entry a response."""

    reply_hours: Floats
    solution_hours: Floats
    handoffs: Ints
    returned: Ints
    live: Ints
    topic: Ints
    agent: Ints
    product: Ints
    skill: Floats
    thought: Ints  # the group of phrases that a troubled writer begins with, or NONE
    addition: Ints  # the group that any writer goes on with, or NONE


def gather_facts(
    world: World, tickets: Tickets, journeys: Journeys, answers: Answers, effects: Effects
) -> Facts:
    """Looks up what happened to the tickets that were answered about."""
    row = answers.row
    agent = journeys.last_agent[row]
    return Facts(
        reply_hours=reply_hours(tickets, journeys)[row],
        solution_hours=solution_hours(tickets, journeys)[row],
        handoffs=journeys.handoffs[row],
        returned=(journeys.returned[row] < NEVER).astype(np.int64),
        live=tickets.live[row].astype(np.int64),
        topic=tickets.topic[row],
        agent=agent,
        product=tickets.product[row],
        skill=world.agent_skill[agent] + _team_skill(world, journeys)[row],
        thought=effects.thought[row],
        addition=effects.addition[row],
    )


def _team_skill(world: World, journeys: Journeys) -> Floats:
    return world.company.of_teams("skill")[journeys.courses.last_team]


def pick_complaint(world: World, rng: np.random.Generator, facts: Facts) -> Ints:
    """Picks a group of complaints: what went wrong weighs most, then the topic's own trouble."""
    late = np.maximum(np.log2(np.maximum(facts.reply_hours, 0.1) / 6), 0)
    n = len(late)
    weights = np.stack(
        [
            0.9 * late,
            3.0 * facts.handoffs,
            3.5 * facts.returned,
            0.2 + 0.8 * np.maximum(-facts.skill, 0),
            np.full(n, 0.25),
            0.9 * facts.live,
            np.full(n, 0.15),
            np.full(n, 1.3),
        ],
        axis=1,
    )
    return _picked(
        rng, weights, COMPLAINTS, [topic.complaint for topic in world.company.topics], facts.topic
    )


def pick_praise(world: World, rng: np.random.Generator, facts: Facts) -> Ints:
    """Picks a group of praise: good agents and quick answers are praised more."""
    quick = np.clip(2 - facts.reply_hours / 2, 0, 2)
    n = len(quick)
    weights = np.stack(
        [
            1.4 + 1.2 * np.maximum(facts.skill, 0),
            0.9 * quick,
            np.full(n, 0.8),
            np.full(n, 0.35),
            np.full(n, 0.1),
            np.full(n, 0.4),
            np.full(n, 0.25),
            np.full(n, 0.7),
        ],
        axis=1,
    )
    return _picked(
        rng, weights, PRAISES, [topic.praise for topic in world.company.topics], facts.topic
    )


def milder(complaints: Ints) -> Ints:
    """Returns the group of "but" phrases for each group of complaints."""
    table = [group(BUTS.get(name, "but_general")) for name in GROUPS]
    return np.array(table)[complaints]


def _picked(
    rng: np.random.Generator,
    weights: Floats,
    names: tuple[str, ...],
    of_topic: list[str],
    topic: Ints,
) -> Ints:
    """Picks a named group a row; the last name stands for the topic's own group."""
    pick = weighted_rows(rng, cumulative(weights))
    groups = np.array([group(name) for name in names[:-1]] + [0])[pick]
    own = np.array([group(name) for name in of_topic])[topic]
    return np.where(pick == len(names) - 1, own, groups)
