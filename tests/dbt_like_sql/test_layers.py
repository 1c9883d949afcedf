"""What each layer may read, and what may leave the work database."""

import pytest

from assets.warehouse.model_catalog import load_catalog
from assets.warehouse.sql_models import load_checks

MODELS = {model.table: model for model in load_catalog()}
CHECKS = {check.name: check for check in load_checks()}

# Where each layer may look.
MAY_READ = {
    "staging": {"raw", "reference"},
    "intermediate": {"staging", "intermediate", "metrics", "reference", "sentiment"},
    "metrics": {"intermediate", "marts", "metrics", "reference"},
    "marts": {"staging", "intermediate", "marts", "reference", "statistics", "main"},
    "checks": {"staging", "marts", "reference"},
}

every_model = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS.keys())
every_check = pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS.keys())


def layers(tables):
    return {table.split(".")[0] for table in tables}


@every_model
def test_model_reads_only_tables_that_exist(model, columns):
    assert sorted(model.reads - columns.keys()) == []


@every_check
def test_check_reads_only_tables_that_exist(check, columns):
    assert sorted(check.reads - columns.keys()) == []


@every_model
def test_model_looks_only_where_its_layer_may(model):
    assert layers(model.reads) <= MAY_READ[model.schema]


@every_check
def test_check_looks_only_at_staging_and_marts(check):
    assert layers(check.reads) <= MAY_READ["checks"]


def test_published_names_are_each_given_once():
    for audience in ("company", "leaders"):
        names = [getattr(model.sidecar, audience) for model in MODELS.values()]
        published = [name for name in names if name]
        assert len(published) == len(set(published))


def test_only_marts_are_published():
    published = {m.schema for m in MODELS.values() if m.sidecar.company or m.sidecar.leaders}
    assert published == {"marts"}


def test_company_file_has_no_column_that_names_a_person(columns):
    personal = {"ticket_id", "response_id", "customer_id", "agent_id", "actor_id", "text"}
    for table, model in MODELS.items():
        if model.sidecar.company:
            assert columns[table].keys().isdisjoint(personal), table
