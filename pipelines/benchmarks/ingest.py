"""How long ingest takes beside the least that the same file could take."""

import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from pipelines.benchmarks.processes import fresh_process, peak_mib

AS_OF = datetime(2030, 1, 1)
TYPES = {
    "ticket_id": "VARCHAR",
    "at": "TIMESTAMP",
    "event": "VARCHAR",
    "value": "VARCHAR",
    "is_public": "BOOLEAN",
    "actor_id": "VARCHAR",
    "actor_role": "VARCHAR",
}
SOURCE = {
    "source": "generated_events",
    "feed": "ticket_events",
    "files": "*.csv",
    "time_zone": "UTC",
    "date_format": "%Y-%m-%d %H:%M:%S",
    "columns": {name: name for name in TYPES},
}


@dataclass(frozen=True)
class Cost:
    """What one loading took.

    Attributes:
        seconds: By the clock on the wall.
        cpu_seconds: Of all cores together; what else the machine does matters less to it.
        peak_mib: Most memory that the process ever held.
    """

    seconds: float
    cpu_seconds: float
    peak_mib: int


@dataclass(frozen=True)
class IngestTimes:
    """Both ways to load a file, in turn, some rounds of it.

    Attributes:
        bare: A `create table as select * from read_csv` with declared types.
        ingest: Loading the same file: decoded, judged, keyed, redacted, compared, stored, with
            quarantine and ledger.
    """

    rows: int
    file_mib: int
    bare: tuple[Cost, ...]
    ingest: tuple[Cost, ...]

    @property
    def ratio(self) -> float:
        """Ingest's time in times of the bare one of its round: the median of the rounds."""
        return self._median_ratio("seconds")

    @property
    def cpu_ratio(self) -> float:
        """The same of the time that all cores worked."""
        return self._median_ratio("cpu_seconds")

    @property
    def peak_mib(self) -> int:
        """Most memory that a process of ingest ever held."""
        return max(cost.peak_mib for cost in self.ingest)

    def __str__(self) -> str:
        return (
            f"{self.rows:,} events, {self.file_mib:,} MiB, median of {len(self.ingest)} rounds: "
            f"bare read_csv {_median(self.bare, 'seconds'):.2f} s, "
            f"ingest {_median(self.ingest, 'seconds'):.2f} s = {self.ratio:.2f} times; "
            f"of all cores {_median(self.bare, 'cpu_seconds'):.2f} s and "
            f"{_median(self.ingest, 'cpu_seconds'):.2f} s = {self.cpu_ratio:.2f} times; "
            f"peak {self.peak_mib:,} MiB"
        )

    @property
    def facts(self) -> dict[str, Any]:
        """For programs."""
        summed = {"ratio": self.ratio, "cpu_ratio": self.cpu_ratio, "peak_mib": self.peak_mib}
        return asdict(self) | summed

    def _median_ratio(self, what: str) -> float:
        rounds = zip(self.ingest, self.bare, strict=True)
        return float(median(getattr(ours, what) / getattr(bare, what) for ours, bare in rounds))


def _median(costs: Iterable[Cost], what: str) -> float:
    return float(median(getattr(cost, what) for cost in costs))


def bench_ingest(rows: int, rounds: int) -> IngestTimes:
    """Load a generated log of ticket events in both ways, in turn, each in a process of its own."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "events.csv"
        with fresh_process() as process:
            process.submit(write_events, file, rows).result()
        bare, ingest = [], []
        for _ in range(rounds):
            with fresh_process() as process:
                bare.append(process.submit(load_bare, file).result())
            with fresh_process() as process:
                ingest.append(process.submit(load_with_ingest, file).result())
        return IngestTimes(
            rows=rows,
            file_mib=file.stat().st_size >> 20,
            bare=tuple(bare),
            ingest=tuple(ingest),
        )


def write_events(file: Path, rows: int) -> None:
    """Write a log of ticket events as CSV."""
    import duckdb

    from assets.warehouse.duckdb import read_sql

    with duckdb.connect() as database:
        database.sql(read_sql("bench/generated_events.sql"), params={"rows": rows}).write_csv(
            str(file)
        )


def load_bare(file: Path) -> Cost:
    """The least that DuckDB can do with the file."""
    import duckdb

    with (
        TemporaryDirectory(dir=file.parent) as folder,
        duckdb.connect(Path(folder) / "bare.duckdb") as database,
    ):
        begun = _begin()
        database.execute(
            "create table events as select * from read_csv(?, header = true, columns = ?)",
            [str(file), TYPES],
        ).fetchall()
        return _cost_since(begun)


def load_with_ingest(file: Path) -> Cost:
    """Loading the file as a landed export.

    As DuckDB is for the bare one, what it needs is imported before the clock starts; pyarrow
    imports pandas when it first makes a value.
    """
    import pyarrow.compute

    from assets.contracts.sources import Source
    from assets.ingest import ledger
    from assets.ingest.landing import Landed
    from assets.ingest.load import Load
    from assets.ingest.loading import load_file, new_load_id
    from assets.privacy.customer_keys import key_pads
    from assets.warehouse.duckdb import open_engine

    pyarrow.scalar(False)
    source = Source.model_validate(SOURCE)
    pads = key_pads(b"a secret of this benchmark alone")
    with (
        TemporaryDirectory(dir=file.parent) as folder,
        open_engine(Path(folder) / "work.duckdb") as engine,
    ):
        ledger.prepare(engine)
        landed = Landed(file.name, "generated", file)
        load = Load(new_load_id(engine), source, landed, AS_OF, source.definition())
        begun = _begin()
        row = load_file(engine, load, pads)
        cost = _cost_since(begun)
    if row.stored != row.rows_read or row.refused:
        raise AssertionError(f"the generated file should be stored whole: {row}")
    return cost


def _begin() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _cost_since(begun: tuple[float, float]) -> Cost:
    now = _begin()
    return Cost(now[0] - begun[0], now[1] - begun[1], peak_mib())
