import csv
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import yaml

from assets.demo.chunks import plan_chunks
from assets.demo.local_time import zone_offsets
from assets.demo.period import AS_OF, START
from assets.demo.story import draw_story
from assets.demo.surveymonkey import CSAT_QUESTION, NPS_QUESTION, unambiguous
from assets.demo.world import build_world

HELSINKI = ZoneInfo("Europe/Helsinki")


def rows(path, encoding="utf-8"):
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


@pytest.fixture(scope="module")
def stories(world):
    return [draw_story(world, chunk) for chunk in plan_chunks(world.season.tickets_by_day)]


def test_qualtrics_has_a_mark_three_headers_and_its_zone_in_the_third(home):
    path = home / "inbox/surveys/qualtrics_korea.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    ids, texts, imports = rows(path, "utf-8-sig")[:3]
    assert len(ids) == len(texts) == len(imports) == 22
    assert ids[17:] == ["Q1", "Q2", "Q3", "ticket_id", "customer_id"]
    assert "추천" in texts[17]
    stated = dict(zip(ids, map(json.loads, imports), strict=True))
    assert stated["RecordedDate"] == {"ImportId": "recordedDate", "timeZone": "Asia/Seoul"}
    assert stated["Q3"] == {"ImportId": "QID3_TEXT"}


def test_qualtrics_ids_are_unique_and_well_formed(home):
    found = rows(home / "inbox/surveys/qualtrics_korea.csv", "utf-8-sig")[3:]
    distinct = {tuple(row) for row in found if row[8]}
    assert len({row[8] for row in distinct}) == len(distinct)
    assert all(len(row[8]) == 17 and row[8].startswith("R_") for row in distinct)


def test_surveymonkey_has_two_headers_with_a_comma_and_a_tag(home):
    first, second = rows(home / "inbox/surveys/surveymonkey_finland.csv")[:2]
    assert first[9:11] == [NPS_QUESTION, CSAT_QUESTION]
    assert "," in NPS_QUESTION
    assert "<strong>" in CSAT_QUESTION
    assert second == [""] * 9 + ["Response", "Response", "Open-Ended Response"]


def test_surveymonkey_times_exist_exactly_once_in_helsinki(home):
    for row in rows(home / "inbox/surveys/surveymonkey_finland.csv")[2:]:
        for cell in row[2:4]:
            local = datetime.strptime(cell, "%m/%d/%Y %I:%M %p").replace(tzinfo=HELSINKI)
            assert local.utcoffset() == local.replace(fold=1).utcoffset()
            assert local.astimezone(UTC).astimezone(HELSINKI).hour == local.hour


def test_an_answer_in_the_repeated_hour_is_moved_out_of_it():
    change = int(datetime(2025, 10, 26, 1, tzinfo=UTC).timestamp())
    at = change + np.arange(-7200, 7200, 60)
    moved = unambiguous(at)
    assert not zone_offsets("Europe/Helsinki").is_repeated(moved).any()
    assert not zone_offsets("Europe/Helsinki").is_repeated(moved - 20 * 60).any()
    assert (moved >= at).all()


@pytest.mark.parametrize("zone", ["Asia/Seoul", "Europe/Helsinki", "Europe/London"])
def test_local_time_is_what_zoneinfo_says(zone):
    at = np.random.default_rng(1).integers(START, AS_OF, 500)
    local = zone_offsets(zone).to_local(at)
    for utc, shown in zip(at.tolist(), local.tolist(), strict=True):
        expected = datetime.fromtimestamp(utc, ZoneInfo(zone)).replace(tzinfo=None)
        assert datetime.fromtimestamp(shown, UTC).replace(tzinfo=None) == expected


def test_delighted_scores_fit_their_kind_and_come_after_the_ticket(home):
    text = (home / "inbox/surveys/delighted_english.json").read_text(encoding="utf-8")
    found = json.loads(text)
    assert text.count("\n") == len(found) + 2
    kinds = {row["survey_type"] for row in found}
    assert kinds == {"nps", "csat"}
    assert {row["person_properties"]["country"] for row in found} == {"GB", "IE"}
    assert all(START < row["created_at"] < AS_OF for row in found)


def test_tickets_are_answered_about_only_after_they_were_solved(stories):
    tickets = sum(len(story.tickets) for story in stories)
    answers = sum(len(story.answers) for story in stories)
    # Some stories are told by more than ordinary: the smaller the demo, the more.
    assert 0.12 < answers / tickets < 0.2
    for story in stories:
        assert (story.answers.at > story.journeys.finally_solved[story.answers.row]).all()
        assert (story.answers.at < AS_OF).all()


def test_one_ticket_in_eight_is_answered_about_where_nothing_is_planted():
    world = build_world(seed=7, tickets=6_000, planted=False)
    chunks = plan_chunks(world.season.tickets_by_day)
    assert 0.10 < sum(len(draw_story(world, chunk).answers) for chunk in chunks) / 6_000 < 0.14


def test_scores_follow_the_experience(stories):
    """What went wrong costs points, so that a driver analysis has something to find."""
    nps = np.concatenate([story.answers.nps for story in stories])
    returned = np.concatenate([s.journeys.courses.returned[s.answers.row] for s in stories])
    handed = np.concatenate([s.journeys.handoffs[s.answers.row] > 0 for s in stories])
    assert nps[~returned].mean() - nps[returned].mean() > 0.8
    assert nps[~handed].mean() - nps[handed].mean() > 0.4
    assert 10 < 100 * ((nps >= 9).mean() - (nps <= 6).mean()) < 55


def test_every_column_a_source_maps_stands_in_its_file(home):
    headers = {
        "csv": ("utf-8", 0),
        "qualtrics_csv": ("utf-8-sig", 0),
        "surveymonkey_csv": ("utf-8", 0),
        "limesurvey_csv": ("utf-8-sig", 0),
        "google_forms_csv": ("utf-8", 0),
        "typeform_csv": ("utf-8", 0),
    }
    for path in sorted((home / "sources").glob("*.yml")):
        source = yaml.safe_load(path.read_text(encoding="utf-8"))
        files = sorted((home / "inbox").glob(source["files"]))
        assert source["source"] == path.stem
        assert files
        if source["format"] in headers:
            encoding, line = headers[source["format"]]
            header = rows(files[0], encoding)[line]
            codes = {name.split(". ")[0] for name in header}  # as LimeSurvey's are called
            assert set(source["columns"].values()) <= codes | set(header)
