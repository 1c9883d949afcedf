"""When things happen to a ticket: taken, handed on, answered, solved, returned; and by whom.

Times are epoch seconds; NEVER stands for what doesn't happen. Each moment is drawn from the one
before it, so the moments of a ticket are in order.
"""

from dataclasses import dataclass

import numpy as np

from assets.demo.arrays import NEVER, Flags, Floats, Ints
from assets.demo.chunks import Chunk
from assets.demo.company import figures
from assets.demo.courses import Courses, draw_courses
from assets.demo.draws import Stream, chance, generator, lognormal_seconds
from assets.demo.period import DAY_SECONDS, START
from assets.demo.planted.effects import NOBODY, Effects
from assets.demo.tickets import Tickets
from assets.demo.world import World

HOUR = 3600
CLOSED_AFTER = 4 * DAY_SECONDS
LATEST_RETURN = CLOSED_AFTER - 2 * HOUR
TYPING = 25  # seconds that the fastest reply takes
CLICK = 2  # seconds between the reply that solves a ticket and its new status


@dataclass(frozen=True)
class Journeys:
    """The moments, teams and agents of one chunk's tickets."""

    courses: Courses
    taken: Ints
    noted: Ints
    handed_early: Ints
    replied: Ints
    resumed: Ints
    handed_late: Ints
    handed_again: Ints
    solved: Ints
    returned: Ints
    solved_again: Ints
    first_agent: Ints
    second_agent: Ints  # after an early hand-off
    third_agent: Ints  # after a late one
    last_agent: Ints  # after the last one

    @property
    def finally_solved(self) -> Ints:
        """When it was solved for good, or NEVER."""
        return np.where(self.courses.returned, self.solved_again, self.solved)

    @property
    def handoffs(self) -> Ints:
        """How often the ticket changed teams."""
        count: Ints = self.courses.early.astype(np.int64) + self.courses.late + self.courses.again
        return count

    def late_team(self, home: Ints) -> Ints:
        """Returns the team that has it after a late hand-off, given the first one."""
        return np.where(self.courses.again, home, self.courses.last_team)


