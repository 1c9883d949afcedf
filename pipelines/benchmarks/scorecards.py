"""How long the scorecards take: every metric and mart, all scopes and periods, from stored rows."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipelines.benchmarks.processes import fresh_process, peak_mib
from pipelines.benchmarks.tickets import AS_OF, store_ticket_log, write_reference

if TYPE_CHECKING:
    from assets.warehouse.duckdb import DuckDBEngine
    from assets.warehouse.sql_models import SqlModel

TEAMS = [f"Team {number}" for number in range(12)]
COUNTRIES = ("FI", "KR", "US")
# How many of the slowest models are named.
SHOWN = 15


@dataclass(frozen=True)
class ModelTime:
    """What building one model took.

    Attributes:
        cpu_seconds: Of all threads of the process.
    """

    table: str
    rows: int
    seconds: float
    cpu_seconds: float


@dataclass(frozen=True)
class ScorecardTimes:
    """Times of one company's scorecards.

    Attributes:
        prepared_seconds: Staging and the tables with rows per ticket that the marts read.
        seconds: All metrics and marts, and what they read that has no rows per ticket.
        cpu_seconds: The same, of all threads.
        figures: Rows of the scorecard.
        models: Each model of them.
        peak_mib: Most memory that the measuring process held, preparing included.
    """

    tickets: int
    responses: int
    prepared_seconds: float
    seconds: float
    cpu_seconds: float
    figures: int
    models: list[ModelTime]
    peak_mib: int

    @property
    def facts(self) -> dict[str, object]:
        """For programs."""
        return asdict(self)

    def __str__(self) -> str:
        slowest = sorted(self.models, key=lambda model: model.seconds, reverse=True)[:SHOWN]
        lines = [
            f"{model.table:<40} {model.seconds:7.1f} s {model.cpu_seconds:7.1f} CPU s "
            f"{model.rows:>12,} rows"
            for model in slowest
        ]
        total = (
            f"{self.tickets:,} tickets, {self.responses:,} responses, {self.figures:,} figures: "
            f"metrics and marts {self.seconds:.1f} s, {self.cpu_seconds:.1f} CPU s "
            f"(what they are made from {self.prepared_seconds:.1f} s before); "
            f"peak {self.peak_mib:,} MiB"
        )
        return "\n".join([*lines, total])


def bench_scorecards(tickets: int, responses: int) -> ScorecardTimes:
    """Measure a company with so many tickets and survey answers, in a process of its own."""
    with fresh_process() as process:
        return process.submit(_measure, tickets, responses).result()


def _measure(tickets: int, responses: int) -> ScorecardTimes:
    from assets.ingest import ledger
    from assets.ingest.reference import load_reference
    from assets.scorecards.drivers import weigh_drivers
    from assets.warehouse.duckdb import open_engine
    from assets.warehouse.home import Home
    from assets.warehouse.model_catalog import load_catalog
    from assets.warehouse.run import PrivacyRules, PublishingRules, Run

    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        home.create_folders()
        write_reference(home.reference)
        _write_teams(home.reference)
        with open_engine(home.work_database) as engine:
            ledger.prepare(engine)
            engine.run_file("sentiment/comment_scores.sql")
            engine.run_file("statistics/driver_weights.sql")
            rules = PrivacyRules(10, 20), PublishingRules("v1.2.0", 1)
            run = Run(home, engine, AS_OF, False, *rules)
            load_reference(run)
            _store(engine, tickets, responses)
            built = [(_is_prepared(model), _build(engine, model)) for model in load_catalog()]
            built.append((False, _timed("statistics.driver_weights", lambda: weigh_drivers(run))))
            figures = engine.count_rows("marts.scorecard")
    measured = [model for is_prepared, model in built if not is_prepared]
    return ScorecardTimes(
        tickets,
        responses,
        sum(model.seconds for is_prepared, model in built if is_prepared),
        sum(model.seconds for model in measured),
        sum(model.cpu_seconds for model in measured),
        figures,
        measured,
        peak_mib(),
    )


def _is_prepared(model: "SqlModel") -> bool:
    """Whether it comes before the marts: staging, and what is kept up to date by ticket."""
    return model.schema == "staging" or (
        model.schema == "intermediate" and model.sidecar.per_ticket
    )


def _write_teams(folder: Path) -> None:
    rows = [
        f"{team},Unit {number % 3},{COUNTRIES[number % len(COUNTRIES)]},Europe/Helsinki"
        for number, team in enumerate(TEAMS)
    ]
    lines = ["team,business_unit,country,time_zone", *rows]
    (folder / "teams.csv").write_text("\n".join(lines) + "\n", "utf-8")


def _store(engine: "DuckDBEngine", tickets: int, responses: int) -> None:
    store_ticket_log(engine, tickets, load_id=1)
    engine.run_file("bench/store_tickets.sql", {"tickets": tickets})
    engine.run_file("bench/store_answers.sql", {"tickets": tickets, "responses": responses})
    for name in ("scores", "customers", "orders", "agents", "shifts"):
        engine.run_file(f"bench/store_{name}.sql")


def _build(engine: "DuckDBEngine", model: "SqlModel") -> ModelTime:
    from assets.warehouse.sql_models import build_model

    def build() -> int:
        build_model(engine, model)
        return 0 if model.sidecar.view else engine.count_rows(model.table)

    return _timed(model.table, build)


def _timed(table: str, build: Callable[[], int]) -> ModelTime:
    """What it takes to build a table and count its rows."""
    begun, begun_cpu = time.perf_counter(), time.process_time()
    rows = build()
    seconds, cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
    return ModelTime(table, rows, seconds, cpu)
