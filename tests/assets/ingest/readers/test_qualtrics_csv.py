import csv
import io
import json
import unicodedata
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


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("Survey Preview", "preview"),
        ("1", "preview"),
        ("17", "preview"),
        ("Survey Test", "test"),
        ("2", "test"),
        ("Spam", "spam"),
        ("8", "spam"),
        ("Imported Spam", "spam"),
        ("Synthetic", "synthetic"),
    ],
)
def test_answers_of_no_customer_are_kept_aside(qualtrics, status, reason):
    rows = [("IP Address", "R_1", "9", ""), (status, "R_2", "9", ""), ("0", "R_3", "9", "")]
    qualtrics.drop("qualtrics.csv", export(*rows))
    qualtrics.take_in()
    assert [row["response_id"] for row in stored(qualtrics)] == ["R_1", "R_3"]
    assert qualtrics.quarantine("line", "reason") == [(5, reason)]


@pytest.mark.parametrize("status", ["IP Address", "0", "Imported", "4", "Offline", "16", "32"])
def test_answers_of_every_other_status_count(qualtrics, status):
    qualtrics.drop("qualtrics.csv", export((status, "R_1", "9", "")))
    assert [(load.stored, load.quarantined) for load in qualtrics.take_in()] == [(1, 0)]


def test_preview_is_known_by_its_channel_where_labels_are_translated(qualtrics):
    text = export(("Umfragevorschau", "R_1", "9", ""), ("IP-Adresse", "R_2", "9", ""))
    lines = text.splitlines()
    channels = ["DistributionChannel", "Verteilungskanal", '"{""ImportId"":""channel""}"']
    channels += ["preview", "email"]
    joined = [f"{line},{channel}" for line, channel in zip(lines, channels, strict=True)]
    qualtrics.drop("qualtrics.csv", joined)
    qualtrics.take_in()
    assert [row["response_id"] for row in stored(qualtrics)] == ["R_2"]
    assert qualtrics.quarantine("reason") == [("preview",)]


def test_answer_that_was_not_finished_counts(qualtrics):
    text = export(("0", "R_1", "9", "")).replace("RecipientEmail", "Finished")
    qualtrics.drop("qualtrics.csv", text.replace("kim@example.com", "False"))
    assert [load.stored for load in qualtrics.take_in()] == [1]


def test_question_texts_with_line_breaks_cost_no_answer(qualtrics):
    questions = ["How likely\nare you\nto recommend?", "<p>Why?</p>"]
    rows = [("IP Address", f"R_{number}", "9", "") for number in range(4)]
    qualtrics.drop("qualtrics.csv", export(*rows, questions=questions))
    qualtrics.take_in()
    lines = [(row["response_id"], row["_line"]) for row in stored(qualtrics)]
    assert lines == [("R_0", 6), ("R_1", 7), ("R_2", 8), ("R_3", 9)]


@pytest.mark.parametrize("broken", ["yes", "{ImportId: QID1}"])
def test_third_row_that_is_half_import_ids_is_refused(qualtrics, broken):
    ids = [json.dumps({"ImportId": name}) for name in IMPORT_IDS]
    qualtrics.drop("qualtrics.csv", export(ids=[*ids[:-1], broken]))
    assert [load.refused for load in qualtrics.take_in()] == ["header_unreadable"]


def test_third_row_with_single_quotes_is_read(qualtrics):
    ids = [json.dumps({"ImportId": name, "timeZone": "Z"}) for name in IMPORT_IDS]
    quoted = [cell.replace('"', "'") for cell in ids]
    qualtrics.drop("qualtrics.csv", export(("0", "R_1", "9", ""), ids=quoted))
    assert [load.stored for load in qualtrics.take_in()] == [1]


def test_two_zones_in_the_third_row_are_refused(qualtrics):
    ids = [json.dumps({"ImportId": "x", "timeZone": zone}) for zone in ("Z", "Asia/Seoul")]
    qualtrics.drop("qualtrics.csv", export(ids=[*ids, "", "", "", "", ""]))
    assert [load.refused for load in qualtrics.take_in()] == ["time_zone_unclear"]