def draw_journeys(world: World, chunk: Chunk, tickets: Tickets, effects: Effects) -> Journeys:
    """Draws what happens to the tickets of one chunk."""
    rng = generator(world.seed, Stream.JOURNEYS, chunk.index)
    courses = draw_courses(world, rng, tickets, effects)
    draft = _Draft(world, rng, tickets, courses, effects)
    taken, handed_early, replied = draft.first_reply()
    resumed = draft.resumption(replied)
    start = np.where(resumed < NEVER, resumed, replied)
    start = np.where(courses.silent, np.where(courses.early, handed_early, taken), start)
    handed_late, handed_again, solved = draft.solution(start)
    returned, solved_again = draft.comeback(solved)
    first, second, third, last = draft.agents(taken)
    halfway = np.where(courses.silent, taken, taken + (replied - taken) // 2)
    return Journeys(
        courses=courses,
        taken=taken,
        noted=np.where(courses.early, handed_early - 1, halfway),
        handed_early=_if(courses.early, handed_early),
        replied=_if(~courses.silent, replied),
        resumed=resumed,
        handed_late=_if(courses.late, handed_late),
        handed_again=_if(courses.again, handed_again),
        solved=_if(~courses.stuck, solved),
        returned=_if(courses.returned, returned),
        solved_again=_if(courses.returned, solved_again),
        first_agent=first,
        second_agent=second,
        third_agent=third,
        last_agent=last,
    )


def _if(happens: Flags, at: Ints) -> Ints:
    return np.where(happens, at, NEVER)


class _Draft:
    """The drawing of one chunk's times; the order of the calls is the order of the draws."""

    def __init__(
        self,
        world: World,
        rng: np.random.Generator,
        tickets: Tickets,
        courses: Courses,
        effects: Effects,
    ) -> None:
        self.world, self.rng, self.tickets, self.courses = world, rng, tickets, courses
        self.effects = effects
        self.second_team = np.where(courses.early, courses.other_team, tickets.team)
        self.last_team = courses.last_team
        self.pace = self._pace()

    def first_reply(self) -> tuple[Ints, Ints, Ints]:
        """Returns when tickets are taken, would be handed on, and would get a first reply."""
        home, created, n = self.tickets.team, self.tickets.created, len(self.tickets)
        wait = self._spread(self._reply_seconds(home), 0.8)
        taken = self._after(home, created, 1 + (wait * self.rng.uniform(0.3, 0.9, n)).astype(int))
        handed = self._after(home, taken, self._spread(0.5 * self._reply_seconds(home), 0.7))
        replied = self._after(home, created, wait + TYPING)
        late_hours = self.world.company.of_teams("after_hours")[home] + self.effects.late_hours
        at_night = chance(self.rng, late_hours, n)
        replied = np.where(at_night, np.minimum(replied, created + wait + TYPING), replied)
        in_time = np.minimum(taken, replied - (replied - created) // 4)
        second_wait = self._spread(self._reply_seconds(self.second_team), 0.8)
        passed_on = self._after(self.second_team, handed, second_wait + TYPING)
        early = self.courses.early
        return np.where(early, taken, in_time), handed, np.where(early, passed_on, replied)

    def resumption(self, replied: Ints) -> Ints:
        """Returns when a pending or held ticket goes on; customers answer at any hour."""
        n, courses = len(replied), self.courses
        answered = replied + self._spread(np.full(n, 9.0 * HOUR), 0.9)
        released = self._after(self.second_team, replied, self._spread(np.full(n, 7.0 * HOUR), 0.6))
        resumed = np.where(courses.pending, answered, np.where(courses.held, released, NEVER))
        return np.where(courses.stuck & courses.pending, NEVER, resumed)

    def solution(self, start: Ints) -> tuple[Ints, Ints, Ints]:
        """Returns when tickets would be handed on late and again, and are first solved."""
        late = self.courses.late
        handed = self._after(self.second_team, start, self._handling())
        again = self._after(self.tickets.team, handed, self._handling())
        begin = np.where(self.courses.again, again, np.where(late, handed, start))
        solved = self._after(self.last_team, begin, self._spread(self._work_seconds(), 0.75))
        return handed, again, np.where(self.courses.one_touch, start + CLICK, solved)

    def comeback(self, solved: Ints) -> tuple[Ints, Ints]:
        """Returns when customers would reopen, before the ticket closes, and the second end."""
        later = self._spread(np.full(len(solved), 16.0 * HOUR), 0.9)
        returned = solved + np.minimum(later, LATEST_RETURN)
        work = self._spread(0.8 * self._work_seconds(), 0.7)
        return returned, self._after(self.last_team, returned, work)

    def agents(self, taken: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """Returns who has the ticket: first, and after an early, a late and a third hand-off."""
        courses, day = self.courses, (taken - START) // DAY_SECONDS
        first = self.world.duty.pick(self.rng, self.tickets.team, day)
        first = np.where(self.effects.taker == NOBODY, first, self.effects.taker)
        taker = self.world.duty.pick(self.rng, courses.other_team, day)
        second = np.where(courses.early, taker, first)
        third = np.where(courses.bounced, first, np.where(courses.late, taker, second))
        final = self.world.duty.pick(self.rng, courses.last_team, day)
        return first, second, third, np.where(courses.again, final, third)

    def _after(self, team: Ints, at: Ints, seconds: Ints) -> Ints:
        return self.world.hours.after(self.world.schedule_of_team[team], at, seconds)

    def _handling(self) -> Ints:
        """Draws the time until a team hands on what it can't solve."""
        return self._spread(1.5 * HOUR * self.effects.wait, 0.7)

    def _spread(self, median_seconds: Floats, sigma: float) -> Ints:
        return lognormal_seconds(self.rng, median_seconds, sigma)

    def _pace(self) -> Floats:
        """Multiplies a team's waits: channel, priority, season and the team's own trend."""
        company, tickets = self.world.company, self.tickets
        priority = figures(company.priorities, "speed")[tickets.priority]
        channel = figures(company.channels, "speed")[tickets.channel]
        years = tickets.day / 365 - 0.6
        trend = np.exp(company.of_teams("trend")[tickets.team] * years)
        pace: Floats = channel * np.where(tickets.live, 1.0, priority) * trend
        return pace * self.world.season.wait[tickets.day] * self.effects.wait

    def _reply_seconds(self, team: Ints) -> Floats:
        seconds: Floats = self.world.company.of_teams("reply_hours")[team] * HOUR * self.pace
        return seconds

    def _work_seconds(self) -> Floats:
        company, tickets = self.world.company, self.tickets
        effort = company.of_topics("effort")[tickets.topic] * np.where(tickets.live, 0.5, 1.0)
        hours = company.of_teams("solve_hours")[self.last_team] * effort
        seconds: Floats = hours * HOUR * self.world.season.wait[tickets.day]
        return seconds * self.effects.wait
