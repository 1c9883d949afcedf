"""All models of the scorecard: those with a file, and the union of all metrics' observations."""

from functools import cache

from assets.contracts.metrics import load_metrics
from assets.warehouse.sql_models import Sidecar, SqlModel, in_order, load_models, tables_read

OBSERVATIONS = "metrics.observations"
OBSERVATION_COLUMNS = (
    "observed_on",
    "business_unit",
    "team",
    "country",
    "channel",
    "approximate",
    "value",
)


@cache
def load_catalog() -> tuple[SqlModel, ...]:
    """Every model, each after those that it reads."""
    return tuple(in_order([*load_models(), observations_model()]))


def observations_model() -> SqlModel:
    """All observations of all metrics, one select per entry of the registry."""
    from sqlglot import exp

    selects = [
        exp.select(exp.Literal.string(metric.metric).as_("metric"), *OBSERVATION_COLUMNS).from_(
            f"metrics.{metric.metric}"
        )
        for metric in load_metrics()
    ]
    union = selects[0] if len(selects) == 1 else exp.union(*selects, distinct=False)
    sql = union.sql(dialect="duckdb", pretty=True)
    sidecar = Sidecar(description="One row per observation of a metric.", view=True)
    return SqlModel(OBSERVATIONS, sql, sidecar, tables_read(sql, OBSERVATIONS))
