import csv
import hashlib
import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from assets.demo.inbox import DEMO_AS_OF, write_demo

AS_OF = datetime.fromisoformat(DEMO_AS_OF)


def digests(home: Path) -> dict[str, str]:
    files = sorted(path for path in home.rglob("*") if path.is_file())
    return {
        path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def test_same_seed_gives_same_bytes(tmp_path):
    write_demo(tmp_path / "a", tickets=600, seed=11)
    write_demo(tmp_path / "b", tickets=600, seed=11)

    assert digests(tmp_path / "a") == digests(tmp_path / "b")


def test_another_seed_gives_other_tickets_and_people(tmp_path):
    write_demo(tmp_path / "a", tickets=600, seed=11)
    write_demo(tmp_path / "b", tickets=600, seed=12)

    first, second = digests(tmp_path / "a"), digests(tmp_path / "b")
    assert first.keys() == second.keys()
    same = {name for name in first if name.startswith("inbox/") and first[name] == second[name]}
    assert same == set()


def test_no_draft_is_left_behind(home):
    assert [path for path in home.rglob("*") if path.name.startswith(".")] == []


def test_too_few_tickets_are_refused(tmp_path):
    with pytest.raises(ValueError, match="at least 500"):
        write_demo(tmp_path, tickets=499)
    assert list(tmp_path.iterdir()) == []


def test_every_month_is_reported(tmp_path):
    told: list[str] = []
    write_demo(tmp_path, tickets=500, report=told.append)

    assert len(told) == 15
    assert told[0].startswith("2025-07: ")


# A recount that shares no code with the writer: what each source must find in its file.


def readable(text: str, style: str) -> bool:
    try:
        datetime.strptime(text, style)
    except ValueError:
        return False
    return True


def judge_event(row: list[str]) -> str:
    if len(row) != 7:
        return "wrong_field_count"
    if not row[0]:
        return "missing_required"
    if not readable(row[1], "%Y-%m-%d %H:%M:%S"):
        return "unreadable_timestamp"
    future = datetime.fromisoformat(row[1] + "+00:00") > AS_OF
    return "future_timestamp" if future else "accepted"


def judge_ticket(row: list[str]) -> str:
    if not row[0]:
        return "missing_required"
    return "accepted" if readable(row[1], "%Y-%m-%dT%H:%M:%SZ") else "unreadable_timestamp"


def judge_score(identity: str, score: str, ends: tuple[int, int]) -> str:
    if not identity:
        return "missing_required"
    if score and not score.lstrip("-").isdigit():
        return "unreadable_number"
    inside = not score or ends[0] <= int(score) <= ends[1]
    return "accepted" if inside else "score_out_of_range"


def judge_qualtrics(row: list[str], column: int, ends: tuple[int, int]) -> str:
    return "preview" if row[2] == "Survey Preview" else judge_score(row[8], row[column], ends)


def judge_customer(row: list[str]) -> str:
    if not row[0]:
        return "missing_required"
    return "accepted" if not row[2] or row[2].isdigit() else "unreadable_integer"


def judge_order(row: list[str]) -> str:
    if not row[0]:
        return "missing_required"
    if not row[3].replace(".", "", 1).isdigit():
        return "unreadable_number"
    return "future_timestamp" if datetime.fromisoformat(row[2]) > AS_OF else "accepted"


def judge_own(sent: str, score: str, ends: tuple[int, int]) -> str:
    return judge_score("an id", score, ends) if sent else "incomplete"


def csv_rows(path: Path, headers: int, encoding: str = "utf-8") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))[headers:]


