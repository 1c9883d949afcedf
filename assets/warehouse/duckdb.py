"""The DuckDB engine over the private work database."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from duckdb import ColumnExpression, FunctionExpression

from assets.contracts.metrics import SQL_FOLDER

if TYPE_CHECKING:
    import pyarrow as pa


@contextmanager
def open_engine(path: Path) -> Iterator["DuckDBEngine"]:
    """The work database, created when it isn't there, in UTC."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(path)
    try:
        connection.execute(read_sql("prepare_database.sql")).fetchall()
        yield DuckDBEngine(connection)
    finally:
        connection.close()


class DuckDBEngine:
    """One connection to one database."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def run_file(self, name: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Run the statements of `dbt_like_sql/<name>`, ignoring what they return."""
        self.connection.execute(read_sql(name), parameters).fetchall()

    def rows_of_file(
        self, name: str, parameters: Mapping[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """Rows that `dbt_like_sql/<name>` returns."""
        cursor = self.connection.execute(read_sql(name), parameters)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing of it."""
        self.connection.begin()
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        self.connection.commit()

    def build(self, table: str, select: str, *, as_view: bool = False) -> None:
        """Replace `schema.name` by what the select returns."""
        kind = "view" if as_view else "table"
        with self.transaction():
            self._drop(table)
            self.connection.execute(f"create {kind} {table} as\n{select}").fetchall()

    def create_empty(self, table: str, columns: Mapping[str, str]) -> None:
        """Make `schema.name` with these columns and SQL types unless it is there."""
        body = ", ".join(f'"{name}" {sql_type}' for name, sql_type in columns.items())
        self.connection.execute(f"create table if not exists {table} ({body})").fetchall()

    def replace_with(self, table: str, rows: "pa.Table") -> None:
        """Replace `schema.name` by an Arrow table."""
        with self.transaction():
            self._drop(table)
            self.connection.from_arrow(rows).create(table)

    def delete_rows(self, table: str, column: str, value: str | int) -> None:
        """Delete the rows of `schema.name` whose column holds a value."""
        self.connection.execute(f"delete from {table} where {column} = ?", [value]).fetchall()

    def delete_listed_rows(self, table: str, listed: str) -> None:
        """Delete the rows of `schema.name` whose numbers stand in a table's `row_id`."""
        self.connection.execute(
            f"delete from {table} where rowid in (select row_id from {listed})"
        ).fetchall()

    def store_temporarily(self, table: str, rows: duckdb.DuckDBPyRelation) -> None:
        """Keep the rows of a relation in a temporary table of this connection."""
        rows.query("rows", f"create or replace temp table {table} as from rows")

    def list_temporarily(self, table: str, numbers: Sequence[int]) -> None:
        """Keep numbers, as `number`, in a temporary table of this connection."""
        self.connection.execute(
            f"create or replace temp table {table} as select unnest(?::bigint[]) as number",
            [list(numbers)],
        ).fetchall()

    def view_temporarily(self, view: str, rows: duckdb.DuckDBPyRelation) -> None:
        """Name a relation for this connection; whoever asks for its rows works them out."""
        select = rows.sql_query()
        self.connection.execute(f"create or replace temp view {view} as {select}").fetchall()

    def count_rows(self, table: str) -> int:
        """Rows of a table or view."""
        counted = self.connection.table(table).count("*").fetchall()
        return int(counted[0][0])

    def is_built(self, table: str) -> bool:
        """Whether there is a table or view `schema.name`."""
        schema, name = table.split(".")
        named = {"schema_name": schema, "table_name": name}
        return bool(self.rows_of_file("kind_of_table.sql", named))

    def columns(self, table: str) -> dict[str, str]:
        """Column names and types, in order."""
        relation = self.connection.table(table)
        return {
            name: str(sql_type)
            for name, sql_type in zip(relation.columns, relation.types, strict=True)
        }

    def read(self, table: str, columns: Sequence[str] = ()) -> "pa.Table":
        """A table as Arrow, or some of its columns."""
        return self.connection.table(table).select(*columns or "*").to_arrow_table()

    def query(self, select: str) -> "pa.Table":
        """Rows of a select as Arrow."""
        return self.connection.sql(select).to_arrow_table()

    def content_hash(self, table: str, columns: Sequence[str]) -> str:
        """Changes when the rows do, in whatever order they come."""
        row_hash = FunctionExpression("hash", *map(ColumnExpression, columns)).cast("hugeint")
        hashes = self.connection.table(table).select(row_hash.alias("row_hash"))
        count, total = hashes.aggregate("count(*), sum(row_hash)").fetchall()[0]
        return f"{count}:{total}"

    def _drop(self, table: str) -> None:
        """Remove a table or view; DuckDB refuses to drop one as the other."""
        schema, name = table.split(".")
        named = {"schema_name": schema, "table_name": name}
        for row in self.rows_of_file("kind_of_table.sql", named):
            word = "view" if row["table_type"] == "VIEW" else "table"
            self.connection.execute(f"drop {word} {table}").fetchall()


def read_sql(name: str) -> str:
    """Text of `dbt_like_sql/<name>`."""
    return (SQL_FOLDER / name).read_text("utf-8")
