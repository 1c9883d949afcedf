"""What moves scores most: which facts are weighed, and what an improvement of each is worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assets.scorecards.relative_weights import Weighed, weigh
from assets.warehouse.run import Run

if TYPE_CHECKING:
    import pyarrow as pa

    from assets.scorecards.relative_weights import Floats

OBSERVATIONS = "intermediate.driver_observations"
WEIGHTS = "statistics.driver_weights"
METRICS = ("csat", "nps")
# A driver must be known of so many answers; the others are then left out.
LEAST_KNOWN = 0.8
# Fewer say nothing of a driver: so many answers per driver, and so many that differ from the rest.
PER_DRIVER = 20
FEWEST_ANSWERS = 100
# Whatever computes the sums, so many digits are the same.
DIGITS = 6

Row = dict[str, Any]


@dataclass(frozen=True)
class Driver:
    """A column of the observations and how to read it."""

    name: str
    is_hours: bool
    lower_is_better: bool


def weigh_drivers(run: Run) -> int:
    """Replace the table of drivers' weights.

    Returns:
        Rows written.
    """
    import pyarrow as pa

    order = [("metric", "ascending"), ("response_id", "ascending")]
    observations = run.engine.read(OBSERVATIONS).sort_by(order)
    facts = run.engine.read("intermediate.driver_facts").sort_by("driver").to_pylist()
    drivers = [
        Driver(fact["driver"], fact["unit"] == "hours", fact["better"] == "lower") for fact in facts
    ]
    fewest = max(FEWEST_ANSWERS, run.privacy.min_responses)
    rows = [
        row
        for metric in METRICS
        for row in drivers_of(metric, _answers_to(observations, metric), drivers, fewest)
    ]
    run.engine.run_file("statistics/driver_weights.sql")
    schema = run.engine.read(WEIGHTS).schema
    run.engine.replace_with(WEIGHTS, pa.Table.from_pylist(rows, schema=schema))
    return len(rows)


def _answers_to(observations: "pa.Table", metric: str) -> "pa.Table":
    import pyarrow.compute as pc

    return observations.filter(pc.equal(observations["metric"], metric))


def drivers_of(
    metric: str, answers: "pa.Table", drivers: Sequence[Driver], fewest: int
) -> list[Row]:
    """One row per driver of a metric; a single one where its answers are too few for any.

    Args:
        metric: Which metric.
        answers: Rows of the observations, in an order that the same answers always have.
        drivers: Columns to try.
        fewest: Complete answers below which nothing is said.
    """
    import numpy as np

    values = np.column_stack([_column(answers, driver.name) for driver in drivers])
    known = (~np.isnan(values)).sum(axis=0) / max(len(values), 1)
    is_known = known >= LEAST_KNOWN
    complete = ~np.isnan(values[:, is_known]).any(axis=1)
    values, outcome = values[complete], _column(answers, "outcome")[complete]
    is_used = is_known & [_differing(column) >= PER_DRIVER for column in values.T]
    reason = _why_not(outcome, int(is_used.sum()), fewest)
    if reason:
        return [{"metric": metric, "status": "insufficient", "reason": reason, "n": len(outcome)}]
    used = [driver for driver, is_one in zip(drivers, is_used, strict=True) if is_one]
    weighed = _weigh_used(values[:, is_used], outcome, used)
    shared = {"metric": metric, "n": len(outcome)}
    return [
        shared
        | {"driver": driver.name, "known_share": round(float(share), DIGITS)}
        | weighed.get(driver.name, _not_used(share))
        for driver, share in zip(drivers, known, strict=True)
    ]


def _column(table: "pa.Table", name: str) -> "Floats":
    """NaN where nothing is known."""
    column: Floats = table[name].to_numpy().astype("float64")
    return column


def _differing(column: "Floats") -> int:
    """How many values are not the most frequent one."""
    import numpy as np

    counts = np.unique(column, return_counts=True)[1]
    return int(counts.sum() - counts.max(initial=0))


def _why_not(outcome: "Floats", used: int, fewest: int) -> str | None:
    """Why nothing can be said, if so."""
    if len(outcome) < fewest:
        return f"fewer than {fewest} answers to known tickets"
    if not used:
        return "nothing that may move it is known"
    if len(outcome) < PER_DRIVER * used:
        return f"fewer than {PER_DRIVER} answers per driver"
    if (outcome == outcome[0]).all():
        return "all answers are alike"
    return None


def _not_used(known_share: float) -> Row:
    rare = f"fewer than {PER_DRIVER} answers differ from the rest"
    unknown = f"known of less than {LEAST_KNOWN:.0%} of answers"
    return {"status": "not used", "reason": unknown if known_share < LEAST_KNOWN else rare}


def _weigh_used(values: "Floats", outcome: "Floats", drivers: Sequence[Driver]) -> dict[str, Row]:
    """What is said of drivers, one per column of values."""
    import numpy as np

    # The tenth hour of waiting is felt less than the second.
    scaled = [
        np.log1p(np.maximum(column, 0)) if driver.is_hours else column
        for driver, column in zip(drivers, values.T, strict=True)
    ]
    found = weigh(np.column_stack(scaled), outcome)
    return {
        driver.name: _row(driver, found, place, column)
        for place, (driver, column) in enumerate(zip(drivers, scaled, strict=True))
    }


def _row(driver: Driver, found: Weighed, place: int, column: "Floats") -> Row:
    """Figures of the driver in one place of what was found."""
    import numpy as np

    unexplained, n = 1 - found.r_squared, len(column)
    explained = found.weights.sum() or 1
    typical, improved = _improvement(column, driver)
    step = improved - typical
    effect_low, effect_high = sorted(found.slope_intervals[:, place] * step)
    shown = np.expm1 if driver.is_hours else np.positive
    figures = {
        "r_squared": found.r_squared,
        "adjusted_r_squared": 1 - unexplained * (n - 1) / (n - 1 - len(found.weights)),
        "weight": found.weights[place],
        "weight_low": found.weight_intervals[0, place],
        "weight_high": found.weight_intervals[1, place],
        "weight_pct": 100 * found.weights[place] / explained,
        "coefficient": found.coefficients[place],
        "typical": shown(typical),
        "improved": shown(improved),
        "effect": found.slopes[place] * step,
        "effect_low": effect_low,
        "effect_high": effect_high,
    }
    status = "significant" if found.is_significant[place] else "not significant"
    return {"status": status} | {name: round(float(x), DIGITS) for name, x in figures.items()}


def _improvement(column: "Floats", driver: Driver) -> tuple[float, float]:
    """A typical value and one of the best quarter of answers.

    Hours go from their median to their best quartile. Of yes or no, counts and sides, for which
    both are often the same value, the mean goes to the mean of the best quarter.
    """
    import numpy as np

    if driver.is_hours:
        quartile = 0.25 if driver.lower_is_better else 0.75
        return float(np.median(column)), float(np.quantile(column, quartile))
    ascending = np.sort(column)
    quarter = -(-len(column) // 4)
    best = ascending[:quarter] if driver.lower_is_better else ascending[-quarter:]
    return float(column.mean()), float(best.mean())
