"""Parquet: typed columns as the text that casting reads; `a.b` names a member of a structure.

Whole numbers have no point, other numbers the declared mark; times are ISO 8601, those with a zone
with their offset; lists and structures are JSON.
"""

from pathlib import Path

import duckdb
from duckdb import (
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
)
from duckdb import FunctionExpression as Function
from duckdb.sqltypes import DuckDBPyType

from assets.contracts.sources import Source, nearest
from assets.errors import FileRefused
from assets.ingest.readers.export import LONGEST_ROW_BYTES, Export, Reader
from assets.ingest.readers.text.delimited import POSITION
from assets.warehouse.duckdb import DuckDBEngine

NOT_PARQUET = "the file isn't a whole Parquet file; export it again"
# It encloses every file that isn't encrypted.
_MAGIC = b"PAR1"
_MACROS = {
    "float": "float_text",
    "double": "float_text",
    "decimal": "decimal_text",
    "date": "local_time_text",
    "timestamp": "local_time_text",
    "timestamp_s": "local_time_text",
    "timestamp_ms": "local_time_text",
    "timestamp_ns": "local_time_text",
    "timestamp with time zone": "instant_text",
}
_TIME_MACROS = {"local_time_text", "instant_text"}
_NESTED = {"list", "array", "struct", "map", "union"}


def read_parquet(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A Parquet file; of its columns those that the source names are read.

    Raises:
        FileRefused: The file is cut or damaged, lacks a column, or has times that the source's
            `date_format` can't write.
    """
    _check_ends(path)
    engine.run_file("ingest/forget_rejects.sql")
    names = sorted(source.export_columns() | {*source.person_names})
    cells = {name: f"c{i}" for i, name in enumerate(names)}
    # A damaged file may stop DuckDB for good, so it is read by an instance of its own.
    with duckdb.connect() as reading:
        try:
            rows = _typed_rows(DuckDBEngine(reading), path, source, cells).to_arrow_reader()
            engine.store_temporarily("typed_rows", engine.connection.from_arrow(rows))
        # The second is raised where a damaged name or message is no text.
        except (duckdb.Error, RuntimeError) as error:
            raise FileRefused("not_parquet", NOT_PARQUET) from error
    engine.run_file("ingest/reject_long_rows.sql")
    return Export(cells=cells)


def _check_ends(path: Path) -> None:
    with path.open("rb") as file:
        begin = file.read(4)
        file.seek(max(0, path.stat().st_size - 4))
        end = file.read()
    if not begin:
        raise FileRefused("empty_file", "the file has 0 bytes; export it again")
    if (begin, end) != (_MAGIC, _MAGIC):
        raise FileRefused("not_parquet", NOT_PARQUET)


def _typed_rows(
    engine: DuckDBEngine, path: Path, source: Source, cells: dict[str, str]
) -> DuckDBPyRelation:
    """The wanted cells as text, with `_line` and whether the row `_is_too_long`."""
    engine.run_file("ingest/typed_text_macros.sql")
    rows = engine.connection.read_parquet(str(path), binary_as_string=True)
    found = {name: _find_column(rows, name) for name in cells}
    _check_times(rows, found, source.date_format)
    texts = [_text(*found[name], source).alias(cell) for name, cell in cells.items()]
    return rows.select(POSITION.alias("_line"), *texts).select("*", _is_too_long([*cells.values()]))


def _find_column(rows: DuckDBPyRelation, name: str) -> tuple[Expression, DuckDBPyType]:
    """A column, or a member within a structure, with its type.

    Raises:
        FileRefused: There is none of that name.
    """
    columns = dict(zip(rows.columns, rows.types, strict=True))
    if name in columns:
        return ColumnExpression(name), columns[name]
    first, *inner = name.split(".")
    value: Expression = ColumnExpression(first)
    kind = columns.get(first)
    for member in inner:
        kind = _member_type(kind, member)
        value = Function("struct_extract", value, ConstantExpression(member))
    if kind is None:
        raise FileRefused(
            "column_missing",
            f"the file has no column `{name}`{nearest(name, columns)}; "
            "name the column as the file does, under `columns:` of the source file",
        )
    return value, kind


def _member_type(kind: DuckDBPyType | None, member: str) -> DuckDBPyType | None:
    if kind is None or kind.id != "struct":
        return None
    members = dict(kind.children)
    found = members.get(member)
    return found if isinstance(found, DuckDBPyType) else None


def _check_times(
    rows: DuckDBPyRelation,
    found: dict[str, tuple[Expression, DuckDBPyType]],
    date_format: str | None,
) -> None:
    """Refuse a `date_format` that would lose a part of a time, or its zone."""
    if date_format is None:
        return
    for name, (value, kind) in found.items():
        macro = _MACROS.get(kind.id)
        if macro not in _TIME_MACROS:
            continue
        written = Function(macro, value, ConstantExpression(date_format))
        same = Function("try_strptime", written, ConstantExpression(date_format)) == value
        fits = ("%z" in date_format) == (macro == "instant_text")
        lost = rows.filter(value.isnotnull() & ~CoalesceOperator(same, ConstantExpression(False)))
        if not fits or lost.limit(1).fetchall():
            raise FileRefused(
                "date_format_unfit",
                f"`{name}` holds {kind} values, which `{date_format}` can't write in full; "
                "remove `date_format:` from the source file",
            )


def _text(value: Expression, kind: DuckDBPyType, source: Source) -> Expression:
    if kind.id in _NESTED:
        return Function("to_json", value).cast("varchar")
    macro = _MACROS.get(kind.id)
    if macro is None:
        return value.cast("varchar")
    times = macro in _TIME_MACROS
    return Function(
        macro, value, ConstantExpression(source.date_format if times else source.decimal)
    )


def _is_too_long(cells: list[str]) -> Expression:
    """Whether a row's text in UTF-8 is longer than a line of delimited text may be."""
    total: Expression = ConstantExpression(0)
    for cell in cells:
        total += CoalesceOperator(Function("strlen", ColumnExpression(cell)), ConstantExpression(0))
    return (total > ConstantExpression(LONGEST_ROW_BYTES)).alias("_is_too_long")


READER = Reader(read_parquet)
