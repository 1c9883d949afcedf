"""The metric registry: `dbt_like_sql/metrics.yml` lists the metrics, each is two files.

`metrics/<metric>.sql` gives one row per observation (a ticket, an answer, an agent's day):
`observed_on`, `subject` (its id), the `scopes` that it belongs to, `approximate`, `value`, and for
a ratio `weight`. `metrics/<metric>.yml` beside it names and defines the metric; its `statistic`
says how values become a figure. A metric that is `based_on` another has no SQL file: it makes
something else of the other one's observations or figures.
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

Statistic = Literal["share", "mean", "ratio", "quantile", "stock", "change"]
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
    statistic: Statistic
    """share: of values 0 and 1, in per cent; ratio: sum of values by sum of weights; stock:
    running sum of changes; change: of another metric's figures since its baseline, in per cent."""
    quantile: float | None = None
    """0.5 for a median, 1 for the highest value."""
    based_on: str | None = None
    """The metric of whose observations it is a quantile, or of whose figures it is the change."""
    at_period_end: bool = False
    """Whether only the last day of a period counts; then all are counted and none sampled."""
    definition: str
    formula: str
    unit: Literal[
        "points",
        "percent",
        "percent change",
        "hours",
        "days",
        "years",
        "tickets",
        "replies",
        "tickets per hour",
        "tickets per agent",
    ]
    better: Literal["higher", "lower"]
    target: float | None = None
    """Target of every scope for which `reference/targets.csv` has none."""
    needs: tuple[str, ...]
    """Feeds of `intermediate.feeds` without which nothing is observed."""
    source: str
    lowest: float | None = None
    highest: float | None = None
    asks_employees: bool = False

    @model_validator(mode="after")
    def _names_its_quantile(self) -> "Metric":
        if (self.quantile is not None) != (self.statistic == "quantile"):
            raise ValueError("`quantile` belongs to the statistic of that name, and to no other")
        if self.statistic == "change" and not self.based_on:
            raise ValueError("a change is `based_on` another metric")
        return self

    @property
    def observed(self) -> str:
        """The metric whose observations it is made from."""
        return self.based_on or self.metric

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
    _refuse_repetitions(themes)
    listed = {metric for metrics in themes.values() for metric in metrics}
    _refuse_other_files(folder, "yml", listed)
    metrics = tuple(
        _load_metric(folder / "metrics" / f"{metric}.yml", theme)
        for theme, metrics in themes.items()
        for metric in metrics
    )
    observed = {metric.metric for metric in metrics if not metric.based_on}
    _refuse_other_files(folder, "sql", observed)
    for metric in metrics:
        if metric.based_on and metric.based_on not in observed:
            raise ContractError(f"metrics/{metric.metric}.yml: no metric `{metric.based_on}`")
    return metrics


def _refuse_other_files(folder: Path, ending: str, named: set[str]) -> None:
    written = {path.stem for path in (folder / "metrics").glob(f"*.{ending}")}
    if named != written:
        raise ContractError(
            f"metrics.yml and metrics/*.{ending} differ: {sorted(named ^ written)}; a metric is a "
            "line there, one YAML file and, unless it is `based_on` another, one SQL file"
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
    types = {"position": pa.int64(), "needs": pa.list_(pa.string())}
    types |= dict.fromkeys(("at_period_end", "hides_few"), pa.bool_())
    types |= dict.fromkeys(("quantile", "target", "lowest", "highest"), pa.float64())
    schema = pa.schema([(name, types.get(name, pa.string())) for name in rows[0]])
    return pa.Table.from_pylist(rows, schema=schema)
