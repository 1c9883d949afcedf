"""The sniffer's promise: for nine vendor files of ten, what it proposes works as it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from assets.contracts.sources import load_source
from assets.errors import ScorecardError
from assets.ingest.intake import take_in
from assets.ingest.ledger import LedgerRow
from assets.ingest.readers import READERS
from assets.ingest.sniffing.sniffing import sniff_export
from assets.warehouse.duckdb import open_engine
from assets.warehouse.home import Home
from assets.warehouse.run import PrivacyRules, PublishingRules, Run

WRITTEN = yaml.safe_load((Path(__file__).parent / "exports_to_sniff.yml").read_text("utf-8"))
# Later than the day on which any of the files was written, which stands in for missing times.
AS_OF = datetime(2100, 1, 1)
PROMISED = 0.9
# Licences, notes, and what a reference implementation computed: no exports.
NO_EXPORTS = ("LICENSE", "README", "expected_", "not_compared")


def write_export(folder: Path, export: dict[str, str]) -> Path:
    path = folder / export["file"]
    content = export["content"].replace("\u00a0", " ")
    path.write_bytes(content.encode(export.get("encoding", "utf-8")))
    return path


@dataclass
class Verdict:
    """What came of a proposal: why it doesn't work, and what only stands in for a decision."""

    failure: str | None
    stand_ins: list[str]


def judge(path: Path, folder: Path) -> Verdict:
    """Take a file in for real, in a home of its own, by the proposal as it was printed."""
    home = Home(folder)
    home.create_folders()
    try:
        sniffed = sniff_export(path, home.inbox, AS_OF)
        proposed = home.sources / "proposed.yml"
        proposed.write_text(sniffed.text, "utf-8")
        load_source(proposed)
    except ScorecardError as error:
        return Verdict(str(error), [])
    (home.inbox / path.name).write_bytes(path.read_bytes())
    with open_engine(home.work_database) as engine:
        run = Run(home, engine, AS_OF, False, PrivacyRules(10, 20), PublishingRules("v1.2.0", 1))
        rows = take_in(run, lambda line: None)
    return Verdict(what_fails(rows), sniffed.proposal.placeholders)


def what_fails(rows: list[LedgerRow]) -> str | None:
    if not rows:
        return "`files` doesn't claim the file"
    if rows[0].refused:
        return rows[0].message
    accepted = rows[0].stored + rows[0].duplicates
    enough = accepted >= PROMISED * rows[0].rows_read
    return None if enough else f"{accepted} of {rows[0].rows_read} rows"


@pytest.mark.real_exports
def test_nine_of_ten_vendor_files_need_no_edit(
    real_exports: Path, tmp_path: Path, note_figure: Callable[[str], None]
) -> None:
    # given
    folders = ("surveys", "tickets", "dirty/korean_spreadsheets")
    real = [
        path
        for folder in folders
        for path in sorted((real_exports / folder).rglob("*"))
        if path.is_file() and not any(word in path.name for word in NO_EXPORTS)
    ]
    written_to = tmp_path / "written"
    written_to.mkdir()
    files = real + [write_export(written_to, export) for export in WRITTEN]
    # when
    verdicts = {path: judge(path, tmp_path / str(i)) for i, path in enumerate(files)}
    # then
    failures = {path.name: v.failure for path, v in verdicts.items() if v.failure}
    whole = sum(not verdict.failure and not verdict.stand_ins for verdict in verdicts.values())
    rate = 1 - len(failures) / len(files)
    note_figure(
        f"sniffed sources: {len(files) - len(failures)} of {len(files)} work ({rate:.1%}), "
        f"{whole} of them without anything that only stands in for a decision"
    )
    for name, why in failures.items():
        note_figure(f"  {name}: {why}")
    assert rate >= PROMISED


@pytest.mark.parametrize("export", WRITTEN, ids=[export["file"] for export in WRITTEN])
def test_a_known_shape_is_recognised(export: dict, tmp_path: Path) -> None:
    sniffed = sniff_export(write_export(tmp_path, export), tmp_path / "inbox", AS_OF)
    entry = sniffed.proposal.entry
    assert (entry["format"], entry["feed"]) == (export["format"], export["feed"]), sniffed.text
    for key in ("columns", "constants"):
        wanted = export.get(key, {})
        assert {name: entry[key].get(name) for name in wanted} == wanted, sniffed.text


def test_the_readers_of_all_vendors_are_tried() -> None:
    vendors = {name for name, reader in READERS.items() if reader.hallmarks}
    assert vendors <= {export["format"] for export in WRITTEN} | {"surveymonkey_xlsx"}
