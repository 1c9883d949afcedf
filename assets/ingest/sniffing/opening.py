"""How the table of an export is opened: all that is declared before any column is read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assets.errors import FileRefused
from assets.ingest.sniffing.container import container_of
from assets.ingest.sniffing.dialect import find_dialect
from assets.ingest.sniffing.encoding import SURE, Encoding, find_encoding
from assets.ingest.sniffing.header import Layout, find_layout
from assets.ingest.sniffing.workbook import find_sheet

# Enough to tell a dialect and a header, and to read a column's content by.
TEXT_CHARACTERS = 1 << 20
SAMPLE_BYTES = 1 << 25
_RECORDS = 20_000
_JSON_BYTES = 1 << 28
_SHOWN_ITEMS = 200


@dataclass(frozen=True)
class Question:
    """What a person must decide.

    Attributes:
        key: Where it stands in the source file, such as `time_zone` or `columns.score`.
    """

    key: str
    text: str


@dataclass
class Opening:
    """What was found before any column was looked at.

    Attributes:
        container: `text`, or the generic format of anything else.
        declared: Keys of the source file.
        header: Header records, or the names of members of JSON.
        first_records: The records in which a vendor's column names may stand.
        facts: What the head comment says.
        sample: A copy of the file's beginning, where the whole would be too much.
    """

    container: str
    declared: dict[str, Any]
    header: tuple[tuple[str, ...], ...]
    first_records: tuple[tuple[str, ...], ...]
    facts: dict[str, Any] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    sample: Path | None = None

    @property
    def member_names(self) -> tuple[str, ...]:
        """Members of a JSON file's items; its reader reads only those that it is asked for."""
        return self.header[0] if self.container in ("json", "jsonl") else ()


def open_export(path: Path, scratch: Path) -> Opening:
    """Look at how a file is built.

    Args:
        path: The export.
        scratch: A folder for a sample of a large text.

    Raises:
        FileRefused: There is no table in it.
    """
    kind = container_of(path)
    match kind:
        case "text":
            return _open_text(path, scratch)
        case "json" | "jsonl":
            return _open_json(path, kind)
        case "parquet":
            return _open_parquet(path)
        case _:
            return _open_workbook(path, kind)


def _open_text(path: Path, scratch: Path) -> Opening:
    encoding = find_encoding(path)
    with path.open("rb") as file:
        data = file.read(SAMPLE_BYTES + 1)
    whole = len(data) <= SAMPLE_BYTES
    text = _decode_beginning(data, encoding, whole=whole)
    dialect = find_dialect(text[:TEXT_CHARACTERS])
    records = dialect.records(text, _RECORDS)
    if not records:
        message = f"{path.name} can't be taken apart at any delimiter; export it as CSV"
        raise FileRefused("not_an_export", message)
    read_all = whole and len(records) < _RECORDS
    layout = find_layout(records, whole=read_all)
    opening = Opening(
        "text",
        {"encoding": encoding.name, "delimiter": dialect.delimiter},
        layout.header[: layout.header_rows],
        tuple(tuple(record.fields) for record in records[:12]),
        _text_facts(encoding, dialect.delimiter, layout),
    )
    _declare_marks(opening, dialect.quote, dialect.escape)
    _declare_layout(opening, layout)
    _ask_about_text(opening, encoding, dialect.consistency)
    if not text.endswith(("\n", "\r")) and whole:
        opening.declared["final_line_break"] = False
        ask = "the last line has no line break: does the tool never write one, or was it cut?"
        opening.questions.append(Question("final_line_break", ask))
    if not whole:
        opening.sample = _write_sample(text, encoding, scratch)
    return opening


def _decode_beginning(data: bytes, encoding: Encoding, *, whole: bool) -> str:
    text = data.decode(encoding.name, errors="replace").removeprefix("\ufeff")
    return text if whole else text[: text.rindex("\n") + 1] if "\n" in text else text


def _text_facts(encoding: Encoding, delimiter: str, layout: Layout) -> dict[str, Any]:
    return {
        "encoding": f"{encoding.name}, confidence {encoding.confidence:.2f} ({encoding.reason})",
        "delimiter": {"\t": "tab", ",": "comma", ";": "semicolon"}.get(delimiter, delimiter),
        "header_rows": layout.header_rows,
    }


def _declare_marks(opening: Opening, quote: str, escape: str | None) -> None:
    if quote != '"':
        opening.declared["quote"] = quote
    if escape:
        opening.declared["escape"] = escape


