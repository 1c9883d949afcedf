"""The metric registry: `dbt_like_sql/metrics.yml` lists the metrics, each is two files.

`metrics/<metric>.sql` gives one row per observation (a ticket, an answer, an agent's day):
`observed_on`, `subject` (its id), the `scopes` that it belongs to, `approximate`, `value`, and for
a ratio `weight`. `metrics/<metric>.yml` beside it names and defines the metric; its `statistic`
says how values become a figure.
"""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

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
    theme: str
    kind: Literal["internal", "external"]
    statistic: Literal["share", "mean", "ratio", "quantile", "stock"]
    """share: of values 0 and 1, in per cent; ratio: sum of values by sum of weights; stock:
    running sum of changes."""
    quantile: float | None = None
    """0.5 for a median."""
    definition: str
    formula: str
    unit: Literal["points", "percent", "hours", "tickets", "replies", "tickets per hour"]
    better: Literal["higher", "lower"]
    source: str
    lowest: float | None = None
    highest: float | None = None
    asks_employees: bool = False

    @model_validator(mode="after")
    def _names_its_quantile(self) -> "Metric":
        if (self.quantile is not None) != (self.statistic == "quantile"):
            raise ValueError("`quantile` belongs to the statistic of that name, and to no other")
        return self

    @property
    def hides_few(self) -> bool:
        """Whether few observations would tell what single people answered."""
        return self.kind == "external" or self.asks_employees


@cache
def load_metrics(folder: Path = SQL_FOLDER) -> tuple[Metric, ...]:
    """All metrics in the order of the registry.

    Raises:
        ContractError: An entry is not valid, or the list and the files don't match.
    """
    themes: dict[str, list[str]] = yaml.safe_load((folder / "metrics.yml").read_text("utf-8"))
    listed = {metric for metrics in themes.values() for metric in metrics}
    _refuse_repetitions(themes)
    for ending in ("sql", "yml"):
        written = {path.stem for path in (folder / "metrics").glob(f"*.{ending}")}
        if listed != written:
            raise ContractError(
                f"metrics.yml and metrics/*.{ending} differ: {sorted(listed ^ written)}; "
                "a metric is a line there, one SQL file and one YAML file"
            )
    return tuple(
        _load_metric(folder / "metrics" / f"{metric}.yml", theme)
        for theme, metrics in themes.items()
        for metric in metrics
    )


def _refuse_repetitions(themes: dict[str, list[str]]) -> None:
    counts = Counter(metric for metrics in themes.values() for metric in metrics)
    repeated = sorted(metric for metric, count in counts.items() if count > 1)
    if repeated:
        raise ContractError(f"metrics.yml lists {repeated} more than once; keep one line of each")


def _load_metric(path: Path, theme: str) -> Metric:
    try:
        entry = yaml.safe_load(path.read_text("utf-8"))
        return Metric.model_validate(entry | {"metric": path.stem, "theme": theme})
    except ValidationError as error:
        raise ContractError(f"metrics/{path.name}: {error}") from error


def registry_table() -> "pa.Table":
    """The registry as rows of `reference.metrics`."""
    import pyarrow as pa

    rows = [
        {"position": position}
        | metric.model_dump(exclude={"name", "asks_employees"})
        | {"hides_few": metric.hides_few}
        | {f"name_{language}": text for language, text in metric.name.model_dump().items()}
        for position, metric in enumerate(load_metrics(), start=1)
    ]
    types = {"position": pa.int64(), "hides_few": pa.bool_()}
    types |= dict.fromkeys(("quantile", "lowest", "highest"), pa.float64())
    schema = pa.schema([(name, types.get(name, pa.string())) for name in rows[0]])
    return pa.Table.from_pylist(rows, schema=schema)
