import csv
import io
from datetime import datetime

import pytest

from assets.contracts.sources import load_sources
from assets.errors import ContractError
from assets.ingest.readers import READERS

SOURCE = {
    "source": "jira",
    "feed": "tickets",
    "files": "jira*",
    "format": "jira_csv",
    "time_zone": "Europe/Helsinki",
}
HEADER = (
    "Summary,Issue key,Issue id,Issue Type,Status,Priority,Resolution,Assignee,Assignee Id,"
    "Reporter,Reporter Id,Created,Updated,Last Viewed,Resolved,Due date,Labels,Labels,Labels,"
    "Custom field (Request Type),Satisfaction rating,Custom field (Satisfaction date),"
    "Custom field (Time to first response),Custom field (Time to resolution),"
    "Custom field ([CHART] Date of First Response),Comment,Comment,Comment,Status Category,"
    "Status Category Changed"
)
ISSUE = {
    "Summary": "Help",
    "Issue key": "SD-7",
    "Issue id": "10007",
    "Issue Type": "Service request",
    "Status": "Resolved",
    "Priority": "High",
    "Resolution": "Done",
    "Assignee": "Aino",
    "Reporter": "Kim Min-ji",
    "Reporter Id": "712020:11f0",
    "Created": "3/Oct/24 2:05 PM",
    "Updated": "04/Oct/24 09:00 AM",
    "Resolved": "4/Oct/24 12:00 AM",
    "Labels": ["vip", "", "refund"],
    "Custom field (Request Type)": "Get IT help",
    "Satisfaction rating": "4",
    "Custom field (Time to first response)": "-01:20",
    "Custom field (Time to resolution)": "12:40",
    "Custom field ([CHART] Date of First Response)": "2024-10-03 14:35:12.679",
    "Comment": ["first", 'second, with "quotes"\nand a line', ""],
    "Status Category": "Done",
    "Status Category Changed": "4/Oct/24 12:00 AM",
}


def export(*issues, header=HEADER):
    """The text of an export of issues like ISSUE, each changed; a list fills a repeated column."""
    names = header.split(",")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    for issue in issues:
        cells = ISSUE | issue
        seen = [names[:i].count(name) for i, name in enumerate(names)]
        found = [cells.get(name, "") for name in names]
        row = [c[n] if isinstance(c, list) else c for c, n in zip(found, seen, strict=True)]
        writer.writerow(row)
    return text.getvalue()


@pytest.fixture
def jira(house):
    house.write_source(SOURCE)
    return house


def stored(house, column, cells, ours):
    """What a feed's column holds of an export column's cells, one issue each."""
    issues = ({"Issue key": f"SD-{i}", column: cell} for i, cell in enumerate(cells))
    house.drop("jira.csv", export(*issues))
    house.take_in()
    assert house.quarantine("line", "column_name", "value") == []
    rows = sorted(house.raw("tickets"), key=lambda row: row["_line"])
    return [row[ours] for row in rows]


def test_issue_is_read_without_a_mapping(jira):
    jira.drop("jira.csv", export({}))
    jira.take_in()
    (row,) = jira.raw("tickets")
    read = ("ticket_id", "subject", "type", "topic", "priority", "agent_id", "satisfaction", "tags")
    assert tuple(row[name] for name in read) == (
        "SD-7",
        "Help",
        "service request",
        "Get IT help",
        "high",
        "Aino",
        "4",
        "vip refund",
    )
    assert row["status"] == "solved"


def test_times_are_on_the_clock_of_whoever_exported(jira):
    jira.drop("jira.csv", export({}))
    jira.take_in()
    (row,) = jira.raw("tickets")
    assert row["created_at"] == datetime(2024, 10, 3, 11, 5)
    assert row["solved_at"] == datetime(2024, 10, 3, 21, 0)
    assert row["updated_at"] == datetime(2024, 10, 4, 6, 0)


TIMES = {
    "3/Oct/24 2:35 PM": datetime(2024, 10, 3, 11, 35),
    "03/Oct/24 02:35 PM": datetime(2024, 10, 3, 11, 35),
    "03/oct/24 2:35 pm": datetime(2024, 10, 3, 11, 35),
    "3/Oct/24 2:35\u202fPM": datetime(2024, 10, 3, 11, 35),
    "3/Oct/24 2:35 p.m.": datetime(2024, 10, 3, 11, 35),
    "3/Oct/24 2:35 p. m.": datetime(2024, 10, 3, 11, 35),
    "2024-10-03 14:35:12.679": datetime(2024, 10, 3, 11, 35),
    "2024-10-03T14:35": datetime(2024, 10, 3, 11, 35),
    "": None,
}


