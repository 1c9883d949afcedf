"""One table spoilt in 62 ways (Pollock): every file is its clean twin, or says what it refuses."""

import csv
import json
from pathlib import Path

import pytest

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.readers.text.delimited import read_csv

pytestmark = pytest.mark.real_exports

# Of one byte too many or too few these files lose the rows named, and nothing else.
REASONS = {"wrong_field_count", "not_a_record", "unclosed_quote", "stray_quote", "second_table"}
REFUSED_WHOLE = {"file_no_payload": "empty_file"}


def declared(parameters: Path) -> Source:
    """The source file that the benchmark's description of a dialect amounts to."""
    said = json.loads(parameters.read_text("utf-8"))
    dialect = {
        "delimiter": said["delimiter"],
        "quote": said["quotechar"],
        "escape": said["escapechar"] if said["escapechar"] != said["quotechar"] else None,
    }
    return Source(
        source="polluted",
        feed="orders",
        files="*.csv",
        encoding=said["encoding"],
        skip_lines=said["preamble_lines"],
        footer_lines=said["footnote_lines"],
        header_rows=said["header_lines"],
        final_line_break=False,
        **{key: mark for key, mark in dialect.items() if mark},
    )


def read(engine, take_records, path: Path, source: Source):
    """Cells of the rows that were taken, and reasons of the others; or why the file is refused."""
    try:
        export = read_csv(engine, path, source)
    except FileRefused as error:
        return None, [error.reason]
    rows = take_records(engine, export)
    rejects = engine.connection.execute("select reason from export_rejects").fetchall()
    return [tuple(cell or "" for cell in cells) for _, *cells in rows], [
        reason for (reason,) in rejects
    ]


def clean_rows(path: Path, header_lines: int):
    with path.open(encoding="utf-8", newline="") as file:
        records = [tuple(record) for record in csv.reader(file) if record]
    return records[1 if header_lines else 0 :]


@pytest.fixture(scope="module")
def outcomes(real_exports, reader_engine, take_records, tmp_path_factory):
    """Name of each file: its rows as read, its refusals, its clean rows."""
    folder = real_exports / "dirty" / "polluted_csv"
    landed = tmp_path_factory.mktemp("landed") / "export"
    found = {}
    for path in sorted((folder / "csv").glob("*.csv")):
        parameters = folder / "parameters" / f"{path.name}_parameters.json"
        landed.write_bytes(path.read_bytes())
        source = declared(parameters)
        rows, reasons = read(reader_engine, take_records, landed, source)
        clean = clean_rows(folder / "clean" / path.name, source.header_rows)
        found[path.stem] = rows, reasons, clean
    return found


def is_subsequence(some, every) -> bool:
    rest = iter(every)
    return all(row in rest for row in some)


def test_no_polluted_file_is_read_wrongly_in_silence(outcomes):
    wrong = {
        name: reasons
        for name, (rows, reasons, clean) in outcomes.items()
        if rows is not None and not (is_subsequence(rows, clean) and (reasons or rows == clean))
    }
    assert wrong == {}
    assert len(outcomes) == 62


def test_refusals_of_polluted_files_have_known_reasons(outcomes):
    for name, (rows, reasons, _) in outcomes.items():
        if rows is None:
            assert [REFUSED_WHOLE[name]] == reasons
        else:
            assert set(reasons) <= REASONS, name


def test_file_with_one_spoilt_row_loses_only_that_row(outcomes):
    lost = {
        name: (len(clean) - len(rows), len(reasons))
        for name, (rows, reasons, clean) in outcomes.items()
        if name.startswith("row_") and name != "row_field_delimiter_0_0x20"
    }
    assert {n for n, _ in lost.values()} == {1}
    # A quote too many may open a cell that the next quotes close on a later line.
    assert all(refused >= 1 for _, refused in lost.values())


def test_share_of_polluted_files_that_is_read_equal(outcomes, note_figure):
    equal = [name for name, (rows, _, clean) in outcomes.items() if rows == clean]
    note_figure(
        f"polluted files read equal: {len(equal)} of {len(outcomes)}, the others refuse rows"
    )
    assert len(equal) >= 18
