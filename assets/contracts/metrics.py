"""The metric registry, `dbt_like_sql/metrics.yml`: one entry and one SQL file make a metric.

`metrics/<metric>.sql` gives one row per observation (a ticket, an answer) with `observed_on`, the
scopes that it belongs to, `approximate`, and `value`. The registry's `statistic` says how values
become a figure.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assets.errors import ContractError

if TYPE_CHECKING:
    import pyarrow as pa

SQL_FOLDER = Path(__file__).resolve().parents[2] / "dbt_like_sql"


class Names(BaseModel):
    """A metric's name in the three languages of the pages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    en: str
    ko: str
    fi: str


class Metric(BaseModel):
    """One metric of the scorecard."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    metric: str
    name: Names
    kind: Literal["internal", "external"]
    statistic: Literal["share", "mean", "median", "stock"]
    """share: of values 0 and 1, in per cent; stock: running sum of changes."""
    definition: str
    formula: str
    unit: Literal["points", "percent", "hours", "tickets"]
    better: Literal["higher", "lower"]
    source: str
    lowest: float | None = None
    highest: float | None = None


@cache
def load_metrics(folder: Path = SQL_FOLDER) -> tuple[Metric, ...]:
    """All metrics in the order of the registry.

    Raises:
        ContractError: An entry is not valid, or entries and SQL files don't match.
    """
    entries = yaml.safe_load((folder / "metrics.yml").read_text("utf-8"))
    try:
        metrics = tuple(Metric.model_validate(entry) for entry in entries)
    except ValidationError as error:
        raise ContractError(f"metrics.yml: {error}") from error
    declared = {metric.metric for metric in metrics}
    written = {path.stem for path in (folder / "metrics").glob("*.sql")}
    if declared != written:
        raise ContractError(
            f"metrics.yml and metrics/*.sql differ: {sorted(declared ^ written)}; "
            "a metric is one entry and one SQL file"
        )
    return metrics


def registry_table() -> "pa.Table":
    """The registry as rows of `reference.metrics`."""
    import pyarrow as pa

    rows = [
        {"position": position}
        | metric.model_dump(exclude={"name"})
        | {f"name_{language}": text for language, text in metric.name.model_dump().items()}
        for position, metric in enumerate(load_metrics(), start=1)
    ]
    numbers = {"position": pa.int64(), "lowest": pa.float64(), "highest": pa.float64()}
    schema = pa.schema([(name, numbers.get(name, pa.string())) for name in rows[0]])
    return pa.Table.from_pylist(rows, schema=schema)
