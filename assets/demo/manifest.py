"""What was written: for every source and file, what a careful reader must find in it."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

MANIFEST_NAME = "demo_manifest.json"


@dataclass(frozen=True)
class FileCount:
    """What one source finds in one file; rows = accepted + duplicates + all quarantined."""

    source: str
    file: str  # relative to the inbox
    rows: int
    accepted: int
    duplicates: int  # exact repeats of a row
    quarantined: dict[str, int]  # by reason
    late: int = 0  # accepted rows that belong to earlier files' tickets


@dataclass(frozen=True)
class DemoManifest:
    """All that a demo consists of."""

    company: str
    as_of: str
    seed: int
    tickets: int
    files: tuple[FileCount, ...]
    # What each planted story is about (assets/demo/planted); a plain company has none.
    planted: dict[str, dict[str, Any]] = field(default_factory=dict)

    def of_source(self, source: str) -> list[FileCount]:
        """Returns the entries of one source."""
        return [entry for entry in self.files if entry.source == source]

    def write(self, home: Path) -> Path:
        """Writes the manifest into the home as JSON, and returns its path."""
        path = home / MANIFEST_NAME
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8")
        return path


def count_file(source: str, file: str, good: int, faults: Counter[str], late: int = 0) -> FileCount:
    """Makes an entry from the good rows and the faults that were put among them."""
    duplicates = faults["duplicate"]
    quarantined = {k: n for k, n in sorted(faults.items()) if n and k != "duplicate"}
    rows = good + sum(faults.values())
    return FileCount(source, file, rows, good, duplicates, quarantined, late)
