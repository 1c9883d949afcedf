"""The twenty questions have answers in what is published, and these find what was planted.

Two companies of the demo are published: one with planted stories, and a plain one in which a table
that finds a story raises a false alarm.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from assets.demo.inbox import write_demo
from assets.warehouse.home import Home
from pipelines.running import refresh_home

AS_OF = "2026-10-01T00:00:00Z"
TEXT = (Path(__file__).parents[1] / "docs" / "questions.sql").read_text("utf-8")
# Questions that ask for something out of the ordinary, of which a plain company has nothing.
EXCEPTIONAL = {4, 9, 12, 13, 16, 18}


def read_questions() -> dict[int, list[str]]:
    """The queries of each question."""
    _, *parts = re.split(r"^-- (\d+)\. ", TEXT, flags=re.MULTILINE)
    return {
        int(number): re.findall(r"^select.*?;", body, flags=re.MULTILINE | re.DOTALL)
        for number, body in zip(parts[::2], parts[1::2], strict=True)
    }


QUESTIONS = read_questions()


def publish(root: Path, *, planted: bool) -> Home:
    write_demo(root, tickets=20_000, seed=7, planted=planted)
    home = Home(root)
    refresh_home(home, AS_OF, quiet=True)
    return home


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return publish(tmp_path_factory.mktemp("planted"), planted=True)


@pytest.fixture(scope="module")
def plain_company(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return publish(tmp_path_factory.mktemp("plain"), planted=False)


def ask(home: Home, number: int) -> Iterator[list[dict[str, Any]]]:
    """The rows of each query of a question."""
    with duckdb.connect() as database:
        for name in ("company", "leaders"):
            path = home.published / f"{name}.duckdb"
            database.execute(f"attach '{path}' as {name} (read_only)")
        for query in QUESTIONS[number]:
            rows = database.execute(query)
            names = [column[0] for column in rows.description or []]
            yield [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def answer(home: Home, number: int) -> list[dict[str, Any]]:
    """The rows of a question that has one query."""
    (rows,) = ask(home, number)
    return rows


def planted(home: Home, story: str) -> dict[str, Any]:
    facts = json.loads((home.root / "demo_manifest.json").read_text("utf-8"))["planted"][story]
    return dict(facts)


def test_there_is_a_query_for_each_of_the_twenty_questions() -> None:
    assert sorted(QUESTIONS) == list(range(1, 21))
    assert all(QUESTIONS.values())


@pytest.mark.parametrize("number", QUESTIONS)
def test_every_question_has_an_answer(company: Home, number: int) -> None:
    assert all(len(rows) > 0 for rows in ask(company, number))


@pytest.mark.parametrize("number", sorted(EXCEPTIONAL))
def test_a_plain_company_raises_no_false_alarm(plain_company: Home, number: int) -> None:
    assert answer(plain_company, number) == []


@pytest.mark.parametrize("number", sorted(QUESTIONS.keys() - EXCEPTIONAL))
def test_ordinary_questions_have_answers_in_a_plain_company(
    plain_company: Home, number: int
) -> None:
    assert all(len(rows) > 0 for rows in ask(plain_company, number))


def test_the_planted_star_is_the_only_star(company: Home) -> None:
    stars = {row["agent_id"] for row in answer(company, 4)}
    assert stars == {planted(company, "star")["agent_id"]}


def test_praise_that_nobody_asked_for_is_first_on_the_list(company: Home) -> None:
    tickets = set(planted(company, "praise_unasked")["ticket_ids"])
    assert {row["ticket_id"] for row in answer(company, 5)[: len(tickets)]} == tickets


def test_the_overloaded_team_is_strained_in_its_weeks(company: Home) -> None:
    story = planted(company, "overload")
    weeks = [
        row["period_start"].isoformat()
        for row in answer(company, 18)
        if row["team"] == story["team"] and row["period_start"].isoformat() >= story["first_day"]
    ]
    assert len(weeks) >= 4


def test_the_rising_bad_story_is_warned_of(company: Home) -> None:
    story = planted(company, "leak")
    spikes = [row for row in answer(company, 9) if row["kind"] == "spike"]
    assert (story["topic"], story["product"]) in {(row["topic"], row["scope"]) for row in spikes}
    assert {row["topic"] for row in spikes} <= set(story["comment_topics"])
    assert {row["scope"] for row in spikes if row["scope_kind"] == "product"} == {story["product"]}


def test_the_topic_for_self_service_is_the_only_candidate(company: Home) -> None:
    topics = [row["topic"] for row in answer(company, 12)]
    assert topics == [planted(company, "self_service")["topic"]]


def test_the_broken_path_is_the_only_one(company: Home) -> None:
    story = planted(company, "hand_off_path")
    paths = [(row["path"], row["channel"]) for row in answer(company, 13)]
    assert paths == [(" → ".join(story["path"]), story["channel"])]


def test_customers_who_were_won_back_are_more_often_promoters(
    company: Home, plain_company: Home
) -> None:
    year = planted(company, "recovery")["last_day"][:4]
    found, plain = (
        {row["period_start"].strftime("%Y"): row["paradox"] for row in answer(home, 14)}
        for home in (company, plain_company)
    )
    assert found[year] == "more promoters"
    assert "more promoters" not in plain.values()


def test_the_broken_word_is_the_teams_problem(company: Home) -> None:
    story = planted(company, "broken_word")
    teams = {
        (row["service_value"], row["scope"])
        for row in answer(company, 16)
        if row["scope_kind"] == "team"
    }
    assert teams == {(story["value"], story["team"])}


def test_the_idea_of_many_is_the_only_one_that_rises(company: Home, plain_company: Home) -> None:
    rising = [row["idea"] for row in answer(company, 17) if row["trend"] == "rising"]
    assert rising == ["dark_mode"]
    assert [row for row in answer(plain_company, 17) if row["trend"] == "rising"] == []


def test_a_plain_company_got_no_praise_that_nobody_asked_for(
    plain_company: Home,
) -> None:
    with duckdb.connect(plain_company.published / "leaders.duckdb", read_only=True) as database:
        found = database.execute("select count(*) from outreach where unsolicited").fetchone()
    assert found == (0,)
