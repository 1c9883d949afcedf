import unicodedata
from datetime import datetime

import pytest

SOURCE = {
    "source": "forms",
    "feed": "survey_responses",
    "files": "forms*",
    "format": "google_forms_csv",
    "time_zone": "Asia/Seoul",
    "columns": {"score": "만족도는?", "comment": "Why so many?"},
    "constants": {"kind": "csat", "survey": "korea", "scale_min": 1, "scale_max": 5},
}
HEADER = 'Timestamp,Email Address,만족도는?,"Why\nso many?"'
FIRST = "3/20/2026 19:10:37,kim@example.com,5,친절해요"
SECOND = "3/20/2026 19:10:37,lee@example.com,2,"


@pytest.fixture
def forms(house):
    house.write_source(SOURCE)
    return house


def ids(house):
    return [row["response_id"] for row in house.raw("survey_responses")]


def test_answers_are_read_with_the_time_of_the_sheet(forms):
    forms.drop("forms.csv", [HEADER, FIRST, SECOND])
    forms.take_in()
    rows = [(row["score"], row["comment"], row["_line"]) for row in forms.raw("survey_responses")]
    assert rows == [(5.0, "친절해요", 3), (2.0, None, 4)]
    assert forms.raw("survey_responses")[0]["submitted_at"] == datetime(2026, 3, 20, 10, 10, 37)


def test_answers_of_the_same_second_are_two(forms):
    forms.drop("forms.csv", [HEADER, FIRST, SECOND, SECOND.replace("lee", "choi")])
    forms.take_in()
    assert len(set(ids(forms))) == 3


def test_later_export_with_more_rows_counts_each_answer_once(forms):
    forms.drop("forms_1.csv", [HEADER, FIRST])
    forms.drop("forms_2.csv", [HEADER, SECOND, FIRST])
    loads = forms.take_in()
    assert [(load.stored, load.duplicates) for load in loads] == [(1, 0), (1, 1)]


def test_question_that_is_added_or_reworded_leaves_the_ids_as_they_were(house):
    house.write_source(SOURCE | {"columns": {}})
    house.drop("forms_1.csv", [HEADER, FIRST])
    house.drop("forms_2.csv", [HEADER.replace("만족도는?", "얼마나 만족?") + ",New?", FIRST + ","])
    loads = house.take_in()
    assert [(load.stored, load.duplicates) for load in loads] == [(1, 0), (0, 1)]


def test_id_of_the_source_file_wins(house):
    house.write_source(SOURCE | {"columns": {"response_id": "Email Address"}})
    house.drop("forms.csv", [HEADER, FIRST])
    house.take_in()
    assert ids(house) == ["kim@example.com"]


@pytest.mark.parametrize(
    "header",
    [
        "Timestamp,Email Address",
        "Timestamp,Email address",
        "타임스탬프,이메일 주소",
        "Aikaleima,Sähköpostiosoite",
        unicodedata.normalize("NFD", "Aikaleima,Sähköpostiosoite"),
    ],
)
def test_time_and_address_are_known_in_three_languages(house, header):
    house.write_source(SOURCE | {"columns": {}})
    house.drop("forms.csv", [f"{header},Q", FIRST.rpartition(",")[0]])
    house.take_in()
    row = house.raw("survey_responses")[0]
    assert row["submitted_at"] == datetime(2026, 3, 20, 10, 10, 37)
    assert row["customer_id"]
    assert "kim" not in row["customer_id"]


