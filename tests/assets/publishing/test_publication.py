"""Published files: whole, described, for their readers only, and never in a reader's way."""

import stat
from pathlib import Path

import duckdb
import pytest

from assets.contracts.metrics import registry_table
from assets.ingest.intake import take_in
from assets.ingest.reference import load_reference
from assets.publishing import history
from assets.publishing.publication import publish
from assets.sentiment.comment_scores import score_new_comments
from assets.warehouse.model_catalog import load_catalog
from assets.warehouse.run import Run
from assets.warehouse.sql_models import build_model

SOURCE = """
source: answers
feed: survey_responses
files: "*.csv"
time_zone: UTC
columns: {response_id: id, submitted_at: at, score: score, comment: words, agent_id: agent,
          team: team}
constants: {survey: s, kind: nps, scale_min: 0, scale_max: 10, language: en}
"""
ANSWERS = "id,at,score,words,agent,team\n" + "".join(
    f"R{i},2026-09-{i % 28 + 1:02d}T10:00:00,{i % 11},good work {i},A{i % 3},{'AB'[i % 20 == 0]}\n"
    for i in range(60)
)


@pytest.fixture
def published(run: Run) -> Run:
    """A home after one whole run, stage by stage and without Dagster."""
    (run.home.sources / "answers.yml").write_text(SOURCE)
    (run.home.inbox / "answers.csv").write_text(ANSWERS)
    take_in(run, lambda _: None)
    load_reference(run)
    run.engine.run_file("sentiment/comment_scores.sql")
    run.engine.run_file("statistics/driver_weights.sql")
    for model in load_catalog():
        if model.table == "intermediate.scored_comments":
            score_new_comments(run)
        build_model(run.engine, model)
    publish(run, load_catalog())
    return run


def open_published(run: Run, name: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(run.home.published / name, read_only=True)


@pytest.mark.parametrize("file", ["company.duckdb", "leaders.duckdb"])
def test_every_table_and_column_of_a_published_file_is_described(published: Run, file: str) -> None:
    with open_published(published, file) as database:
        tables = database.execute("select table_name, comment from duckdb_tables()").fetchall()
        columns = database.execute(
            "select table_name, column_name from duckdb_columns()"
            " where not internal and coalesce(comment, '') = ''"
        ).fetchall()
    assert tables
    assert all(comment.startswith("One row") for _, comment in tables)
    assert columns == []


def test_company_file_holds_no_person_and_no_comment(published: Run) -> None:
    with open_published(published, "company.duckdb") as database:
        columns = database.execute(
            "select column_name from duckdb_columns() where not internal"
        ).fetchall()
    private = {"agent_id", "customer_id", "comment", "text", "ticket_id", "response_id"}
    assert private.isdisjoint(name for (name,) in columns)


def test_scores_of_few_answers_are_hidden_from_the_company_and_shown_to_leaders(
    published: Run,
) -> None:
    query = (
        "select value, n, status, hidden_reason from scorecard where metric = 'nps'"
        " and scope = 'B' and period_kind = 'month'"
    )
    with open_published(published, "leaders.duckdb") as leaders:
        shown = leaders.execute(query).fetchall()
    with open_published(published, "company.duckdb") as company:
        hidden = company.execute(query).fetchall()
    assert [row[1] for row in shown] == [3]
    assert hidden == [(None, None, "hidden", "fewer than 10 answers")]


def test_leaders_file_is_for_its_group_only(published: Run) -> None:
    def mode(name: str) -> int:
        return stat.S_IMODE((published.home.published / name).stat().st_mode)

    assert mode("leaders.duckdb") == 0o640
    assert mode("company.duckdb") == 0o644


def test_published_files_can_be_opened_by_older_clients(published: Run) -> None:
    with open_published(published, "company.duckdb") as database:
        tags = database.execute(
            "select tags['storage_version'] from duckdb_databases() where database_name = 'company'"
        ).fetchone()
    assert tags is not None
    assert str(tags[0]).startswith("v1.2.0")


def test_reader_keeps_the_old_publication_open_while_a_new_one_is_published(
    published: Run,
) -> None:
    with open_published(published, "company.duckdb") as reader:
        count = "select count(*) from scorecard"
        before = reader.execute(count).fetchall()
        first = history.current(published.home.published)
        publish(published, load_catalog())
        assert history.current(published.home.published) != first
        assert reader.execute(count).fetchall() == before


def test_publication_that_breaks_off_leaves_the_last_one_in_place(
    published: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = history.current(published.home.published)

    def disk_full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assets.publishing.publication.write_report", disk_full)
    with pytest.raises(OSError, match="No space left"):
        publish(published, load_catalog())
    assert history.current(published.home.published) == standing
    monkeypatch.undo()
    publish(published, load_catalog())
    assert history.current(published.home.published) != standing
    assert [p.name for p in history_folder(published).glob(".*")] == []


def history_folder(run: Run) -> Path:
    return run.home.published / "history"


def test_page_shows_what_customers_feel_and_hides_nothing_it_should_show(published: Run) -> None:
    page = (published.home.published / "report" / "index.html").read_text("utf-8")
    assert "Net Promoter Score" in page
    assert "What we measure" in page
    assert "http" not in page.replace("http-equiv", "")


def test_hostile_team_name_is_inert_on_the_page(run: Run) -> None:
    (run.home.sources / "answers.yml").write_text(SOURCE)
    hostile = ANSWERS.replace(",A\n", ",<script>alert(1)</script>\n")
    (run.home.inbox / "answers.csv").write_text(hostile)
    take_in(run, lambda _: None)
    load_reference(run)
    run.engine.run_file("sentiment/comment_scores.sql")
    run.engine.run_file("statistics/driver_weights.sql")
    for model in load_catalog():
        build_model(run.engine, model)
    publish(run, load_catalog())
    page = (run.home.published / "report" / "index.html").read_text("utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_registry_has_names_in_three_languages() -> None:
    registry = registry_table().to_pylist()
    assert len(registry) >= 8
    assert all(row["name_en"] and row["name_ko"] and row["name_fi"] for row in registry)
