"""Contracts of the feeds: columns, types, rules and keys, read from `feeds/*.yml`.

Ingest refuses rows by them, validation restates them as promises about tables, the dictionary
prints their descriptions.
"""

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assets.errors import ContractError

ColumnType = Literal["text", "timestamp", "date", "number", "integer", "boolean"]

SQL_TYPES: dict[ColumnType, str] = {
    "text": "varchar",
    "timestamp": "timestamp",
    "date": "date",
    "number": "double",
    "integer": "bigint",
    "boolean": "boolean",
}

# What ingest adds to every raw row: where it came from.
PROVENANCE_COLUMNS: dict[str, str] = {
    "_source": "varchar",
    "_load_id": "bigint",
    "_line": "bigint",
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Strict):
    """One column of a feed."""

    type: ColumnType
    description: str
    required: bool = False
    one_of: tuple[str, ...] = ()
    lowercase: bool = False
    """Values are codes: written in lower case."""
    past: bool = False
    """A time that can't lie in the future."""
    known_agent: bool = False
    """The value names an agent, who must stand in the feed of agents once there is one."""
    identity: bool | str = False
    """The value names a customer; a string is the SQL condition under which it does."""
    free_text: bool | str = False
    """A person wrote it, so it is redacted; a string is the SQL condition under which it is."""


class Rule(_Strict):
    """What must hold between the columns of one row; null counts as holding."""

    reason: str
    column: str
    holds: str


class Feed(_Strict):
    """The contract of one feed."""

    feed: str
    description: str
    key: tuple[str, ...] = ()
    """Columns that identify a row; `_source` may be among them. Empty: the whole row does."""
    version: str | None = None
    """Among rows of one key the latest by this column stands; then the latest load."""
    columns: dict[str, Column]
    rules: tuple[Rule, ...] = ()

    @property
    def table(self) -> str:
        """The raw table of this feed."""
        return f"raw.{self.feed}"

    def sql_columns(self) -> dict[str, str]:
        """Column names and SQL types of the raw table, provenance included."""
        own = {name: SQL_TYPES[column.type] for name, column in self.columns.items()}
        return own | PROVENANCE_COLUMNS


@cache
def load_feeds() -> dict[str, Feed]:
    """All feeds by name, in the order of their files' names."""
    folder = Path(__file__).parent / "feeds"
    feeds = [_load_feed(path) for path in sorted(folder.glob("*.yml"))]
    return {feed.feed: feed for feed in feeds}


def _load_feed(path: Path) -> Feed:
    try:
        return Feed.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise ContractError(f"{path.name}: {error}") from error
