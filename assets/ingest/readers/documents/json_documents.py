"""JSON files as tables of whole values, read strictly: a file that was cut off is refused."""

import mmap
import re
from collections.abc import Sequence
from pathlib import Path

import duckdb
from duckdb import ColumnExpression, ConstantExpression, Expression
from duckdb import FunctionExpression as Function

from assets.errors import FileRefused
from assets.ingest.readers.text.delimited import POSITION, scratch_copy
from assets.ingest.readers.text.encoding import decode
from assets.warehouse.duckdb import DuckDBEngine

NOT_JSON = "the file isn't one whole JSON list of objects, or one object; export it again"
SEVERAL = (
    "the file holds several JSON objects one after the other; "
    "declare `format: jsonl` where each fills one line"
)
LIST_AS_ITEMS = "the file itself is the list of rows; remove `items:` from the source file"
# DuckDB's default for one item of a list, and the most that it takes for a file that is one object.
_ITEM_BYTES, _OBJECT_BYTES = 1 << 24, (1 << 32) - 1
# An escaped character, a whole pair of surrogates, or half of one: the first match at a place.
_ESCAPES = re.compile(
    rb"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)


def decode_json(path: Path, encoding: str) -> Path:
    """The text of a file in UTF-8, as declared.

    Half a surrogate pair, left where a text was cut within an emoji, is replaced.

    Raises:
        FileRefused: As of `decode`.
    """
    decoded = decode(path, encoding, scratch_copy(path)).path
    with decoded.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        if not _has_half_pair(text):
            return decoded
        mended = _ESCAPES.sub(lambda found: rb"\ufffd" if found["half"] else found[0], text)
    scratch_copy(path).write_bytes(mended)
    return scratch_copy(path)


def _has_half_pair(text: mmap.mmap) -> bool:
    if text.find(b"\\ud") < 0 and text.find(b"\\uD") < 0:
        return False
    return any(found["half"] for found in _ESCAPES.finditer(text))


def read_documents(engine: DuckDBEngine, path: Path) -> None:
    """Each element of a list, or each of the objects one after the other, into table `documents`.

    The table has `_line`, which counts them, and `item`, the object as JSON.

    Raises:
        FileRefused: The file isn't whole, isn't JSON, or holds something else than objects.
    """
    is_list = _is_list(path)
    size = _ITEM_BYTES if is_list else min(path.stat().st_size + 1, _OBJECT_BYTES)
    try:
        values = engine.connection.read_json(
            str(path),
            columns={"item": "JSON"},
            format="array" if is_list else "unstructured",
            records="false",
            maximum_object_size=size,
        )
        engine.store_temporarily("documents", values.select(POSITION.alias("_line"), "item"))
    except duckdb.Error as error:
        raise _refusal(error) from error
    is_object = _type_of("") == ConstantExpression("OBJECT")
    documents = engine.connection.table("documents")
    others = documents.filter(ColumnExpression("item").isnull() | ~is_object)
    if others.limit(1).fetchall() or not (is_list or engine.count_rows("documents")):
        raise FileRefused("not_json", NOT_JSON)


def read_list(engine: DuckDBEngine, path: Path, encoding: str, items: str | None) -> None:
    """The rows of a landed file into table `documents`: the list that it is, or holds at `items`.

    Args:
        engine: Where the table is made.
        path: The landed file.
        encoding: As the source declares it.
        items: Names of members, dots between them; none: the file is the list.

    Raises:
        FileRefused: The file isn't JSON, or there is no list.
    """
    decoded = decode_json(path, encoding)
    read_documents(engine, decoded)
    if _is_list(decoded):
        if items:
            raise FileRefused("items_missing", LIST_AS_ITEMS)
        return
    if engine.count_rows("documents") > 1:
        raise FileRefused("not_json", SEVERAL)
    where = pointer(items.split(".") if items else [])
    document = engine.connection.table("documents")
    if document.select(_type_of(where)).fetchall() != [("ARRAY",)]:
        raise FileRefused("items_missing", _which_lists(engine, items))
    # As a file of its own, since DuckDB takes a long list out of a JSON value only slowly.
    text = Function("json_extract", ColumnExpression("item"), ConstantExpression(where))
    scratch_copy(path).write_text(document.select(text).fetchall()[0][0], "utf-8")
    read_documents(engine, scratch_copy(path))


def pointer(names: Sequence[str]) -> str:
    """The JSON Pointer (RFC 6901) of nested members."""
    return "".join(f"/{name.replace('~', '~0').replace('/', '~1')}" for name in names)


def _which_lists(engine: DuckDBEngine, items: str | None) -> str:
    lists = [f"`{row['name']}`" for row in engine.rows_of_file("ingest/list_members.sql")]
    wanted = f"no list at `{items}`" if items else "one object"
    there = f"its lists are {', '.join(lists)}" if lists else "it holds no list"
    return f"the file holds {wanted}; {there}; name the rows under `items:` of the source file"


def _type_of(path: str) -> Expression:
    return Function("json_type", ColumnExpression("item"), ConstantExpression(path))


def _is_list(path: Path) -> bool:
    """Whether the file begins as a list.

    Raises:
        FileRefused: It doesn't end as one: cut off between two items it would pass as a shorter
            list.
    """
    with path.open("rb") as file:
        begin = file.read(1024).lstrip()[:1]
        file.seek(max(0, path.stat().st_size - 1024))
        end = file.read().rstrip()[-1:]
    if begin == b"[" and end != b"]":
        raise FileRefused("not_json", NOT_JSON)
    return begin == b"["


def _refusal(error: duckdb.Error) -> FileRefused:
    if "maximum_object_size" in str(error):
        return FileRefused("row_too_long", "an item has more than 16 MB; export it without files")
    return FileRefused("not_json", NOT_JSON)