def recount(home: Path, source: str, file: str) -> Counter[str]:
    path = home / "inbox" / file
    if source == "delighted_english":
        rows = json.loads(path.read_text(encoding="utf-8"))
        ends = {"nps": (0, 10), "csat": (1, 5)}
        verdicts = [
            (json.dumps(row), judge_score(row["id"], str(row["score"]), ends[row["survey_type"]]))
            for row in rows
        ]
    else:
        headers, encoding, judge = {
            "support_events": (1, "utf-8", judge_event),
            "support_tickets": (1, "utf-8", judge_ticket),
            "limesurvey_pulse": (1, "utf-8-sig", lambda r: judge_own(r[1], r[8], (1, 5))),
            "google_forms_enps": (1, "utf-8", lambda r: judge_own(r[0], r[2], (0, 10))),
            "typeform_mystery": (1, "utf-8", lambda r: judge_own(r[8], r[3], (1, 10))),
            "customers": (1, "utf-8", judge_customer),
            "orders": (1, "utf-8", judge_order),
            "qualtrics_korea_nps": (3, "utf-8-sig", lambda r: judge_qualtrics(r, 17, (0, 10))),
            "qualtrics_korea_csat": (3, "utf-8-sig", lambda r: judge_qualtrics(r, 18, (1, 5))),
            "surveymonkey_finland_nps": (2, "utf-8", lambda r: judge_score(r[0], r[9], (0, 10))),
            "surveymonkey_finland_csat": (2, "utf-8", lambda r: judge_score(r[0], r[10], (1, 5))),
        }.get(source, (1, "utf-8", lambda r: "accepted"))
        verdicts = [(tuple(row), judge(row)) for row in csv_rows(path, headers, encoding)]
    found: Counter[str] = Counter()
    seen = set()
    for row, verdict in verdicts:
        found["duplicate" if row in seen else verdict] += 1
        seen.add(row)
    return found


@pytest.mark.parametrize("size", ["home", "smallest_home"])
def test_manifest_says_what_a_recount_finds(size, request):
    home = request.getfixturevalue(size)
    manifest = json.loads((home / "demo_manifest.json").read_text(encoding="utf-8"))

    for entry in manifest["files"]:
        found = recount(home, entry["source"], entry["file"])
        stated = {"accepted": entry["accepted"], "duplicate": entry["duplicates"]}
        assert +found == +Counter(stated | entry["quarantined"]), entry
        assert entry["rows"] == sum(found.values())


def test_manifest_names_every_file_of_the_inbox(home):
    manifest = json.loads((home / "demo_manifest.json").read_text(encoding="utf-8"))
    inbox = home / "inbox"
    files = {path.relative_to(inbox).as_posix() for path in inbox.rglob("*") if path.is_file()}

    assert {entry["file"] for entry in manifest["files"]} == files
    assert manifest["as_of"] == "2026-10-01T00:00:00Z"


def test_every_fault_is_there_at_the_smallest_size(smallest_home):
    manifest = json.loads((smallest_home / "demo_manifest.json").read_text(encoding="utf-8"))
    found: dict[str, Counter[str]] = {}
    for entry in manifest["files"]:
        faults = found.setdefault(entry["source"], Counter())
        faults.update({"duplicate": entry["duplicates"], "late": entry["late"]})
        faults.update(entry["quarantined"])

    scores = {"score_out_of_range", "unreadable_number", "missing_required"}
    assert {source: set(+faults) for source, faults in found.items()} == {
        "support_tickets": {"duplicate", "missing_required", "unreadable_timestamp"},
        "support_events": {
            "duplicate",
            "late",
            "wrong_field_count",
            "unreadable_timestamp",
            "future_timestamp",
            "missing_required",
        },
        "qualtrics_korea_nps": scores | {"duplicate", "preview"},
        "qualtrics_korea_csat": {"duplicate", "preview", "missing_required"},
        "surveymonkey_finland_nps": scores | {"duplicate"},
        "surveymonkey_finland_csat": {"duplicate", "missing_required"},
        "delighted_english": scores | {"duplicate"},
        "limesurvey_pulse": {"duplicate", "incomplete", "score_out_of_range"},
        "google_forms_enps": {"duplicate", "unreadable_number", "score_out_of_range"},
        "typeform_mystery": {"duplicate", "incomplete", "unreadable_number"},
        "customers": {"duplicate", "missing_required", "unreadable_integer"},
        "orders": {"duplicate", "missing_required", "unreadable_number", "future_timestamp"},
        "agents": set(),
        "shifts": set(),
    }
