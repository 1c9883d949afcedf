import unicodedata
from datetime import date, datetime, time

import pytest

TICKETS = {
    "source": "calls",
    "feed": "tickets",
    "files": "calls*",
    "format": "xlsx",
    "time_zone": "Asia/Seoul",
    "columns": {
        "ticket_id": "Call Id",
        "created_at": ["Date", "Time"],
        "agent_id": "Agent",
        "topic": "Topic",
        "satisfaction": "Satisfaction rating",
    },
    "constants": {"status": "closed", "channel": "phone"},
}
SURVEY = {
    "source": "survey",
    "feed": "survey_responses",
    "files": "survey*",
    "format": "xlsx",
    "time_zone": "UTC",
    "columns": {"response_id": "Id", "submitted_at": "At", "score": "Score", "comment": "Why"},
    "constants": {"survey": "lounge", "kind": "csat", "scale_min": 1, "scale_max": 5},
}
HEADER = ["Id", "At", "Score", "Why"]


@pytest.fixture
def survey(house):
    house.write_source(SURVEY)
    return house


def test_call_center_is_read_whole(house, real_exports):
    house.write_source(TICKETS)
    (export,) = (real_exports / "tickets" / "call_center").glob("*.xlsx")
    house.drop("calls.xlsx", export.read_bytes())
    load = house.take_in()[0]
    assert (load.rows_read, load.stored, load.quarantined, load.duplicates) == (5000, 5000, 0, 0)
    rows = house.raw("tickets")
    assert sum(row["satisfaction"] is None for row in rows) == 946
    first = rows[0]
    assert (first["ticket_id"], first["satisfaction"], first["_line"]) == ("ID0001", "3", 2)
    assert first["created_at"] == datetime(2021, 1, 1, 0, 12, 58)


def test_several_sheets_are_refused_by_name_and_one_can_be_chosen(survey, make_xlsx):
    rows = [HEADER, ["1", date(2026, 5, 1), 4, "Good"]]
    survey.drop("survey.xlsx", make_xlsx(답변=rows, Notes=[["made by hand"]], Empty=[]))
    load = survey.take_in()[0]
    assert load.refused == "sheet_unclear"
    assert "`답변`, `Notes`" in load.message
    assert "Empty" not in load.message
    survey.write_source(SURVEY | {"sheet": unicodedata.normalize("NFD", "답변")})
    assert [load.stored for load in survey.take_in()] == [1]


def test_header_alone_is_no_rows(survey, make_xlsx):
    survey.drop("survey.xlsx", make_xlsx(HEADER))
    assert [(load.refused, load.rows_read) for load in survey.take_in()] == [(None, 0)]


def test_date_and_time_of_day_in_two_cells_make_one_time(house, make_xlsx):
    house.write_source(TICKETS)
    header = ["Call Id", "Date", "Time", "Agent", "Topic", "Satisfaction rating"]
    call = [None, None, None]
    house.drop(
        "calls.xlsx",
        make_xlsx(
            header,
            ["typed", date(2021, 1, 1), time(9, 12, 58), *call],
            ["midnight", datetime(2021, 1, 1), time(0, 0), *call],
            ["text", "2021-01-01", "09:12:58", *call],
        ),
    )
    house.take_in()
    found = {row["ticket_id"]: row["created_at"] for row in house.raw("tickets")}
    nine = datetime(2021, 1, 1, 0, 12, 58)
    assert found == {"typed": nine, "text": nine, "midnight": datetime(2020, 12, 31, 15)}


@pytest.mark.parametrize("since_1904", [False, True])
def test_both_date_systems_give_the_same_day(survey, make_xlsx, since_1904):
    answer = ["1", datetime(2026, 5, 1, 9, 30), 4, "Good"]
    survey.drop("survey.xlsx", make_xlsx(HEADER, answer, since_1904=since_1904))
    survey.take_in()
    assert survey.raw("survey_responses")[0]["submitted_at"] == datetime(2026, 5, 1, 9, 30)


@pytest.mark.parametrize(
    ("date_format", "as_text"),
    [("%d.%m.%Y %H:%M", "01.05.2026 09:30"), ("excel_1900", 46143.3958333333)],
)
def test_typed_and_untyped_dates_of_one_column_are_read(survey, make_xlsx, date_format, as_text):
    survey.write_source(SURVEY | {"date_format": date_format})
    at = datetime(2026, 5, 1, 9, 30)
    rows = [["1", at, 4, "typed"], ["2", as_text, 5, "not"]]
    survey.drop("survey.xlsx", make_xlsx(HEADER, *rows))
    survey.take_in()
    assert [row["submitted_at"] for row in survey.raw("survey_responses")] == [at, at]