def _declare_layout(opening: Opening, layout: Layout) -> None:
    declared = {"skip_lines": layout.skip_lines, "footer_lines": layout.footer_lines}
    opening.declared |= {key: value for key, value in declared.items() if value}
    if layout.header_rows != 1:
        opening.declared["header_rows"] = layout.header_rows
    if not layout.header_rows:
        names = [f"c{i}" for i in range(1, len(layout.header[0]) + 1)]
        opening.declared["header"] = names
        ask = "there is no header row: name the columns, or export them with their names"
        opening.questions.append(Question("header", ask))
        opening.header = (tuple(names),)


def _ask_about_text(opening: Opening, encoding: Encoding, consistency: float) -> None:
    if encoding.confidence < SURE:
        others = " or ".join(encoding.alternatives)
        text = f"not sure ({encoding.reason})" + (f"; it may be {others}" if others else "")
        opening.questions.append(Question("encoding", text))
    if consistency < 0.95:
        text = f"only {consistency:.0%} of the records have the same number of fields"
        opening.questions.append(Question("delimiter", text))


def _write_sample(text: str, encoding: Encoding, scratch: Path) -> Path:
    """The beginning of a large file, cut after a line that ends a record."""
    sample = scratch / "sample"
    with sample.open("w", encoding=encoding.name, newline="", errors="replace") as file:
        file.write(text)
    return sample


def _open_workbook(path: Path, kind: str) -> Opening:
    sheet = find_sheet(path, kind)
    layout = sheet.layout
    opening = Opening(kind, {}, layout.header[: layout.header_rows], sheet.first_rows)
    if sheet.others:
        opening.declared["sheet"] = sheet.name
    opening.facts = {"sheet": sheet.name, "header_rows": layout.header_rows}
    _declare_layout(opening, layout)
    return opening


def _open_parquet(path: Path) -> Opening:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        names = tuple(pq.read_schema(path).names)
    except (pa.ArrowException, OSError) as error:
        message = f"{path.name} begins like Parquet but was cut or spoilt; export it again"
        raise FileRefused("not_an_export", message) from error
    return Opening("parquet", {}, (names,), (names,))


def _open_json(path: Path, kind: str) -> Opening:
    encoding = find_encoding(path)
    if path.stat().st_size > _JSON_BYTES:
        message = f"{path.name} is too large to be looked at as a whole; sniff a smaller export"
        raise FileRefused("too_large", message)
    where, items = _items_of(path, kind, encoding)
    names: dict[str, None] = {}
    for item in items[:_SHOWN_ITEMS]:
        names |= dict.fromkeys(_members(item))
    top = tuple(dict.fromkeys(name.split(".")[0] for name in names))
    declared: dict[str, Any] = {"encoding": encoding.name}
    if where:
        declared["items"] = where
    header = (tuple(names),)
    first = ((*top, where.rpartition(".")[2]), *header)
    return Opening(kind, declared, header, first, {"items": len(items)})


def _items_of(path: Path, kind: str, encoding: Encoding) -> tuple[str, list[dict[str, Any]]]:
    """Where the list of objects stands, and the objects."""
    text = path.read_bytes().decode(encoding.name, errors="replace").removeprefix("\ufeff")
    try:
        if kind == "jsonl":
            content: Any = [json.loads(line) for line in text.splitlines() if line.strip()]
        else:
            content = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        at = getattr(error, "lineno", 1)
        message = f"{path.name} is no whole JSON: it breaks at line {at}; export it again"
        raise FileRefused("not_json", message) from error
    lists = sorted(_lists_of_objects(content), key=lambda found: -len(found[1]))
    if lists:
        return lists[0]
    raise FileRefused("not_an_export", f"{path.name} holds no list of objects; export rows")


def _lists_of_objects(content: Any, where: str = "") -> Iterator[tuple[str, list[dict[str, Any]]]]:
    if isinstance(content, list):
        objects = [item for item in content if isinstance(item, dict)]
        if objects:
            yield where, objects
    elif isinstance(content, dict) and where.count(".") < 3:
        for name, member in content.items():
            yield from _lists_of_objects(member, f"{where}.{name}".strip("."))


def _members(item: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Names of an object's members, those of inner objects after a point."""
    for name, value in item.items():
        if isinstance(value, dict) and prefix.count(".") < 2:
            yield from _members(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"
