"""The larger questions: the answer's first rows, or why there is none."""

from datetime import date
from string import Formatter

import pytest

from assets.publishing.report.questions import cell, load_questions
from assets.warehouse.duckdb import read_sql
from assets.warehouse.model_catalog import load_catalog
from assets.warehouse.sql_models import tables_read

QUESTIONS = load_questions()
COMPANY_TABLES = {
    model.sidecar.company: model.table.removeprefix("marts.")
    for model in load_catalog()
    if model.sidecar.company
}


def fields(pattern):
    """Columns that a pattern names, those in its units too."""
    for _, name, unit, _ in Formatter().parse(pattern):
        if name:
            yield name
            yield from fields(unit)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.table)
def test_pattern_names_only_columns_of_its_query(desk, question):
    cursor = desk.connection.execute(read_sql(f"publishing/questions/{question.table}.sql"))
    columns = {column[0] for column in cursor.description}
    named = {name for pattern in question.columns.values() for name in fields(pattern)}
    assert named <= columns
    assert columns >= {"not_shown", "availability", "rows_in_all"}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.table)
def test_question_without_its_feed_says_what_it_needs(desk, question):
    table = COMPANY_TABLES[question.table]
    desk.give(f"marts.{table}", [{"availability": "not available: needs comments, orders"}])
    text = desk.pages()["questions.html"].text
    answer = text.split(question.lead.split(".")[0])[1]
    assert "Not available: needs comments, orders." in answer.split("?")[0]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.table)
def test_page_reads_what_the_company_file_shows(question):
    read = tables_read(read_sql(f"publishing/questions/{question.table}.sql"), "page")
    marts = {table.removeprefix("marts.") for table in read if table.startswith("marts.")}
    assert marts <= set(COMPANY_TABLES.values())


def test_empty_tables_are_said_in_words(desk):
    text = desk.pages()["questions.html"].text
    assert [question.none for question in QUESTIONS if question.none not in text] == []


def test_consistency_shows_weeks_that_met_and_customer_service_week(desk):
    desk.give(
        "marts.weekly_consistency",
        [
            {
                "metric": "first_reply_hours_median",
                "scope_kind": "company",
                "unit": "hours",
                "target": 4.0,
                "weeks": 52,
                "weeks_met": 23,
                "met_pct": 44.23,
                "longest_run": 4,
                "lower_quartile": 2.769,
                "upper_quartile": 7.089,
                "customer_service_week_value": 17.542,
                "other_weeks_mean": 5.545,
                "customer_service_week_stands_out": "worse",
                "weeks_hidden": 0,
            }
        ],
    )
    assert desk.pages()["questions.html"].row("First reply time (median)") == [
        "4 h",
        "23 of 52 (44.2 %)",
        "4",
        "2 h 46 min to 7 h 5 min",
        "17 h 33 min",
        "5 h 33 min",
        "worse",
    ]


def test_hidden_figures_are_dashes_and_say_why(desk):
    row = {"idea": "opening_hours", "period_kind": "all", "status": "planned"}
    desk.give("marts.company_ideas", [row | {"hidden_reason": "fewer than 20 comments"}])
    cells = desk.pages()["questions.html"].row("opening hours")
    assert cells == [*["–"] * 6, "planned", "–", "hidden: fewer than 20 comments"]


def test_only_the_first_rows_stand_on_the_page_and_it_says_how_many_there_are(desk):
    ideas = [{"idea": f"idea_{n}", "period_kind": "all", "n": 20 + n} for n in range(30)]
    desk.give("marts.company_ideas", ideas)
    page = desk.pages()["questions.html"]
    assert "The first 8 of 30; more in table ideas" in page.text
    assert next(first for first in page.rows if first.startswith("idea ")) == "idea 29"


def test_recovery_shows_whole_quarters_only(desk):
    whole = {"scope_kind": "company", "period_kind": "quarter", "recovery_pct": 50.0}
    ends = {date(2026, 7, 1): date(2026, 9, 30), date(2026, 10, 1): date(2026, 12, 31)}
    desk.give(
        "marts.company_recovery",
        [whole | {"period_start": start, "period_end": end} for start, end in ends.items()],
    )
    rows = desk.pages()["questions.html"].rows
    assert "1 Jul 2026" in rows
    assert "1 Oct 2026" not in rows


def test_missing_part_makes_the_whole_cell_a_dash():
    assert cell("{a} of {b}", {"a": 1, "b": None}) == "–"
    assert cell("{a} of {b}", {"a": 1, "b": 1200}) == "1 of 1,200"


def test_misspelt_column_is_an_error():
    with pytest.raises(KeyError):
        cell("{a}", {"b": 1})
