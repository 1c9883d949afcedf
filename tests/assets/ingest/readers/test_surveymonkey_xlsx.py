from datetime import date, datetime

import pytest

QUESTION = "How satisfied are you with <strong>our service</strong>?"
SOURCE = {
    "source": "monkey",
    "feed": "survey_responses",
    "files": "monkey*",
    "format": "surveymonkey_xlsx",
    "time_zone": "Europe/Helsinki",
    "columns": {
        "score": "How satisfied are you with our service ?",
        "comment": "Why?",
        "channel": "Which? | Phone",
    },
    "constants": {"kind": "csat", "survey": "finland", "scale_min": 1, "scale_max": 5},
}
QUESTIONS = ["Respondent ID", "Collector ID", "Start Date", "End Date", QUESTION, "Which?", None]
QUESTIONS += ["Why?"]
OPTIONS = [None, None, None, None, "Response", "Phone", "Chat", "Open-Ended Response"]
END = datetime(2026, 1, 15, 13, 10, 22)
ANSWER = [114_000_000_000_114, 41, datetime(2026, 1, 15, 13, 5), END, 4, "Phone", None, "Hyvä"]


@pytest.fixture
def monkey(house):
    house.write_source(SOURCE)
    return house


@pytest.mark.parametrize("merged", [[], ["F1:G1"], ["A1:A2", "D1:D2", "F1:G1"]])
def test_two_header_rows_name_the_columns(monkey, make_xlsx, merged):
    monkey.drop("monkey.xlsx", make_xlsx(QUESTIONS, OPTIONS, ANSWER, merged=merged))
    assert [(load.refused, load.stored) for load in monkey.take_in()] == [(None, 1)]
    row = monkey.raw("survey_responses")[0]
    assert (row["response_id"], row["score"], row["comment"]) == ("114000000000114", 4.0, "Hyvä")
    assert (row["channel"], row["_line"]) == ("phone", 3)
    assert row["submitted_at"] == datetime(2026, 1, 15, 11, 10, 22)


@pytest.mark.parametrize("options", [[], [[None] * 8]])
def test_second_row_may_be_blank_or_left_out_in_the_condensed_form(monkey, make_xlsx, options):
    monkey.write_source(SOURCE | {"columns": {"comment": "Why?"}})
    monkey.drop("monkey.xlsx", make_xlsx(QUESTIONS, *options, ANSWER))
    load = monkey.take_in()[0]
    assert (load.rows_read, load.stored) == (1, 1)


def test_header_alone_is_no_rows(monkey, make_xlsx):
    monkey.write_source(SOURCE | {"columns": {"comment": "Why?"}})
    monkey.drop("monkey_1.xlsx", make_xlsx(QUESTIONS))
    monkey.drop("monkey_2.xlsx", make_xlsx(QUESTIONS, OPTIONS))
    loads = monkey.take_in()
    assert [(load.refused, load.rows_read) for load in loads] == [(None, 0), (None, 0)]


@pytest.mark.parametrize(
    ("date_format", "as_text"),
    [(None, "01/15/2026 01:10:22 PM"), ("%d.%m.%Y %H:%M:%S", "15.01.2026 13:10:22")],
)
def test_dates_may_be_typed_or_text(monkey, make_xlsx, date_format, as_text):
    monkey.write_source(SOURCE | {"date_format": date_format})
    rows = [ANSWER, ["115", *ANSWER[1:3], as_text, *ANSWER[4:]]]
    monkey.drop("monkey.xlsx", make_xlsx(QUESTIONS, OPTIONS, *rows))
    monkey.take_in()
    times = {row["submitted_at"] for row in monkey.raw("survey_responses")}
    assert times == {datetime(2026, 1, 15, 11, 10, 22)}


def test_midnight_is_a_time_like_any_other(monkey, make_xlsx):
    row = [*ANSWER[:3], date(2026, 1, 15), *ANSWER[4:]]
    monkey.drop("monkey.xlsx", make_xlsx(QUESTIONS, OPTIONS, row))
    monkey.take_in()
    assert monkey.column("select submitted_at from raw.survey_responses") == [
        datetime(2026, 1, 14, 22)
    ]


def test_blank_column_in_front_is_left_out(monkey, make_xlsx):
    rows = [[" ", *row] for row in (QUESTIONS, OPTIONS, ANSWER)]
    monkey.drop("monkey.xlsx", make_xlsx(*rows))
    assert [(load.refused, load.stored) for load in monkey.take_in()] == [(None, 1)]
