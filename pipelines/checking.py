"""The dry run of ingest in words and figures."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from assets.contracts.sources import Source, load_source, load_sources, nearest
from assets.errors import ContractError, FileRefused
from assets.ingest.claims import Claims, find_claims, inbox_name
from assets.ingest.landing import InboxFile
from assets.ingest.rehearsal import Rehearsal, Rehearsed, look_at, rehearsal
from assets.warehouse.home import Home
from pipelines.status import Summary

_COUNTS = ("rows_read", "accepted", "quarantined", "duplicates")
_SHOWN_CHARACTERS = 60


def check_files(
    home: Home, files: list[Path], as_of: datetime, source: str | None, source_file: Path | None
) -> Summary:
    """What a run would accept of files, and why not the rest; nothing is written to the home.

    Args:
        home: Its sources say how files are read.
        files: Read in this order.
        as_of: "Now", UTC without offset.
        source: Name of the source to read all files with, whatever it asks for.
        source_file: A source file to use instead of the home's.

    Raises:
        ContractError: A source file isn't valid, or there is none of this name.
    """
    declared = load_sources(home.sources)
    drafted = [load_source(source_file)] if source_file else []
    claims = find_claims(home, drafted or declared)
    claimed, unread = _find_sources(claims, drafted or _named(declared, source), files)
    with rehearsal(as_of) as stage:
        stage.take_agents(home, declared, but={file.name for _, file in claimed})
        tried = [_try(stage, claims, source, file) for source, file in claimed] + unread
    totals = {name: sum(getattr(one, name) for one in tried) for name in _COUNTS}
    refused_files = sum(one.refused is not None for one in tried)
    facts = {"as_of": as_of, "files": list(map(vars, tried)), "refused_files": refused_files}
    return Summary(facts | totals, "\n".join(map(_on_one_line, _lines(tried, facts | totals))))


def _named(sources: list[Source], name: str | None) -> list[Source]:
    """The source that a person asked for; none when nobody did."""
    found = [source for source in sources if source.source == name]
    if name and not found:
        hint = nearest(name, [source.source for source in sources])
        raise ContractError(f"no source file has `source: {name}`{hint}")
    return found


def _find_sources(
    claims: Claims, chosen: list[Source], files: list[Path]
) -> tuple[list[tuple[Source, InboxFile]], list[Rehearsed]]:
    """Each file once for each source that reads it, and the files that none reads.

    Lists of agents come first, as in a run.
    """
    claimed: list[tuple[Source, InboxFile]] = []
    unread: list[Rehearsed] = []
    for path in files:
        name = _shown(inbox_name(claims.home, path) or str(path))
        try:
            sources = _sources_of(claims, chosen, path)
        except FileRefused as error:
            unread.append(Rehearsed(name, refused=error.reason, message=f"{name}: {error}"))
        else:
            claimed += [(source, look_at(name, path)) for source in sources]
    return sorted(claimed, key=lambda one: one[0].feed != "agents"), unread


def _sources_of(claims: Claims, chosen: list[Source], path: Path) -> list[Source]:
    if not path.is_file():
        raise FileRefused("not_an_export", "it is no file; name one export")
    return chosen or claims.sources_of(path)


def _try(stage: Rehearsal, claims: Claims, source: Source, file: InboxFile) -> Rehearsed:
    tried = stage.try_file(source, file)
    return _with_warning(tried, source) if claims.passes_over(source, file.path) else tried


def _shown(name: str) -> str:
    """A file's name; bytes of it that are no text are shown by their numbers."""
    return name.encode("utf-8", "backslashreplace").decode()


def _with_warning(tried: Rehearsed, source: Source) -> Rehearsed:
    message = f"a run would not read it: `files:` of {source.source} is {source.files}"
    warning = {"code": "not_claimed", "column_name": None, "n": None, "first_line": None}
    return replace(tried, warnings=(*tried.warnings, {**warning, "message": message}))


def _lines(tried: list[Rehearsed], totals: dict[str, Any]) -> Iterator[str]:
    for one in tried:
        yield from _lines_on(one)
    rows, files = totals["quarantined"], totals["refused_files"]
    yield f"nothing was written; would be refused: {rows:,} rows, and {files:,} files whole"


def _lines_on(one: Rehearsed) -> Iterator[str]:
    read_as = f"{one.source} ({one.feed}): " if one.source else ""
    if one.refused:
        yield f"{read_as}refused: {one.message} ({one.refused})"
    elif one.same_as:
        yield f"{read_as}{one.file}: same content as {one.same_as}, so it would be passed over"
    else:
        yield (
            f"{read_as}{one.file}: {one.rows_read:,} rows = {one.accepted:,} accepted"
            f" + {one.quarantined:,} quarantined + {one.duplicates:,} duplicates"
        )
    for row in one.reasons:
        yield f"  {row['n']:,} × {row['reason']}{_column(row)}{_example(row)}"
    for row in one.warnings:
        yield f"  warning: {row['message']} ({row['code']}{_column(row)})"


def _column(row: dict[str, Any]) -> str:
    return f" in `{row['column_name']}`" if row["column_name"] else ""


def _example(row: dict[str, Any]) -> str:
    if row["first_line"] is None:
        return ""
    value = row["first_value"]
    if value and len(value) > _SHOWN_CHARACTERS:
        value = value[:_SHOWN_CHARACTERS] + "…"
    return f", first at line {row['first_line']:,}{f': {value}' if value else ''}"


def _on_one_line(text: str) -> str:
    """Text of a file as it can do nothing to a terminal."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
