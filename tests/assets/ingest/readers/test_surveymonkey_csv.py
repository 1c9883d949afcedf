from datetime import datetime

import pytest

from assets.ingest.readers.surveymonkey_csv import name_columns

QUESTION = "How satisfied, all in all, are you with <strong>our service</strong>?"
PLAIN = "How satisfied, all in all, are you with our service ?"
SOURCE = {
    "source": "monkey",
    "feed": "survey_responses",
    "files": "monkey*",
    "format": "surveymonkey_csv",
    "time_zone": "Europe/Helsinki",
    "date_format": "%m/%d/%Y %I:%M %p",
    "columns": {"score": QUESTION, "comment": "Why?", "ticket_id": "Custom Data 1"},
    "constants": {"kind": "csat", "survey": "finland", "scale_min": 1, "scale_max": 5},
}
HEADER = [
    f'Respondent ID,Collector ID,Start Date,End Date,Custom Data 1,"{QUESTION}",Why?',
    ",,,,,Response,Open-Ended Response",
]
ANSWER = "114,41,01/15/2026 01:05 PM,01/15/2026 01:10 PM,77,4,Hyvä"


@pytest.fixture
def monkey(house):
    house.write_source(SOURCE)
    return house


@pytest.mark.parametrize("named", [QUESTION, PLAIN])
def test_question_is_named_with_or_without_its_tags(house, named):
    house.write_source(SOURCE | {"columns": SOURCE["columns"] | {"score": named}})
    house.drop("monkey.csv", [*HEADER, ANSWER])
    assert [load.stored for load in house.take_in()] == [1]
    row = house.raw("survey_responses")[0]
    assert (row["response_id"], row["score"], row["comment"]) == ("114", 4.0, "Hyvä")
    assert row["submitted_at"] == datetime(2026, 1, 15, 11, 10)
    assert row["_line"] == 3


def test_second_row_may_be_blank_in_the_condensed_form(monkey):
    monkey.drop("monkey.csv", [HEADER[0], ",,,,,,", ANSWER])
    assert [load.stored for load in monkey.take_in()] == [1]


def test_line_breaks_in_a_question_cost_no_answer(house):
    header = [HEADER[0].replace("Why?", '"Why\nso\nmany?"'), HEADER[1]]
    house.write_source(SOURCE | {"columns": SOURCE["columns"] | {"comment": "Why so many?"}})
    house.drop("monkey.csv", [*header, ANSWER, ANSWER.replace("114", "115")])
    house.take_in()
    lines = [(row["response_id"], row["_line"]) for row in house.raw("survey_responses")]
    assert lines == [("114", 5), ("115", 6)]


def test_unknown_question_is_refused_with_the_nearest_one(house):
    house.write_source(SOURCE | {"columns": {"comment": "Why"}})
    house.drop("monkey.csv", [*HEADER, ANSWER])
    load = house.take_in()[0]
    assert load.refused == "column_missing"
    assert "`Why?`" in load.message


def test_option_names_the_cells_of_a_question_that_has_several():
    questions = ["Respondent ID", "Which?", "", "", "Why?"]
    options = ["", "Phone", "Chat", "Other (please specify)", "Open-Ended Response"]
    assert name_columns(questions, options) == [
        "Respondent ID",
        "Which? | Phone",
        "Which? | Chat",
        "Which? | Other (please specify)",
        "Why?",
    ]


def test_header_rows_of_different_lengths_are_refused(monkey):
    monkey.drop("monkey.csv", [HEADER[0], ",,", ANSWER])
    assert [load.refused for load in monkey.take_in()] == ["header_unreadable"]
