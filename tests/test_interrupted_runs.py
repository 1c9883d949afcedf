"""Kill -9 during a run: what stands published stays whole, and the next run converges."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest

from assets.warehouse.home import Home

AS_OF = "2026-10-01T00:00:00Z"
NEXT_DAY = "2026-10-02T00:00:00Z"
STAGES = ("ingest", "staging", "intermediate", "sentiment", "metrics", "marts", "published")

Content = dict[str, tuple[int, str]]


def start_run(home: Home, as_of: str = AS_OF) -> subprocess.Popen[str]:
    """A run in a process of its own, as the scheduler starts it."""
    command = [sys.executable, "-m", "pipelines", "run", "--home", str(home.root)]
    return subprocess.Popen(
        [*command, "--as-of", as_of], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )


def kill(process: subprocess.Popen[str]) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()


def kill_when_it_says(process: subprocess.Popen[str], stage: str) -> bool:
    """Kill a run as soon as it begins a stage; whether it got there."""
    assert process.stderr is not None
    for line in process.stderr:
        if line.strip() == stage:
            kill(process)
            return True
    process.communicate()
    return False


def finish_run(home: Home, as_of: str = AS_OF) -> None:
    process = start_run(home, as_of)
    _, errors = process.communicate()
    assert process.returncode == 0, errors


@pytest.fixture(scope="module")
def undisturbed(
    make_demo: Callable[[], Home], published_content: Callable[[Home], Content]
) -> Content:
    home = make_demo()
    finish_run(home)
    return published_content(home)


def test_killed_at_every_stage_the_next_run_publishes_what_an_undisturbed_one_does(
    make_demo: Callable[[], Home],
    published_content: Callable[[Home], Content],
    undisturbed: Content,
) -> None:
    home = make_demo()
    for stage in STAGES:
        assert kill_when_it_says(start_run(home), stage), f"the run never began {stage}"
        assert not (home.published / "company.duckdb").exists()
    finish_run(home)
    assert published_content(home) == undisturbed


def test_killed_run_is_marked_as_failed_by_the_next_one(make_demo: Callable[[], Home]) -> None:
    home = make_demo()
    assert kill_when_it_says(start_run(home), "staging")
    finish_run(home)
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        statuses = sorted(run.status.value for run in instance.get_runs())
    assert statuses == ["FAILURE", "SUCCESS"]


def test_killed_at_random_moments_what_stands_is_the_old_or_the_new_publication_never_mixed(
    make_demo: Callable[[], Home], published_content: Callable[[Home], Content]
) -> None:
    home, undisturbed_home = make_demo(), make_demo()
    finish_run(home)
    old = published_content(home)
    finish_run(undisturbed_home)
    finish_run(undisturbed_home, NEXT_DAY)
    new = published_content(undisturbed_home)
    moments = random.Random(20_261_001)
    for _ in range(5):
        process = start_run(home, NEXT_DAY)
        try:
            process.communicate(timeout=moments.uniform(1, 8))
        except subprocess.TimeoutExpired:
            kill(process)
        assert published_content(home) in (old, new)
    finish_run(home, NEXT_DAY)
    assert published_content(home) == new != old


def test_same_exports_and_as_of_in_another_home_publish_equal_tables(
    make_demo: Callable[[], Home],
    published_content: Callable[[Home], Content],
    undisturbed: Content,
) -> None:
    home = make_demo()
    finish_run(home)
    assert (home.root / ".customer_secret").exists()
    assert published_content(home) == undisturbed


def test_second_run_at_once_says_busy_and_exits_with_75(make_demo: Callable[[], Home]) -> None:
    home = make_demo()
    with home.locked():
        process = start_run(home)
        _, errors = process.communicate()
    assert process.returncode == 75
    assert "another run works in" in errors
    assert not Path(home.work_database).exists()
