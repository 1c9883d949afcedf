"""The command line: the only place that asks the clock, prints, and turns errors into exit codes.

Everything heavy is imported inside the command that needs it, so that `--help` answers at once.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from assets.errors import ScorecardError
from assets.warehouse.home import Home

FOLDER = click.Path(path_type=Path, file_okay=False)
EXPORT = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="service-scorecard")
def main() -> None:
    """Survey exports and ticket logs in; service scorecards out."""


def command(function: Callable[..., int | None]) -> click.Command:
    """A command with --home and --json, whose errors are one line and an exit code."""

    @wraps(function)
    def guarded(root: Path | None, **arguments: Any) -> None:
        from pipelines.settings import default_home

        try:
            code = function(Home((root or default_home()).resolve()), **arguments)
        except ScorecardError as error:
            click.echo(f"scorecard: {error}", err=True)
            sys.exit(error.exit_code)
        sys.exit(code or 0)

    help_text = "The folder that holds everything. [default: SCORECARD_HOME, or data/]"
    with_home = click.option("--home", "root", type=FOLDER, help=help_text)
    with_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
    name = function.__name__.replace("_", "-")
    return main.command(name=name)(with_home(with_json(guarded)))


def say(as_json: bool, facts: dict[str, Any], text: str) -> None:
    """Print a result for programs or for people."""
    click.echo(json.dumps(facts, ensure_ascii=False, default=str) if as_json else text)


def _moment(as_of: str | None) -> datetime:
    """UTC without offset; now, when nothing is said."""
    if as_of is None:
        return datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    from pipelines.moments import parse_moment

    return parse_moment(as_of)


@command
@click.argument("folder", type=FOLDER)
def init(home: Home, as_json: bool, folder: Path) -> None:
    """Make a new home: its folders and a settings file that names every key."""
    from pipelines.settings import create_home

    made = create_home(Home(folder.resolve()))
    say(
        as_json,
        {"home": made},
        f"{made} is ready: put exports in inbox/, describe them in sources/",
    )


@command
@click.option("--tickets", default=20_000, show_default=True, help="How many tickets.")
@click.option("--seed", default=7, show_default=True, help="Another seed, another company year.")
@click.option("--plain", is_flag=True, help="Plant no stories: a company with nothing to find.")
def demo(home: Home, as_json: bool, tickets: int, seed: int, plain: bool) -> None:
    """Write the exports of a fictional company into the inbox, in the vendors' formats."""
    from pipelines.demo_home import write_demo_home

    facts = write_demo_home(home, tickets, seed, planted=not plain)
    text = "{files} files with {rows:,} rows under {inbox}\nnext: scorecard run --as-of {as_of}"
    say(as_json, facts, text.format(**facts))


@command
@click.option("--as-of", help='What counts as "now" (ISO 8601). [default: now]')
@click.option("--full", is_flag=True, help="Read every landed file again.")
def run(home: Home, as_json: bool, as_of: str | None, full: bool) -> int:
    """Read what is new, check, score, compute and publish.

    Exits with 3 when a file was refused whole; the rest is published.
    """
    from pipelines.running import refresh_home
    from pipelines.status import summarize_home, summarize_scorecard

    moment = as_of or datetime.now(UTC).isoformat(timespec="seconds")
    refresh_home(home, moment, full=full, quiet=as_json)
    state, scorecard = summarize_home(home), summarize_scorecard(home)
    say(as_json, state.facts | scorecard.facts, f"\n{state.text}\n\n{scorecard.text}")
    return 3 if state.facts["refused_files"] else 0


@command
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--feed", help="What its rows are. [default: found out]")
@click.option("--time-zone", help="IANA zone of the times that carry no offset.")
def sniff(home: Home, as_json: bool, file: Path, feed: str | None, time_zone: str | None) -> None:
    """Draft a source file for an export, with `# decide` where a person must."""
    from assets.ingest.sniffing.sniffing import Wishes, sniff_export

    now = datetime.now(UTC).replace(tzinfo=None)
    sniffed = sniff_export(file, home.inbox, now, Wishes(feed, time_zone))
    say(as_json, sniffed.facts(), sniffed.text.removesuffix("\n"))


@command
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=EXPORT)
@click.option("--source", help="Source to read them with. [default: all that claim the file]")
@click.option("--source-file", type=EXPORT, help="A source file that isn't in the home yet.")
@click.option("--as-of", help='What counts as "now" (ISO 8601). [default: now]')
def check(
    home: Home,
    as_json: bool,
    files: tuple[Path, ...],
    source: str | None,
    source_file: Path | None,
    as_of: str | None,
) -> int:
    """Show what a run would accept of exports and why not the rest; write nothing.

    Files are taken in the order given and compared with each other, not with what was read before.
    Exits with 3 when a row would be quarantined or a file refused.
    """
    from pipelines.checking import check_files

    if source and source_file:
        raise click.UsageError("give --source or --source-file, not both")
    summary = check_files(home, list(files), _moment(as_of), source, source_file)
    say(as_json, summary.facts, summary.text)
    return 3 if summary.facts["quarantined"] or summary.facts["refused_files"] else 0