def test_zone_that_there_is_not_is_refused(qualtrics):
    qualtrics.drop("qualtrics.csv", export(("0", "R_1", "9", ""), zone="Mars/Olympus"))
    assert [load.refused is not None for load in qualtrics.take_in()] == [True]


@pytest.mark.parametrize(
    "named", [{"score": "Q1"}, {"score": "How likely are you?"}, {"score": "QID1"}]
)
def test_column_is_named_by_its_id_its_text_or_its_import_id(house, named):
    house.write_source(SOURCE | {"columns": named})
    questions = ["<b>How likely</b>\n are&nbsp;you?", "Why?"]
    house.drop("qualtrics.csv", export(("0", "R_1", "9", ""), questions=questions))
    house.take_in()
    assert [row["score"] for row in stored(house)] == [9.0]


def test_id_wins_over_a_text_that_reads_like_it(house):
    house.write_source(SOURCE | {"columns": {"score": "Q1"}})
    house.drop("qualtrics.csv", export(("0", "R_1", "9", "3"), questions=["How?", "Q1"]))
    house.take_in()
    assert [row["score"] for row in stored(house)] == [9.0]


def test_second_of_two_equal_texts_is_numbered(house):
    house.write_source(SOURCE | {"columns": {"score": "How likely?", "comment": "How likely? #2"}})
    house.drop("qualtrics.csv", export(("0", "R_1", "9", "3"), questions=["How likely?"] * 2))
    house.take_in()
    assert [(row["score"], row["comment"]) for row in stored(house)] == [(9.0, "3")]


def test_decomposed_hangul_in_a_question_is_found_by_composed_hangul(house):
    question = unicodedata.normalize("NFD", "추천하시겠습니까?")
    house.write_source(SOURCE | {"columns": {"score": "추천하시겠습니까?"}})
    house.drop("qualtrics.csv", export(("0", "R_1", "9", ""), questions=[question, "Miksi?"]))
    assert [load.stored for load in house.take_in()] == [1]


def test_loop_and_merge_prefix_is_part_of_the_id(house):
    house.write_source(SOURCE | {"columns": {"score": "1_Q1"}})
    house.drop("qualtrics.csv", export(("0", "R_1", "9", "")).replace("Q1,Q2", "1_Q1,2_Q1"))
    house.take_in()
    assert [row["score"] for row in stored(house)] == [9.0]


def test_language_of_the_answer_is_taken_from_the_export(qualtrics):
    text = export(("0", "R_1", "9", ""), ("0", "R_2", "8", ""))
    text = text.replace("RecipientEmail", "UserLanguage")
    qualtrics.drop("qualtrics.csv", text.replace("kim@example.com", "EN-GB", 1))
    qualtrics.take_in()
    assert stored(qualtrics)[0]["language"] == "en"


def test_comment_with_quotes_line_breaks_and_emoji_is_one_answer(qualtrics):
    comment = 'Hän sanoi "kiitos",\n\nmutta 배송이 늦었어요 😀'
    qualtrics.drop("qualtrics.csv", export(("0", "R_1", "9", comment), ("0", "R_2", "3", "")))
    qualtrics.take_in()
    assert [(r["response_id"], r["comment"], r["_line"]) for r in stored(qualtrics)] == [
        ("R_1", comment, 4),
        ("R_2", None, 7),
    ]


