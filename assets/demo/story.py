"""One chunk from beginning to end: tickets, what happened, how it felt, who answered."""

from dataclasses import dataclass

from assets.demo.answers import Answers, draw_answers
from assets.demo.arrays import Floats
from assets.demo.chunks import Chunk
from assets.demo.draws import Stream, generator
from assets.demo.events import EventMatrix, lay_out_events
from assets.demo.experience import feel
from assets.demo.journeys import Journeys, draw_journeys
from assets.demo.planted.effects import Effects
from assets.demo.tickets import Tickets, draw_tickets
from assets.demo.world import World


@dataclass(frozen=True)
class Story:
    """Everything that is drawn for one chunk; files only write it down."""

    chunk: Chunk
    tickets: Tickets
    effects: Effects
    journeys: Journeys
    mood: Floats
    matrix: EventMatrix
    answers: Answers


def draw_story(world: World, chunk: Chunk) -> Story:
    """Draws one chunk; it depends on the world and the chunk alone."""
    tickets = draw_tickets(world, chunk)
    rng = generator(world.seed, Stream.PLANTED, chunk.index)
    effects = world.stories.effects(rng, tickets)
    journeys = draw_journeys(world, chunk, tickets, effects)
    mood = feel(world, chunk, tickets, journeys, effects)
    matrix = lay_out_events(world, chunk, tickets, journeys, mood, effects)
    answers = draw_answers(world, chunk, tickets, journeys, mood, effects)
    return Story(chunk, tickets, effects, journeys, mood, matrix, answers)