@command
@click.argument("file", type=EXPORT)
@click.option("--column", required=True, help="The column that holds the comments.")
@click.option("--language", help="Language of all comments (ISO 639-1). [default: found for each]")
@click.option("--output", type=click.Path(path_type=Path), help="A .csv or .parquet. [default: -]")
def score(
    home: Home,
    as_json: bool,
    file: Path,
    column: str,
    language: str | None,
    output: Path | None,
) -> None:
    """Score the comments of a CSV or Parquet file: language, sentiment, topics, values."""
    from pipelines.scoring_files import score_file
    from pipelines.settings import load_settings

    scorer = load_settings(home).sentiment.scorer
    facts = score_file(file, column, language, output, as_json=as_json, scorer=scorer)
    if output:
        say(as_json, facts, "{rows:,} comments: {labels}".format(**facts))


@command
@click.argument("language", type=click.Choice(["en", "ko", "fi", "language"]))
@click.option("--corpora", type=FOLDER, required=True, help="The public corpora (MODEL_CARD.md).")
@click.option("--own", type=EXPORT, help="Labelled comments of your own: columns text and label.")
def train(home: Home, as_json: bool, language: str, corpora: Path, own: Path | None) -> None:
    """Train a sentiment model anew, or the one that tells Finnish from English, and measure it."""
    from pipelines.training import train_model

    trained = train_model(language, corpora, own)
    say(as_json, trained.facts, trained.text)


@command
def status(home: Home, as_json: bool) -> None:
    """Show what was read, what was refused and why, and what stands published."""
    from pipelines.status import summarize_home

    summary = summarize_home(home)
    say(as_json, summary.facts, summary.text)


@command
@click.argument("metric")
@click.option("--scope", help="Such as `Seoul Care` or `team:Seoul Care`. [default: the company]")
@click.option("--period", help="2026-W36, 2026-09, 2026-Q3 or 2026. [default: the last month]")
def explain(home: Home, as_json: bool, metric: str, scope: str | None, period: str | None) -> None:
    """Show how a figure came about: definition, SQL, counts, interval, files, and its rows."""
    from pipelines.explaining import explain_metric

    summary = explain_metric(home, metric, scope, period)
    say(as_json, summary.facts, summary.text)


@command
def rollback(home: Home, as_json: bool) -> None:
    """Let the publication before the present one stand again."""
    from assets.publishing.history import roll_back

    with home.locked():
        name = roll_back(home.published)
    say(as_json, {"publication": name}, f"{name} stands again; the next run publishes anew")


@command
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
def report(home: Home, as_json: bool, show: bool) -> None:
    """Print where the scorecard page is."""
    from pipelines.status import page_of

    page = page_of(home)
    if show:
        click.launch(str(page))
    say(as_json, {"page": page}, str(page))


@command
def dagster_home(home: Home, as_json: bool) -> None:
    """Print the folder of Dagster's run history, for DAGSTER_HOME."""
    from pipelines.running import prepare_instance

    folder = prepare_instance(home)
    say(as_json, {"dagster_home": folder}, str(folder))


@command
@click.argument("what", type=click.Choice(["ingest", "tickets", "sentiment", "scorecards"]))
@click.option("--rows", default=10_000_000, show_default=True, help="Rows of ingest's log.")
@click.option("--rounds", default=3, show_default=True, help="Turns of both ways, to choose from.")
@click.option("--tickets", default=1_000_000, show_default=True, help="Tickets of the ticket log.")
@click.option("--responses", default=300_000, show_default=True, help="Answers of its customers.")
@click.option("--texts", default=40_000, show_default=True, help="Comments to score.")
@click.option("--comments", type=FOLDER, help="A folder of English comments, one a line.")
@click.option("--stored", default=40_000, show_default=True, help="Comments to score and store.")
def bench(
    home: Home,
    as_json: bool,
    what: str,
    rows: int,
    rounds: int,
    tickets: int,
    responses: int,
    texts: int,
    comments: Path | None,
    stored: int,
) -> None:
    """Measure ingest, the ticket measures, scoring of comments, or the scorecards."""
    if what == "ingest":
        from pipelines.benchmarks.ingest import bench_ingest

        loading = bench_ingest(rows, rounds)
        say(as_json, loading.facts, str(loading))
    elif what == "tickets":
        from pipelines.benchmarks.tickets import bench_tickets

        measuring = bench_tickets(tickets)
        say(as_json, measuring.facts, str(measuring))
    elif what == "scorecards":
        from pipelines.benchmarks.scorecards import bench_scorecards

        building = bench_scorecards(tickets, responses)
        say(as_json, building.facts, str(building))
    else:
        from pipelines.benchmarks.sentiment import bench_sentiment

        scoring = bench_sentiment(texts, rounds, comments, stored)
        say(as_json, scoring.facts, str(scoring))
