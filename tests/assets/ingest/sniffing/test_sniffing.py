"""Files that nobody would want to be sent."""

import json
from datetime import datetime

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from assets.contracts.sources import Source, load_source
from assets.errors import ScorecardError
from assets.ingest.sniffing.naming import files_glob, source_name
from assets.ingest.sniffing.opening import Question
from assets.ingest.sniffing.proposal import Proposal
from assets.ingest.sniffing.sniffing import Wishes, sniff_export
from assets.ingest.sniffing.writing import write_source
from pipelines.cli import main

AS_OF = datetime(2100, 1, 1)
TICKETS = "ticket_id,created_at,status,subject\n" + "".join(
    f"T{i},2024-03-{i:02} 10:00:00,open,Where is my parcel number {i}\n" for i in range(1, 29)
)


@pytest.fixture
def sniff(tmp_path):
    def run(name, content, **wishes):
        path = tmp_path / "inbox" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return sniff_export(path, tmp_path / "inbox", AS_OF, Wishes(**wishes))

    return run


def keys_asked(sniffed):
    return {question.key for question in sniffed.proposal.questions}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n  \n",
        bytes(range(256)) * 40,
        b"%PDF-1.7 ...",
        b"\x1f\x8b\x08junk",
        b"PK\x03\x04cut off",
        b"PAR1 and nothing more",
        b"\xd0\xcf\x11\xe0 no workbook",
        b"<html><table><tr><td>1</td></tr></table></html>",
        b'[{"id": 1}, {"id": ',
        b'{\n"a": 1\n}',
    ],
)
def test_what_holds_no_table_is_refused_with_a_message(sniff, content):
    with pytest.raises(ScorecardError, match=r"export|save"):
        sniff("export", content)


def test_a_plain_export_leaves_only_the_zone_to_decide(sniff, tmp_path):
    sniffed = sniff("tickets.csv", TICKETS)
    assert sniffed.outcome.accepted == 28
    assert keys_asked(sniffed) == {"time_zone"}
    path = tmp_path / "tickets.yml"
    path.write_text(sniffed.text, "utf-8")
    assert load_source(path).columns["ticket_id"] == "ticket_id"


def test_what_a_person_says_is_not_asked(sniff):
    sniffed = sniff("tickets.csv", TICKETS, time_zone="Asia/Seoul", feed="tickets")
    assert sniffed.proposal.entry["time_zone"] == "Asia/Seoul"
    assert not sniffed.proposal.questions


@pytest.mark.parametrize("wishes", [{"feed": "parcels"}, {"time_zone": "Europe/Utopia"}])
def test_wishes_that_cannot_be_are_refused(sniff, wishes):
    with pytest.raises(ScorecardError, match=r"no (feed|time zone)"):
        sniff("tickets.csv", TICKETS, **wishes)


def test_days_and_months_that_could_swap_are_asked(sniff):
    rows = "".join(f"T{i},{i}/3/2024 10:00,open\n" for i in range(1, 12))
    sniffed = sniff("tickets.csv", "ticket_id,created_at,status\n" + rows)
    assert sniffed.proposal.entry["date_format"] == "%d/%m/%Y %H:%M"
    assert "date_format" in keys_asked(sniffed)
    rows += "T99,13/3/2024 10:00,open\n"
    sniffed = sniff("tickets.csv", "ticket_id,created_at,status\n" + rows)
    assert "date_format" not in keys_asked(sniffed)


def test_statuses_are_translated_and_unknown_ones_asked(sniff):
    rows = "".join(
        f"T{i},2024-03-01 10:0{i}:00,{s}\n" for i, s in enumerate(["처리완료", "우주", "접수"])
    )
    sniffed = sniff("tickets.csv", "ticket_id,created_at,status\n" + rows)
    assert sniffed.proposal.entry["values"]["status"] == {
        "처리완료": "solved",
        "접수": "new",
        "우주": "open",
    }
    assert "values.status" in keys_asked(sniffed)


def test_rows_without_an_id_get_one_made_of_columns(sniff):
    rows = "".join(f"2024-03-{i:02} 10:00:00,{i % 5 + 1},fine thanks {i}\n" for i in range(1, 20))
    sniffed = sniff("survey.csv", "submitted_at,score,comment\n" + rows)
    assert isinstance(sniffed.proposal.entry["columns"]["response_id"], list)
    assert sniffed.outcome.accepted == 19


