"""Everything that this project raises on purpose.

ScorecardError
├── SettingsError        scorecard.toml can't be read
├── ContractError        a source file, a contract, a model or the registry is wrong
├── FileRefused          an export can't be read at all; none of its rows is stored
├── PublicationRefused   a check failed; the last publication stays in place
└── Busy                 another run works in the same home

Each message says what was wrong, where, and what to do next. Only the command line turns them
into exit codes.
"""


class ScorecardError(Exception):
    """Base of all errors that a person can act on."""

    exit_code = 1


class SettingsError(ScorecardError):
    """The settings file can't be used."""


class ContractError(ScorecardError):
    """Something that we wrote ourselves (source file, contract, model, registry) is wrong."""


class FileRefused(ScorecardError):
    """An export can't be read as declared; nothing of it was stored.

    Args:
        reason: A stable code, such as `not_decodable`.
        message: What was wrong, where, and what to do next.
    """

    exit_code = 3

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class PublicationRefused(ScorecardError):
    """A blocking check failed, so nothing was published."""


class Busy(ScorecardError):
    """Another run holds the home."""

    exit_code = 75
