"""Ingest on every real survey export: each row is accounted for, and read as it was written."""

import csv
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assets.ingest.intake import take_in
from assets.ingest.ledger import LedgerRow
from assets.warehouse.duckdb import DuckDBEngine, open_engine
from assets.warehouse.home import Home
from assets.warehouse.run import PrivacyRules, PublishingRules, Run

pytestmark = pytest.mark.real_exports

SOURCES = Path(__file__).parent / "fixtures" / "real_surveys" / "sources"
FOLDERS = ("qualtrics", "qualtrics_tables", "surveymonkey", "limesurvey")
# Source: file, its encoding, its header rows, the column of its id, what becomes of its rows.
FILES = {
    "qualtrics": ("qualtrics/sample.csv", "utf-8", 3, 8, (1, 1, 0, 0)),
    "qualtrics_legacy": ("qualtrics/sample_legacy.csv", "utf-8-sig", 2, 0, (1, 1, 0, 0)),
    "starwars": ("surveymonkey/StarWars.csv", "mac_roman", 2, 0, (1_186, 1_186, 0, 0)),
    "south": ("surveymonkey/SOUTH.csv", "utf-8", 2, 0, (2_528, 2_528, 0, 0)),
    "steak": ("surveymonkey/steak-risk-survey.csv", "utf-8", 2, 0, (550, 550, 0, 0)),
    "comma": ("surveymonkey/comma-survey.csv", "utf-8", 1, 0, (1_129, 1_129, 0, 0)),
    "masculinity": ("surveymonkey/raw-responses.csv", "utf-8", 1, 0, (1_615, 1_615, 0, 0)),
    "research_software_can": ("limesurvey/2017_can.csv", "utf-8", 1, 0, (110, 110, 0, 0)),
    "research_software_de": ("limesurvey/2017_de.csv", "utf-8", 1, 0, (325, 325, 0, 0)),
    "research_software_nl": ("limesurvey/2017_nl.csv", "utf-8", 1, 0, (77, 77, 0, 0)),
    "research_software_uk": ("limesurvey/2017_uk.csv", "utf-8", 1, 0, (253, 253, 0, 0)),
    "research_software_us": ("limesurvey/2017_us.csv", "utf-8", 1, 0, (164, 164, 0, 0)),
    "research_software_zaf": ("limesurvey/2017_zaf.csv", "utf-8", 1, 0, (22, 22, 0, 0)),
    "warehouse_responses": ("qualtrics_tables/survey_response.csv", "utf-8", 1, 0, (5, 5, 0, 0)),
    "warehouse_invitations": (
        "qualtrics_tables/distribution_contact.csv",
        "utf-8",
        1,
        7,
        (5, 0, 5, 0),
    ),
    "warehouse_contacts": ("qualtrics_tables/core_contact.csv", "utf-8", 1, 1, (1, 1, 0, 0)),
    "warehouse_directory": ("qualtrics_tables/directory_contact.csv", "utf-8", 1, 1, (5, 5, 0, 0)),
}


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with open_engine(Path(":memory:")) as opened:
        yield opened


@pytest.fixture(scope="module")
def loads(
    real_exports: Path, tmp_path_factory: pytest.TempPathFactory, engine: DuckDBEngine
) -> dict[str, LedgerRow]:
    """The ledger row of each source after one ingest."""
    home = Home(tmp_path_factory.mktemp("surveys"))
    home.create_folders()
    shutil.copytree(SOURCES, home.sources, dirs_exist_ok=True)
    for folder in FOLDERS:
        shutil.copytree(real_exports / "surveys" / folder, home.inbox / folder)
    rules = PrivacyRules(10, 20), PublishingRules("v1.2.0", 12)
    run = Run(home, engine, datetime(2026, 6, 1), False, *rules)
    return {load.source: load for load in take_in(run, lambda line: None)}


@pytest.fixture(scope="module")
def written(real_exports: Path) -> dict[str, list[list[str]]]:
    """The records of each file below its header, read by Python's csv module."""
    records = {}
    for source, (file, encoding, header_rows, _, _) in FILES.items():
        with (real_exports / "surveys" / file).open(encoding=encoding, newline="") as text:
            records[source] = list(csv.reader(text))[header_rows:]
    return records


def answers(engine: DuckDBEngine, source: str, *columns: str) -> list[tuple[object, ...]]:
    """Stored answers of a source in the order of its file."""
    rows = engine.query(
        f"select {', '.join(columns)} from raw.survey_responses "
        f"where _source = '{source}' order by _line"
    ).to_pylist()
    return [tuple(row.values()) for row in rows]


@pytest.mark.parametrize("source", FILES)
def test_every_row_is_accounted_for(loads: dict[str, LedgerRow], source: str) -> None:
    load = loads[source]
    assert load.refused is None, load.message
    found = (load.rows_read, load.stored, load.quarantined, load.duplicates)
    assert found == FILES[source][-1]


