"""`scorecard score` writes a file's rows with the scores of its comments beside them."""

import csv
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from pipelines.cli import main

ROWS = [
    {"id": "1", "said": "The agent was lovely, but I waited an hour"},
    {"id": "2", "said": "Kiitos, todella nopea ja\nystävällinen palvelu"},
    {"id": "3", "said": ""},
]


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["id", "said"])
        writer.writeheader()
        writer.writerows(ROWS)
    return path


def score(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["score", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.output


def test_csv_goes_to_stdout_with_every_row_and_column_it_came_with(answers: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(score(answers, "--column", "said"), newline="")))
    assert [{key: row[key] for key in ("id", "said")} for row in rows] == ROWS
    assert [row["language"] for row in rows] == ["en", "fi", "none"]
    assert "waiting-" in rows[0]["topics"].split()
    assert rows[2]["label"] == "none"


def test_parquet_keeps_topics_as_maps(answers: Path, tmp_path: Path) -> None:
    output = tmp_path / "scored.parquet"
    facts = json.loads(score(answers, "--column", "said", "--output", output, "--json"))
    table = pq.read_table(output)
    assert facts["rows"] == len(table) == 3
    assert dict(table["topics"][0].as_py())["waiting"] == -1


def test_parquet_in_gives_what_csv_in_gives(answers: Path, tmp_path: Path) -> None:
    source = tmp_path / "answers.parquet"
    pq.write_table(pa.Table.from_pylist(ROWS), source)
    assert score(source, "--column", "said") == score(answers, "--column", "said")


def test_json_is_a_line_per_comment(answers: Path) -> None:
    lines = score(answers, "--column", "said", "--json").splitlines()
    assert [json.loads(line)["language"] for line in lines] == ["en", "fi", "none"]


def test_column_of_the_same_name_stays_beside_the_score(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("language,said\nxx,Great help thank you\n", "utf-8")
    (row,) = csv.DictReader(io.StringIO(score(path, "--column", "said")))
    assert (row["language"], row["language_scored"]) == ("xx", "en")


def test_language_that_is_given_counts_for_all_comments(answers: Path) -> None:
    out = score(answers, "--column", "said", "--language", "sv", "--json").splitlines()
    assert json.loads(out[0])["language"] == "sv"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "id,said\n1,x\n", "no column `sad`"),
        ("a.csv", "sad,b\n1,2,3\n", "a.csv"),
        ("a.xlsx", "", ".csv, .tsv or .parquet"),
        ("a.parquet", "nothing", "a.parquet"),
    ],
)
def test_file_that_cannot_be_scored_is_refused_in_words(
    tmp_path: Path, name: str, content: str, message: str
) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    assert message in score(path, "--column", "sad", code=3)
