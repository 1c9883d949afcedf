"""Comments cut into parts of one language each; most comments are one part."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assets.sentiment.language.identify import (
    HANGUL,
    SCORED,
    hangul_in,
    languages,
    letters_in,
)

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]
    Names = np.ndarray[Any, np.dtype[np.object_]]

CUT = "\n"
# The end of a sentence, and the seams between Hangul and a run of at least three Latin words.
SENTENCE_END = r"([.!?…。]+)\s+"
LATIN_RUN = r"((?:[A-Za-z'\x{2019}]+[\s,.!?]+){2,}[A-Za-z'\x{2019}]+[.!?]*)"
# A shorter stretch does not show its language.
LETTERS_OF_A_PART = 12
# A syllable of Hangul weighs about so many Latin letters.
LETTERS_OF_A_SYLLABLE = 3


@dataclass(frozen=True)
class Parts:
    """Part i is `texts[i]`, in `languages[i]`, of the comment in row `rows[i]`."""

    rows: "Integers"
    texts: "pa.Array"
    languages: "Names"

    def of(self, language: str) -> "Integers":
        """Which parts are in a language."""
        import numpy as np

        return np.flatnonzero(self.languages == language)


def parts_of(texts: "pa.Array", declared: "pa.Array") -> Parts:
    """The parts of comments, in the order of the comments.

    A comment in two languages has a part for each of them: its sentences in that language.
    """
    import numpy as np
    import pyarrow as pa

    identified = languages(texts, declared)
    whole = identified.names
    rows, pieces = _pieces(texts, np.flatnonzero(identified.mixable & np.isin(whole, SCORED)))
    found = _spoken(pieces, whole[rows])
    cut = _by_language(rows, pieces.to_pylist(), found)
    mixed = {row for row, _ in cut}
    kept = np.array([row for row in range(len(texts)) if row not in mixed], np.int64)
    all_rows = np.concatenate([kept, np.array([row for row, _ in cut], np.int64)])
    all_texts = pa.concat_arrays([texts.take(kept), pa.array(cut.values(), texts.type)])
    all_languages = np.concatenate(
        [whole[kept], np.array([language for _, language in cut], object)]
    )
    order = np.argsort(all_rows, kind="stable")
    return Parts(all_rows[order], all_texts.take(pa.array(order)), all_languages[order])


def _pieces(texts: "pa.Array", rows: "Integers") -> tuple["Integers", "pa.Array"]:
    """The sentences of those comments that have several, and the rows of their comments."""
    import pyarrow.compute as pc

    cut = pc.replace_substring_regex(texts.take(rows), SENTENCE_END, rf"\1{CUT}")
    korean = pc.match_substring_regex(cut, HANGUL)
    cut = pc.if_else(korean, pc.replace_substring_regex(cut, LATIN_RUN, rf"{CUT}\1{CUT}"), cut)
    listed = pc.split_pattern(cut, CUT)
    several = pc.greater(pc.list_value_length(listed), 1)
    listed = pc.filter(listed, several)
    row = rows[several.to_numpy(zero_copy_only=False)]
    return row[pc.list_parent_indices(listed).to_numpy()], pc.list_flatten(listed)


def _spoken(pieces: "pa.Array", whole: "Names") -> "Names":
    """The language of each sentence; one too short to tell speaks that of its comment."""
    import numpy as np
    import pyarrow as pa

    size = letters_in(pieces) + (LETTERS_OF_A_SYLLABLE - 1) * hangul_in(pieces)
    spoken = languages(pieces, pa.array(whole, pa.string())).names
    return np.where(size >= LETTERS_OF_A_PART, spoken, whole)


def _by_language(rows: "Integers", pieces: list[str], found: "Names") -> dict[tuple[int, str], str]:
    """The sentences of each language, joined, of the comments that hold more than one."""
    joined: dict[tuple[int, str], list[str]] = defaultdict(list)
    spoken: dict[int, set[str]] = defaultdict(set)
    for row, piece, language in zip(rows.tolist(), pieces, found, strict=True):
        if language in SCORED:
            joined[row, language].append(piece)
            spoken[row].add(language)
    return {
        key: " ".join(filter(None, map(str.strip, sentences)))
        for key, sentences in joined.items()
        if len(spoken[key[0]]) > 1
    }
