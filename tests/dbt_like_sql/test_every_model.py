"""What holds of every SQL model: its words, its columns, its cases."""

from itertools import chain
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from assets.contracts.metrics import SQL_FOLDER, load_metrics
from assets.warehouse.lineage import trace_columns
from assets.warehouse.model_catalog import OBSERVATION_COLUMNS, OBSERVATIONS, load_catalog
from assets.warehouse.sql_models import MODEL_SCHEMAS, load_checks, shared_columns

HERE = Path(__file__).parent
MODELS = {model.table: model for model in load_catalog()}
CHECKS = {check.name: check for check in load_checks()}
TESTED = {f"{path.relative_to(HERE).parts[0]}.{path.stem}" for path in HERE.rglob("*.yml")}

every_model = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS.keys())
every_check = pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS.keys())


@every_model
def test_description_begins_with_the_grain(model):
    assert model.sidecar.description.startswith(("One row per ", "One row: "))


@every_model
def test_every_column_is_described(model, columns):
    undescribed = [name for name in columns[model.table] if not model.describe_column(name)]
    assert undescribed == []


@every_model
def test_sidecar_describes_only_columns_that_the_model_has(model, columns):
    assert model.sidecar.columns.keys() <= columns[model.table].keys()


def test_every_shared_description_is_used(columns):
    inherited = {
        name
        for table, model in MODELS.items()
        for name in columns[table].keys() - model.sidecar.columns.keys()
    }
    assert sorted(shared_columns().keys() - inherited) == []


def test_shared_descriptions_are_in_order():
    names = list(shared_columns())
    assert names == sorted(names)


@every_model
def test_every_column_is_traced_to_columns_that_exist(model, columns):
    upstream = {table: columns[table] for table in model.reads}
    lineage = trace_columns(model, upstream)
    sources = set(chain.from_iterable(lineage.values()))
    assert list(lineage) == list(columns[model.table])
    assert [(table, name) for table, name in sources if name not in upstream[table]] == []


@every_check
def test_check_says_what_it_promises(check):
    assert check.description.endswith(".")


@every_model
def test_model_is_one_select_that_survives_a_round_trip(model):
    (tree,) = sqlglot.parse(model.sql, dialect="duckdb")
    assert isinstance(tree, exp.Query)
    text = tree.sql(dialect="duckdb", comments=False)
    again = sqlglot.parse_one(text, dialect="duckdb")
    assert again.sql(dialect="duckdb", comments=False) == text


@every_model
def test_outermost_select_names_its_columns(model):
    tree = sqlglot.parse_one(model.sql, dialect="duckdb")
    assert not any(isinstance(column, exp.Star) for column in tree.selects)


@every_model
def test_model_has_a_given_and_expect_case(model):
    assert model.table in TESTED


@every_check
def test_check_has_a_given_and_expect_case(check):
    assert f"checks.{check.name}" in TESTED


def test_every_case_is_about_a_model_or_check_that_exists():
    assert sorted(TESTED - MODELS.keys() - {f"checks.{name}" for name in CHECKS}) == []


def test_no_two_files_of_a_schema_make_the_same_table():
    for schema in MODEL_SCHEMAS:
        names = [path.stem for path in (SQL_FOLDER / schema).rglob("*.sql")]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("metric", [m.metric for m in load_metrics() if not m.based_on])
def test_observations_of_every_metric_have_the_same_columns(metric, columns):
    types = columns[f"metrics.{metric}"]
    expected = (*OBSERVATION_COLUMNS, "weight") if "weight" in types else OBSERVATION_COLUMNS
    assert types == {name: columns[OBSERVATIONS][name] for name in expected}


def test_a_column_is_traced_to_everything_that_it_is_computed_from(columns):
    model = MODELS["intermediate.ticket_promises"]
    lineage = trace_columns(model, {table: columns[table] for table in model.reads})
    assert lineage["answered_within_24h"] == [
        ("intermediate.tickets", "created_at"),
        ("intermediate.tickets", "first_replied_at"),
        ("intermediate.tickets", "replies_known"),
        ("reference.run", "as_of"),
    ]
