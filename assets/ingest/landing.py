"""Inbox → landing: an immutable copy of every export, named by the hash of its content."""

import hashlib
import os
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
        if _is_no_text(path.name) or path.is_symlink() or not path.is_file():
            continue
        if path.resolve().is_relative_to(inbox):
            stat = path.stat()
            name = path.relative_to(inbox).as_posix()
            found.append(InboxFile(name, path, stat.st_size, stat.st_mtime_ns))
    return found


def unclaimed_files(home: Home, sources: list[Source]) -> list[str]:
    """Names of inbox files that no source file asks for."""
    claimed = {file.name for source in sources for file in find_files(home, source)}
    inbox = home.inbox.resolve()
    every = (path for path in inbox.rglob("*") if path.is_file() and path.name[0] != ".")
    names = {path.relative_to(inbox).as_posix() for path in every}
    # A name whose bytes are no text is shown by their numbers; no source can claim it.
    return sorted(ascii(name) if _is_no_text(name) else name for name in names - claimed)


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
    after = file.path.stat()
    if (after.st_size, after.st_mtime_ns) != (file.bytes, file.modified_ns):
        arriving.unlink()
        return None
    target = landing_path(home, digest.hexdigest())
    target.parent.mkdir(parents=True, exist_ok=True)
    arriving.replace(target)
    target.chmod(0o440)
    return Landed(file.name, digest.hexdigest(), target)
