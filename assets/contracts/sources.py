"""Source files: one YAML per export, which says how its columns become those of a feed."""

import codecs
import difflib
import fnmatch
import hashlib
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Literal
from zoneinfo import available_timezones

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from assets.contracts.feeds import Feed, load_feeds
from assets.errors import ContractError

Format = Literal[
    "csv",
    "xlsx",
    "xls",
    "json",
    "jsonl",
    "parquet",
    "qualtrics_csv",
    "surveymonkey_csv",
    "surveymonkey_xlsx",
    "typeform_csv",
    "google_forms_csv",
    "limesurvey_csv",
    "delighted_json",
    "zendesk_csv",
    "zendesk_json",
    "jira_csv",
    "freshdesk_csv",
    "servicenow_log",
]
# Vendors' exports whose times carry neither an offset nor the name of a zone.
_LOCAL_TIMES = {
    "surveymonkey_csv": "submitted_at",
    "surveymonkey_xlsx": "submitted_at",
    "google_forms_csv": "submitted_at",
    "limesurvey_csv": "submitted_at",
    "zendesk_csv": "created_at",
    "jira_csv": "created_at",
    "freshdesk_csv": "created_at",
    "servicenow_log": "created_at",
}
# Day 0 of a spreadsheet, by the name that a source file gives to its day numbers.
SPREADSHEET_EPOCHS = {"excel_1900": date(1899, 12, 30), "excel_1904": date(1904, 1, 1)}
Scalar = str | int | float | bool


class Source(BaseModel):
    """One export: which files, what format, how its columns map onto a feed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    """Its name in every table and message."""
    feed: str
    files: str
    """Glob under `inbox/`."""
    format: Format = "csv"
    encoding: str = "utf-8"
    delimiter: str = Field(default=",", min_length=1, max_length=4)
    quote: str = '"'
    escape: str | None = None
    """What stands before a quote within a quoted cell; none: the quote itself."""
    skip_lines: int = Field(default=0, ge=0)
    """Lines above the header."""
    footer_lines: int = Field(default=0, ge=0)
    """Lines below the last record."""
    header_rows: int = Field(default=1, ge=0)
    """Of a generic format; a column is named by its cells in all of them, ` | ` between them."""
    header: tuple[str, ...] = ()
    """Names of the columns of an export without a header row (`header_rows: 0`)."""
    final_line_break: bool = True
    """Whether a line break ends the last line; where it should and doesn't, the file was cut."""
    sheet: str | None = None
    """Name of a workbook's sheet; none: the workbook has only one."""
    items: str | None = None
    """Where the list of rows stands in a JSON file (`data.tickets`); none: the file is the list."""
    missing: tuple[str, ...] = ()
    """What the export writes where there is no value, such as `?`."""
    decimal: str = "."
    time_zone: str | None = None
    """IANA zone of the times that carry no offset."""
    date_format: str | None = None
    """strptime format; `epoch` for seconds since 1970; `excel_1900` and `excel_1904` for a
    spreadsheet's day numbers; none: ISO 8601."""
    columns: dict[str, str | tuple[str, ...]] = {}
    """Feed column: export column. A list makes an id out of several columns' content, or a time out
    of a date and a time of day."""
    person_names: tuple[str, ...] = ()
    """Export columns that hold a customer's name; it is redacted from the comments of its row."""
    values: dict[str, dict[str, str | dict[str, str]]] = {}
    """Feed column: {what the export says: what the feed says}; a mapping sets several columns."""
    constants: dict[str, Scalar] = {}
    rescale: tuple[float, float] | None = None
    """Scale onto which scores are stretched from the export's own, such as [0, 10] for a slider."""

    @model_validator(mode="before")
    @classmethod
    def _in_one_spelling(cls, declared: object) -> object:
        return _composed(declared)

    @field_validator("files")
    @classmethod
    def _stays_in_the_inbox(cls, files: str) -> str:
        if not files or PurePosixPath(files).is_absolute() or ".." in PurePosixPath(files).parts:
            raise ValueError("must be a glob under inbox/, such as support/tickets_*.csv")
        return files

    @field_validator("quote", "decimal", "escape")
    @classmethod
    def _is_one_character(cls, mark: str | None) -> str | None:
        if mark is not None and len(mark) != 1:
            raise ValueError("must be one character")
        return mark

    @field_validator("encoding")
    @classmethod
    def _is_a_codec(cls, encoding: str) -> str:
        try:
            codecs.lookup(encoding)
        except LookupError as error:
            raise ValueError(f"no encoding `{encoding}`; Python's codec names are taken") from error
        return encoding

    def claims(self, file: str) -> bool:
        """Whether a path under the inbox is one of `files`."""
        if "**" in self.files:
            return fnmatch.fnmatch(file, self.files.replace("**/", "*"))
        path, pattern = PurePosixPath(file), PurePosixPath(self.files)
        return path.match(self.files) and len(path.parts) == len(pattern.parts)

    def definition(self) -> str:
        """Hash of everything that decides how a file of this source is read."""
        feed = load_feeds()[self.feed]
        text = self.model_dump_json() + feed.model_dump_json()
        return hashlib.sha256(text.encode()).hexdigest()

    def export_columns(self) -> set[str]:
        """Names of all export columns that the mapping asks for."""
        names: set[str] = set()
        for wanted in self.columns.values():
            names |= {wanted} if isinstance(wanted, str) else set(wanted)
        return names


