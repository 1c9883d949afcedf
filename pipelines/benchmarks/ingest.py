"""How long ingest takes beside the least that the same file could take."""

import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

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
class IngestTimes:
    """The best of some rounds, so that what else the machine did counts least.

    Attributes:
        bare_seconds: A `create table as select * from read_csv` with declared types.
        ingest_seconds: Loading the same file: decoded, judged, keyed, redacted, compared, stored,
            with quarantine and ledger.
        peak_mib: Most memory that a loading process ever held.
    """

    rows: int
    file_mib: int
    rounds: int
    bare_seconds: float
    ingest_seconds: float
    peak_mib: int

    @property
    def ratio(self) -> float:
        """Ingest's time in times of the bare one."""
        return self.ingest_seconds / self.bare_seconds

    def __str__(self) -> str:
        return (
            f"{self.rows:,} events, {self.file_mib:,} MiB: "
            f"bare read_csv {self.bare_seconds:.2f} s, "
            f"ingest {self.ingest_seconds:.2f} s = {self.ratio:.2f} times, "
            f"peak {self.peak_mib:,} MiB"
        )

    @property
    def facts(self) -> dict[str, float | int]:
        """For programs."""
        return asdict(self) | {"ratio": self.ratio}


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
            rounds=rounds,
            bare_seconds=min(bare),
            ingest_seconds=min(seconds for seconds, _ in ingest),
            peak_mib=max(peak for _, peak in ingest),
        )


def write_events(file: Path, rows: int) -> None:
    """Write a log of ticket events as CSV."""
    import duckdb

    from assets.warehouse.duckdb import read_sql

    with duckdb.connect() as database:
        database.sql(read_sql("bench/generated_events.sql"), params={"rows": rows}).write_csv(
            str(file)
        )


def load_bare(file: Path) -> float:
    """Seconds of the least that DuckDB can do with the file."""
    import duckdb

    with (
        TemporaryDirectory(dir=file.parent) as folder,
        duckdb.connect(Path(folder) / "bare.duckdb") as database,
    ):
        begun = time.perf_counter()
        database.execute(
            "create table events as select * from read_csv(?, header = true, columns = ?)",
            [str(file), TYPES],
        ).fetchall()
        return time.perf_counter() - begun


def load_with_ingest(file: Path) -> tuple[float, int]:
    """Seconds and peak memory (MiB) of loading the file as a landed export.

    As DuckDB is for the bare one, what it needs is imported before the clock starts.
    """
    import pyarrow.compute  # noqa: F401

    from assets.contracts.sources import Source
    from assets.ingest import ledger
    from assets.ingest.landing import Landed
    from assets.ingest.load import Load
    from assets.ingest.loading import load_file, new_load_id
    from assets.privacy.customer_keys import key_pads
    from assets.warehouse.duckdb import open_engine

    source = Source.model_validate(SOURCE)
    pads = key_pads(b"a secret of this benchmark alone")
    with (
        TemporaryDirectory(dir=file.parent) as folder,
        open_engine(Path(folder) / "work.duckdb") as engine,
    ):
        ledger.prepare(engine)
        landed = Landed(file.name, "generated", file)
        load = Load(new_load_id(engine), source, landed, AS_OF, source.definition())
        begun = time.perf_counter()
        row = load_file(engine, load, pads)
        seconds = time.perf_counter() - begun
    if row.stored != row.rows_read or row.refused:
        raise AssertionError(f"the generated file should be stored whole: {row}")
    return seconds, peak_mib()
