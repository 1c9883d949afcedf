"""Text of an export → typed columns of a feed, by the source's declarations.

Three steps, each a projection in DuckDB: pick (which cell is which column), translate (codes of the
export into codes of the feed), cast (text into values). A cell that can't be cast becomes null;
`refusal.py` then says why its row is refused.
"""

from collections.abc import Mapping

from duckdb import (
    CaseExpression,
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
    FunctionExpression,
)

from assets.contracts.feeds import Feed
from assets.contracts.sources import Source
from assets.ingest.readers.export import Export
from assets.ingest.times import read_cells
from assets.privacy.redaction.names import SEPARATOR

SET_ASIDE = "_set_aside"
PERSON_NAMES = "_person_names"
_EMPTY = ConstantExpression(None).cast("varchar")


def as_text(column: str) -> str:
    """Name of the column that holds a feed column's text before it was cast."""
    return f"{column}__text"


def cast_rows(
    rows: DuckDBPyRelation, export: Export, source: Source, feed: Feed
) -> DuckDBPyRelation:
    """The rows of an export as those of a feed.

    Returns:
        `_line` where the rows have it, why it is set aside, the names of persons in
        it, each feed column, its text, and for times how the clock stood (`times.py`).
    """
    kept = [*_line_of(rows), SET_ASIDE, PERSON_NAMES]
    picked = _pick(rows, export, source, feed)
    translated = _translate(picked, kept, feed, [dict(export.values), source.values])
    texts = [ColumnExpression(name).alias(as_text(name)) for name in feed.columns]
    cast = translated.select(
        *map(ColumnExpression, kept), *texts, *read_cells(feed, export, source)
    )
    return _rescale(cast, source.rescale) if source.rescale else cast


def export_column(feed_column: str, export: Export, source: Source) -> str:
    """What the export calls a feed's column; the feed's own name where nothing is mapped."""
    named = source.columns.get(feed_column) or export.fixed_column(feed_column) or feed_column
    return named if isinstance(named, str) else " + ".join(named)


def is_asked_for(cell: str, export: Export, source: Source, feed: Feed) -> bool:
    """Whether anything depends on what a column of `export_rows` holds."""
    asked: set[str] = set()
    for name in feed.columns:
        wanted = source.columns.get(name) or export.fixed_column(name) or ()
        asked |= {wanted} if isinstance(wanted, str) else set(wanted)
    # Half a name hides only half of it, and half a mark sets nothing aside.
    asked |= {*source.person_names, *export.person_names}
    asked |= {rule.column for rule in export.set_aside}
    # What a reader worked out of several cells may depend on any of them.
    cells = [export.cells[name] for name in asked if name in export.cells]
    return any(not isinstance(found, str) or found == cell for found in cells)


def names_persons(export: Export, source: Source) -> bool:
    """Whether any column of the export is known to hold names of persons."""
    return bool(source.person_names) or any(name in export.cells for name in export.person_names)


def _pick(rows: DuckDBPyRelation, export: Export, source: Source, feed: Feed) -> DuckDBPyRelation:
    picker = _Picker(export, source)
    texts = [picker.text(name, feed).alias(name) for name in feed.columns]
    set_aside = _EMPTY
    for rule in export.set_aside:
        marks = [ConstantExpression(value) for value in rule.values]
        cell = FunctionExpression("clean_text", export.cell(rule.column))
        said = CoalesceOperator(cell, ConstantExpression(""))
        set_aside = CaseExpression(said.isin(*marks), ConstantExpression(rule.reason)).otherwise(
            set_aside
        )
    lines = [ColumnExpression(name) for name in _line_of(rows)]
    return rows.select(
        *lines, set_aside.alias(SET_ASIDE), picker.person_names().alias(PERSON_NAMES), *texts
    )


def _line_of(rows: DuckDBPyRelation) -> list[str]:
    """The column that says where a row stands, unless their order says it."""
    return [name for name in rows.columns if name == "_line"]


