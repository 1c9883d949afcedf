"""What customers write in with: when, who, about what, by which channel, and to which team."""

from dataclasses import dataclass, replace

import numpy as np

from assets.demo.arrays import Flags, Floats, Ints
from assets.demo.chunks import FIRST_TICKET, Chunk, days_of
from assets.demo.company import Detour, figures
from assets.demo.customers import second_tries
from assets.demo.draws import Stream, chance, cumulative, generator, weighted, weighted_rows
from assets.demo.local_time import zone_offsets
from assets.demo.period import DAY_SECONDS, FIRST_DAY, START
from assets.demo.planted.appointed import ANYBODY
from assets.demo.world import World

BAD_BATCH_SHARE = 0.8


@dataclass(frozen=True)
class Tickets:
    """One chunk of tickets as they come in; every column has one entry a ticket."""

    number: Ints
    day: Ints  # days after the demo's first
    created: Ints  # epoch seconds
    unit: Ints
    customer: Ints
    topic: Ints
    product: Ints
    team: Ints
    channel: Ints
    priority: Ints
    policy: Ints
    live: Flags  # by phone or chat

    def __len__(self) -> int:
        """The number of tickets."""
        return len(self.number)


def draw_tickets(world: World, chunk: Chunk) -> Tickets:
    """Draws one chunk; no other chunk has any influence on it."""
    rng = generator(world.seed, Stream.TICKETS, chunk.index)
    company, season, n = world.company, world.season, chunk.count
    day = days_of(chunk, season.tickets_by_day)
    unit, created = _arrivals(world, rng, day)
    chosen, here = world.stories.appointed.in_chunk(chunk)
    unit[chosen] = world.stories.appointed.unit[here]
    topic = weighted_rows(rng, season.topic_shares[day])
    team = _first_team(world, rng, company.owners()[unit, topic], created)
    channel = _channel(world, rng, team, created)
    customer = world.customers.writers(rng.random(n), unit, day)
    product = _product(world, rng, day, topic)
    source = _sources(world, chunk, unit, topic, created)
    writer = customer[source]
    named = world.stories.appointed.customer[here]
    writer[chosen] = np.where(named == ANYBODY, writer[chosen], named)
    tickets = Tickets(
        number=FIRST_TICKET + chunk.first + np.arange(n),
        day=day,
        created=created,
        unit=unit,
        customer=writer,
        topic=topic,
        product=product[source],
        team=team,
        channel=channel,
        priority=_priority(world, rng, topic),
        policy=weighted(rng, figures(company.policies, "share"), n),
        live=_live(world, channel),
    )
    for detour in company.detours:
        tickets = _diverted(world, rng, tickets, detour)
    return tickets


def _arrivals(world: World, rng: np.random.Generator, day: Ints) -> tuple[Ints, Ints]:
    """Draws markets and moments, in order of time: people write by their own clock."""
    shares = np.array([unit.share for unit in world.company.units])
    unit = weighted(rng, shares, len(day))
    hour = weighted(rng, np.array(world.company.season["hours"], dtype=np.float64), len(day))
    local = hour * 3600 + rng.integers(0, 3600, len(day))
    midnight = START + day * DAY_SECONDS
    second = np.empty_like(local)
    for number, zone in enumerate(world.zone_of_unit):
        mine = unit == number
        ahead = zone_offsets(zone).to_local(midnight[mine]) - midnight[mine]
        second[mine] = (local[mine] - ahead) % DAY_SECONDS
    created = midnight + second
    order = np.argsort(created, kind="stable")
    return unit[order], created[order]


def _first_team(world: World, rng: np.random.Generator, owner: Ints, created: Ints) -> Ints:
    """Gives each ticket to the topic's team, or to its evening cover."""
    cover, evening = world.company.evening_teams()[owner], world.company.evening
    late = created % DAY_SECONDS >= evening["from_hour_utc"] * 3600
    covered = late & (cover >= 0) & chance(rng, evening["share"], len(owner))
    return np.where(covered, cover, owner)


def _sources(world: World, chunk: Chunk, unit: Ints, topic: Ints, created: Ints) -> Ints:
    """Returns the row that tells whose ticket each one is, and about which product."""
    rng = generator(world.seed, Stream.SECOND_TRIES, chunk.index)
    return second_tries(rng, unit * len(world.company.topics) + topic, created)


def _channel(world: World, rng: np.random.Generator, team: Ints, created: Ints) -> Ints:
    """Draws channels; nobody phones a closed line."""
    channels = world.company.channels
    shares = cumulative(
        np.stack([figures(channels, "out_of_hours"), figures(channels, "in_hours")])
    )
    is_open = world.hours.is_open(world.schedule_of_team[team], created)
    return weighted_rows(rng, shares[is_open.astype(np.int64)])


def _live(world: World, channel: Ints) -> Flags:
    live: Flags = np.array([row["live"] for row in world.company.channels])[channel]
    return live


def _diverted(world: World, rng: np.random.Generator, tickets: Tickets, detour: Detour) -> Tickets:
    """Sends some tickets of a time to another team or channel; nobody phones a closed line."""
    company, team, channel = world.company, tickets.team, tickets.channel
    first, last = ((moment - FIRST_DAY).days for moment in (detour.first, detour.last))
    topics = [company.number_of_topic(name) for name in detour.topics]
    there = (tickets.unit == company.number_of_unit(detour.unit)) & np.isin(tickets.topic, topics)
    there &= (tickets.day >= first) & (tickets.day <= last)
    there &= chance(rng, detour.share, len(tickets))
    if detour.team:
        team = np.where(there, company.team_names.index(detour.team), team)
    if detour.channel:
        there &= world.hours.is_open(world.schedule_of_team[team], tickets.created)
        names = [row["channel"] for row in company.channels]
        channel = np.where(there, names.index(detour.channel), channel)
    return replace(tickets, team=team, channel=channel, live=_live(world, channel))


def _priority(world: World, rng: np.random.Generator, topic: Ints) -> Ints:
    priorities = world.company.priorities
    shares: Floats = cumulative(
        np.stack([figures(priorities, "urgent"), figures(priorities, "calm")])
    )
    return weighted_rows(rng, shares[world.company.of_topics("calm").astype(np.int64)[topic]])


def _product(world: World, rng: np.random.Generator, day: Ints, topic: Ints) -> Ints:
    """Draws products; a bad batch makes most of its topic's tickets about itself."""
    product = weighted(rng, figures(world.company.products, "weight"), len(day))
    bad = world.season.product[day, topic]
    return np.where((bad >= 0) & chance(rng, BAD_BATCH_SHARE, len(day)), bad, product)
