"""Runs a suite with Great Expectations over the few columns that it looks at.

Its import takes seconds, so it happens only when a suite must really be run: a suite whose table
and promises are the same as when they last held is not run again.
"""

import hashlib
import json
import os
import re
from dataclasses import dataclass
from typing import Any

from assets.validation.suites import Promise, Suite
from assets.warehouse.run import Run

_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_SAMPLES = 5


@dataclass(frozen=True)
class Broken:
    """A promise that doesn't hold, with how often and the shapes of some values."""

    expectation: str
    about: str
    severity: str
    unexpected: int
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """What became of a suite."""

    promises: int
    rows: int
    broken: tuple[Broken, ...]
    remembered: bool

    @property
    def passed(self) -> bool:
        """Whether nothing critical is broken."""
        return all(broken.severity != "critical" for broken in self.broken)


def judge(run: Run, suite: Suite) -> Verdict:
    """Whether a suite holds of its table now."""
    rows = run.engine.count_rows(suite.table)
    seen = {"suite": suite.table, "fingerprint": _fingerprint(run, suite)}
    run.engine.run_file("validation/kept_promises.sql")
    if run.engine.rows_of_file("validation/is_kept.sql", seen):
        return Verdict(len(suite.promises), rows, (), remembered=True)
    broken = () if suite.may_be_empty and not rows else _validate(run, suite)
    if not broken:
        run.engine.run_file("validation/remember_kept.sql", seen)
    return Verdict(len(suite.promises), rows, broken, remembered=False)


def _fingerprint(run: Run, suite: Suite) -> str:
    """Changes when the looked-at content of the table, or the promises, change."""
    promises = json.dumps([vars(promise) for promise in suite.promises], default=str)
    content = run.engine.content_hash(suite.table, suite.columns)
    return hashlib.sha256(f"{content}\n{promises}".encode()).hexdigest()


def _validate(run: Run, suite: Suite) -> tuple[Broken, ...]:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx

    frame = run.engine.read(suite.table, suite.columns).to_pandas()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("tables").add_dataframe_asset(suite.table)
    batch = asset.add_batch_definition_whole_dataframe("now").get_batch({"dataframe": frame})
    expectations = [_expectation(promise, i) for i, promise in enumerate(suite.promises)]
    result = batch.validate(
        gx.ExpectationSuite(name=suite.table, expectations=expectations),
        result_format={"result_format": "SUMMARY", "partial_unexpected_count": _SAMPLES},
    )
    return tuple(_broken(suite, outcome) for outcome in result.results if not outcome.success)


def _expectation(promise: Promise, number: int) -> Any:
    """A promise as Great Expectations says it, numbered so that its result finds back."""
    import great_expectations as gx
    from great_expectations.expectations.row_conditions import Column

    where = {}
    if promise.where:
        column, value = promise.where
        where["row_condition"] = Column(column) == value
    return getattr(gx.expectations, promise.expectation)(
        **promise.arguments, **where, severity=promise.severity, meta={"number": number}
    )


def _broken(suite: Suite, outcome: Any) -> Broken:
    promise: Promise = suite.promises[outcome.expectation_config.meta["number"]]
    about = {key: value for key, value in promise.arguments.items() if key != "value_set"}
    values = outcome.result.get("partial_unexpected_list", [])
    raised = outcome.exception_info.get("exception_message")
    samples = (mask(raised),) if raised else tuple(mask(value) for value in values[:_SAMPLES])
    return Broken(
        promise.expectation,
        json.dumps(about, default=str),
        promise.severity,
        int(outcome.result.get("unexpected_count", 1)),
        samples,
    )


def mask(value: object) -> str:
    """The shape of a value: letters become a, digits 9, and it is cut at 40 characters."""
    return _DIGIT.sub("9", _LETTER.sub("a", str(value)))[:40]