def test_first_response_is_read_however_jira_writes_it(jira):
    name = "Custom field ([CHART] Date of First Response)"
    assert stored(jira, name, TIMES, "first_replied_at") == list(TIMES.values())


def test_september_is_read_however_java_abbreviates_it(jira):
    written = ["3/Sep/25 2:35 PM", "3/Sept/25 2:35 PM"]
    assert stored(jira, "Updated", written, "updated_at") == [datetime(2025, 9, 3, 11, 35)] * 2


def test_declared_date_format_wins(house):
    house.write_source(SOURCE | {"date_format": "%d.%m.%Y %H:%M"})
    times = {"Created": "3.10.2024 14:05", "Updated": "4.10.2024 9:00", "Resolved": ""}
    house.drop("jira.csv", export(times))
    house.take_in()
    (row,) = house.raw("tickets")
    assert row["created_at"] == datetime(2024, 10, 3, 11, 5)
    assert row["first_replied_at"] == datetime(2024, 10, 3, 11, 35)


STATUSES = {
    ("To Do", "To Do"): "open",
    ("Open", "To Do"): "open",
    ("Waiting for support", "To Do"): "open",
    ("In Progress", "In Progress"): "open",
    ("Escalated", "In Progress"): "open",
    ("Waiting for customer", "In Progress"): "pending",
    ("Resolved", "Done"): "solved",
    ("Done", "Done"): "closed",
    ("Closed", "Done"): "closed",
    ("Canceled", "Done"): "closed",
    # Names that somebody's project made up.
    ("Aino is on it", "In Progress"): "open",
    ("Shipped", "Done"): "closed",
    ("Somewhere", "To Do"): "open",
    ("In Progress", ""): "open",
}


def test_status_is_understood_by_its_name_or_else_by_its_category(jira):
    issues = [
        {"Issue key": f"SD-{i}", "Status": status, "Status Category": category}
        for i, (status, category) in enumerate(STATUSES)
    ]
    jira.drop("jira.csv", export(*issues))
    jira.take_in()
    rows = sorted(jira.raw("tickets"), key=lambda row: row["_line"])
    assert [row["status"] for row in rows] == list(STATUSES.values())


def test_what_a_source_says_of_a_status_wins_over_its_category(house):
    house.write_source(SOURCE | {"values": {"status": {"Parked": "hold", "Done": "solved"}}})
    issues = [
        {"Issue key": "SD-1", "Status": "Parked", "Status Category": "In Progress"},
        {"Issue key": "SD-2", "Status": "Done", "Status Category": "Done"},
    ]
    house.drop("jira.csv", export(*issues))
    house.take_in()
    assert sorted(row["status"] for row in house.raw("tickets")) == ["hold", "solved"]


@pytest.mark.parametrize("header", [HEADER, HEADER.replace("Status Category,", "")])
def test_status_that_nothing_explains_is_quarantined(jira, header):
    made_up = {"Status": "Aino is on it", "Status Category": ""}
    jira.drop("jira.csv", export({"Issue key": "SD-1"}, made_up, header=header))
    jira.take_in()
    assert jira.quarantine("reason") == [("unknown_value",)]
    assert [row["ticket_id"] for row in jira.raw("tickets")] == ["SD-1"]


def test_cell_of_a_repeated_header_is_mapped_by_its_number(house):
    columns = {"topic": "Comment #2", "product": "Labels #3"}
    house.write_source(SOURCE | {"columns": columns})
    house.drop("jira.csv", export({}))
    house.take_in()
    (row,) = house.raw("tickets")
    assert row["topic"] == 'second, with "quotes"\nand a line'
    assert row["product"] == "refund"


def test_time_left_of_an_sla_can_be_mapped_but_is_no_duration(house):
    house.write_source(SOURCE | {"columns": {"topic": "Custom field (Time to first response)"}})
    house.drop("jira.csv", export({}))
    house.take_in()
    assert [row["topic"] for row in house.raw("tickets")] == ["-01:20"]


