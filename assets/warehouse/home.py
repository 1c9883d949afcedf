"""The home: the one folder that holds all data of a deployment, and the lock on it."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assets.errors import Busy, SettingsError

_SECRET_BYTES = 32


@dataclass(frozen=True)
class Home:
    """Paths under one home; `data/README.md` says what lies where."""

    root: Path

    @property
    def sources(self) -> Path:
        """One YAML per export."""
        return self.root / "sources"

    @property
    def reference(self) -> Path:
        """Tables kept by hand: targets, teams, schedules, holidays, SLA policies."""
        return self.root / "reference"

    @property
    def inbox(self) -> Path:
        """Exports are dropped here."""
        return self.root / "inbox"

    @property
    def landing(self) -> Path:
        """Immutable copies, named by content hash."""
        return self.root / "landing"

    @property
    def work_database(self) -> Path:
        """The pipeline's private database."""
        return self.root / "warehouse" / "work.duckdb"

    @property
    def published(self) -> Path:
        """What people open."""
        return self.root / "published"

    @property
    def dagster(self) -> Path:
        """Dagster's own records of runs."""
        return self.root / ".dagster"

    def create_folders(self) -> None:
        """Make every folder that is missing."""
        for folder in (
            self.sources,
            self.reference,
            self.inbox,
            self.landing,
            self.work_database.parent,
            self.published,
            self.dagster,
        ):
            folder.mkdir(parents=True, exist_ok=True)
        for private in (self.landing, self.work_database.parent):
            private.chmod(0o700)

    def customer_secret(self) -> bytes:
        """The key of customer keys, made at first use and readable by its owner only.

        Raises:
            SettingsError: The file doesn't hold a whole secret.
        """
        path = self.root / ".customer_secret"
        if not path.exists():
            _write_privately(path, secrets.token_hex(_SECRET_BYTES))
        secret = bytes.fromhex(path.read_text("ascii"))
        if len(secret) != _SECRET_BYTES:
            raise SettingsError(f"{path} isn't {_SECRET_BYTES} bytes in hex; restore it")
        return secret

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the home for one run.

        Raises:
            Busy: Another run holds it.
        """
        path = self.work_database.parent / ".lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Busy(
                    f"another run works in {self.root}; try again when it has ended"
                ) from error
            yield


def _write_privately(path: Path, text: str) -> None:
    """Write a file that only its owner may read; it is there whole or not at all."""
    sibling = path.with_name(path.name + ".new")
    sibling.unlink(missing_ok=True)
    handle = os.open(sibling, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    sibling.replace(path)
