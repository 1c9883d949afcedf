"""Writes the demo into a home, unless the home already holds somebody's own exports."""

from typing import Any

from assets.errors import ScorecardError
from assets.warehouse.home import Home

MANIFEST = "demo_manifest.json"


def write_demo_home(home: Home, tickets: int, seed: int, planted: bool = True) -> dict[str, Any]:
    """Exports, source files and reference tables of the fictional company.

    Raises:
        ScorecardError: The home holds exports that aren't the demo's, or the demo is too small.
    """
    from assets.demo.inbox import DEMO_AS_OF, write_demo

    own = any(home.inbox.rglob("*")) if home.inbox.exists() else False
    if own and not (home.root / MANIFEST).exists():
        raise ScorecardError(
            f"{home.inbox} holds exports of your own; make a home for the demo: "
            "scorecard init DIR, then scorecard demo --home DIR"
        )
    home.create_folders()
    try:
        manifest = write_demo(home.root, tickets=tickets, seed=seed, planted=planted)
    except ValueError as error:
        raise ScorecardError(str(error)) from error
    return {
        "inbox": home.inbox,
        "files": len({entry.file for entry in manifest.files}),
        "rows": sum({entry.file: entry.rows for entry in manifest.files}.values()),
        "as_of": DEMO_AS_OF,
    }
