from datetime import datetime

import pytest

SOURCE = {
    "source": "lime",
    "feed": "survey_responses",
    "files": "lime*",
    "format": "limesurvey_csv",
    "time_zone": "Europe/Helsinki",
    "columns": {"score": "q1[SQ001]", "comment": "q2"},
    "constants": {"kind": "csat", "survey": "finland", "scale_min": 1, "scale_max": 5},
}
CODES = ["id", "submitdate", "lastpage", "startlanguage", "seed", "datestamp", "q1[SQ001]", "q2"]
TEXTS = [
    "Response ID",
    "Date submitted",
    "Last page",
    "Start language",
    "Seed",
    "Date last action",
    "Kuinka tyytyväinen? [Palvelu]",
    "Miksi?",
]
AT = "2026-01-15 13:10:00"


def quoted(*cells):
    return ",".join(f'"{cell}"' for cell in cells)


def answer(number=1, submitted=AT, score="4", comment="Hyvä"):
    return quoted(number, submitted, "3", "fi", "177", AT, score, comment)


@pytest.fixture
def lime(house):
    house.write_source(SOURCE)
    return house


def stored(house):
    rows = house.raw("survey_responses")
    return [(row["response_id"], row["score"], row["comment"]) for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_answers_are_read_in_the_zone_of_the_server(lime, encoding):
    lime.drop("lime.csv", [quoted(*CODES), answer()], encoding)
    lime.take_in()
    assert stored(lime) == [("1", 4.0, "Hyvä")]
    row = lime.raw("survey_responses")[0]
    assert (row["submitted_at"], row["language"]) == (datetime(2026, 1, 15, 11, 10), "fi")


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (TEXTS, {"score": TEXTS[6], "comment": "Miksi?"}),
        (
            [f"{code}. {text}" for code, text in zip(CODES, TEXTS, strict=True)],
            {"score": "q1[SQ001]", "comment": "q2. Miksi?"},
        ),
    ],
)
def test_header_of_texts_or_of_codes_and_texts_is_read(house, header, columns):
    house.write_source(SOURCE | {"columns": columns})
    house.drop("lime.csv", [quoted(*header), answer()])
    house.take_in()
    assert stored(house) == [("1", 4.0, "Hyvä")]
    assert house.raw("survey_responses")[0]["language"] == "fi"


def test_answer_that_was_never_submitted_is_set_aside_as_incomplete(lime):
    lime.drop("lime.csv", [quoted(*CODES), answer(1, ""), answer(2)])
    lime.take_in()
    assert [row[0] for row in stored(lime)] == ["2"]
    assert lime.quarantine("line", "reason") == [(2, "incomplete")]


def test_incomplete_answers_count_where_the_source_takes_another_time(house):
    columns = SOURCE["columns"] | {"submitted_at": "datestamp"}
    house.write_source(SOURCE | {"columns": columns})
    house.drop("lime.csv", [quoted(*CODES), answer(1, ""), answer(2)])
    house.take_in()
    assert [row[0] for row in stored(house)] == ["1", "2"]


def test_date_of_an_anonymised_survey_is_kept(lime):
    lime.drop("lime.csv", [quoted(*CODES), answer(1, "1980-01-01 00:00:00")])
    lime.take_in()
    assert lime.column("select submitted_at from raw.survey_responses") == [
        datetime(1979, 12, 31, 22)
    ]


def test_each_option_of_a_multiple_choice_is_a_column(house):
    house.write_source(
        SOURCE
        | {"columns": {"topic": "q3[SQ002]", "channel": "q3[other]"}}
        | {"values": {"topic": {"Y": "delivery"}}}
    )
    header = quoted(*CODES[:4], "q3[SQ001]", "q3[SQ002]", "q3[other]")
    house.drop("lime.csv", [header, quoted(1, AT, 3, "ko", "", "Y", "카톡 🙂")])
    house.take_in()
    row = house.raw("survey_responses")[0]
    assert (row["topic"], row["channel"]) == ("delivery", "카톡 🙂")


def test_comment_with_quotes_and_line_breaks_is_one_answer(lime):
    comment = 'Sanoi ""ei"",\n\nja lähti'
    lime.drop("lime.csv", [quoted(*CODES), answer(1, comment=comment), answer(2)])
    lime.take_in()
    assert stored(lime)[0] == ("1", 4.0, 'Sanoi "ei",\n\nja lähti')
    assert len(stored(lime)) == 2


def test_semicolons_and_another_encoding_are_read_as_declared(house):
    house.write_source(SOURCE | {"delimiter": ";", "encoding": "utf-16"})
    lines = [quoted(*CODES).replace(",", ";"), answer().replace('","', '";"')]
    house.drop("lime.csv", lines, "utf-16")
    house.take_in()
    assert stored(house) == [("1", 4.0, "Hyvä")]


def test_export_without_answers_has_no_rows(lime):
    lime.drop("lime.csv", [quoted(*CODES)])
    assert [(load.refused, load.rows_read) for load in lime.take_in()] == [(None, 0)]


def test_missing_question_is_refused_with_the_nearest_one(house):
    house.write_source(SOURCE | {"columns": {"score": "q1[SQ01]"}})
    house.drop("lime.csv", [quoted(*CODES), answer()])
    load = house.take_in()[0]
    assert load.refused == "column_missing"
    assert "did you mean `q1[SQ001]`?" in load.message


@pytest.mark.parametrize("missing", ["id", "submitdate"])
def test_missing_column_of_the_vendor_is_refused(lime, missing):
    header = ["other" if code == missing else code for code in CODES]
    lime.drop("lime.csv", [quoted(*header), answer()])
    load = lime.take_in()[0]
    assert load.refused == "column_missing"
    assert f"`{missing}`" in load.message


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le"])
def test_undeclared_encoding_is_refused(lime, encoding):
    lime.drop("lime.csv", [quoted(*CODES), answer()], encoding)
    assert [(load.refused is None, load.stored) for load in lime.take_in()] == [(False, 0)]
