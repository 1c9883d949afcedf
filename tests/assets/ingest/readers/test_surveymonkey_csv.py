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


@pytest.mark.parametrize("second_row", [[",,,,,,"], []])
def test_second_row_may_be_blank_or_absent_in_the_condensed_form(monkey, second_row):
    later = ANSWER.replace("114", "115")
    monkey.drop("monkey.csv", [HEADER[0], *second_row, ANSWER, later])
    assert [load.stored for load in monkey.take_in()] == [2]
    assert [row["response_id"] for row in monkey.raw("survey_responses")] == ["114", "115"]


@pytest.mark.parametrize("lines", [1, 2])
def test_export_without_answers_has_no_rows(monkey, lines):
    monkey.drop("monkey.csv", HEADER[:lines])
    assert [(load.refused, load.rows_read) for load in monkey.take_in()] == [(None, 0)]


def test_older_spellings_are_known(house):
    columns = {"score": QUESTION, "comment": "Why?"}
    house.write_source(SOURCE | {"columns": columns})
    header = HEADER[0].replace(" ID", "ID").replace("t Date", "tDate").replace("d Date", "dDate")
    assert header.startswith("RespondentID,CollectorID,StartDate,EndDate,")
    house.drop("monkey.csv", [header, HEADER[1], ANSWER])
    house.take_in()
    row = house.raw("survey_responses")[0]
    assert (row["response_id"], row["submitted_at"]) == ("114", datetime(2026, 1, 15, 11, 10))


@pytest.mark.parametrize(
    ("date_format", "written"),
    [
        (None, "01/15/2026 01:10:07 PM"),
        ("%m/%d/%Y %H:%M:%S", "01/15/2026 13:10:07"),
        ("%m/%d/%y %H:%M:%S", "1/15/26 13:10:07"),
    ],
)
def test_dates_are_read_as_declared_or_as_the_vendor_s_own(house, date_format, written):
    house.write_source(SOURCE | {"date_format": date_format})
    answer = ANSWER.replace("01/15/2026 01:05 PM,01/15/2026 01:10 PM", f"{written},{written}")
    house.drop("monkey.csv", [*HEADER, answer])
    house.take_in()
    assert house.column("select submitted_at from raw.survey_responses") == [
        datetime(2026, 1, 15, 11, 10, 7)
    ]


def test_date_of_another_form_is_quarantined(monkey):
    monkey.drop("monkey.csv", [*HEADER, ANSWER.replace("01/15/2026 01:10 PM", "15.1.2026 13.10")])
    monkey.take_in()
    assert monkey.quarantine("reason", "column_name") == [("unreadable_timestamp", "End Date")]


def test_each_option_of_a_multiple_choice_is_a_column(house):
    columns = {"channel": "Which? | Chat", "topic": "Which? | Other (please specify)"}
    house.write_source(SOURCE | {"columns": columns})
    header = [
        "Respondent ID,Start Date,End Date,Which?,,,",
        ",,,Phone,Chat,Other (please specify),",
    ]
    time = "01/15/2026 01:10 PM"
    rows = [f"1,{time},{time},Phone,,,", f"2,{time},{time},,Chat,전화 안 됨,"]
    house.drop("monkey.csv", [*header, *rows])
    house.take_in()
    found = [(row["channel"], row["topic"]) for row in house.raw("survey_responses")]
    assert found == [(None, None), ("chat", "전화 안 됨")]


def test_question_with_one_cell_is_named_without_the_word_below_it(house):
    columns = {"score": "만족하십니까?", "comment": "Miksi?"}
    house.write_source(SOURCE | {"columns": columns})
    header = ["Respondent ID,Start Date,End Date,만족하십니까?,Miksi?", ",,,응답,Avoin vastaus"]
    time = "01/15/2026 01:10 PM"
    house.drop("monkey.csv", [*header, f'1,{time},{time},5,"Kyllä, ""hyvä""\nja nopea 👍"'])
    house.take_in()
    found = [(row["score"], row["comment"]) for row in house.raw("survey_responses")]
    assert found == [(5.0, 'Kyllä, "hyvä"\nja nopea 👍')]


def test_question_that_comes_twice_is_numbered(house):
    house.write_source(SOURCE | {"columns": {"comment": "Why?", "topic": "Why? #2"}})
    header = ["Respondent ID,Start Date,End Date,Why?,Why?", ",,,Response,Response"]
    time = "01/15/2026 01:10 PM"
    house.drop("monkey.csv", [*header, f"1,{time},{time},first,second"])
    house.take_in()
    found = [(row["comment"], row["topic"]) for row in house.raw("survey_responses")]
    assert found == [("first", "second")]


def test_signs_that_are_no_tags_stay_in_a_question():
    assert name_columns(["Is 3 < 5 and 5 > 3?", "A<br>B&amp;C"], ["", ""]) == [
        "Is 3 < 5 and 5 > 3?",
        "A B&C",
    ]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le"])
def test_undeclared_encoding_is_refused(monkey, encoding):
    monkey.drop("monkey.csv", [*HEADER, ANSWER], encoding)
    assert [load.stored for load in monkey.take_in()] == [0]


def test_declared_encoding_is_read(house):
    house.write_source(SOURCE | {"encoding": "cp1252"})
    house.drop("monkey.csv", [*HEADER, ANSWER], "cp1252")
    house.take_in()
    assert house.column("select comment from raw.survey_responses") == ["Hyvä"]


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