@pytest.mark.parametrize(
    ("question", "answers", "kind", "scale"),
    [
        ("How likely are you to recommend us?", range(11), "nps", (0, 10)),
        ("Kuinka todennäköisesti suosittelet meitä?", range(11), "nps", (0, 10)),
        ("상담에 만족하셨습니까?", range(1, 6), "csat", (1, 5)),
        ("How easy was it to get help?", range(1, 8), "ces", (1, 7)),
    ],
)
def test_the_question_tells_the_kind(sniff, question, answers, kind, scale):
    rows = "".join(f"{i},2024-03-01 10:00:00,{score}\n" for i, score in enumerate(answers))
    sniffed = sniff("survey.csv", f"response_id,submitted_at,{question}\n" + rows)
    constants = sniffed.proposal.entry["constants"]
    assert sniffed.proposal.entry["columns"]["score"] == question
    assert (constants["kind"], constants["scale_min"], constants["scale_max"]) == (kind, *scale)
    assert "constants.kind" in keys_asked(sniffed)


def test_one_column_and_one_huge_cell_are_survived(sniff):
    assert sniff("one.csv", "feedback\nall is well with me\nnot so good at all\n").text
    huge = f"ticket_id,created_at,status,subject\n1,2024-03-01,open,{'x' * 3_000_000}\n"
    assert sniff("huge.csv", huge + "2,2024-03-02,open,y\n").proposal.entry["feed"] == "tickets"


def test_a_headerless_export_shows_none_of_its_data(sniff):
    rows = "".join(f"T-{i},2024-03-{i:02},ann.lee{i}@example.com,open\n" for i in range(1, 9))
    sniffed = sniff("tickets.csv", rows)
    assert sniffed.proposal.entry["header"] == ["c1", "c2", "c3", "c4"]
    assert "header" in keys_asked(sniffed)
    assert "ann.lee" not in sniffed.text + json.dumps(sniffed.facts(), default=str)


def test_nothing_that_people_wrote_or_are_called_is_printed(sniff):
    rows = "".join(
        f"{i},2024-03-01 10:{i:02}:00,{i % 5 + 1},Zebedee,zeb{i}@example.com,My parrot Polly died\n"
        for i in range(30)
    )
    head = "response_id,submitted_at,score,first name,email,comment\n"
    sniffed = sniff("survey.csv", head + rows)
    printed = sniffed.text + json.dumps(sniffed.facts(), default=str)
    assert sniffed.proposal.entry["person_names"] == ["first name"]
    assert not [word for word in ("Zebedee", "zeb1", "Polly") if word in printed]


def test_the_command_prints_yaml_or_json(tmp_path):
    path = tmp_path / "tickets.csv"
    path.write_text(TICKETS)
    home = ["--home", str(tmp_path / "home")]
    plain = CliRunner().invoke(main, ["sniff", str(path), *home])
    assert plain.exit_code == 0
    assert yaml.safe_load(plain.output)["feed"] == "tickets"
    facts = json.loads(CliRunner().invoke(main, ["sniff", str(path), "--json", *home]).output)
    assert facts["source"]["feed"] == "tickets"
    assert [question["key"] for question in facts["questions"]] == ["time_zone"]
    path.write_bytes(b"")
    assert CliRunner().invoke(main, ["sniff", str(path), *home]).exit_code == 3


NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)


@given(NAMES, NAMES, NAMES)
def test_any_name_and_question_survive_the_writing(column, code, question):
    # given
    entry = {
        "source": "x",
        "feed": "tickets",
        "files": "x.csv",
        "encoding": "utf-8",
        "columns": {"ticket_id": column, "subject": [column, code]},
        "person_names": [column],
        "values": {"status": {code: "open"}},
        "constants": {"created_at": "2024-03-01"},
    }
    asked = [Question("columns.ticket_id", question), Question("delimiter", question)]
    # when
    read = yaml.safe_load(write_source(Proposal(entry, asked, {"vendor": question})))
    # then
    assert read == entry


@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=("Cs",)), min_size=1))
def test_the_glob_claims_its_own_file(tmp_path_factory, name):
    folder = tmp_path_factory.getbasetemp()
    if name in (".", ".."):
        return
    glob = files_glob(folder / "inbox" / "sub" / name, folder / "inbox")
    source = Source(source=source_name(folder / name), feed="tickets", files=glob)
    assert source.claims(f"sub/{name}")


def test_dates_and_counters_in_names_become_stars(tmp_path):
    for name in ("tickets_20240301.csv", "tickets_2024-03-01.csv", "tickets_2024.csv"):
        assert files_glob(tmp_path / name, tmp_path / "inbox") == "tickets_*.csv"
        assert source_name(tmp_path / name) == "tickets"
    assert files_glob(tmp_path / "q1.csv", tmp_path / "inbox") == "q1.csv"
