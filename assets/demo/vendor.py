"""What a survey vendor's export needs: its file, its rows, its broken rows, who reads it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from assets.demo.answers import Answers
from assets.demo.arrays import Ints
from assets.demo.faults import BreakRow, Rule
from assets.demo.world import World


@dataclass(frozen=True)
class Batch:
    """The responses of one market to one chunk's tickets, as columns."""

    world: World
    rng: np.random.Generator
    answers: Answers
    comments: pa.StringArray
    tickets: Ints  # ticket numbers
    customers: Ints  # customer numbers


@dataclass(frozen=True)
class Vendor:
    """One export file of surveys; `sources` says which faults each of its readers meets."""

    file: str
    language: str
    head: str
    write: Callable[[Batch], pa.StringArray]
    break_row: BreakRow
    rules: tuple[Rule, ...]
    sources: dict[str, tuple[str, ...]]
    separator: str = "\n"
    foot: str = "\n"
    encoding: str = "utf-8"
