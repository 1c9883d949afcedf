"""Publications on disk: each in a folder of its own, `current` points at the one that stands.

All published names are links through `current`, so one rename switches every file at once: a
reader sees the old publication or the new one, never a mixture, and keeps what it has open.

    published/company.duckdb  →  current/company.duckdb
    published/current         →  history/0042_20261001T000000Z
"""

import os
import shutil
from pathlib import Path

from assets.errors import ScorecardError
from assets.publishing.database_file import flush_to_disk

LINKS = ("company.duckdb", "leaders.duckdb", "report")
_BUILDING = ".building"


def start(published: Path) -> Path:
    """An empty folder for the next publication; what an interrupted run left is removed."""
    history = published / "history"
    history.mkdir(parents=True, exist_ok=True)
    building = history / _BUILDING
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(mode=0o700)
    return building


def finish(published: Path, publication_id: str, keep: int) -> Path:
    """Make what was built the publication that stands, and drop the oldest beyond `keep`."""
    history = published / "history"
    numbers = [int(name.split("_")[0]) for name in kept(published)]
    target = history / f"{max(numbers, default=0) + 1:06d}_{publication_id}"
    (history / _BUILDING).chmod(0o755)
    (history / _BUILDING).rename(target)
    flush_to_disk(history)
    point_to(published, target.name)
    for name in kept(published)[:-keep]:
        shutil.rmtree(history / name)
    return target


def kept(published: Path) -> list[str]:
    """Names of all complete publications, the oldest first."""
    history = published / "history"
    return sorted(path.name for path in history.glob("[0-9]*_*") if path.is_dir())


def current(published: Path) -> str | None:
    """Name of the publication that stands."""
    link = published / "current"
    return link.readlink().name if link.is_symlink() else None


def point_to(published: Path, name: str) -> None:
    """Switch to a publication in one rename."""
    for file in LINKS:
        link = published / file
        if not link.is_symlink():
            link.symlink_to(Path("current") / file)
    switching = published / ".current"
    switching.unlink(missing_ok=True)
    switching.symlink_to(Path("history") / name)
    os.replace(switching, published / "current")  # noqa: PTH105 (the one step that must be atomic)
    flush_to_disk(published)


def roll_back(published: Path) -> str:
    """Switch to the publication before the one that stands.

    Returns:
        Its name.

    Raises:
        ScorecardError: There is none.
    """
    standing = current(published)
    earlier = [name for name in kept(published) if standing and name < standing]
    if not earlier:
        raise ScorecardError(f"no earlier publication is kept under {published / 'history'}")
    point_to(published, earlier[-1])
    return earlier[-1]