@pytest.mark.parametrize(
    ("written", "date_format"),
    [
        ("2026. 3. 20 오후 7:10:37", "%Y. %m. %d %p %I:%M:%S"),
        ("20.3.2026 klo 19.10.37", "%d.%m.%Y klo %H.%M.%S"),
        ("20/03/2026 19:10:37", "%d/%m/%Y %H:%M:%S"),
        ("2026/03/20 7:10:37 PM GMT+9", "%Y/%m/%d %I:%M:%S %p %z"),
        ("2026/03/20 3:40:37 PM GMT+5:30", "%Y/%m/%d %I:%M:%S %p %z"),
        ("2026/03/19 11:10:37 PM GMT-11", "%Y/%m/%d %I:%M:%S %p %z"),
    ],
)
def test_time_is_read_in_the_spelling_of_its_locale(house, written, date_format):
    house.write_source(SOURCE | {"date_format": date_format})
    house.drop("forms.csv", [HEADER, FIRST.replace("3/20/2026 19:10:37", written)])
    house.take_in()
    assert house.column("select submitted_at from raw.survey_responses") == [
        datetime(2026, 3, 20, 10, 10, 37)
    ]


def test_morning_and_afternoon_of_a_korean_sheet_differ(house):
    house.write_source(SOURCE | {"date_format": "%Y. %m. %d %p %I:%M:%S"})
    times = ("2026. 3. 20 오전 12:00:00", "2026. 3. 20 오후 12:00:00")
    house.drop("forms.csv", ["타임스탬프,만족도는?,Why so many?", *[f"{t},5," for t in times]])
    house.take_in()
    assert house.column("select submitted_at from raw.survey_responses order by all") == [
        datetime(2026, 3, 19, 15),
        datetime(2026, 3, 20, 3),
    ]


def test_time_of_another_locale_is_quarantined(forms):
    forms.drop("forms.csv", [HEADER, FIRST.replace("3/20/2026", "20/3/2026")])
    forms.take_in()
    assert forms.quarantine("reason", "column_name") == [("unreadable_timestamp", "Timestamp")]


def test_row_of_a_grid_and_options_with_commas_are_read(house):
    columns = {"score": "Arvioi palvelu [Nopeus]", "topic": "Mitkä?"}
    house.write_source(SOURCE | {"columns": columns})
    header = "Timestamp,Arvioi palvelu [Nopeus],Arvioi palvelu [Laatu],Mitkä?"
    house.drop("forms.csv", [header, '3/20/2026 19:10:37,4,5,"Puhelin, chat 💬, ""muu"""'])
    house.take_in()
    row = house.raw("survey_responses")[0]
    assert (row["score"], row["topic"]) == (4.0, 'Puhelin, chat 💬, "muu"')


def test_name_that_a_form_asks_for_is_redacted_from_the_comment(house):
    house.write_source(SOURCE | {"columns": {"comment": "의견"}})
    house.drop(
        "forms.csv", ["Timestamp,이름,의견", "3/20/2026 19:10:37,김민지,김민지입니다 감사합니다"]
    )
    house.take_in()
    assert "김민지" not in house.raw("survey_responses")[0]["comment"]


def test_repeated_question_is_numbered(house):
    house.write_source(SOURCE | {"columns": {"comment": "Why?", "topic": "Why? #2"}})
    house.drop("forms.csv", ["Timestamp,Why?,Why?", "3/20/2026 19:10:37,first,second"])
    house.take_in()
    row = house.raw("survey_responses")[0]
    assert (row["comment"], row["topic"]) == ("first", "second")


def test_export_without_answers_has_no_rows(forms):
    forms.drop("forms.csv", [HEADER])
    assert [(load.refused, load.rows_read) for load in forms.take_in()] == [(None, 0)]


def test_missing_time_is_refused_with_the_nearest_column(forms):
    forms.drop("forms.csv", [HEADER.replace("Timestamp", "Time stamp"), FIRST])
    load = forms.take_in()[0]
    assert load.refused == "column_missing"
    assert "did you mean `Time stamp`?" in load.message


@pytest.mark.parametrize("encoding", ["cp949", "utf-16", "utf-16-le"])
def test_undeclared_encoding_is_refused(forms, encoding):
    forms.drop("forms.csv", [HEADER, FIRST], encoding)
    assert [(load.refused is None, load.stored) for load in forms.take_in()] == [(False, 0)]
