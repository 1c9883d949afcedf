"""The state of a home in words and figures, read without disturbing anybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from assets.contracts.sources import load_sources
from assets.errors import Busy, ScorecardError
from assets.ingest.landing import unclaimed_files
from assets.publishing.history import current, kept
from assets.warehouse.duckdb import DuckDBEngine
from assets.warehouse.home import Home

Row = dict[str, Any]
# Where rows go when they are read, and as it stands after all later files.
_READ = ("stored", "quarantined", "duplicates")
_RECONCILED = ("accepted", "quarantined", "duplicates", "superseded")


@dataclass(frozen=True)
class Summary:
    """The same for programs and for people."""

    facts: dict[str, Any]
    text: str


def summarize_home(home: Home) -> Summary:
    """Files, rows and where they went, open quarantine by reason, what stands published.

    `accepted`, `superseded` and `conflicts` are null while the marts are not built over all that
    was read, as after a run that failed.

    Raises:
        ScorecardError: Nothing was read yet.
        Busy: A run is writing.
    """
    with opened(home.work_database) as database:
        totals = database.rows_of_file("status/totals.sql")[0] | _standing(database)
        quarantine = database.rows_of_file("status/quarantine.sql")
        warnings = database.rows_of_file("status/file_warnings.sql")
        refused = [
            row
            for row in database.rows_of_file("status/refused_files.sql")
            if (home.inbox / row["file"]).exists()
        ]
    facts = {
        **totals,
        "quarantine": quarantine,
        "warnings": warnings,
        "refused_files": refused,
        "unclaimed_files": unclaimed_files(home, load_sources(home.sources)),
        "publication": current(home.published),
        "kept": len(kept(home.published)),
    }
    return Summary(facts, "\n".join(_lines(facts)))


def summarize_scorecard(home: Home) -> Summary:
    """The company's figures of the last complete month, and where the page is."""
    with opened(home.published / "company.duckdb") as database:
        rows = database.rows_of_file("status/company_month.sql")
    values = ["hidden" if row["value"] is None else _measured(row) for row in rows]
    width = max((len(row["name_en"]) for row in rows), default=0)
    places = max(14, *map(len, values)) if values else 14
    lines = [f"the company in {rows[0]['month']}:"] if rows else ["no complete month yet"]
    for row, value in zip(rows, values, strict=True):
        status = row["status"] or ""
        lines.append(f"  {row['name_en']:<{width}}  {value:>{places}}  {status}".rstrip())
    page = page_of(home)
    return Summary({"month": rows, "page": page}, "\n".join([*lines, "", f"page: {page}"]))


def _measured(row: Row) -> str:
    return f"{row['value']:,.1f} {row['unit']}"


def page_of(home: Home) -> Path:
    """The scorecard page that stands.

    Raises:
        ScorecardError: Nothing is published yet.
    """
    page = home.published / "report" / "index.html"
    if not page.exists():
        raise ScorecardError(f"nothing is published under {home.published} yet: scorecard run")
    return page


def _standing(database: DuckDBEngine) -> Row:
    """How many rows stand and were superseded, and how many ids are in conflict."""
    mart = {"schema_name": "marts", "table_name": "conflicts"}
    if database.rows_of_file("kind_of_table.sql", mart):
        for row in database.rows_of_file("status/standing.sql"):
            return row
    return {"accepted": None, "superseded": None, "conflicts": None}


def _lines(facts: Row) -> Iterator[str]:
    went = _READ if facts["accepted"] is None else _RECONCILED
    parts = " + ".join(f"{facts[name]:,} {name}" for name in went)
    yield f"{facts['files']:,} files, {facts['rows_read']:,} rows = {parts}"
    if facts["quarantined"]:
        yield (
            f"  quarantine: {facts['quarantined_open']:,} rows open, "
            f"{facts['quarantined_worked_off']:,} worked off"
        )
    for row in facts["quarantine"]:
        column = f" in `{row['column_name']}`" if row["column_name"] else ""
        yield f"  quarantine: {row['source']}: {row['n']:,} × {row['reason']}{column}"
    for row in facts["warnings"]:
        yield f"  warning: {row['source']}: {row['file']}: {row['message']} ({row['code']})"
    for row in facts["refused_files"]:
        yield f"  refused: {row['source']}: {row['message']} ({row['refused']})"
    for name in facts["unclaimed_files"]:
        yield f"  not claimed by any source file: {name}"
    if facts["conflicts"]:
        yield (
            f"  conflicts: {facts['conflicts']:,} ids came with different content; "
            "table `conflicts` of leaders.duckdb lists them"
        )
    standing = facts["publication"] or "nothing"
    yield f"published: {standing} ({facts['kept']} kept)"


@contextmanager
def opened(path: Path) -> Iterator[DuckDBEngine]:
    """A database, read-only and with no way out of it."""
    if not path.exists():
        raise ScorecardError(f"there is no {path} yet: scorecard run")
    try:
        connection = duckdb.connect(
            path,
            read_only=True,
            config={"enable_external_access": False, "lock_configuration": True},
        )
    except duckdb.IOException as error:
        raise Busy(f"a run is writing {path}; try again when it has ended") from error
    with connection:
        yield DuckDBEngine(connection)
