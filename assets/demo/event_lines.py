"""Lines of ticket_events_*.csv: the event matrix in words."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from assets.demo.arrays import NEVER, Ints
from assets.demo.clock_text import plain_seconds
from assets.demo.events import STATUS_STEPS, STATUSES, EventMatrix, Step
from assets.demo.journeys import Journeys
from assets.demo.lines import delimited
from assets.demo.phrases import SLOT, load_phrases
from assets.demo.tickets import Tickets
from assets.demo.world import World

EVENTS_HEADER = "ticket_id,at_utc,kind,value,is_public,actor_id,actor_role"

KINDS = {
    Step.PRIORITY: "field:priority",
    Step.TEAM: "field:group_id",
    Step.POLICY: "field:sla_policy",
    Step.TARGET: "field:first_reply_time",
    Step.SCHEDULE: "schedule",
    Step.TAKEN: "field:assignee_id",
    Step.HANDED_EARLY: "field:group_id",
    Step.RETAKEN_EARLY: "field:assignee_id",
    Step.HANDED_LATE: "field:group_id",
    Step.RETAKEN_LATE: "field:assignee_id",
    Step.HANDED_AGAIN: "field:group_id",
    Step.RETAKEN_AGAIN: "field:assignee_id",
    Step.OFFERED: "field:satisfaction_score",
    Step.RATED: "field:satisfaction_score",
    Step.REMARKED: "field:satisfaction_comment",
} | dict.fromkeys(STATUS_STEPS, "field:status")
# Whoever isn't named here is the agent who has the ticket.
CUSTOMER_STEPS = {
    Step.ASKED,
    Step.ANSWERED,
    Step.REOPENED,
    Step.COMPLAINED,
    Step.RATED,
    Step.REMARKED,
}
SYSTEM_STEPS = {
    Step.NEW, Step.PRIORITY, Step.TEAM, Step.POLICY, Step.TARGET, Step.SCHEDULE, Step.OFFERED,
    Step.CLOSED,
}  # fmt: skip
ROLES = ("agent", "end-user", "system")
# What is said with a bad rating, with a good one, and without any.
REMARK_GROUPS = ("short_negative", "short_positive", "praise_unasked")


@dataclass(frozen=True)
class EventLines:
    """One line an event, with the chunk's row of its ticket."""

    lines: pa.StringArray
    ticket: Ints


class EventWords:
    """All texts that a value can be, each kind of value from a known place on."""

    def __init__(self, world: World) -> None:
        company = world.company
        self.agents = [agent.agent_id for agent in world.agents]
        self.remarks = _remarks(world)
        groups = {
            "none": [""],
            "status": list(STATUSES),
            "priority": [row["priority"] for row in company.priorities],
            "team": company.team_names,
            "agent": self.agents,
            "policy": [row["policy"] for row in company.policies],
            "target": [target for row in company.policies for target in _targets(world, row)],
            "schedule": [row["schedule_id"] for row in world.hours.schedules],
            "satisfaction": ["offered", "bad", "good"],
            "remark": [text for texts in self.remarks for text in texts],
        }
        self.texts = pa.array([text for texts in groups.values() for text in texts])
        sizes = np.cumsum([0, *(len(texts) for texts in groups.values())])
        self.first = dict(zip(groups, sizes.tolist(), strict=False))


def write_events(
    world: World,
    words: EventWords,
    tickets: Tickets,
    journeys: Journeys,
    matrix: EventMatrix,
    customers: pa.StringArray,
) -> EventLines:
    """Writes every step taken as one line, ticket by ticket in order of time."""
    row, step = np.nonzero(matrix.happened)
    value = _values(world, words, tickets, journeys, matrix)[row, step]
    actor, role = _actors(journeys, len(words.agents))
    ticket_ids = pa.array(tickets.number).cast(pa.string())
    people = pa.concat_arrays([pa.array(["", *words.agents]), customers])
    kinds = pa.array([KINDS.get(Step(n), "comment") for n in range(len(Step))])
    public = pa.array([_public(Step(n)) for n in range(len(Step))])
    lines = delimited(
        [
            ticket_ids.take(pa.array(row)),
            plain_seconds(matrix.at[row, step]),
            kinds.take(pa.array(step)),
            words.texts.take(pa.array(value)),
            public.take(pa.array(step)),
            people.take(pa.array(actor[row, step])),
            pa.array(ROLES).take(pa.array(role[row, step])),
        ]
    )
    return EventLines(lines, row)


