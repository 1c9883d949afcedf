"""The events of a chunk: one column for each step a ticket can take, in the order of steps.

A step that isn't taken has the time NEVER; so does one after the as-of. Reading the matrix row by
row gives each ticket's events in order of time, and within one second fields before comments.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from assets.demo.arrays import NEVER, Flags, Floats, Ints
from assets.demo.chunks import Chunk
from assets.demo.draws import Stream, chance, generator
from assets.demo.journeys import CLOSED_AFTER, Journeys
from assets.demo.period import AS_OF, DAY_SECONDS
from assets.demo.planted.effects import Effects
from assets.demo.tickets import Tickets
from assets.demo.world import World

FEWEST, MOST = 6, 16
RATED_WITHIN = int(2.5 * DAY_SECONDS)
REMARKED_SHARE = 0.2  # of the ratings
THANKED_WITHIN = int(0.5 * DAY_SECONDS)


class Step(IntEnum):
    """The steps of a ticket; the numbers are the columns of the matrix."""

    NEW = 0
    PRIORITY = 1
    TEAM = 2
    POLICY = 3
    TARGET = 4
    ASKED = 5
    SCHEDULE = 6
    TAKEN = 7
    OPENED = 8
    NOTED = 9
    HANDED_EARLY = 10
    RETAKEN_EARLY = 11
    WAITING = 12
    REPLIED = 13
    RESUMED = 14
    ANSWERED = 15
    HANDED_LATE = 16
    RETAKEN_LATE = 17
    HANDED_AGAIN = 18
    RETAKEN_AGAIN = 19
    SOLVED = 20
    EXPLAINED = 21
    REOPENED = 22
    COMPLAINED = 23
    SOLVED_AGAIN = 24
    EXPLAINED_AGAIN = 25
    OFFERED = 26
    RATED = 27
    REMARKED = 28
    CLOSED = 29


# Steps that may be left out, as (steps, how often they are wanted), the dearest first.
OPTIONAL = (
    ((Step.REMARKED,), 1.0),
    ((Step.EXPLAINED,), 0.94),
    ((Step.POLICY, Step.TARGET), 0.62),
    ((Step.OFFERED, Step.RATED), 0.30),
    ((Step.EXPLAINED_AGAIN,), 0.9),
    ((Step.NOTED,), 0.18),
)
# Steps that set the status, in order; WAITING sets pending or hold.
STATUS_STEPS = {
    Step.NEW: "new",
    Step.OPENED: "open",
    Step.WAITING: "hold",
    Step.RESUMED: "open",
    Step.SOLVED: "solved",
    Step.REOPENED: "open",
    Step.SOLVED_AGAIN: "solved",
    Step.CLOSED: "closed",
}
STATUSES = ("new", "open", "pending", "hold", "solved", "closed")


@dataclass(frozen=True)
class EventMatrix:
    """When each ticket took each step, up to the as-of."""

    at: Ints  # tickets x steps, epoch seconds
    rated_good: Flags  # what a rating says, if there is one
    remark: Floats  # picks the words that come with it, uniform in [0, 1)

    @property
    def happened(self) -> Flags:
        """Which steps were taken."""
        flags: Flags = self.at < NEVER
        return flags

    @property
    def updated(self) -> Ints:
        """The time of each ticket's last event."""
        latest: Ints = np.where(self.happened, self.at, 0).max(axis=1)
        return latest

    def status(self, pending: Flags) -> Ints:
        """Returns each ticket's status as an index of STATUSES."""
        status = np.zeros(len(self.at), dtype=np.int64)
        for step, name in STATUS_STEPS.items():
            code = np.full(len(status), STATUSES.index(name))
            if step == Step.WAITING:
                code[pending] = STATUSES.index("pending")
            status = np.where(self.happened[:, step], code, status)
        return status


