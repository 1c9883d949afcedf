"""The home: private where it must be, one run at a time, a secret that is whole or refused."""

import stat
from pathlib import Path

import pytest

from assets.errors import Busy, SettingsError
from assets.warehouse.home import Home


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_work_database_and_landed_copies_are_their_owners_alone(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.create_folders()
    assert (mode(home.landing), mode(home.work_database.parent)) == (0o700, 0o700)


def test_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    home = Home(tmp_path)
    secret = home.customer_secret()
    assert len(secret) == 32
    assert home.customer_secret() == secret
    assert mode(tmp_path / ".customer_secret") == 0o600


def test_two_homes_have_two_secrets(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    assert Home(tmp_path / "a").customer_secret() != Home(tmp_path / "b").customer_secret()


@pytest.mark.parametrize("text", ["", "ab" * 31])
def test_secret_that_is_not_whole_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / ".customer_secret").write_text(text)
    with pytest.raises(SettingsError, match="restore it"):
        Home(tmp_path).customer_secret()


def test_home_is_held_by_one_run_at_a_time_and_free_afterwards(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.locked(), pytest.raises(Busy, match="another run"), home.locked():
        pass
    with home.locked():
        pass