def _targets(world: World, policy: dict[str, Any]) -> list[str]:
    """Writes a policy's targets as JSON, quoted for CSV, one a priority."""
    in_hours = policy["in_business_hours"]
    minutes = [policy["minutes"][row["priority"]] for row in world.company.priorities]
    cells = [json.dumps({"minutes": n, "in_business_hours": in_hours}) for n in minutes]
    return ['"' + cell.replace('"', '""') + '"' for cell in cells]


def _remarks(world: World) -> list[list[str]]:
    """Returns the remarks of each market by REMARK_GROUPS, as cells of CSV."""
    phrases = [load_phrases(unit.language) for unit in world.company.units]
    return [
        [f'"{text}"' for text in by_group[name] if not SLOT.search(text)]
        for by_group in phrases
        for name in REMARK_GROUPS
    ]


def _remark(words: EventWords, tickets: Tickets, matrix: EventMatrix) -> Ints:
    """Returns the number of each ticket's remark: in its language, in the tone of its rating."""
    size = np.array([len(texts) for texts in words.remarks])
    start = np.cumsum(size) - size
    thanks = matrix.at[:, Step.RATED] >= NEVER
    tone = np.where(thanks, REMARK_GROUPS.index("praise_unasked"), matrix.rated_good)
    place = tickets.unit * len(REMARK_GROUPS) + tone
    numbers: Ints = start[place] + (matrix.remark * size[place]).astype(np.int64)
    return numbers


def _public(step: Step) -> str:
    if step in KINDS:
        return ""
    return "FALSE" if step == Step.NOTED else "TRUE"


def _values(
    world: World, words: EventWords, tickets: Tickets, journeys: Journeys, matrix: EventMatrix
) -> Ints:
    """Returns the number of each step's value among the words (tickets x steps)."""
    first, courses = words.first, journeys.courses
    values = np.zeros(matrix.at.shape, dtype=np.int64)
    for step, status in STATUS_STEPS.items():
        values[:, step] = first["status"] + STATUSES.index(status)
    waiting = np.where(courses.pending, STATUSES.index("pending"), STATUSES.index("hold"))
    values[:, Step.WAITING] = first["status"] + waiting
    values[:, Step.PRIORITY] = first["priority"] + tickets.priority
    values[:, Step.POLICY] = first["policy"] + tickets.policy
    ranks = len(world.company.priorities)
    values[:, Step.TARGET] = first["target"] + tickets.policy * ranks + tickets.priority
    values[:, Step.SCHEDULE] = first["schedule"] + world.schedule_of_team[tickets.team]
    values[:, Step.TEAM] = first["team"] + tickets.team
    values[:, Step.HANDED_EARLY] = first["team"] + courses.other_team
    values[:, Step.HANDED_LATE] = first["team"] + journeys.late_team(tickets.team)
    values[:, Step.HANDED_AGAIN] = first["team"] + courses.last_team
    values[:, Step.TAKEN] = first["agent"] + journeys.first_agent
    values[:, Step.RETAKEN_EARLY] = first["agent"] + journeys.second_agent
    values[:, Step.RETAKEN_LATE] = first["agent"] + journeys.third_agent
    values[:, Step.RETAKEN_AGAIN] = first["agent"] + journeys.last_agent
    values[:, Step.OFFERED] = first["satisfaction"]
    values[:, Step.RATED] = first["satisfaction"] + 1 + matrix.rated_good
    values[:, Step.REMARKED] = first["remark"] + _remark(words, tickets, matrix)
    return values


def _actors(journeys: Journeys, agents: int) -> tuple[Ints, Ints]:
    """Returns who did each step (0 nobody, then agents, then customers) and in which role."""
    n = len(journeys.taken)
    customer = 1 + agents + np.arange(n)
    actor, role = np.zeros((n, len(Step)), dtype=np.int64), np.zeros((n, len(Step)), dtype=np.int64)
    for step in Step:
        if step in CUSTOMER_STEPS:
            actor[:, step], role[:, step] = customer, ROLES.index("end-user")
        elif step in SYSTEM_STEPS:
            role[:, step] = ROLES.index("system")
        else:
            actor[:, step] = 1 + _holder(journeys, step)
    asked = journeys.courses.pending
    actor[asked, Step.RESUMED] = customer[asked]
    role[asked, Step.RESUMED] = ROLES.index("end-user")
    return actor, role


def _holder(journeys: Journeys, step: Step) -> Ints:
    """Returns the agent who has the ticket at a step."""
    if step <= Step.HANDED_EARLY:
        return journeys.first_agent
    if step <= Step.HANDED_LATE:
        return journeys.second_agent
    return journeys.third_agent if step <= Step.HANDED_AGAIN else journeys.last_agent
