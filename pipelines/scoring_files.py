"""Scores a column of comments of a CSV or Parquet file, batch by batch."""

import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from assets.contracts.sources import nearest
from assets.errors import FileRefused
from assets.warehouse.run import ScorerName

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 100_000
DELIMITERS = {".csv": ",", ".tsv": "\t", ".txt": "\t"}
SIGNS = {1: "+", -1: "-", 0: "0"}
Write = Callable[["pa.Table"], None]


def score_file(
    file: Path,
    column: str,
    language: str | None,
    output: Path | None,
    *,
    as_json: bool,
    scorer: ScorerName = "trained",
) -> dict[str, Any]:
    """Write a file's rows with the scores of one column beside them.

    Args:
        file: CSV (UTF-8, with a header), TSV or Parquet.
        column: Holds the comments.
        language: That of all comments (ISO 639-1); found for each where None.
        output: `.csv` or `.parquet`; None for stdout.
        as_json: Show no progress, and write lines of JSON to stdout, not CSV.
        scorer: Which kind of scorer says what the comments feel.

    Returns:
        Rows, and how many of them have which language and label.

    Raises:
        FileRefused: The file has no such column, or can't be read or written as its name says.
        SettingsError: The scorer's packages aren't installed.
    """
    import pyarrow as pa

    from assets.sentiment.scoring import score_comments

    languages, labels = Counter[str](), Counter[str]()
    with _progress(file, as_json) as advance, _opened(output, as_json) as write:
        for rows in _batches(file, column):
            comments = rows[column].combine_chunks()
            declared = pa.repeat(pa.scalar(language, pa.string()), len(rows))
            scores = score_comments(comments, declared, scorer)
            languages.update(scores["language"].to_pylist())
            labels.update(scores["label"].to_pylist())
            write(_beside(rows, scores))
            advance(len(rows))
    return {"rows": languages.total(), "languages": dict(languages), "labels": dict(labels)}


def _batches(file: Path, column: str) -> Iterator["pa.Table"]:
    import pyarrow as pa

    try:
        names, batches = _parquet(file) if file.suffix == ".parquet" else _delimited(file)
        if column not in names:
            raise FileRefused(
                "unknown_column", f"{file.name}: no column `{column}`{nearest(column, names)}"
            )
        for batch in batches:
            yield pa.Table.from_batches([batch])
    except pa.ArrowInvalid as error:
        raise FileRefused("not_readable", f"{file.name}: {error}") from error


def _parquet(file: Path) -> tuple[list[str], Iterator["pa.RecordBatch"]]:
    import pyarrow.parquet as pq

    opened = pq.ParquetFile(file)
    return opened.schema_arrow.names, opened.iter_batches(BATCH)


def _delimited(file: Path) -> tuple[list[str], Iterator["pa.RecordBatch"]]:
    """The rows of a CSV, every cell as the text that stands there."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    delimiter = DELIMITERS.get(file.suffix.lower())
    if delimiter is None:
        raise FileRefused("unknown_format", f"{file.name}: give a .csv, .tsv or .parquet file")
    with file.open(encoding="utf-8-sig", newline="") as text:
        names = next(csv.reader(text, delimiter=delimiter), [])
    opened = arrow_csv.open_csv(
        file,
        parse_options=arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
    )
    return names, iter(opened)


def _beside(rows: "pa.Table", scores: "pa.Table") -> "pa.Table":
    """The file's columns, then the scores; one whose name is taken gets the ending `_scored`."""
    for name in scores.column_names:
        taken = name in rows.column_names
        rows = rows.append_column(f"{name}_scored" if taken else name, scores[name])
    return rows


@contextmanager
def _opened(output: Path | None, as_json: bool) -> Iterator[Write]:
    if output is not None and output.suffix not in (".csv", ".parquet"):
        raise FileRefused(
            "unknown_format", f"{output.name}: the output is a .csv or a .parquet file"
        )
    if output is None and as_json:
        yield _write_json_lines
    elif output is None:
        with _csv_into(sys.stdout.buffer) as write:
            yield write
    elif output.suffix == ".csv":
        with output.open("wb") as stream, _csv_into(stream) as write:
            yield write
    else:
        with _parquet_into(output) as write:
            yield write


@contextmanager
def _csv_into(stream: BinaryIO) -> Iterator[Write]:
    """Tags are written as in `attitude+ waiting-`; the header stands once."""
    from pyarrow import csv as arrow_csv

    begun = False

    def write(table: "pa.Table") -> None:
        nonlocal begun
        options = arrow_csv.WriteOptions(include_header=not begun)
        arrow_csv.write_csv(_tags_as_text(table), stream, options)
        begun = True

    yield write


def _write_json_lines(table: "pa.Table") -> None:
    for row in table.to_pylist(maps_as_pydicts="strict"):
        print(json.dumps(row, ensure_ascii=False, default=str))  # noqa: T201


def _tags_as_text(table: "pa.Table") -> "pa.Table":
    import pyarrow as pa

    for place, field in enumerate(table.schema):
        if pa.types.is_map(field.type):
            texts = [
                " ".join(f"{tag}{SIGNS[side]}" for tag, side in tags or [])
                for tags in table[field.name].to_pylist()
            ]
            table = table.set_column(place, field.name, pa.array(texts, pa.string()))
    return table


@contextmanager
def _parquet_into(output: Path) -> Iterator[Write]:
    import pyarrow.parquet as pq

    writer: pq.ParquetWriter | None = None

    def write(table: "pa.Table") -> None:
        nonlocal writer
        writer = writer or pq.ParquetWriter(output, table.schema)
        writer.write_table(table)

    try:
        yield write
    finally:
        if writer is not None:
            writer.close()


@contextmanager
def _progress(file: Path, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A counter of scored comments on a terminal; nothing elsewhere."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:,.0f} comments"))
    with Progress(
        *columns, TimeElapsedColumn(), console=console, disable=quiet or not console.is_terminal
    ) as progress:
        task = progress.add_task(f"scoring {file.name}:", total=None)
        yield lambda rows: progress.advance(task, rows)
