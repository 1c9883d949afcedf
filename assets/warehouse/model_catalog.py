"""All models of the scorecard: those with a file, and those that are written from others."""

from functools import cache
from itertools import pairwise

from assets.contracts.metrics import SQL_FOLDER, Metric, load_metrics
from assets.warehouse.sql_models import (
    Sidecar,
    SqlModel,
    in_order,
    load_models,
    read_sidecar,
    tables_read,
)

OBSERVATIONS = "metrics.observations"
OBSERVATION_COLUMNS = ("observed_on", "subject", "scopes", "approximate", "value")
# What hides one figure may ask for another elsewhere; a block that is not done by then is hidden.
SUPPRESSION_ROUNDS = 4


@cache
def load_catalog() -> tuple[SqlModel, ...]:
    """Every model, each after those that it reads."""
    return tuple(in_order([*load_models(), observations_model(), *suppression_models()]))


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


def suppression_models() -> list[SqlModel]:
    """One model per round of secondary suppression, each reading the one before it."""
    path = SQL_FOLDER / "suppression" / "round.sql"
    text, sidecar = path.read_text("utf-8"), read_sidecar(path)
    tables = ["intermediate.answer_blocks"] + [
        f"intermediate.suppression_{number}" for number in range(1, SUPPRESSION_ROUNDS + 1)
    ]
    return [
        SqlModel(table, sql, sidecar, tables_read(sql, table))
        for before, table in pairwise(tables)
        for sql in [text.replace("suppression.before", before)]
    ]