def _composed(declared: object) -> object:
    """The same in NFC, in which names and values of exports are compared."""
    if isinstance(declared, str):
        return unicodedata.normalize("NFC", declared)
    if isinstance(declared, dict):
        return {_composed(name): _composed(value) for name, value in declared.items()}
    if isinstance(declared, list | tuple):
        return [_composed(item) for item in declared]
    return declared


def load_sources(folder: Path) -> list[Source]:
    """All source files of a home, checked against the feeds' contracts.

    Raises:
        ContractError: A file is not valid, names an unknown feed or column, or two share a name.
    """
    sources = [load_source(path) for path in sorted(folder.glob("*.yml"))]
    names = [source.source for source in sources]
    for name in names:
        if names.count(name) > 1:
            raise ContractError(f"sources/: two files are named `source: {name}`; rename one")
    return sources


def load_source(path: Path) -> Source:
    """One source file."""
    where = f"sources/{path.name}"
    try:
        source = Source.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContractError(f"{where}: {error}") from error
    _check_against_feed(source, where)
    return source


def _check_against_feed(source: Source, where: str) -> None:
    feeds = load_feeds()
    if source.feed not in feeds:
        raise ContractError(f"{where}: no feed `{source.feed}`{nearest(source.feed, feeds)}")
    feed = feeds[source.feed]
    meanings = [meaning for codes in source.values.values() for meaning in codes.values()]
    set_by_values = [name for meaning in meanings if isinstance(meaning, dict) for name in meaning]
    for name in [*source.columns, *source.values, *source.constants, *set_by_values]:
        if name not in feed.columns:
            raise ContractError(
                f"{where}: feed `{feed.feed}` has no column `{name}`{nearest(name, feed.columns)}"
            )
    _check_time_zone(source, feed, where)


def _check_time_zone(source: Source, feed: Feed, where: str) -> None:
    if source.time_zone is not None:
        zones = _time_zones()
        if source.time_zone not in zones:
            hint = nearest(source.time_zone, zones, list_all=False)
            raise ContractError(f"{where}: no time zone `{source.time_zone}`{hint}")
        return
    times = [name for name in source.columns if feed.columns[name].type == "timestamp"]
    if source.format in _LOCAL_TIMES:
        times.append(_LOCAL_TIMES[source.format])
    iso = "" if source.format in _LOCAL_TIMES else "%z"
    carries_zone = source.date_format == "epoch" or "%z" in (source.date_format or iso)
    if times and not carries_zone:
        raise ContractError(
            f"{where}: `{times[0]}` is read with `{source.date_format}`, which carries no offset; "
            "add `time_zone:` with the IANA zone that the export was made in"
        )


@cache
def _time_zones() -> set[str]:
    return available_timezones()


def nearest(name: str, known: Iterable[str], *, list_all: bool = True) -> str:
    """A hint for a message: `; did you mean ...?`, or what there is.

    Args:
        name: What was written.
        known: What there is.
        list_all: Whether names that aren't near may be shown; a file without a header has
            somebody's data in their place.
    """
    names = list(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f"; did you mean `{close[0]}`?"
    return f"; there are: {', '.join(names)}" if names and list_all else ""