def test_time_that_the_declared_format_would_cut_is_refused(survey, make_xlsx):
    survey.write_source(SURVEY | {"date_format": "%d.%m.%Y"})
    rows = [["1", date(2026, 5, 1), 4, ""], ["2", datetime(2026, 5, 1, 9, 30), 5, ""]]
    survey.drop("survey.xlsx", make_xlsx(HEADER, *rows))
    load = survey.take_in()[0]
    assert (load.stored, load.quarantined) == (1, 1)
    assert survey.quarantine("line", "column_name") == [(3, "At")]


def test_decimal_comma_of_the_source_holds_for_typed_numbers(survey, make_xlsx):
    survey.write_source(SURVEY | {"decimal": ","})
    rows = [["1", date(2026, 5, 1), 4.5, ""], ["2", date(2026, 5, 1), "3,5", ""]]
    survey.drop("survey.xlsx", make_xlsx(HEADER, *rows))
    survey.take_in()
    assert [row["score"] for row in survey.raw("survey_responses")] == [4.5, 3.5]


def test_error_value_is_refused_and_not_taken_for_no_score(survey, make_xlsx):
    day = date(2026, 5, 1)
    rows = [["1", day, "#N/A", "a"], ["2", day, "=1+1", "b"], ["3", day, None, "c"]]
    survey.drop("survey.xlsx", make_xlsx(HEADER, *rows))
    load = survey.take_in()[0]
    assert (load.rows_read, load.stored, load.quarantined) == (3, 1, 2)
    assert survey.quarantine("line", "column_name") == [(2, "Score"), (3, "Score")]
    survey.write_source(SURVEY | {"missing": ["#N/A"]})
    assert survey.take_in()[0].stored == 2


def test_formula_counts_as_its_saved_result(read_workbook, make_xlsx_of):
    content = make_xlsx_of(
        '<row r="1"><c r="A1" t="str"><v>Score</v></c></row>'
        '<row r="2"><c r="A2"><f>2+2</f><v>4</v></c></row>'
        '<row r="3" hidden="1"><c r="A3" t="str"><f>"a"&amp;"b"</f><v>ab</v></c></row>'
    )
    assert read_workbook(content)[1] == [(2, "4"), (3, "ab")]


HOSTILE = {
    "longest cell": "ä" * 32_767,
    "formula as text": "=HYPERLINK(1)",
    "line breaks": "one\ntwo\r\nthree",
    "emoji": "😀 좋아요",
    "markup": "<script>&amp;</script> _x0041_",
    "decomposed": unicodedata.normalize("NFD", "한글"),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_comment_comes_through_as_it_was_written(survey, make_xlsx_of, text):
    cells = ["1", "2026-05-01", "4", text]
    escape = {"&": "&amp;", "<": "&lt;", "\r": "_x000D_", "_x0041_": "_x005F_x0041_"}
    rows = ""
    for number, row in enumerate([HEADER, cells], start=1):
        for letter, cell in zip("ABCD", row, strict=True):
            for plain, escaped in escape.items():
                cell = cell.replace(plain, escaped)
            rows += f'<c r="{letter}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
    survey.drop("survey.xlsx", make_xlsx_of(f"<row>{rows}</row>"))
    assert [load.stored for load in survey.take_in()] == [1]
    stored = survey.raw("survey_responses")[0]["comment"]
    assert stored.replace("\r", "") == unicodedata.normalize("NFC", text).replace("\r", "")


def test_control_characters_do_not_stop_a_file(survey, make_xlsx_of):
    header = "".join(f'<c t="str"><v>{name}</v></c>' for name in HEADER)
    answer = '<c><v>1</v></c><c t="str"><v>2026-05-01</v></c><c><v>4</v></c>'
    comment = '<c t="inlineStr"><is><t>be_x0007_ll_x0000_</t></is></c>'
    survey.drop("survey.xlsx", make_xlsx_of(f"<row>{header}</row><row>{answer}{comment}</row>"))
    survey.take_in()
    assert [row["comment"] for row in survey.raw("survey_responses")] == ["bell"]


def test_same_content_in_another_workbook_counts_once(survey, make_xlsx):
    answer = ["1", date(2026, 5, 1), 4, "Good"]
    survey.drop("survey_1.xlsx", make_xlsx(HEADER, answer))
    survey.drop("survey_2.xlsx", make_xlsx(HEADER, answer, ["2", *answer[1:]]))
    assert [(load.stored, load.duplicates) for load in survey.take_in()] == [(1, 0), (1, 1)]


def test_file_that_is_no_workbook_is_refused_and_the_others_are_read(survey, make_xlsx):
    survey.drop("survey_1.xlsx", "Id,At\nkim@example.com,2026-05-01\n")
    survey.drop("survey_2.xlsx", make_xlsx(HEADER, ["1", date(2026, 5, 1), 4, "Good"]))
    first, second = survey.take_in()
    assert (first.refused, second.stored) == ("not_a_workbook", 1)
    assert "kim@example.com" not in first.message
