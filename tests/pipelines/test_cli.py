"""The command line: quick to answer, honest in its exit codes, complete in its help."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assets.warehouse.home import Home
from pipelines.cli import main

HEAVY = ("dagster", "duckdb", "great_expectations", "numpy", "pandas", "pyarrow", "sqlglot")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def modules_after(*arguments: str) -> set[str]:
    """Top-level modules that a command has imported when it ends."""
    script = (
        "import sys\nfrom pipelines.cli import main\n"
        f"try: main({list(arguments)!r})\nexcept SystemExit: pass\n"
        "print('\\n' + ' '.join({m.split('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.fixture(scope="module")
def finished(make_demo: Callable[[], Home]) -> Home:
    home = make_demo()
    result = call("run", "--home", str(home.root), "--as-of", "2026-10-01T00:00:00Z")
    assert result.exit_code == 0, result.output
    return home


def test_help_imports_nothing_heavy() -> None:
    assert modules_after("--help").isdisjoint(HEAVY)


def test_status_imports_nothing_heavy_but_duckdb(finished: Home) -> None:
    imported = modules_after("status", "--home", str(finished.root))
    assert imported & set(HEAVY) == {"duckdb"}


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_home_and_json(name: str) -> None:
    result = call(name, "--help")
    assert result.exit_code == 0
    assert main.commands[name].help
    assert "--home" in result.output
    assert "--json" in result.output


def test_init_makes_a_home_whose_settings_name_every_key(tmp_path: Path) -> None:
    result = call("init", str(tmp_path / "new"))
    assert result.exit_code == 0
    text = (tmp_path / "new" / "scorecard.toml").read_text()
    keys = ("settle_seconds", "min_responses", "min_comments", "storage_version", "history_kept")
    for key in keys:
        assert f"# {key} = " in text
    assert (tmp_path / "new" / "inbox").is_dir()
    schema = json.loads((tmp_path / "new" / "scorecard.schema.json").read_text())
    assert set(schema["properties"]) == {"ingest", "privacy", "publishing", "sentiment"}


def test_init_leaves_settings_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "scorecard.toml").write_text("[privacy]\nmin_responses = 30\n")
    call("init", str(tmp_path))
    assert (tmp_path / "scorecard.toml").read_text() == "[privacy]\nmin_responses = 30\n"


def test_unknown_option_is_a_usage_error() -> None:
    assert call("run", "--no-such-option").exit_code == 2


def test_mistyped_setting_fails_with_its_name(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.create_folders()
    (tmp_path / "scorecard.toml").write_text("[privacy]\nmin_respones = 30\n")
    result = call("run", "--home", str(tmp_path))
    assert result.exit_code == 1
    assert "min_respones" in result.output


def test_moment_that_is_none_is_refused_with_an_example(tmp_path: Path) -> None:
    result = call("run", "--home", str(tmp_path), "--as-of", "yesterday")
    assert result.exit_code == 1
    assert "`yesterday` is not a moment; write it as 2026-10-01T00:00:00Z" in result.output


def test_status_before_any_run_says_what_to_do(tmp_path: Path) -> None:
    result = call("status", "--home", str(tmp_path))
    assert result.exit_code == 1
    assert "scorecard run" in result.output


def test_status_sums_what_the_demo_says_it_planted(finished: Home) -> None:
    result = call("status", "--home", str(finished.root), "--json")
    facts = json.loads(result.output)
    files = json.loads((finished.root / "demo_manifest.json").read_text())["files"]
    assert facts["rows_read"] == sum(file["rows"] for file in files)
    assert facts["duplicates"] == sum(file["duplicates"] for file in files)
    assert facts["quarantined"] == sum(sum(file["quarantined"].values()) for file in files)
    assert sum(row["n"] for row in facts["quarantine"]) == facts["quarantined"]


def test_run_with_nothing_new_reads_no_file_again(finished: Home) -> None:
    result = call("run", "--home", str(finished.root), "--as-of", "2026-10-01T00:00:00Z")
    assert result.exit_code == 0
    assert "rows," not in result.output.split("40 files")[0]


def test_file_that_cannot_be_read_is_refused_with_3_and_the_rest_is_published(
    make_demo: Callable[[], Home],
) -> None:
    home = make_demo()
    broken = home.inbox / "support" / "tickets_2026-10.csv"
    broken.write_bytes("ticket_id,created_at\n1,Stra\xdfe\n".encode("latin-1"))
    result = call("run", "--home", str(home.root), "--as-of", "2026-10-01T00:00:00Z")
    assert result.exit_code == 3
    assert "byte 27 (0xdf) is not utf-8" in result.output
    assert (home.published / "company.duckdb").exists()


def test_demo_never_mixes_with_exports_of_your_own(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.create_folders()
    (home.inbox / "mine.csv").write_text("a,b\n")
    result = call("demo", "--home", str(tmp_path), "--tickets", "500")
    assert result.exit_code == 1
    assert "exports of your own" in result.output
    assert sorted(path.name for path in home.inbox.iterdir()) == ["mine.csv"]


def test_a_plain_demo_has_no_stories(tmp_path: Path) -> None:
    told = {}
    for name, *more in (("eventful",), ("plain", "--plain")):
        home = tmp_path / name
        assert call("demo", "--home", str(home), "--tickets", "500", *more).exit_code == 0
        told[name] = json.loads((home / "demo_manifest.json").read_text())["planted"]
    assert len(told["eventful"]) == 9
    assert told["plain"] == {}


def test_report_names_the_page_that_stands(finished: Home) -> None:
    result = call("report", "--home", str(finished.root))
    assert Path(result.output.strip()).read_text().startswith("<!doctype html>")


def test_rollback_lets_the_publication_before_stand(finished: Home) -> None:
    standing = (finished.published / "current").readlink()
    call("run", "--home", str(finished.root), "--as-of", "2026-10-02T00:00:00Z")
    assert (finished.published / "current").readlink() != standing
    result = call("rollback", "--home", str(finished.root))
    assert result.exit_code == 0
    assert (finished.published / "current").readlink() == standing
