import json
from datetime import datetime

import pytest

SOURCE = {
    "source": "delighted",
    "feed": "survey_responses",
    "files": "delighted*",
    "format": "delighted_json",
    "columns": {
        "ticket_id": "person_properties.ticket_id",
        "country": "person_properties.Country code",
    },
    "constants": {"survey": "english", "language": "en"},
}
ITEM = {
    "id": "5435",
    "person": "7",
    "survey_type": "nps",
    "score": 9,
    "comment": "Quick and kind 😀",
    "created_at": 1_767_225_600,
    "person_properties": {"ticket_id": 12, "Country code": "GB"},
}


@pytest.fixture
def delighted(house):
    house.write_source(SOURCE)
    return house


def test_item_is_one_answer(delighted):
    delighted.drop("delighted.json", json.dumps([ITEM]))
    delighted.take_in()
    row = delighted.raw("survey_responses")[0]
    assert (row["response_id"], row["score"], row["comment"]) == ("5435", 9.0, ITEM["comment"])
    assert (row["ticket_id"], row["country"], row["_line"]) == ("12", "GB", 1)
    assert row["submitted_at"] == datetime(2026, 1, 1)


@pytest.mark.parametrize(("kind", "scale"), [("nps", (0, 10)), ("csat", (1, 5)), ("ces", (1, 5))])
def test_kind_of_survey_sets_its_scale(delighted, kind, scale):
    delighted.drop("delighted.json", json.dumps([ITEM | {"survey_type": kind, "score": 4}]))
    delighted.take_in()
    row = delighted.raw("survey_responses")[0]
    assert (row["kind"], row["scale_min"], row["scale_max"]) == (kind, *scale)


def test_layout_of_the_json_does_not_matter(delighted):
    items = [ITEM, ITEM | {"id": 2, "comment": None}, {"id": 3, "survey_type": "nps"}]
    delighted.drop("delighted.json", "\ufeff" + json.dumps(items, indent=2))
    delighted.take_in()
    assert [row["response_id"] for row in delighted.raw("survey_responses")] == ["5435", "2"]
    assert delighted.quarantine("line", "reason", "column_name") == [
        (3, "missing_required", "created_at")
    ]


def test_empty_list_is_no_rows(delighted):
    delighted.drop("delighted.json", "[]")
    assert [(load.refused, load.rows_read) for load in delighted.take_in()] == [(None, 0)]


BROKEN = {
    "objects in lines": json.dumps(ITEM) + "\n" + json.dumps(ITEM),
    "cut off": json.dumps([ITEM, ITEM])[:-40],
    "cut off between two": json.dumps([ITEM])[:-1] + ",",
    "cut off before the end": json.dumps([ITEM])[:-1],
    "text after the list": json.dumps([ITEM]) + "x",
    "not JSON": "id,score\n1,2\n",
    "list of texts": json.dumps(["kim@example.com"]),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_file_that_is_no_list_of_objects_is_refused_and_the_others_are_read(delighted, content):
    delighted.drop("delighted_1.json", content)
    delighted.drop("delighted_2.json", json.dumps([ITEM]))
    first, second = delighted.take_in()
    assert (first.refused, first.stored) == ("not_json", 0)
    assert (second.refused, second.stored) == (None, 1)
    assert "kim@example.com" not in first.message


def test_one_object_is_no_list_of_answers(delighted):
    delighted.drop("delighted.json", json.dumps(ITEM))
    assert [(load.refused, load.stored) for load in delighted.take_in()] == [("items_missing", 0)]


def test_name_of_the_person_is_redacted_from_the_comment(delighted):
    person = {"id": "7", "name": "Wilhelmina Quist", "email": "w@example.com"}
    comment = "Thanks from Wilhelmina Quist"
    delighted.drop("delighted.json", json.dumps([ITEM | {"person": person, "comment": comment}]))
    delighted.take_in()
    assert "Quist" not in delighted.raw("survey_responses")[0]["comment"]


def test_answer_cut_within_an_emoji_is_read(delighted):
    answers = [ITEM | {"comment": "good \ud83d"}, ITEM | {"id": "2"}]
    delighted.drop("delighted.json", json.dumps(answers))
    delighted.take_in()
    assert [row["comment"] for row in delighted.raw("survey_responses")] == [
        "good \ufffd",
        ITEM["comment"],
    ]