LOCAL_HEADERS = {
    "es": {
        "Summary": "Resumen",
        "Issue key": "Clave de incidencia",
        "Issue Type": "Tipo de Incidencia",
        "Status": "Estado",
        "Priority": "Prioridad",
        "Assignee": "Persona asignada",
        "Reporter": "Informador",
        "Created": "Creada",
        "Updated": "Actualizada",
        "Resolved": "Resuelta",
        "Labels": "Etiquetas",
        "Custom field": "Campo personalizado",
        "Satisfaction rating": "Calificación de satisfacción",
    },
    "ko": {
        "Summary": "요약",
        "Issue key": "이슈 키",
        "Issue Type": "이슈 유형",
        "Status": "상태",
        "Priority": "우선순위",
        "Assignee": "담당자",
        "Reporter": "보고자",
        "Created": "생성일",
        "Updated": "변경일",
        "Labels": "레이블",
        "Custom field": "사용자정의 필드",
    },
}
LOCAL_STATUSES = {"es": ["Abierto", "Resuelta"], "ko": ["진행 중", "완료"]}


@pytest.mark.parametrize("language", LOCAL_HEADERS)
def test_localised_headers_and_statuses_are_read(jira, language):
    names = "Summary,Issue key,Issue Type,Status,Priority,Assignee,Reporter,Created,Updated"
    names += ",Resolved,Labels,Labels,Custom field ([CHART] Date of First Response)"
    statuses = LOCAL_STATUSES[language]
    issues = [{"Issue key": f"SD-{i}", "Status": status} for i, status in enumerate(statuses)]
    header, *rows = export(*issues, header=names).splitlines(keepends=True)
    for english, local in LOCAL_HEADERS[language].items():
        header = header.replace(english, local)
    jira.drop("jira.csv", "".join([header, *rows]))
    assert [load.stored for load in jira.take_in()] == [2]
    row = jira.raw("tickets")[0]
    assert row["created_at"] == datetime(2024, 10, 3, 11, 5)
    assert row["first_replied_at"] == datetime(2024, 10, 3, 11, 35)
    assert (row["priority"], row["agent_id"], row["tags"]) == ("high", "Aino", "vip")
    assert row["customer_id"] is not None


SUBJECTS = [
    '배송이 "너무" 늦어요, 확인 부탁드립니다',
    "Lasku väärin:\nÄänekoski, 2 kpl",
    "=HYPERLINK(1)",
    "Ihan ok 😀👍🏽",
]


def test_summary_is_kept_as_it_was_written(jira):
    assert stored(jira, "Summary", SUBJECTS, "subject") == SUBJECTS


WRONG = [
    ("Created", "2/Foo/24 2:05 PM", "unreadable_timestamp"),
    ("Created", "31/Feb/24 2:05 PM", "unreadable_timestamp"),
    ("Created", "3/Oct/24 14:05 PM", "unreadable_timestamp"),
    ("Created", "3/10/24 14:05", "unreadable_timestamp"),
    ("Created", "", "missing_required"),
    ("Issue key", "", "missing_required"),
    ("Resolved", "2/Oct/24 2:05 PM", "negative_duration"),
    ("Created", "3/Oct/31 2:05 PM", "future_timestamp"),
]


def test_what_can_t_be_right_is_quarantined_and_the_others_are_stored(jira):
    issues = [{"Issue key": f"SD-{i}", column: cell} for i, (column, cell, _) in enumerate(WRONG)]
    jira.drop("jira.csv", export(*issues, {"Issue key": "right"}))
    (load,) = jira.take_in()
    assert (load.rows_read, load.stored, load.quarantined) == (len(WRONG) + 1, 1, len(WRONG))
    assert jira.quarantine("reason") == [(reason,) for _, _, reason in WRONG]


@pytest.mark.parametrize(("column", "written"), [("Issue key", "Issue keys"), ("Status", "Statuz")])
def test_export_without_a_required_column_is_refused_with_the_nearest_name(jira, column, written):
    names = f"Issue key,Summary,Created,{'' if column == 'Status' else 'Status,'}Priority"
    names = names.replace(column, written) if column in names else f"{names},{written}"
    jira.drop("jira.csv", export({}, header=names))
    (load,) = jira.take_in()
    assert (load.refused, load.stored) == ("column_missing", 0)
    assert f"`{column}`; did you mean `{written}`?" in load.message


def test_export_without_issues_is_no_rows(jira):
    jira.drop("jira.csv", export())
    assert [(load.refused, load.rows_read) for load in jira.take_in()] == [(None, 0)]


def test_source_without_a_time_zone_is_refused(house):
    house.write_source({key: SOURCE[key] for key in SOURCE if key != "time_zone"})
    with pytest.raises(ContractError, match="time_zone"):
        load_sources(house.home.sources)


def test_header_bears_the_marks_of_this_vendor_and_of_no_other():
    columns = set(HEADER.split(","))
    bearing = [name for name, r in READERS.items() if r.hallmarks and r.hallmarks <= columns]
    assert bearing == ["jira_csv"]
