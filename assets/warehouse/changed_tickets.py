"""A database in memory that holds the rows of changed tickets, and nothing else of them.

It lasts as long as the connection, so that all models of a run find what those before them made.
"""

from dataclasses import dataclass
from datetime import datetime

from assets.warehouse.duckdb import DuckDBEngine
from assets.warehouse.sql_models import MODEL_SCHEMAS, SqlModel

_NAME = "changed_tickets_apart"
_SCHEMAS = ("raw", "reference", *MODEL_SCHEMAS)


@dataclass(frozen=True)
class ChangedTickets:
    """Tickets of which something may have changed between two builds.

    Attributes:
        change_id: The last change of raw rows that the earlier build knew.
        as_of_before: The moment that it stood for.
        as_of: The moment of this one.
    """

    engine: DuckDBEngine
    change_id: int
    as_of_before: datetime
    as_of: datetime

    def rebuild(self, model: SqlModel) -> None:
        """Put what a model's SQL makes of the changed tickets in the place of their old rows."""
        connection, home = self.engine.connection, self._home()
        self._open()
        # Staging says what raw rows say, whatever the time is.
        whose = "tickets_with_new_rows" if model.schema == "staging" else "changed_tickets"
        for table in sorted(model.reads):
            self._give(table, home, whose)
        connection.execute(f"use {_NAME}")
        try:
            connection.execute(f"create or replace table {model.table} as\n{model.sql}").fetchall()
        finally:
            connection.execute(f'use "{home}"')
        with self.engine.transaction():
            connection.execute(
                f"delete from {model.table} where ticket_id in (select ticket_id from temp.{whose})"
            ).fetchall()
            connection.execute(
                f"insert into {model.table} by name from {_NAME}.{model.table}"
            ).fetchall()

        if model.schema == "staging":
            # Other models need the rows of all changed tickets.
            connection.execute(f"drop table {_NAME}.{model.table}")

    def _home(self) -> str:
        return str(self.engine.connection.execute("select current_database()").fetchall()[0][0])

    def _open(self) -> None:
        """Find the changed tickets, unless they were found for the same builds already."""
        connection = self.engine.connection
        between = f"{self.change_id}, {self.as_of_before}, {self.as_of}"
        attached = "select 1 from duckdb_databases() where database_name = ?"
        if connection.execute(attached, [_NAME]).fetchall():
            found = connection.execute(f"select between_builds from {_NAME}.main.builds")
            if found.fetchall() == [(between,)]:
                return
            connection.execute(f"detach {_NAME}")
        self.engine.run_file("changes/tickets_with_new_rows.sql", {"change_id": self.change_id})
        self.engine.run_file("changes/changed_tickets.sql", {"as_of_before": self.as_of_before})
        connection.execute(f"attach ':memory:' as {_NAME}")
        for schema in _SCHEMAS:
            connection.execute(f"create schema {_NAME}.{schema}")
        connection.execute(
            f"create table {_NAME}.main.builds as select '{between}' as between_builds"
        ).fetchall()

    def _give(self, table: str, home: str, whose: str) -> None:
        """Let it have the changed tickets' rows of a table, or see one that knows no tickets."""
        execute = self.engine.connection.execute
        whole = f'"{home}".{table}'
        if "ticket_id" in self.engine.columns(table):
            execute(
                f"create table if not exists {_NAME}.{table} as from {whole} "
                f"where ticket_id in (select ticket_id from temp.{whose})"
            ).fetchall()
        else:
            execute(f"create view if not exists {_NAME}.{table} as from {whole}").fetchall()
