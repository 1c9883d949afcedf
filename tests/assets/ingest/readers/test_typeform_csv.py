from datetime import datetime

import pytest

TOKEN = "068127e3d5e9ca5f5fac8e04fa692a9e"
OTHER = TOKEN[::-1]
SOURCE = {
    "source": "typeform",
    "feed": "survey_responses",
    "files": "typeform*",
    "format": "typeform_csv",
    "columns": {"score": "얼마나 추천하시겠습니까?", "comment": "Miksi? Kerro lisää"},
    "constants": {"kind": "nps", "survey": "web", "scale_min": 0, "scale_max": 10},
}
QUESTIONS = '#,얼마나 추천하시겠습니까?,"Miksi?\n\n*Kerro* lisää"'.replace("*", "")
OLD = QUESTIONS + ",Start Date (UTC),Submit Date (UTC),Network ID"
NEW = QUESTIONS + (
    ",Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags,Ending"
)
STARTED, SUBMITTED = "2026-03-20 09:05:14", "2026-03-20 09:05:40"


@pytest.fixture
def typeform(house):
    house.write_source(SOURCE)
    return house


def stored(house):
    rows = house.raw("survey_responses")
    return [(row["response_id"], row["score"], row["comment"]) for row in rows]


@pytest.mark.parametrize("zone", [None, "Asia/Seoul"])
def test_answers_are_read_in_utc(house, zone):
    house.write_source(SOURCE | {"time_zone": zone})
    house.drop("typeform.csv", [OLD, f"{TOKEN},9,,{STARTED},{SUBMITTED},d3560842b2"])
    house.take_in()
    assert stored(house) == [(TOKEN, 9.0, None)]
    assert house.raw("survey_responses")[0]["submitted_at"] == datetime(2026, 3, 20, 9, 5, 40)


def test_comment_with_quotes_line_breaks_and_emoji_is_one_answer(typeform):
    comment = '"Todella ""nopea"",\n\n친절해요 🙏"'
    rows = [
        f"{TOKEN},9,{comment},{STARTED},{SUBMITTED},x",
        f"{OTHER},8,,{STARTED},{SUBMITTED},x",
    ]
    typeform.drop("typeform.csv", [OLD, *rows])
    typeform.take_in()
    assert stored(typeform) == [
        (TOKEN, 9.0, 'Todella "nopea",\n\n친절해요 🙏'),
        (OTHER, 8.0, None),
    ]


def test_answer_that_was_never_submitted_is_set_aside_as_incomplete(typeform):
    rows = [
        f"{TOKEN},9,,completed,{STARTED},,{SUBMITTED},x,,",
        f"{OTHER},2,,partial,{STARTED},{SUBMITTED},,x,,",
    ]
    typeform.drop("typeform.csv", [NEW, *rows])
    typeform.take_in()
    assert stored(typeform) == [(TOKEN, 9.0, None)]
    assert typeform.quarantine("line", "reason") == [(5, "incomplete")]


def test_incomplete_answers_count_where_the_source_takes_another_time(house):
    columns = SOURCE["columns"] | {"submitted_at": "Start Date (UTC)"}
    house.write_source(SOURCE | {"columns": columns})
    house.drop("typeform.csv", [NEW, f"{OTHER},2,,partial,{STARTED},{SUBMITTED},,x,,"])
    house.take_in()
    assert stored(house) == [(OTHER, 2.0, None)]


def test_multiple_choice_is_read_from_one_cell_or_from_a_column_per_choice(house):
    house.write_source(SOURCE | {"columns": {"topic": "Which?", "channel": "Other #2"}})
    header = "#,Which?,Other,Other,Start Date (UTC),Submit Date (UTC)"
    house.drop("typeform.csv", [header, f"{TOKEN}, / Biceps / Triceps,,Chat,{STARTED},{SUBMITTED}"])
    house.take_in()
    row = house.raw("survey_responses")[0]
    assert (row["topic"], row["channel"]) == ("/ Biceps / Triceps", "chat")


def test_export_without_answers_has_no_rows(typeform):
    typeform.drop("typeform.csv", [NEW])
    assert [(load.refused, load.rows_read) for load in typeform.take_in()] == [(None, 0)]


@pytest.mark.parametrize(
    ("renamed", "asked_for"), [("#", "`#`"), ("Submit Date (UTC)", "`Submit Date (UTC)`")]
)
def test_missing_column_of_the_vendor_is_refused(typeform, renamed, asked_for):
    typeform.drop("typeform.csv", [OLD.replace(renamed, "Something"), f"{TOKEN},9,,a,b,c"])
    load = typeform.take_in()[0]
    assert load.refused == "column_missing"
    assert asked_for in load.message


def test_missing_question_is_refused_with_the_nearest_one(house):
    house.write_source(SOURCE | {"columns": {"comment": "Miksi? Kerro lisaa"}})
    house.drop("typeform.csv", [OLD, f"{TOKEN},9,,{STARTED},{SUBMITTED},x"])
    load = house.take_in()[0]
    assert load.refused == "column_missing"
    assert "did you mean `Miksi? Kerro lisää`?" in load.message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp949"])
def test_undeclared_encoding_is_refused(typeform, encoding):
    lines = [QUESTIONS.replace("ää", "aa") + OLD.removeprefix(QUESTIONS)]
    lines.append(f"{TOKEN},9,좋아요,{STARTED},{SUBMITTED},x")
    typeform.drop("typeform.csv", lines, encoding)
    assert [(load.refused is None, load.stored) for load in typeform.take_in()] == [(False, 0)]
