import csv
import io
import json
from datetime import datetime

import pytest

NAMES = ["StartDate", "Status", "RecordedDate", "ResponseId", "RecipientEmail", "Q1", "Q2"]
IMPORT_IDS = ["startDate", "status", "recordedDate", "_recordId", "recipientEmail", "QID1", "QID2"]
TEXTS = ["Start Date", "Response Type", "Recorded Date", "Response ID", "Recipient Email"]
QUESTIONS = ["How likely?", "Why?"]
SOURCE = {
    "source": "qualtrics",
    "feed": "survey_responses",
    "files": "qualtrics*",
    "format": "qualtrics_csv",
    "columns": {"score": "Q1", "comment": "Q2"},
    "constants": {"kind": "nps", "survey": "korea", "scale_min": 0, "scale_max": 10},
}


def export(*rows, zone="Asia/Seoul", questions=QUESTIONS, ids=None):
    """A Qualtrics file; each row gives Status, ResponseId, Q1 and Q2."""
    zones = {"timeZone": zone} if zone else {}
    dates = ("startDate", "recordedDate")
    cells = [{"ImportId": name} | (zones if name in dates else {}) for name in IMPORT_IDS]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(NAMES)
    writer.writerow([*TEXTS, *questions])
    writer.writerow(ids or [json.dumps(cell) for cell in cells])
    at = "2026-03-20 09:10:37"
    for status, response, score, comment in rows:
        writer.writerow([at, status, at, response, "kim@example.com", score, comment])
    return text.getvalue()


@pytest.fixture
def qualtrics(house):
    house.write_source(SOURCE)
    return house


def stored(house):
    return house.rows("from raw.survey_responses order by _line")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_answers_are_read_from_below_three_header_rows(qualtrics, encoding):
    text = export(("IP Address", "R_1", "9", "좋아요"), ("IP Address", "R_2", "3", ""))
    qualtrics.drop("qualtrics.csv", text, encoding)
    assert [load.stored for load in qualtrics.take_in()] == [2]
    rows = [(row["response_id"], row["score"], row["comment"]) for row in stored(qualtrics)]
    assert rows == [("R_1", 9.0, "좋아요"), ("R_2", 3.0, None)]


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Asia/Seoul", datetime(2026, 3, 20, 0, 10, 37)),
        ("America/Denver", datetime(2026, 3, 20, 15, 10, 37)),
        ("Pacific/Auckland", datetime(2026, 3, 19, 20, 10, 37)),
        ("Z", datetime(2026, 3, 20, 9, 10, 37)),
    ],
)
def test_zone_of_the_third_row_is_used(qualtrics, zone, utc):
    qualtrics.drop("qualtrics.csv", export(("IP Address", "R_1", "9", ""), zone=zone))
    qualtrics.take_in()
    assert [row["submitted_at"] for row in stored(qualtrics)] == [utc]


def test_zone_of_the_source_file_serves_where_the_third_row_names_none(house):
    house.write_source(SOURCE | {"time_zone": "Europe/Helsinki"})
    house.drop("qualtrics.csv", export(("IP Address", "R_1", "9", ""), zone=None))
    house.take_in()
    assert stored(house)[0]["submitted_at"] == datetime(2026, 3, 20, 7, 10, 37)


@pytest.mark.parametrize("status", ["Survey Preview", "Survey Test", "1"])
def test_previews_are_kept_aside(qualtrics, status):
    rows = [("IP Address", "R_1", "9", ""), (status, "R_2", "9", ""), ("0", "R_3", "9", "")]
    qualtrics.drop("qualtrics.csv", export(*rows))
    qualtrics.take_in()
    assert [row["response_id"] for row in stored(qualtrics)] == ["R_1", "R_3"]
    assert qualtrics.quarantine("line", "reason") == [(5, "preview")]


def test_question_texts_with_line_breaks_cost_no_answer(qualtrics):
    questions = ["How likely\nare you\nto recommend?", "<p>Why?</p>"]
    rows = [("IP Address", f"R_{number}", "9", "") for number in range(4)]
    qualtrics.drop("qualtrics.csv", export(*rows, questions=questions))
    qualtrics.take_in()
    lines = [(row["response_id"], row["_line"]) for row in stored(qualtrics)]
    assert lines == [("R_0", 6), ("R_1", 7), ("R_2", 8), ("R_3", 9)]


def test_third_row_without_import_ids_is_refused(qualtrics):
    qualtrics.drop(
        "qualtrics.csv", export(ids=["2026-03-20", "IP Address", "", "R_1", "", "9", ""])
    )
    assert [load.refused for load in qualtrics.take_in()] == ["header_unreadable"]


@pytest.mark.parametrize("cell", ["9", "null", '["x"]'])
def test_third_row_of_other_json_is_refused(qualtrics, cell):
    qualtrics.drop("qualtrics.csv", export(ids=[cell] * len(NAMES)))
    assert [load.refused for load in qualtrics.take_in()] == ["header_unreadable"]


def test_two_zones_in_the_third_row_are_refused(qualtrics):
    ids = [json.dumps({"ImportId": "x", "timeZone": zone}) for zone in ("Z", "Asia/Seoul")]
    qualtrics.drop("qualtrics.csv", export(ids=[*ids, "", "", "", "", ""]))
    assert [load.refused for load in qualtrics.take_in()] == ["time_zone_unclear"]


def test_zone_that_there_is_not_is_refused(qualtrics):
    qualtrics.drop("qualtrics.csv", export(("0", "R_1", "9", ""), zone="Mars/Olympus"))
    assert [load.refused is not None for load in qualtrics.take_in()] == [True]


def test_file_with_fewer_rows_than_headers_is_refused(qualtrics):
    qualtrics.drop("qualtrics.csv", "ResponseId,Q1\nResponse ID,How likely?\n")
    assert [load.refused for load in qualtrics.take_in()] == ["header_missing"]