@pytest.mark.parametrize("source", FILES)
def test_counts_match_a_recount_of_the_file(
    written: dict[str, list[list[str]]], source: str
) -> None:
    _, _, _, place, (rows_read, accepted, quarantined, _) = FILES[source]
    ids = [record[place] for record in written[source]]
    assert len(ids) == rows_read
    assert len({i for i in ids if i}) == accepted
    assert ids.count("") == quarantined


def test_every_export_of_a_survey_is_read(loads: dict[str, LedgerRow], real_exports: Path) -> None:
    files = {
        f"{folder}/{file.name}"
        for folder in FOLDERS
        for file in (real_exports / "surveys" / folder).glob("*.csv")
        if folder != "qualtrics_tables"
    }
    assert files <= {load.file for load in loads.values()}
    assert set(loads) == set(FILES)


@pytest.mark.parametrize(
    "source", [name for name in FILES if not name.startswith("warehouse_") and name != "qualtrics"]
)
def test_answers_stand_under_their_own_ids(
    loads: dict[str, LedgerRow],
    engine: DuckDBEngine,
    written: dict[str, list[list[str]]],
    source: str,
) -> None:
    ids = [(record[0],) for record in written[source]]
    assert answers(engine, source, "response_id") == ids


def test_unanswered_invitations_are_refused_for_want_of_a_response(
    loads: dict[str, LedgerRow], engine: DuckDBEngine
) -> None:
    rows = engine.query("select reason, column_name from quarantine").to_pylist()
    assert Counter(tuple(row.values()) for row in rows) == {("missing_required", "response_id"): 5}


def test_zone_of_the_source_places_qualtrics_times(
    loads: dict[str, LedgerRow], engine: DuckDBEngine
) -> None:
    found = [
        *answers(engine, "qualtrics", "submitted_at", "language"),
        *answers(engine, "qualtrics_legacy", "submitted_at", "language"),
    ]
    at = datetime(2017, 7, 18, 6, 28, 48)
    assert found == [(at, "de"), (at, "en")]


def test_dates_of_the_masculinity_survey_match_a_recount(
    loads: dict[str, LedgerRow], engine: DuckDBEngine, written: dict[str, list[list[str]]]
) -> None:
    # All of May 2018 lies in daylight saving time, four hours behind UTC.
    expected = [
        datetime.strptime(f"{r[2]} -0400", "%m/%d/%y %H:%M %z") for r in written["masculinity"]
    ]
    found = answers(engine, "masculinity", "submitted_at")
    assert [at for (at,) in found] == [at.astimezone(UTC).replace(tzinfo=None) for at in expected]


GRAMMAR = {
    "Very important": 5,
    "Somewhat important": 4,
    "Neither important nor unimportant (neutral)": 3,
    "Somewhat unimportant": 2,
    "Very unimportant": 1,
    "": None,
}
MASCULINITY = {
    "Very important": 4,
    "Somewhat important": 3,
    "Not too important": 2,
    "Not at all important": 1,
    "No answer": None,
}


@pytest.mark.parametrize(
    ("source", "place", "labels"), [("comma", 7, GRAMMAR), ("masculinity", 4, MASCULINITY)]
)
def test_labels_become_the_scores_that_the_source_declares(
    loads: dict[str, LedgerRow],
    engine: DuckDBEngine,
    written: dict[str, list[list[str]]],
    source: str,
    place: int,
    labels: dict[str, int | None],
) -> None:
    expected = [(labels[record[place]],) for record in written[source]]
    assert answers(engine, source, "score") == expected


@pytest.mark.parametrize(
    ("country", "place"), [("de", 197), ("nl", 124), ("uk", 193), ("us", 197), ("zaf", 226)]
)
def test_satisfaction_of_research_software_engineers_matches_a_recount(
    loads: dict[str, LedgerRow],
    engine: DuckDBEngine,
    written: dict[str, list[list[str]]],
    country: str,
    place: int,
) -> None:
    source = f"research_software_{country}"
    # `0 - Not at all satisfied`, in one file behind a byte-order mark of its own.
    numbers = [record[place].lstrip("\ufeff").split(" - ")[0] for record in written[source]]
    expected = [(float(number) if number else None,) for number in numbers]
    assert answers(engine, source, "score") == expected
    assert Counter(score is None for (score,) in expected)[False] > 10


@pytest.mark.parametrize(
    ("source", "column", "place"),
    [("starwars", "age_band", 34), ("steak", "age_band", 11), ("steak", "product", 9)],
)
def test_question_below_two_header_rows_is_the_one_that_was_named(
    loads: dict[str, LedgerRow],
    engine: DuckDBEngine,
    written: dict[str, list[list[str]]],
    source: str,
    column: str,
    place: int,
) -> None:
    expected = [(record[place] or None,) for record in written[source]]
    assert answers(engine, source, column) == expected


def test_addresses_of_respondents_are_keyed(
    loads: dict[str, LedgerRow], engine: DuckDBEngine
) -> None:
    customers = [key for (key,) in answers(engine, "warehouse_responses", "customer_id") if key]
    assert len(customers) == 2
    assert not any("@" in str(key) for key in customers)
