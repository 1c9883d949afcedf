"""Writes the report: `index.html` is the company's scorecard, and leads to all other pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assets.publishing.report import figures
from assets.publishing.report.questions import Question, answer, load_questions
from assets.publishing.report.scorecard import (
    HEADLINES,
    KINDS,
    by_kind,
    period_labels,
    scopes_of,
)
from assets.publishing.report.sparkline import HEIGHT, WIDTH
from assets.warehouse.run import Run

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


def write_report(run: Run, folder: Path) -> list[Path]:
    """Write all pages into a folder.

    Returns:
        Their paths, `index.html` first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, page in _pages(run):
        paths.append(folder / name)
        paths[-1].write_text(page, "utf-8")
    return paths


def _pages(run: Run) -> Iterator[tuple[str, str]]:
    """Name and content of each page, one at a time."""
    rows = run.engine.rows_of_file("publishing/scorecard_figures.sql")
    scopes = scopes_of(rows, run.engine.rows_of_file("publishing/scorecard_weeks.sql"))
    questions = load_questions()
    environment = _environment(run, questions)
    environment.globals |= {
        "periods": period_labels(rows),
        "scopes": by_kind(scopes),
        "definitions": run.engine.rows_of_file("publishing/metric_definitions.sql"),
    }
    template = environment.get_template("scorecard.html.j2")
    for scope in scopes:
        yield scope.file, template.render(scope=scope)
    answers = [answer(run.engine, question) for question in questions]
    yield "questions.html", environment.get_template("questions.html.j2").render(answers=answers)


def _environment(run: Run, questions: list[Question]) -> "Environment":
    """The templates, and what every page says."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "as_of": run.as_of,
        "privacy": run.privacy,
        "questions": questions,
        "kinds": KINDS,
        "headlines": HEADLINES,
        "figures": figures,
        "line_width": WIDTH,
        "line_height": HEIGHT,
    }
    return environment
