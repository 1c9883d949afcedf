"""Inbox → landing: an immutable copy of every export, named by the hash of its content."""

import hashlib
import os
import shutil
from collections.abc import Iterator
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
        if path.is_file() and not path.is_symlink() and path.resolve().is_relative_to(inbox):
            stat = path.stat()
            name = path.relative_to(inbox).as_posix()
            found.append(InboxFile(name, path, stat.st_size, stat.st_mtime_ns))
    return found


def unclaimed_files(home: Home, sources: list[Source]) -> list[str]:
    """Names of inbox files that no source file asks for."""
    claimed = {file.name for source in sources for file in find_files(home, source)}
    inbox = home.inbox.resolve()
    every = (path for path in inbox.rglob("*") if path.is_file() and path.name[0] != ".")
    return sorted({path.relative_to(inbox).as_posix() for path in every} - claimed)


def hash_file(path: Path) -> str:
    """SHA-256 of a file's content, in hex."""
    digest = hashlib.sha256()
    for chunk in _chunks(path):
        digest.update(chunk)
    return digest.hexdigest()


def landing_path(home: Home, sha256: str) -> Path:
    """Where the copy of a content lies."""
    return home.landing / sha256[:2] / sha256


def land(home: Home, file: InboxFile, sha256: str) -> Landed:
    """Copy a file into landing, unless its content is there."""
    target = landing_path(home, sha256)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        arriving = target.with_suffix(".arriving")
        shutil.copyfile(file.path, arriving)
        with arriving.open("rb") as copied:
            os.fsync(copied.fileno())
        arriving.replace(target)
        target.chmod(0o440)
    return Landed(file.name, sha256, target)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