def test_name_of_the_recipient_is_redacted_from_the_comment(qualtrics):
    text = export(("0", "R_1", "9", "Terveisin Aino Virtanen"))
    text = text.replace("RecipientEmail", "RecipientLastName").replace(
        "kim@example.com", "Virtanen"
    )
    qualtrics.drop("qualtrics.csv", text)
    qualtrics.take_in()
    assert "Virtanen" not in stored(qualtrics)[0]["comment"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_tab_separated_export_in_utf_16_is_read(house, encoding):
    house.write_source(SOURCE | {"encoding": encoding, "delimiter": "\t"})
    table = csv.reader(io.StringIO(export(("0", "R_1", "9", "좋아요,\n정말"))))
    text = io.StringIO()
    csv.writer(text, delimiter="\t", lineterminator="\r\n").writerows(table)
    house.drop("qualtrics.tsv", text.getvalue(), encoding)
    house.take_in()
    assert [row["comment"] for row in stored(house)] == ["좋아요,\n정말"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp949"])
def test_undeclared_encoding_is_refused(qualtrics, encoding):
    qualtrics.drop("qualtrics.csv", export(("0", "R_1", "9", "좋아요")), encoding)
    assert [(load.refused is None, load.stored) for load in qualtrics.take_in()] == [(False, 0)]


def legacy(*rows):
    """A legacy file: numbered columns, their names in row 2, a comma at each end."""
    header = ["V1,V7,V8,V9,Q1,Q2,", "ResponseID,Status,StartDate,EndDate,How likely?,Why?,"]
    return [*header, *rows]


OF_LEGACY = "R_2YPOQ602ER1jkf1,0,2017-07-18 08:28:09,2017-07-18 08:28:48,9,Hyvä,"


@pytest.mark.parametrize("score", ["Q1", "How likely?"])
def test_legacy_export_ends_its_header_with_the_second_row(house, score):
    zone = {"time_zone": "Europe/Berlin"}
    house.write_source(SOURCE | zone | {"columns": {"score": score, "comment": "Q2"}})
    preview = OF_LEGACY.replace(",0,", ",1,").replace("jkf1", "jkf2")
    house.drop("qualtrics.csv", legacy(OF_LEGACY, preview), "utf-8-sig")
    house.take_in()
    rows = [(row["response_id"], row["score"], row["submitted_at"]) for row in stored(house)]
    assert rows == [("R_2YPOQ602ER1jkf1", 9.0, datetime(2017, 7, 18, 6, 28, 48))]
    assert house.quarantine("line", "reason") == [(4, "preview")]


@pytest.mark.parametrize("lines", [legacy(OF_LEGACY), export(zone=None).splitlines()])
def test_export_that_names_no_zone_needs_one_in_the_source_file(qualtrics, lines):
    qualtrics.drop("qualtrics.csv", lines)
    load = qualtrics.take_in()[0]
    assert load.refused == "time_zone_missing"
    assert "time_zone:" in load.message


def test_header_that_was_cut_to_one_row_loses_no_answer(house):
    house.write_source(SOURCE | {"time_zone": "UTC"})
    lines = export(*[("0", f"R_0000000000{n}", "9", "") for n in range(3)]).splitlines()
    house.drop("qualtrics.csv", [lines[0], *lines[3:]])
    assert [load.stored for load in house.take_in()] == [3]


@pytest.mark.parametrize("rows", [2, 3])
def test_export_without_answers_has_no_rows(house, rows):
    house.write_source(SOURCE | {"time_zone": "UTC"})
    house.drop("qualtrics.csv", export().splitlines()[:rows])
    assert [(load.refused, load.rows_read) for load in house.take_in()] == [(None, 0)]


def test_missing_question_is_refused_with_the_nearest_one(house):
    house.write_source(SOURCE | {"columns": {"comment": "How likly?"}})
    house.drop("qualtrics.csv", export(("0", "R_1", "9", "")))
    load = house.take_in()[0]
    assert load.refused == "column_missing"
    assert "`How likely?`" in load.message


def test_header_rows_of_different_lengths_are_refused(qualtrics):
    first, *others = export(("0", "R_1", "9", "")).splitlines()
    qualtrics.drop("qualtrics.csv", [first + ",Q3", *others])
    assert [load.refused for load in qualtrics.take_in()] == ["header_unreadable"]
