"""Who the agents are, by which rows that name one are judged.

A company may run several help desks and list the agents of one. So a file is held to the list when
the list knows any of its agents; a file of which it knows none is about others.
"""

from duckdb import DuckDBPyRelation

from assets.contracts.feeds import Feed, load_feeds
from assets.contracts.sources import Source
from assets.warehouse.duckdb import DuckDBEngine


def definition_of(engine: DuckDBEngine, source: Source) -> str:
    """Changes when anything does that decides how a file of this source is read."""
    definition = source.definition()
    if not agent_columns(load_feeds()[source.feed]):
        return definition
    who = engine.rows_of_file("ingest/who_the_agents_are.sql")[0]
    return f"{definition}:{who['agents']}:{who['hashed']}"


def agent_columns(feed: Feed) -> list[str]:
    """Columns that name an agent who should be known."""
    return [name for name, column in feed.columns.items() if column.known_agent]


def names_a_known_agent(engine: DuckDBEngine, rows: DuckDBPyRelation, feed: Feed) -> bool:
    """Whether the list of agents knows anybody whom these rows name."""
    if not agent_columns(feed) or engine.count_rows("raw.agents") == 0:
        return False
    known = " or ".join(
        f"{name} in (select agents.agent_id from raw.agents)" for name in agent_columns(feed)
    )
    return bool(rows.filter(known).limit(1).fetchall())
