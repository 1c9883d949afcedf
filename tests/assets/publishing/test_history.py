"""Publications on disk: switching, keeping, rolling back."""

from pathlib import Path

import pytest

from assets.errors import ScorecardError
from assets.publishing import history


def publish_text(published: Path, text: str, keep: int = 12) -> str:
    building = history.start(published)
    for name in ("company.duckdb", "leaders.duckdb"):
        (building / name).write_text(text)
    (building / "report").mkdir()
    return history.finish(published, text, keep).name


def read(published: Path) -> str:
    return (published / "company.duckdb").read_text()


def test_published_names_show_the_latest_publication(tmp_path: Path) -> None:
    publish_text(tmp_path, "one")
    publish_text(tmp_path, "two")
    assert read(tmp_path) == "two"


def test_no_more_publications_are_kept_than_asked(tmp_path: Path) -> None:
    for number in range(15):
        publish_text(tmp_path, f"p{number}", keep=12)
    kept = history.kept(tmp_path)
    assert len(kept) == 12
    assert kept[-1] == "000015_p14"
    assert read(tmp_path) == "p14"


def test_rollback_goes_back_one_at_a_time_and_says_when_there_is_none(tmp_path: Path) -> None:
    for text in ("one", "two", "three"):
        publish_text(tmp_path, text)
    history.roll_back(tmp_path)
    assert read(tmp_path) == "two"
    history.roll_back(tmp_path)
    assert read(tmp_path) == "one"
    with pytest.raises(ScorecardError, match="no earlier publication"):
        history.roll_back(tmp_path)
    assert read(tmp_path) == "one"


def test_publication_after_a_rollback_stands_and_is_the_newest(tmp_path: Path) -> None:
    publish_text(tmp_path, "one")
    publish_text(tmp_path, "two")
    history.roll_back(tmp_path)
    publish_text(tmp_path, "three")
    assert read(tmp_path) == "three"
    assert history.kept(tmp_path)[-1].endswith("three")


def test_what_an_interrupted_run_left_is_removed(tmp_path: Path) -> None:
    left = history.start(tmp_path) / "company.duckdb"
    left.write_text("half")
    assert not (history.start(tmp_path) / "company.duckdb").exists()
    assert history.kept(tmp_path) == []
