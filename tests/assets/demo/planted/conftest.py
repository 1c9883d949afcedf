"""What the files of a company say, read with pandas without looking at how they were drawn."""

import csv
import json
import re
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from assets.demo.inbox import write_demo

SIZES = (20_000, 3_000)


def good_lines(folder: Path, name: str, fields: int) -> pd.DataFrame:
    rows, header = [], []
    for path in sorted(folder.glob(f"{name}_20*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            header, *lines = csv.reader(file)
        rows += [row for row in lines if len(row) == fields and re.match(r"1\d{5}$", row[0])]
    table = pd.DataFrame(rows, columns=header).drop_duplicates()
    moments = table.iloc[:, 1]
    return table[moments.str.match(r"202[56]-\d\d-[0-3]\d") & ~moments.str.contains("-13-")]


def responses(surveys: Path) -> pd.DataFrame:
    korea = pd.read_csv(
        surveys / "qualtrics_korea.csv", dtype=str, skiprows=[1, 2], encoding="utf-8-sig"
    )
    korea = korea[korea.ResponseId.str.match("R_(?!broken)", na=False)]
    korea = korea[korea.Status == "IP Address"][["ticket_id", "Q1", "Q3"]]
    finland = pd.read_csv(surveys / "surveymonkey_finland.csv", dtype=str, skiprows=[1])
    finland = finland[finland["Respondent ID"].str.startswith("114", na=False)].iloc[:, [8, 9, 11]]
    english = pd.json_normalize(json.loads((surveys / "delighted_english.json").read_text("utf-8")))
    english = english[english.id.str.startswith("5")]
    english.loc[english.survey_type != "nps", "score"] = None
    english = english[["person_properties.ticket_id", "score", "comment"]]
    parts = [
        part.set_axis(["ticket_id", "nps", "comment"], axis=1).assign(language=language)
        for part, language in ((korea, "ko"), (finland, "fi"), (english, "en"))
    ]
    found = pd.concat(parts).drop_duplicates("ticket_id").set_index("ticket_id")
    return found.assign(nps=pd.to_numeric(found.nps), comment=found.comment.fillna(""))


def ticket_facts(home: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    events = good_lines(home / "inbox/support", "ticket_events", 7)
    events["at"] = pd.to_datetime(events.at_utc, utc=True)
    events = events.sort_values(["ticket_id", "at"], kind="stable")
    tickets = (
        good_lines(home / "inbox/support", "tickets", 14)
        .set_index("ticket_id")
        .drop(columns="language")
    )
    tickets["created"] = pd.to_datetime(tickets.created_at)
    tickets["quarter"] = tickets.created.dt.tz_localize(None).dt.to_period("Q").astype(str)
    by_kind = {kind: found.groupby("ticket_id") for kind, found in events.groupby("kind")}
    solved = events[(events.kind == "field:status") & (events.value == "solved")]
    replies = events[(events.kind == "comment") & (events.actor_role == "agent")]
    replies = replies[replies.is_public == "TRUE"].groupby("ticket_id")["at"]
    tickets["hours"] = (
        solved.groupby("ticket_id")["at"].max() - tickets.created
    ).dt.total_seconds()
    tickets["hours"] /= 3600
    tickets["reopened"] = solved.groupby("ticket_id").size().reindex(tickets.index) > 1
    tickets["reply_hours"] = (replies.min() - tickets.created).dt.total_seconds() / 3600
    tickets["one_touch"] = replies.size().reindex(tickets.index) == 1
    tickets["agent"] = by_kind["field:assignee_id"]["value"].last()
    tickets["path"] = by_kind["field:group_id"]["value"].agg(tuple)
    return tickets, events


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """What the files of a company say, by size and whether stories are planted."""
    made = {}

    def read(tickets, planted):
        if (tickets, planted) not in made:
            home = tmp_path_factory.mktemp("company")
            write_demo(home, tickets=tickets, planted=planted)
            facts, events = ticket_facts(home)
            answers = responses(home / "inbox/surveys")
            people = home / "inbox/people"
            made[tickets, planted] = SimpleNamespace(
                home=home,
                tickets=facts.join(answers[["nps", "comment", "language"]]),
                events=events,
                shifts=pd.read_csv(people / "shifts.csv"),
                agents=pd.read_csv(people / "agents.csv"),
                planted=json.loads((home / "demo_manifest.json").read_text("utf-8"))["planted"],
            )
        return made[tickets, planted]

    return read


@pytest.fixture(params=SIZES)
def eventful(company, request):
    return company(request.param, True)


@pytest.fixture(params=SIZES)
def plain(company, request):
    return company(request.param, False)
