"""Where each column of a model comes from, read off its SQL."""

from collections.abc import Iterable, Mapping

from assets.warehouse.sql_models import SqlModel

# Output column: the (table, column) pairs that it is computed from.
ColumnLineage = dict[str, list[tuple[str, str]]]


def trace_columns(model: SqlModel, schemas: Mapping[str, Mapping[str, str]]) -> ColumnLineage:
    """Lineage of every column of a model.

    Args:
        model: The model.
        schemas: For each table that it reads: column names and SQL types.
    """
    from sqlglot.lineage import lineage

    nested: dict[str, dict[str, dict[str, str]]] = {}
    for table, columns in schemas.items():
        schema, name = table.split(".")
        nested.setdefault(schema, {})[name] = dict(columns)
    graphs = lineage(None, model.sql, schema=nested, dialect="duckdb")
    return {column: sorted(set(_leaves(graph.walk()))) for column, graph in graphs.items()}


def _leaves(nodes: Iterable[object]) -> Iterable[tuple[str, str]]:
    """The table columns at the ends of a lineage graph."""
    from sqlglot import exp

    for node in nodes:
        expression = getattr(node, "expression", None)
        if isinstance(expression, exp.Table) and expression.db:
            column = str(getattr(node, "name", "")).split(".")[-1].strip('"')
            yield f"{expression.db}.{expression.name}", column
