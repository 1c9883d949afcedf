"""All models of the scorecard: those with a file, and the union of all metrics' observations."""

from functools import cache

from assets.contracts.metrics import Metric, load_metrics
from assets.warehouse.sql_models import Sidecar, SqlModel, in_order, load_models, tables_read

OBSERVATIONS = "metrics.observations"
OBSERVATION_COLUMNS = ("observed_on", "subject", "scopes", "approximate", "value")


@cache
def load_catalog() -> tuple[SqlModel, ...]:
    """Every model, each after those that it reads."""
    return tuple(in_order([*load_models(), observations_model()]))


def observations_model() -> SqlModel:
    """All observations of all metrics, one select per entry of the registry."""
    from sqlglot import exp

    selects = [
        exp.select(
            exp.Literal.string(metric.metric).as_("metric"), *OBSERVATION_COLUMNS, _weight(metric)
        ).from_(f"metrics.{metric.metric}")
        for metric in load_metrics()
    ]
    union = selects[0] if len(selects) == 1 else exp.union(*selects, distinct=False)
    sql = union.sql(dialect="duckdb", pretty=True)
    sidecar = Sidecar(description="One row per observation of a metric.", view=True)
    return SqlModel(OBSERVATIONS, sql, sidecar, tables_read(sql, OBSERVATIONS))


def _weight(metric: Metric) -> str:
    """Only the observations of a ratio weigh differently."""
    return "weight" if metric.statistic == "ratio" else "1e0 as weight"
