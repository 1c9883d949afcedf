"""Moments as people write them on the command line and in a run's configuration."""

from datetime import UTC, datetime

from assets.errors import SettingsError


def parse_moment(text: str) -> datetime:
    """ISO 8601 as UTC without offset; a text without offset is UTC.

    Raises:
        SettingsError: It isn't a moment.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(
            f"`{text}` is not a moment; write it as 2026-10-01T00:00:00Z"
        ) from error
    return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None)
