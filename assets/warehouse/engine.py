"""What an engine must do so that the SQL models run on it."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyarrow as pa


class Engine(Protocol):
    """Runs the models' SQL and hands tables over as Arrow."""

    def build(self, table: str, select: str, *, as_view: bool = False) -> None:
        """Replace `schema.name` by what the select returns."""

    def replace_with(self, table: str, rows: "pa.Table") -> None:
        """Replace `schema.name` by an Arrow table."""

    def count_rows(self, table: str) -> int:
        """Rows of a table or view."""

    def columns(self, table: str) -> dict[str, str]:
        """Column names and types, in order."""

    def query(self, select: str) -> "pa.Table":
        """Rows of a select as Arrow."""
