"""Inbox → landing: an immutable copy of every export, named by the hash of its content."""

import hashlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

from assets.contracts.sources import Source
from assets.warehouse.home import Home

_CHUNK = 1 << 20


@dataclass(frozen=True)
class InboxFile:
    """An export as it lies in the inbox.

    Attributes:
        name: Path under the inbox, with forward slashes.
    """

    name: str
    path: Path
    bytes: int
    modified_ns: int


@dataclass(frozen=True)
class Landed:
    """An export with its immutable copy."""

    name: str
    sha256: str
    path: Path


def find_files(home: Home, source: Source) -> list[InboxFile]:
    """Files of a source in the order of their names; links and outsiders are passed over."""
    inbox = home.inbox.resolve()
    found = []
    for path in sorted(inbox.glob(source.files)):
        name = path.relative_to(inbox).as_posix()
        if _is_no_text(name) or path.is_symlink() or not path.is_file() or _is_marker(path):
            continue
        if path.resolve().is_relative_to(inbox):
            stat = path.stat()
            found.append(InboxFile(name, path, stat.st_size, stat.st_mtime_ns))
    return found


def unclaimed_files(home: Home, sources: list[Source]) -> list[str]:
    """Names of inbox files that no source file asks for."""
    claimed = {file.name for source in sources for file in find_files(home, source)}
    inbox = home.inbox.resolve()
    every = (path for path in inbox.rglob("*") if path.is_file() and path.name[0] != ".")
    names = {path.relative_to(inbox).as_posix() for path in every if not _is_marker(path)}
    # A name whose bytes are no text is shown by their numbers; no source can claim it.
    return sorted(ascii(name) if _is_no_text(name) else name for name in names - claimed)


def still_growing(home: Home, files: list[InboxFile], settle_seconds: float) -> set[str]:
    """Names of files that are being written to; looks twice at those that were changed just now.

    A file beside which `NAME.done` stands is complete whatever its age.
    """
    latest = _moment_of_file_system(home) - int(settle_seconds * 1e9)
    young = [
        file for file in files if file.modified_ns > latest and not _marker_of(file.path).exists()
    ]
    if not young:
        return set()
    time.sleep(settle_seconds)
    return {file.name for file in young if not _is_as_before(file)}


def _moment_of_file_system(home: Home) -> int:
    """What the clock says that dates the files, which may be that of another machine."""
    arriving = home.landing / ".arriving"
    arriving.write_bytes(b"")
    moment = arriving.stat().st_mtime_ns
    arriving.unlink()
    return moment


def _marker_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.done")


def _is_marker(path: Path) -> bool:
    return path.suffix == ".done" and path.with_suffix("").exists()


def _is_as_before(file: InboxFile) -> bool:
    if not file.path.exists():
        return False
    stat = file.path.stat()
    return (stat.st_size, stat.st_mtime_ns) == (file.bytes, file.modified_ns)


def _is_no_text(name: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in name)


def landing_path(home: Home, sha256: str) -> Path:
    """Where the copy of a content lies."""
    return home.landing / sha256[:2] / sha256


def land(home: Home, file: InboxFile) -> Landed | None:
    """Copy a file into landing, under the hash of what was copied.

    Returns:
        The copy, or None when somebody wrote to the file meanwhile: it is left for the next run.
    """
    arriving = home.landing / ".arriving"
    digest = hashlib.sha256()
    with file.path.open("rb") as source, arriving.open("wb") as copy:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    if not _is_as_before(file):
        arriving.unlink()
        return None
    target = landing_path(home, digest.hexdigest())
    target.parent.mkdir(parents=True, exist_ok=True)
    arriving.replace(target)
    target.chmod(0o440)
    return Landed(file.name, digest.hexdigest(), target)
