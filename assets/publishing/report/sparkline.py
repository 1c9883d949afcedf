"""A small line of a metric's last weeks; weeks without a figure are gaps in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from assets.publishing.report.figures import figure

WEEKS = 26
WIDTH, HEIGHT, MARGIN = 110, 30, 3


@dataclass(frozen=True)
class Sparkline:
    """What the template draws; all coordinates are ready text.

    Attributes:
        lines: Points of each run of weeks.
        last: x and y of the latest week that has a figure.
        target: y of the target, if there is one.
        label: The same in words.
    """

    lines: list[str]
    last: tuple[str, str]
    target: str | None
    label: str


def sparkline(values: Mapping[int, float], unit: str, target: float | None) -> Sparkline | None:
    """The line of values by how many weeks ago they were; none of fewer than two."""
    if len(values) < 2:
        return None
    points = {ago: (_x(ago), _y(values[ago], values, target)) for ago in sorted(values)[::-1]}
    low, high = (figure(end(values.values()), unit) for end in (min, max))
    return Sparkline(
        lines=[" ".join(",".join(points[ago]) for ago in run) for run in _runs(list(points))],
        last=points[min(points)],
        target=None if target is None else _y(target, values, target),
        label=f"{len(values)} of the last {WEEKS} weeks, from {low} to {high}",
    )


def _runs(weeks_ago: list[int]) -> list[list[int]]:
    """Weeks in a row together."""
    runs: list[list[int]] = []
    for ago in weeks_ago:
        if runs and runs[-1][-1] == ago + 1:
            runs[-1].append(ago)
        else:
            runs.append([ago])
    return runs


def _x(ago: int) -> str:
    return f"{MARGIN + (WEEKS - 1 - ago) * (WIDTH - 2 * MARGIN) / (WEEKS - 1):.1f}"


def _y(value: float, values: Mapping[int, float], target: float | None) -> str:
    shown = [*values.values(), *([] if target is None else [target])]
    reach = max(shown) - min(shown)
    share = (value - min(shown)) / reach if reach else 0.5
    return f"{HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN):.1f}"
