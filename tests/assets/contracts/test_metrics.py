import shutil

import pytest

from assets.contracts.metrics import SQL_FOLDER, load_metrics, registry_table
from assets.errors import ContractError
from assets.publishing.report.figures import figure

METRICS = load_metrics()


@pytest.fixture
def folder(tmp_path):
    """A registry of two metrics, both as they are."""
    (tmp_path / "metrics").mkdir()
    for name in ("nps.sql", "nps.yml", "csat.sql", "csat.yml"):
        shutil.copy(SQL_FOLDER / "metrics" / name, tmp_path / "metrics")
    (tmp_path / "metrics.yml").write_text("customers:\n- csat\n- nps\n", "utf-8")
    return tmp_path


def test_metrics_stand_in_the_order_of_the_list(folder):
    found = load_metrics(folder)
    assert [(metric.metric, metric.theme) for metric in found] == [
        ("csat", "customers"),
        ("nps", "customers"),
    ]


@pytest.mark.parametrize("missing", ["nps.sql", "nps.yml"])
def test_a_listed_metric_without_its_files_is_refused(folder, missing):
    (folder / "metrics" / missing).unlink()
    with pytest.raises(ContractError, match="nps"):
        load_metrics(folder)


def test_files_of_a_metric_that_is_not_listed_are_refused(folder):
    (folder / "metrics.yml").write_text("customers:\n- nps\n", "utf-8")
    with pytest.raises(ContractError, match="csat"):
        load_metrics(folder)


def test_a_metric_that_is_listed_twice_is_refused(folder):
    (folder / "metrics.yml").write_text("customers:\n- nps\n- csat\npeople:\n- nps\n", "utf-8")
    with pytest.raises(ContractError, match="nps"):
        load_metrics(folder)


def test_a_metric_based_on_one_that_observes_nothing_is_refused(folder):
    (folder / "metrics" / "nps.sql").unlink()
    entry = folder / "metrics" / "nps.yml"
    entry.write_text(entry.read_text("utf-8") + "based_on: enps\n", "utf-8")
    with pytest.raises(ContractError, match="enps"):
        load_metrics(folder)


def test_a_metric_based_on_another_needs_no_sql_of_its_own(folder):
    (folder / "metrics" / "nps.sql").unlink()
    entry = folder / "metrics" / "nps.yml"
    entry.write_text(entry.read_text("utf-8") + "based_on: csat\n", "utf-8")
    assert [metric.based_on for metric in load_metrics(folder)] == [None, "csat"]


@pytest.mark.parametrize(
    "change",
    ["unit: parsecs", "statistic: median", "quantile: 0.5", "colour: red", "statistic: change"],
)
def test_an_entry_that_is_not_valid_is_refused_with_its_file(folder, change):
    entry = folder / "metrics" / "nps.yml"
    key = change.split(":")[0]
    kept = [line for line in entry.read_text("utf-8").splitlines() if not line.startswith(key)]
    entry.write_text("\n".join([*kept, change]), "utf-8")
    with pytest.raises(ContractError, match=r"metrics/nps\.yml"):
        load_metrics(folder)


@pytest.mark.parametrize("language", ["en", "ko", "fi"])
def test_every_metric_has_a_name_of_its_own_in_each_language(language):
    names = [getattr(metric.name, language) for metric in METRICS]
    assert len(set(names)) == len(METRICS)


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.metric)
def test_page_knows_the_unit_of_every_metric(metric):
    assert "12" in figure(12.5, metric.unit)


def test_answers_of_customers_and_employees_are_hidden_where_they_are_few():
    hides = {row["metric"]: row["hides_few"] for row in registry_table().to_pylist()}
    assert (hides["nps"], hides["enps"], hides["backlog"]) == (True, True, False)


def test_every_feed_that_a_metric_needs_is_one_that_is_watched():
    feeds = (SQL_FOLDER / "intermediate" / "coverage" / "feeds.sql").read_text("utf-8")
    kinds = {
        f"survey_responses of kind {kind}" for kind in ("nps", "csat", "ces", "enps", "mystery")
    }
    needed = {feed for metric in METRICS for feed in metric.needs}
    assert [feed for feed in needed - kinds if f"'{feed}' as feed" not in feeds] == []
    assert all(metric.needs for metric in METRICS)
