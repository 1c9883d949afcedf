"""What is known of a file before it is read."""

from dataclasses import dataclass
from datetime import datetime

from assets.contracts.feeds import Feed, load_feeds
from assets.contracts.sources import Source
from assets.ingest.landing import Landed


@dataclass(frozen=True)
class Load:
    """One landed file on its way into the raw table of its feed."""

    load_id: int
    source: Source
    file: Landed
    as_of: datetime
    definition: str

    @property
    def feed(self) -> Feed:
        """The contract that the rows must keep."""
        return load_feeds()[self.source.feed]
