"""What every stage is given for one run: the home, the engine, the moment it stands for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assets.warehouse.duckdb import DuckDBEngine
from assets.warehouse.home import Home

# Kinds of scorers of comments: n-grams, or the sentence embeddings of the extra `e5`.
ScorerName = Literal["trained", "e5"]


@dataclass(frozen=True)
class PrivacyRules:
    """Thresholds below which nothing is published."""

    min_responses: int
    min_comments: int


@dataclass(frozen=True)
class PublishingRules:
    """How the published files are written and kept."""

    storage_version: str
    history_kept: int


@dataclass(frozen=True)
class Run:
    """One run of the pipeline.

    Attributes:
        as_of: "Now" for everything that is computed, UTC without offset.
        full: Whether every landed file is read again.
        settle_seconds: For so long an export must have been still before it is read.
        scorer: Which kind of scorer says what comments feel.
    """

    home: Home
    engine: DuckDBEngine
    as_of: datetime
    full: bool
    privacy: PrivacyRules
    publishing: PublishingRules
    settle_seconds: float = 0.0
    scorer: ScorerName = "trained"
