"""Settings of a home: `scorecard.toml`, every key with its default and meaning."""

import json
import os
import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assets.errors import SettingsError
from assets.warehouse.home import Home
from assets.warehouse.run import PrivacyRules, PublishingRules, ScorerName

FILE_NAME = "scorecard.toml"


class PrivacySettings(BaseModel):
    """Thresholds below which nothing is published to the company."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min_responses: int = Field(10, ge=1, description="Fewest answers behind a published score")
    min_comments: int = Field(20, ge=1, description="Fewest comments behind a published comment")


class PublishingSettings(BaseModel):
    """How the published files are written and kept."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    storage_version: str = Field(
        "v1.2.0",
        pattern=r"^v\d+\.\d+\.\d+$",
        description="Oldest DuckDB that must be able to open the published files",
    )
    history_kept: int = Field(12, ge=1, description="Publications kept under published/history")


class IngestSettings(BaseModel):
    """When exports are read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    settle_seconds: float = Field(
        2.0,
        ge=0,
        le=600,
        description="For so long an export must be still before it is read, unless `NAME.done` "
        "stands beside it",
    )


class SentimentSettings(BaseModel):
    """How comments are scored."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scorer: ScorerName = Field(
        "trained",
        description="What says how comments feel: `trained`, or `e5`, some hundreds of times as "
        "slow, which needs the extra packages `service-scorecard[e5]`",
    )


class Settings(BaseModel):
    """All settings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ingest: IngestSettings = IngestSettings()
    privacy: PrivacySettings = PrivacySettings()
    publishing: PublishingSettings = PublishingSettings()
    sentiment: SentimentSettings = SentimentSettings()

    def privacy_rules(self) -> PrivacyRules:
        """As the stages take them."""
        return PrivacyRules(**self.privacy.model_dump())

    def publishing_rules(self) -> PublishingRules:
        """As the stages take them."""
        return PublishingRules(**self.publishing.model_dump())


def default_home() -> Path:
    """`SCORECARD_HOME`, or `data/` of the repository."""
    default = Path(__file__).resolve().parents[1] / "data"
    return Path(os.environ.get("SCORECARD_HOME", default))


def load_settings(home: Home) -> Settings:
    """The settings of a home; defaults where the file says nothing.

    Raises:
        SettingsError: The file isn't TOML, or a key or value isn't known.
    """
    path = home.root / FILE_NAME
    if not path.exists():
        return Settings()
    try:
        return Settings.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise SettingsError(f"{path}: {error}") from error


def create_home(home: Home) -> Path:
    """Folders, settings file and its JSON Schema of a new home; settings that are there stay.

    Returns:
        Its path.
    """
    home.create_folders()
    path = home.root / FILE_NAME
    if not path.exists():
        path.write_text(settings_file(), "utf-8")
    schema = json.dumps(Settings.model_json_schema(), indent=2)
    path.with_suffix(".schema.json").write_text(schema + "\n", "utf-8")
    return home.root


def settings_file() -> str:
    """Text of a new settings file: every key, its default, and what it means."""
    lines = ["# Settings of this home. What is commented out is the default."]
    for section, field in Settings.model_fields.items():
        model = field.annotation
        assert isinstance(model, type)
        assert issubclass(model, BaseModel)
        lines += ["", f"[{section}]"]
        for key, key_field in model.model_fields.items():
            default = key_field.default
            shown = f'"{default}"' if isinstance(default, str) else default
            lines += [f"# {key_field.description}", f"# {key} = {shown}"]
    return "\n".join(lines) + "\n"
