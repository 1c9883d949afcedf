"""JSON: a list of objects, each a row; a cell is named by the path to it (`answers.0.text`).

Texts stand as they are, numbers with their digits, booleans as `true` and `false`, lists and
objects as JSON; null and NaN are nothing. An object that repeats a name is set aside; deeper down
the first of equal names counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from duckdb import (
    CaseExpression,
    ColumnExpression,
    ConstantExpression,
    Expression,
    FunctionExpression,
    SQLExpression,
)

from assets.contracts.sources import Source, nearest
from assets.errors import FileRefused
from assets.ingest.readers.documents.json_documents import pointer, read_list
from assets.ingest.readers.export import LONGEST_ROW_BYTES, Export, Reader
from assets.warehouse.duckdb import DuckDBEngine


def read_json(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A JSON list, or an object that holds it at the source's `items`."""
    engine.run_file("ingest/forget_rejects.sql")
    read_list(engine, path, source.encoding, source.items)
    return Export(cells=items_as_rows(engine, source))


def items_as_rows(
    engine: DuckDBEngine,
    source: Source,
    optional: Iterable[str] = (),
    roots: Sequence[str] = ("",),
) -> Mapping[str, str]:
    """The objects in table `documents` as `export_rows`; `_line` is the item's own.

    Args:
        engine: Where the tables are.
        source: It names the paths that must stand in some item.
        optional: Paths that a vendor fixes, and may leave out.
        roots: JSON Pointers of the objects in which a path may begin, the first that has it counts.

    Returns:
        Each path that stands in an item, and the column of its cells.

    Raises:
        FileRefused: A path that the source names stands in no item.
    """
    engine.run_file("ingest/judge_items.sql", {"longest": LONGEST_ROW_BYTES})
    engine.run_file("ingest/reject_items.sql")
    wanted = sorted(source.export_columns() | {*source.person_names})
    paths = _find_paths(engine, sorted({*wanted, *optional}), roots)
    for name in wanted:
        if name not in paths:
            raise FileRefused("column_missing", _missing(engine, name))
    cells = {name: f"c{i}" for i, name in enumerate(paths)}
    texts = FunctionExpression(
        "json_extract_string", ColumnExpression("item"), ConstantExpression([*paths.values(), ""])
    )
    line, item = ColumnExpression("_line"), ColumnExpression("item")
    extracted = engine.connection.table("items").select(line, item, texts.alias("texts"))
    values = [
        _text(place, path, source.decimal).alias(cells[name])
        for place, (name, path) in enumerate(paths.items(), start=1)
    ]
    engine.store_temporarily("export_items", extracted.select(line, *values))
    engine.run_file("ingest/items_as_rows.sql")
    return cells


def _find_paths(engine: DuckDBEngine, names: list[str], roots: Sequence[str]) -> dict[str, str]:
    """JSON Pointers of the names that stand in some item; all of them where there is no item.

    A member may have the dots in its own name, as in JSON made from a flat table.
    """
    ways = [
        (name, root + pointer(parts))
        for name in names
        for root in roots
        for parts in ([name], name.split("."))
    ]
    if not ways or not engine.count_rows("items"):
        return dict(ways)
    exists = FunctionExpression(
        "json_exists", ColumnExpression("item"), ConstantExpression([way for _, way in ways])
    )
    found = engine.connection.table("items").select(exists.alias("found"))
    any_item = [SQLExpression(f"bool_or(found[{i}])") for i in range(1, len(ways) + 1)]
    stands = found.aggregate(any_item).fetchall()[0]
    # The first way that there is counts, so it is the last to be put in.
    return {
        name: way for (name, way), there in reversed([*zip(ways, stands, strict=True)]) if there
    }


def _missing(engine: DuckDBEngine, name: str) -> str:
    members = [row["name"] for row in engine.rows_of_file("ingest/item_members.sql")]
    return (
        f"no item has a member `{name}`{nearest(name, members, list_all=False)}; "
        "name the column by its path, under `columns:` of the source file"
    )


def _text(place: int, path: str, decimal: str) -> Expression:
    """The text of one cell; a number's point becomes the declared mark, as casting expects it."""
    text = SQLExpression(f"replace(texts[{place}], chr(0), '')")
    kind = FunctionExpression("json_type", ColumnExpression("item"), ConstantExpression(path))
    is_decimal = kind == ConstantExpression("DOUBLE")
    written = CaseExpression(
        (text == ConstantExpression("NaN")) & is_decimal, ConstantExpression(None).cast("varchar")
    )
    if decimal != ".":
        plain = FunctionExpression(
            "regexp_replace", text, ConstantExpression(r"\.0$"), ConstantExpression("")
        )
        marked = FunctionExpression(
            "replace", plain, ConstantExpression("."), ConstantExpression(decimal)
        )
        written = written.when(
            FunctionExpression("contains", text, ConstantExpression(".")) & is_decimal, marked
        )
    return written.otherwise(text)


READER = Reader(read_json)
