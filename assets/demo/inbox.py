"""The way in: writes the demo's exports, sources and reference files into a home."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa

from assets.demo.chunks import plan_chunks
from assets.demo.lines import LineFile
from assets.demo.manifest import DemoManifest, FileCount, count_file
from assets.demo.own_surveys.enps import enps_survey
from assets.demo.own_surveys.export import write_survey
from assets.demo.own_surveys.mystery import mystery_survey
from assets.demo.own_surveys.pulse import pulse_survey
from assets.demo.people_files import agents_csv
from assets.demo.period import DEMO_AS_OF, MONTHS
from assets.demo.reference import write_reference, write_sources
from assets.demo.sales_files import OrderFile, write_customers
from assets.demo.shifts import SHIFTS_HEADER, write_shifts
from assets.demo.story import draw_story
from assets.demo.support_files import SupportExport
from assets.demo.survey_files import SurveyFiles
from assets.demo.world import World, build_world

__all__ = ["DEMO_AS_OF", "write_demo"]

FEWEST_TICKETS = 500


def _say_nothing(message: str) -> None:
    """Reports to nobody."""


def write_demo(
    home: Path,
    tickets: int = 20_000,
    seed: int = 7,
    report: Callable[[str], None] = _say_nothing,
    planted: bool = True,
) -> DemoManifest:
    """Writes a demo's inbox, sources and reference files, and the manifest of what is in them.

    The same seed and number of tickets give the same bytes. Tickets are drawn and written in
    chunks, so memory stays the same at any size. Files get their names when they are complete.

    Args:
        home: The folder that gets inbox/, sources/, reference/ and demo_manifest.json.
        tickets: How many tickets, at least 500; about one in seven is answered about in a survey.
        seed: Any whole number that isn't negative.
        report: Is told which month is written.
        planted: Whether the company has stories to find (assets/demo/planted); a plain one has
            nothing but ordinary variation.

    Returns:
        The manifest, as it stands in demo_manifest.json.

    Raises:
        ValueError: Too few tickets to hold every fault that the demo shows.
    """
    if tickets < FEWEST_TICKETS:
        raise ValueError(f"a demo needs at least {FEWEST_TICKETS} tickets, not {tickets}")
    world = build_world(seed, tickets, planted)
    touched: Counter[str] = Counter()
    inbox = home / "inbox"
    files = [*_write_exports(world, inbox, report, touched), *_write_people(world, inbox)]
    write_sources(home)
    write_reference(home, world.company)
    stories = world.stories.facts(touched)
    manifest = DemoManifest(world.company.name, DEMO_AS_OF, seed, tickets, tuple(files), stories)
    manifest.write(home)
    return manifest


def _write_exports(
    world: World, inbox: Path, report: Callable[[str], None], touched: Counter[str]
) -> Iterator[FileCount]:
    """Writes tickets and events month by month, and the surveys and orders along with them.

    Counts in touched how many tickets each planted story is about.
    """
    support, chunks = SupportExport(world, inbox), plan_chunks(world.season.tickets_by_day)
    with SurveyFiles(world, inbox) as surveys, OrderFile(world, inbox) as orders:
        for month in MONTHS:
            of_month = [chunk for chunk in chunks if chunk.month == month]
            with support.month(month) as files:
                for chunk in of_month:
                    story = draw_story(world, chunk)
                    files.write(story)
                    surveys.write(story)
                    orders.write(story)
                    touched.update(story.effects.counts())
            yield from files.counts()
            report(f"{month}: {sum(chunk.count for chunk in of_month):,} tickets")
    yield from surveys.counts()
    yield from orders.counts()
    yield write_customers(world, inbox)


def _write_people(world: World, inbox: Path) -> Iterator[FileCount]:
    header, lines = agents_csv(world.company, world.agents)
    yield _write_file(inbox, "agents", header, [pa.array(lines)])
    yield _write_file(inbox, "shifts", SHIFTS_HEADER, write_shifts(world))
    for number, survey in enumerate((pulse_survey, enps_survey, mystery_survey)):
        yield write_survey(world, inbox, number, survey(world))


def _write_file(inbox: Path, name: str, header: str, parts: list[pa.StringArray]) -> FileCount:
    file = f"people/{name}.csv"
    with LineFile(inbox / file, header + "\n") as writer:
        for lines in parts:
            writer.write(lines)
    return count_file(name, file, writer.rows, Counter())
