"""SurveyMonkey XLSX: the sheet that its CSV is made of, with typed dates and merged questions."""

from itertools import chain
from pathlib import Path

from assets.contracts.sources import Source
from assets.errors import FileRefused
from assets.ingest.readers import surveymonkey_csv
from assets.ingest.readers.export import Export, Reader
from assets.ingest.readers.sheets.sheet_rows import SheetHeader, read_header, read_records
from assets.ingest.readers.sheets.workbook import Sheet
from assets.ingest.readers.surveymonkey_csv import DATE_FORMAT, FIXED, PERSON_NAMES, name_columns
from assets.ingest.readers.text.question_headers import also_named
from assets.ingest.readers.xlsx import open_xlsx
from assets.warehouse.duckdb import DuckDBEngine

# Columns that every answer fills, so that they are blank in a header row only.
_ALWAYS_FILLED = set(chain.from_iterable(FIXED.values()))


def read_surveymonkey_xlsx(engine: DuckDBEngine, path: Path, source: Source) -> Export:
    """A SurveyMonkey export; a question is named by its text, with or without its HTML tags.

    Raises:
        FileRefused: The workbook can't be read, or not safely.
    """
    # Some dates are typed, some are text: the typed ones are written as the text is.
    dated = source.model_copy(update={"date_format": source.date_format or DATE_FORMAT})
    sheet = open_xlsx(path, dated)
    header = _read_header(sheet, dated)
    questions, options = header.rows
    names = name_columns(questions, options)
    cells = read_records(engine, sheet, dated, header, names)
    as_written = [question for question, name in zip(questions, names, strict=True) if name]
    return Export(
        cells=also_named(cells, as_written),
        fixed=FIXED,
        date_format=dated.date_format,
        person_names=PERSON_NAMES,
    )


def _read_header(sheet: Sheet, source: Source) -> SheetHeader:
    """The questions and their options; the condensed export leaves row 2 blank, or out."""
    one = read_header(sheet, source, rows=1)
    blank = [""] * sheet.width
    try:
        two = read_header(sheet, source, rows=2)
    except FileRefused:
        return SheetHeader([*one.rows, blank], one.line)
    # A column that is merged downwards says the same in both rows.
    pairs = list(zip(*two.rows, strict=True))
    options = ["" if option == question else option for question, option in pairs]
    if any(
        option for (text, _), option in zip(pairs, options, strict=True) if text in _ALWAYS_FILLED
    ):
        return SheetHeader([*one.rows, blank], one.line)
    return SheetHeader([two.rows[0], options], two.line)


READER = Reader(
    read_surveymonkey_xlsx,
    feeds=surveymonkey_csv.READER.feeds,
    hallmarks=surveymonkey_csv.READER.hallmarks,
)
