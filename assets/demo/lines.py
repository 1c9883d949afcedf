"""Lines of text made from columns, and the files they go to, without a loop over rows."""

from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from assets.demo.arrays import Flags, Ints


def delimited(columns: list[pa.StringArray]) -> pa.StringArray:
    """Joins columns of cells that need no quotes, or have them, into one line a row."""
    return pc.binary_join_element_wise(*columns, ",")


def quoted(cells: pa.StringArray) -> pa.StringArray:
    """Quotes cells as CSV does; empty cells stay bare."""
    doubled = pc.replace_substring(cells, '"', '""')
    return pc.if_else(pc.equal(cells, ""), "", pc.binary_join_element_wise('"', doubled, '"', ""))


def filled(text: str, n: int) -> pa.StringArray:
    """Returns a column of n equal cells."""
    return pa.array([text]).take(pa.array(np.zeros(n, dtype=np.int64)))


def shown(cells: pa.StringArray, where: Flags) -> pa.StringArray:
    """Empties the other cells."""
    return pc.if_else(pa.array(where), cells, "")


def whole_numbers(numbers: Ints, empty: int = -1) -> pa.StringArray:
    """Writes whole numbers; the one that stands for "none" becomes an empty cell."""
    column = pa.array(numbers)
    return pc.if_else(pc.equal(column, empty), "", column.cast(pa.string()))


def padded(prefix: str, numbers: Ints, width: int) -> pa.StringArray:
    """Writes identifiers such as C000042."""
    digits = pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")
    return pc.binary_join_element_wise(prefix, digits, "")


def inserted(lines: pa.StringArray, extra: pa.StringArray, places: Ints) -> pa.StringArray:
    """Puts each extra line before the line at its place."""
    order = np.insert(np.arange(len(lines)), places, len(lines) + np.arange(len(extra)))
    return pa.concat_arrays([lines, extra]).take(pa.array(order))


class LineFile:
    """A file written batch by batch, under its name only when it is complete.

    Args:
        path: Where the file will stand.
        head: Text before the first row.
        separator: Text between two rows.
        foot: Text after the last row.
        encoding: utf-8, or utf-8-sig for a byte order mark.
    """

    def __init__(
        self,
        path: Path,
        head: str,
        separator: str = "\n",
        foot: str = "\n",
        encoding: str = "utf-8",
    ) -> None:
        self.path, self.separator, self.foot = path, separator, foot
        self.rows = 0
        path.parent.mkdir(parents=True, exist_ok=True)
        self._draft = path.with_name(f".{path.name}.part")
        self._file = self._draft.open("wb")
        self._file.write(head.encode(encoding))

    def write(self, lines: pa.StringArray) -> None:
        """Appends rows."""
        if not len(lines):
            return
        if self.rows:
            self._file.write(self.separator.encode())
        self.rows += len(lines)
        body, last = lines.slice(0, len(lines) - 1), lines[-1].as_py()
        text = pc.binary_join_element_wise(body, "", self.separator)
        start, end = (text.offset, text.offset + len(text))
        offsets = np.frombuffer(text.buffers()[1], dtype=np.int32)
        self._file.write(text.buffers()[2].slice(offsets[start], offsets[end] - offsets[start]))
        self._file.write(last.encode())

    def __enter__(self) -> Self:
        """Returns itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Completes the file, or throws the draft away after an error."""
        if kind is None and self.rows:
            self._file.write(self.foot.encode())
        self._file.close()
        if kind is None:
            self._draft.replace(self.path)
        else:
            self._draft.unlink()
