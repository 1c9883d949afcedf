from dataclasses import fields, replace

import numpy as np
import pytest

from assets.demo.chunks import days_of, plan_chunks
from assets.demo.lines import LineFile
from assets.demo.period import DAYS, MONTHS
from assets.demo.story import draw_story
from assets.demo.support_files import SupportExport


def columns(part):
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, np.ndarray):
            yield field.name, value


@pytest.mark.parametrize("tickets", [500, 6_000, 123_457])
@pytest.mark.parametrize("size", [100, 50_000])
def test_chunks_hold_every_ticket_once_and_stay_within_a_month(world, tickets, size):
    by_day = np.rint(np.full(len(DAYS), tickets / len(DAYS))).astype(np.int64)
    chunks = plan_chunks(by_day, size)

    assert [chunk.index for chunk in chunks] == list(range(len(chunks)))
    assert sum(chunk.count for chunk in chunks) == by_day.sum()
    for chunk in chunks:
        months = {DAYS[day].strftime("%Y-%m") for day in days_of(chunk, by_day)}
        assert months == {chunk.month}
        assert chunk.count <= size


def test_a_chunk_is_the_same_whatever_was_drawn_before(world):
    chunks = plan_chunks(world.season.tickets_by_day, size=150)
    in_order = [draw_story(world, chunk) for chunk in chunks[:6]][5]
    alone = draw_story(world, chunks[5])

    for part in ("tickets", "journeys", "matrix", "answers"):
        pairs = zip(columns(getattr(in_order, part)), columns(getattr(alone, part)), strict=True)
        for (name, first), (_, second) in pairs:
            assert np.array_equal(first, second), name


def test_neighbouring_chunks_differ(world):
    first, second = (
        draw_story(world, replace(plan_chunks(world.season.tickets_by_day)[0], index=index))
        for index in (0, 1)
    )
    assert not np.array_equal(first.tickets.customer, second.tickets.customer)


def test_a_month_written_in_three_chunks_is_the_chunks_one_after_another(world, tmp_path):
    chunks = [c for c in plan_chunks(world.season.tickets_by_day, 150) if c.month == MONTHS[-1]]
    written = []
    for number in range(3):
        with SupportExport(world, tmp_path / str(number)).month(MONTHS[-1]) as files:
            files.write(draw_story(world, chunks[number]))
        written.append((tmp_path / f"{number}/support/tickets_2026-09.csv").read_text("utf-8"))
    with SupportExport(world, tmp_path / "all").month(MONTHS[-1]) as files:
        for chunk in chunks[:3]:
            files.write(draw_story(world, chunk))

    together = (tmp_path / "all/support/tickets_2026-09.csv").read_text("utf-8").splitlines()
    apart = [line for text in written for line in text.splitlines()[1:]]
    real = {line for line in apart if line[:1] == "1"}
    assert {line for line in together[1:] if line[:1] == "1"} == real
    assert len(real) == sum(chunk.count for chunk in chunks[:3])


def test_an_unfinished_file_leaves_nothing_behind(tmp_path):
    class PowerCutError(Exception):
        pass

    def fail():
        with LineFile(tmp_path / "cut.csv", "id\n"):
            raise PowerCutError

    with pytest.raises(PowerCutError):
        fail()
    assert list(tmp_path.iterdir()) == []