def lay_out_events(
    world: World,
    chunk: Chunk,
    tickets: Tickets,
    journeys: Journeys,
    mood: Floats,
    effects: Effects,
) -> EventMatrix:
    """Returns when each step happens, none after the as-of; 6 to 16 events a ticket."""
    rng = generator(world.seed, Stream.EVENTS, chunk.index)
    at = np.full((len(tickets), len(Step)), NEVER)
    _fill_course(world, at, tickets, journeys)
    _fill_rating(rng, at, journeys)
    words = generator(world.seed, Stream.HELP_DESK_WORDS, chunk.index)
    _fill_remarks(words, at, journeys, effects.thanks)
    at[at > AS_OF] = NEVER
    _thin_out(rng, at)
    unrated = (at[:, Step.RATED] >= NEVER) & ~effects.thanks
    at[unrated, Step.REMARKED] = NEVER
    good = chance(rng, 1 / (1 + np.exp(-1.2 - 1.5 * mood)), len(tickets))
    return EventMatrix(at, good, words.random(len(tickets)))


def _fill_course(world: World, at: Ints, tickets: Tickets, journeys: Journeys) -> None:
    for step in (Step.NEW, Step.PRIORITY, Step.TEAM, Step.POLICY, Step.TARGET, Step.ASKED):
        at[:, step] = tickets.created
    default = world.schedule_of_team[tickets.team] == 0
    at[:, Step.SCHEDULE] = np.where(default, NEVER, tickets.created)
    for steps, moment in (
        ((Step.TAKEN, Step.OPENED), journeys.taken),
        ((Step.NOTED,), journeys.noted),
        ((Step.HANDED_EARLY, Step.RETAKEN_EARLY), journeys.handed_early),
        ((Step.REPLIED,), journeys.replied),
        ((Step.RESUMED,), journeys.resumed),
        ((Step.HANDED_LATE, Step.RETAKEN_LATE), journeys.handed_late),
        ((Step.HANDED_AGAIN, Step.RETAKEN_AGAIN), journeys.handed_again),
        ((Step.SOLVED,), journeys.solved),
        ((Step.REOPENED, Step.COMPLAINED), journeys.returned),
        ((Step.SOLVED_AGAIN, Step.EXPLAINED_AGAIN), journeys.solved_again),
    ):
        for step in steps:
            at[:, step] = moment
    courses = journeys.courses
    at[:, Step.WAITING] = np.where(courses.pending | courses.held, journeys.replied, NEVER)
    at[:, Step.ANSWERED] = np.where(courses.pending, journeys.resumed, NEVER)
    told_already = courses.one_touch | courses.silent
    at[:, Step.EXPLAINED] = np.where(told_already, NEVER, journeys.solved)


def _fill_rating(rng: np.random.Generator, at: Ints, journeys: Journeys) -> None:
    """Closes tickets four days after their solution; a rating is asked for a day after it."""
    solved = journeys.finally_solved
    at[:, Step.CLOSED] = solved + CLOSED_AFTER
    at[:, Step.OFFERED] = solved + DAY_SECONDS
    later = rng.integers(60, RATED_WITHIN, len(solved))
    answers = chance(rng, 0.6, len(solved))
    at[:, Step.RATED] = np.where(answers, solved + DAY_SECONDS + later, NEVER)


def _fill_remarks(rng: np.random.Generator, at: Ints, journeys: Journeys, thanks: Flags) -> None:
    """Lets some say a word with their rating; those who thank unasked get no offer to rate."""
    n = len(at)
    remarks = chance(rng, REMARKED_SHARE, n)
    at[:, Step.REMARKED] = np.where(remarks, at[:, Step.RATED], NEVER)
    for step in (Step.OFFERED, Step.RATED):
        at[thanks, step] = NEVER
    thanked = journeys.finally_solved + rng.integers(60, THANKED_WITHIN, n)
    at[thanks, Step.REMARKED] = thanked[thanks]


def _thin_out(rng: np.random.Generator, at: Ints) -> None:
    """Grants optional steps while there is room, and a target to tickets with few events."""
    optional = [step for steps, _ in OPTIONAL for step in steps]
    count = (at < NEVER).sum(axis=1) - (at[:, optional] < NEVER).sum(axis=1)
    for steps, share in OPTIONAL:
        columns = list(steps)
        more = (at[:, columns] < NEVER).sum(axis=1)
        granted = chance(rng, share, len(at)) & (count + more <= MOST)
        if Step.TARGET in steps:
            granted |= count < FEWEST
        at[np.ix_(~granted, columns)] = NEVER
        count = count + np.where(granted, more, 0)
