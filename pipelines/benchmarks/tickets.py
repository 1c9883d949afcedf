"""How long all ticket and SLA measures take: from nothing, and when a day is added."""

import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipelines.benchmarks.processes import fresh_process, peak_mib

if TYPE_CHECKING:
    from assets.warehouse.duckdb import DuckDBEngine
    from assets.warehouse.run import Run
    from assets.warehouse.sql_models import SqlModel

EVENTS_PER_TICKET = 12
AS_OF = datetime(2027, 1, 1)
DAYS = 1096
WANTED = ("marts.sla_measures", "marts.ticket_measures")


@dataclass(frozen=True)
class TicketTimes:
    """Times of one log of ticket events.

    Attributes:
        count_seconds: A `select count(*) … group by ticket_id` over the same events.
        full_seconds: All models up to the ticket and SLA measures, from nothing.
        day_seconds: The same models when the tickets of one more day have come.
        small_full_seconds: As `full_seconds`, for a tenth of the tickets.
        peak_mib: Most memory that the measuring process held.
    """

    tickets: int
    events: int
    count_seconds: float
    full_seconds: float
    day_seconds: float
    small_full_seconds: float
    peak_mib: int

    @property
    def facts(self) -> dict[str, float | int]:
        """For programs."""
        return asdict(self) | {"growth": self.growth, "day_share": self.day_share}

    @property
    def growth(self) -> float:
        """Time per event in times of that of a log of a tenth of the tickets."""
        return self.full_seconds / (10 * self.small_full_seconds)

    @property
    def day_share(self) -> float:
        """What a day costs, as a part of a full build."""
        return self.day_seconds / self.full_seconds

    def __str__(self) -> str:
        def each(seconds: float) -> str:
            return f"{seconds / self.events * 1e6:.3f} µs an event"

        return (
            f"{self.tickets:,} tickets, {self.events:,} events: "
            f"measures {self.full_seconds:.1f} s, {each(self.full_seconds)} "
            f"(counting them {each(self.count_seconds)}), "
            f"{self.growth:.2f} times that of a tenth of the tickets; "
            f"one day more {self.day_seconds:.1f} s, {self.day_share:.1%} of it; "
            f"peak {self.peak_mib:,} MiB"
        )


def bench_tickets(tickets: int) -> TicketTimes:
    """Measure a log of so many tickets, and one of a tenth, each in a process of its own."""
    with fresh_process() as process:
        small = process.submit(_measure, tickets // 10).result()
    with fresh_process() as process:
        whole = process.submit(_measure, tickets).result()
    return replace(whole, small_full_seconds=small.full_seconds)


def _measure(tickets: int) -> TicketTimes:
    from assets.ingest import ledger
    from assets.ingest.reference import load_reference
    from assets.warehouse.duckdb import open_engine
    from assets.warehouse.home import Home
    from assets.warehouse.run import PrivacyRules, PublishingRules, Run

    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        home.create_folders()
        write_reference(home.reference)
        with open_engine(home.work_database) as engine:
            ledger.prepare(engine)
            rules = PrivacyRules(10, 20), PublishingRules("v1.2.0", 1)
            run = Run(home, engine, AS_OF, False, *rules)
            store_ticket_log(engine, tickets, load_id=1)
            load_reference(run)
            count = _timed(lambda: engine.connection.execute(_COUNT).fetchall())
            full = _timed(lambda: _refresh(run))
            store_ticket_log(engine, max(tickets // DAYS, 1), load_id=2)
            next_day = replace(run, as_of=AS_OF + timedelta(days=1))
            load_reference(next_day)
            day = _timed(lambda: _refresh(next_day))
    events = tickets * EVENTS_PER_TICKET
    return TicketTimes(tickets, events, count, full, day, 0.0, peak_mib())


_COUNT = "select count(*) from (select ticket_id, count(*) from raw.ticket_events group by all)"


def write_reference(folder: Path) -> None:
    """The demo's schedules and policies, in zones with and without summer time."""
    import assets.demo

    for file in (Path(assets.demo.__file__).parent / "company" / "reference").glob("*.csv"):
        if file.stem != "targets":
            shutil.copy(file, folder)


def store_ticket_log(engine: "DuckDBEngine", tickets: int, load_id: int) -> None:
    """Generate raw events; those of a later load happen on the day after all others."""
    engine.run_file("bench/store_ticket_log.sql", {"tickets": tickets, "load_id": load_id})
    engine.run_file("changes/note_load.sql", {"load_id": load_id})


def _refresh(run: "Run") -> None:
    """Bring the measures up to date, down to the disk."""
    from assets.warehouse.incremental import refresh_model

    for model in _models():
        refresh_model(run, model)
    run.engine.connection.execute("checkpoint").fetchall()


def _models() -> "list[SqlModel]":
    """The models that the measures are made from, and no other, in order."""
    from assets.warehouse.model_catalog import load_catalog

    models = {model.table: model for model in load_catalog()}
    wanted, waiting = set(WANTED), list(WANTED)
    while waiting:
        new = models[waiting.pop()].reads & models.keys() - wanted
        wanted |= new
        waiting += new
    return [model for table, model in models.items() if table in wanted]


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
