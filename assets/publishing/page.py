"""The company's scorecard page: what customers feel beside what we measure, one HTML file.

It is made from the company's figures only, so it holds nothing that the company file hides.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assets.warehouse.run import Run

TEMPLATES = Path(__file__).parent / "templates"
PERIODS = ("week", "month", "quarter")
SCOPE_KINDS = (
    "business_unit",
    "team",
    "country",
    "channel",
    "product",
    "segment",
    "generation",
    "language",
)
_UNITS = {
    "percent": " %",
    "percent change": " %",
    "points": "",
    "hours": " h",
    "days": " d",
    "years": " y",
    "tickets": "",
    "replies": "",
    "tickets per hour": " / h",
    "tickets per agent": " / agent",
}

Row = dict[str, Any]


def write_page(run: Run, folder: Path) -> Path:
    """Write `index.html` into a folder.

    Returns:
        Its path.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    rows = run.engine.rows_of_file("publishing/page_rows.sql")
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    environment.filters |= {"figure": figure, "small_print": small_print}
    page = environment.get_template("scorecard.html.j2").render(
        as_of=run.as_of,
        periods=_period_labels(rows),
        company=_by_kind([row for row in rows if row["scope_kind"] == "company"]),
        scopes=_by_scope([row for row in rows if row["period_kind"] == "month"]),
        metrics=_metrics([row for row in rows if row["period_kind"] == "month"]),
        missing=run.engine.rows_of_file("publishing/missing_metrics.sql"),
        min_responses=run.privacy.min_responses,
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "index.html"
    path.write_text(page, "utf-8")
    return path


def figure(value: float | None, unit: str) -> str:
    """A value as people read it: whole tickets, one decimal else; a dash for none."""
    if value is None:
        return "–"
    number = f"{value:,.0f}" if unit == "tickets" else f"{value:,.1f}"
    return f"{number}{_UNITS[unit]}"


def small_print(row: Row) -> str:
    """What stands under a value: how many, what it was, whether it stands out or is approximate."""
    parts = []
    if row["n"] is not None:
        parts.append(f"n = {row['n']:,}")
    if row["previous_value"] is not None:
        parts.append(f"before: {figure(row['previous_value'], row['unit'])}")
    if row["last_year_value"] is not None:
        parts.append(f"last year: {figure(row['last_year_value'], row['unit'])}")
    if row["signal"] in ("improving", "worsening"):
        parts.append(row["signal"])
    if row["approximate"]:
        parts.append("approximate")
    return " · ".join(parts)


def _period_labels(rows: Sequence[Row]) -> dict[str, str]:
    """The dates of each kind of period that the page shows."""
    labels = {
        row["period_kind"]: f"{row['period_start']:%d %b} – {row['period_end']:%d %b %Y}"
        for row in rows
    }
    return {kind: labels[kind] for kind in PERIODS if kind in labels}


def _metrics(rows: Sequence[Row]) -> dict[str, dict[str, Row]]:
    """For each kind of scope the metrics that have a row in it, in the registry's order."""
    return {
        kind: {row["metric"]: row for row in rows if row["scope_kind"] == kind}
        for kind in SCOPE_KINDS
    }


def _by_kind(rows: Sequence[Row]) -> dict[str, dict[str, dict[str, Row]]]:
    """Kind of metric → metric → kind of period → row."""
    grouped: dict[str, dict[str, dict[str, Row]]] = {"external": {}, "internal": {}}
    for row in rows:
        periods = grouped[row["kind"]].setdefault(row["metric"], {})
        periods[row["period_kind"]] = row
    return grouped


def _by_scope(rows: Sequence[Row]) -> dict[str, dict[str, dict[str, Row]]]:
    """Kind of scope → scope → metric → row of the month."""
    grouped: dict[str, dict[str, dict[str, Row]]] = {kind: {} for kind in SCOPE_KINDS}
    for row in rows:
        if row["scope_kind"] in grouped:
            grouped[row["scope_kind"]].setdefault(row["scope"], {})[row["metric"]] = row
    return grouped