class _Picker:
    """Where the text of each feed column stands in an export."""

    def __init__(self, export: Export, source: Source) -> None:
        self.export = export
        self.source = source
        self.missing = [ConstantExpression(text) for text in (*export.missing, *source.missing)]

    def text(self, name: str, feed: Feed) -> Expression:
        """A mapped column, else a constant, else what the vendor fixes, else nothing."""
        wanted = self.source.columns.get(name)
        if isinstance(wanted, tuple):
            parts = [self.cell(part) for part in wanted]
            return _derived_id(parts) if feed.columns[name].type == "text" else _joined(parts)
        if wanted is not None:
            return self.cell(wanted)
        if name in self.source.constants:
            return ConstantExpression(str(self.source.constants[name]))
        fixed = self.export.fixed_column(name)
        if fixed and (fixed in self.export.cells or feed.columns[name].required):
            return self.cell(fixed)
        return _EMPTY

    def cell(self, name: str) -> Expression:
        """A cell's text, cleaned; null where it says that there is none."""
        text = FunctionExpression("clean_text", self.export.cell(name))
        if not self.missing:
            return text
        return CaseExpression(text.isin(*self.missing), _EMPTY).otherwise(text)

    def person_names(self) -> Expression:
        """The names of persons in a row, one after another; null where there are none."""
        fixed = [name for name in self.export.person_names if name in self.export.cells]
        cells = [self.cell(name) for name in dict.fromkeys([*self.source.person_names, *fixed])]
        if not cells:
            return _EMPTY
        joined = FunctionExpression("concat_ws", ConstantExpression(SEPARATOR), *cells)
        return FunctionExpression("nullif", joined, ConstantExpression(""))


def _joined(parts: list[Expression]) -> Expression:
    """A time of which the export writes the date and the time of day into two cells.

    With one of them it is no time, and what is left of it can't be read as one.
    """
    empty, blank = ConstantExpression(""), ConstantExpression(" ")
    text = FunctionExpression(
        "concat_ws", blank, *[CoalesceOperator(part, empty) for part in parts]
    )
    return FunctionExpression("nullif", text, ConstantExpression(" " * (len(parts) - 1)))


def _derived_id(parts: list[Expression]) -> Expression:
    """An id for rows that have none: the hash of what tells them apart."""
    empty = ConstantExpression("")
    texts = [CoalesceOperator(part, empty) for part in parts]
    return FunctionExpression(
        "md5", FunctionExpression("concat_ws", ConstantExpression("\x1f"), *texts)
    )


def _translate(
    rows: DuckDBPyRelation,
    kept: list[str],
    feed: Feed,
    codebooks: list[Mapping[str, Mapping[str, str | dict[str, str]]]],
) -> DuckDBPyRelation:
    texts: dict[str, Expression] = {name: ColumnExpression(name) for name in feed.columns}
    for codebook in codebooks:
        for trigger, codes in codebook.items():
            for name, book in _books(trigger, codes).items():
                texts[name] = _looked_up(trigger, book, texts[name])
    cased = [
        (FunctionExpression("lower", text) if feed.columns[name].lowercase else text).alias(name)
        for name, text in texts.items()
    ]
    return rows.select(*map(ColumnExpression, kept), *cased)


def _books(trigger: str, codes: Mapping[str, str | dict[str, str]]) -> dict[str, dict[str, str]]:
    """Which column gets which value by the codes of one column."""
    books: dict[str, dict[str, str]] = {}
    for code, meaning in codes.items():
        for name, value in (meaning if isinstance(meaning, dict) else {trigger: meaning}).items():
            books.setdefault(name, {})[code] = value
    return books


def _looked_up(trigger: str, book: dict[str, str], otherwise: Expression) -> Expression:
    chain: Expression | None = None
    for code, value in book.items():
        said, meant = (
            ColumnExpression(trigger) == ConstantExpression(code),
            ConstantExpression(value),
        )
        chain = chain.when(said, meant) if chain is not None else CaseExpression(said, meant)
    return otherwise if chain is None else chain.otherwise(otherwise)


def _rescale(rows: DuckDBPyRelation, scale: tuple[float, float]) -> DuckDBPyRelation:
    """Scores stretched from the scale that a row declares onto another one."""
    low, high = map(ConstantExpression, scale)
    score, begin, end = (ColumnExpression(name) for name in ("score", "scale_min", "scale_max"))
    stretched = {
        "score": low + (score - begin) / (end - begin) * (high - low),
        "scale_min": CaseExpression(begin.isnotnull(), low.cast("double")),
        "scale_max": CaseExpression(end.isnotnull(), high.cast("double")),
    }
    return rows.select(
        *[
            stretched[name].alias(name) if name in stretched else ColumnExpression(name)
            for name in rows.columns
        ]
    )
