"""All models of the scorecard: those with a file, and those that are written from others."""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import get_args

from assets.contracts.metrics import SQL_FOLDER, Metric, Statistic, load_metrics
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
VALUES = "intermediate.metric_values"
VALUE_COLUMNS = (
    *("metric", "scope_kind", "scope", "period_kind", "period_start", "value", "n"),
    *("numerator", "denominator", "ci_low", "ci_high", "approximate"),
)
# What hides one figure may ask for another elsewhere; a period that is not done by then is hidden.
SUPPRESSION_ROUNDS = 4


@cache
def load_catalog() -> tuple[SqlModel, ...]:
    """Every model, each after those that it reads."""
    written = [
        *(observations_model(), values_model(), company_signals_model()),
        *suppression_models(),
    ]
    return tuple(in_order([*load_models(), *written]))


def observations_model() -> SqlModel:
    """All observations of all metrics, one select per metric with observations of its own.

    What the registry says of a metric is written out, so that who asks for one statistic reads the
    observations of no other.
    """
    from sqlglot import exp

    selects = {
        f"metrics.{metric.metric}": (
            exp.convert(metric.metric).as_("metric"),
            exp.convert(metric.statistic).as_("statistic"),
            exp.convert(metric.at_period_end).as_("at_period_end"),
            *OBSERVATION_COLUMNS,
            _weight(metric),
        )
        for metric in load_metrics()
        if not metric.based_on
    }
    return _union(OBSERVATIONS, "One row per observation of a metric.", selects)


def values_model() -> SqlModel:
    """All figures, one select per statistic."""
    tables = (f"intermediate.metric_{statistic}s" for statistic in get_args(Statistic))
    grain = "One row per metric, scope and period, whatever its statistic."
    return _union(VALUES, grain, dict.fromkeys(tables, VALUE_COLUMNS))


def _union(table: str, description: str, selects: Mapping[str, Iterable[object]]) -> SqlModel:
    """A view of some columns of several tables."""
    from sqlglot import exp

    parts = [exp.select(*columns).from_(source) for source, columns in selects.items()]
    union = parts[0] if len(parts) == 1 else exp.union(*parts, distinct=False)
    sql = union.sql(dialect="duckdb", pretty=True)
    sidecar = Sidecar(description=description, view=True)
    return SqlModel(table, sql, sidecar, tables_read(sql, table))


def _weight(metric: Metric) -> str:
    """Only the observations of a ratio weigh differently."""
    return "weight" if metric.statistic == "ratio" else "1e0 as weight"


def suppression_models() -> list[SqlModel]:
    """Secondary suppression: of weeks and months, then of quarters, and of years by these."""
    models = _rounds("months")
    for longer, shorter in (("quarter", "months"), ("year", "quarters")):
        parts = {"suppression.parts": f"intermediate.settled_{shorter}", "'longer'": f"'{longer}'"}
        models += [_written("suppression/longer", f"intermediate.answer_{longer}s", parts)]
        models += _rounds(f"{longer}s")
    return models


def _rounds(periods: str) -> list[SqlModel]:
    """One model per round, each reading the one before it, and one of what they come to."""
    tables = [f"intermediate.answer_{periods}"] + [
        f"intermediate.hidden_{periods}_{number}" for number in range(1, SUPPRESSION_ROUNDS + 1)
    ]
    rounds = [
        _written("suppression/round", table, {"suppression.before": before})
        for before, table in pairwise(tables)
    ]
    last = {"suppression.before": tables[-1]}
    return [*rounds, _written("suppression/settled", f"intermediate.settled_{periods}", last)]


def company_signals_model() -> SqlModel:
    """Signals by the figures alone that the company file shows."""
    return _written(
        "intermediate/metrics/metric_signals",
        "intermediate.company_signals",
        {VALUES: "intermediate.shown_answers"},
    )


def _written(file: str, table: str, words: Mapping[str, str]) -> SqlModel:
    """A model of a text in which some words stand for others."""
    path = SQL_FOLDER / f"{file}.sql"
    sql = path.read_text("utf-8")
    for word, other in words.items():
        sql = sql.replace(word, other)
    return SqlModel(table, sql, read_sidecar(path), tables_read(sql, table))
