"""The files that a person would write once: sources, targets, teams, schedules, holidays."""

import csv
import shutil
from pathlib import Path

from assets.demo.company import COMPANY_FOLDER, Company


def write_sources(home: Path) -> list[Path]:
    """Copies the descriptions of the demo's exports into the home."""
    return _copy(COMPANY_FOLDER / "sources", home / "sources", "*.yml")


def write_reference(home: Path, company: Company) -> list[Path]:
    """Writes targets, schedules and so on, and the teams of the company."""
    copied = _copy(COMPANY_FOLDER / "reference", home / "reference", "*.csv")
    schedules = COMPANY_FOLDER / "reference" / "schedules.csv"
    with schedules.open(encoding="utf-8", newline="") as file:
        zones = {row["schedule"]: row["time_zone"] for row in csv.DictReader(file)}
    path = home / "reference" / "teams.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["team", "business_unit", "country", "time_zone"])
        writer.writerows(
            [team.team, team.unit, team.country, zones[team.schedule]] for team in company.teams
        )
    return [*copied, path]


def _copy(origin: Path, target: Path, pattern: str) -> list[Path]:
    target.mkdir(parents=True, exist_ok=True)
    paths = sorted(origin.glob(pattern))
    return [Path(shutil.copyfile(path, target / path.name)) for path in paths]
