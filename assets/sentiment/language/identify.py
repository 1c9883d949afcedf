"""The language of each text: script first, then a model of English against Finnish."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from assets.sentiment.lexicons import Grammar
from assets.sentiment.ngram_model import NgramModel
from assets.sentiment.ngrams import slices
from assets.sentiment.phrases import pattern_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Booleans = np.ndarray[Any, np.dtype[np.bool_]]
    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]
    Names = np.ndarray[Any, np.dtype[np.object_]]

SCORED = ("en", "ko", "fi")
# ISO 639-2 for a language that is not known.
UNDETERMINED = "und"
HANGUL = r"[가-힣ㄱ-ㅎㅏ-ㅣ]"
# Korean comments name English products, English ones rarely hold a Korean word.
HANGUL_SHARE = 0.2
# Log-odds at which the model's word outweighs the declaration of a text long enough to tell.
CERTAIN = 3.0
LETTERS_TO_TELL = 15
# Log-odds beyond which no sentence of a text is in the other language: of a text of which a third
# is, nine in ten stay below.
BEYOND_DOUBT = 18.0
# No letter lies beyond.
CODE_POINTS = 0x40000


@dataclass(frozen=True)
class Identified:
    """The language of each text, and whether another may stand beside it."""

    names: "Names"
    mixable: "Booleans"


def languages(texts: "pa.Array", declared: "pa.Array") -> Identified:
    """The language of each text.

    Args:
        texts: Comments; nulls and texts that say nothing come back as `none`.
        declared: ISO 639-1, `und` or null. It stands where the text fits: a text in Hangul is
            Korean, one without is not, and between English and Finnish the model must be certain
            to overrule.

    Returns:
        `en`, `ko`, `fi`, another declared language, or `none` for what is no language; and which
        texts may hold a second language.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = pc.fill_null(texts.cast(pa.string()), "")
    hangul, letters = hangul_in(texts), letters_in(texts)
    said = np.array([name or UNDETERMINED for name in declared.to_pylist()], object)
    korean = hangul >= np.maximum(HANGUL_SHARE * letters, 1)
    latin = np.flatnonzero(~korean & ((said == UNDETERMINED) | np.isin(said, SCORED)))
    found = np.where(korean, "ko", said)
    margins = _model().ngram_margins(texts.take(pa.array(latin)))
    found[latin] = _english_or_finnish(margins, said[latin], letters[latin])
    mixable = korean | (hangul > 0)
    mixable[latin] |= np.abs(margins) < BEYOND_DOUBT
    silent = says_nothing(texts, letters, hangul)
    found[silent] = "none"
    return Identified(found, mixable & ~silent)


def _english_or_finnish(margins: "Floats", said: "Names", letters: "Integers") -> "Names":
    import numpy as np

    guessed = np.where(margins > 0, "fi", "en").astype(object)
    certain = (np.abs(margins) >= CERTAIN) & (letters >= LETTERS_TO_TELL)
    return np.where(np.isin(said, ("en", "fi")) & ~certain, said, guessed)


@cache
def _model() -> NgramModel:
    """English against Finnish: a positive margin is Finnish."""
    return NgramModel.load("language")


def letters_in(texts: "pa.Array") -> "Integers":
    """How many letters each text has."""
    return _counted(texts, r"\pL")


def hangul_in(texts: "pa.Array") -> "Integers":
    """How many syllables or letters of Hangul each text has."""
    return _counted(texts, HANGUL)


def _counted(texts: "pa.Array", pattern: str) -> "Integers":
    """How many characters of each text match a pattern of one character."""
    import numpy as np

    return np.concatenate([_counted_in(few, _characters(pattern)) for few in slices(texts)])


def _counted_in(texts: "pa.Array", wanted: "Booleans") -> "Integers":
    import numpy as np
    import pyarrow.compute as pc

    codes = np.frombuffer("".join(texts.to_pylist()).encode("utf-32-le"), np.uint32)
    before = np.cumsum(wanted.take(codes, mode="clip"), dtype=np.int32)
    ends = np.cumsum(pc.utf8_length(texts).to_numpy())
    counts: Integers = np.diff(np.append(np.int32(0), before)[ends], prepend=0)
    return counts


@cache
def _characters(pattern: str) -> "Booleans":
    """Which code points match a pattern, by the library that reads all other patterns."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    # Halves of surrogate pairs are no text.
    characters = ["" if 0xD800 <= code <= 0xDFFF else chr(code) for code in range(CODE_POINTS)]
    matching = pc.match_substring_regex(pa.array(characters), f"^{pattern}$")
    return np.array(matching)


def says_nothing(texts: "pa.Array", letters: "Integers", hangul: "Integers") -> "Booleans":
    """Texts without a letter, of one Latin letter, or that say "no comment" and no more."""
    import pyarrow.compute as pc

    lowered = pc.utf8_lower(texts)
    nothing = pc.match_substring_regex(lowered, _nothing_to_say()).to_numpy(zero_copy_only=False)
    single_latin = (letters == 1) & (hangul == 0)
    silent: Booleans = nothing | single_latin | (letters == 0)
    return silent


@cache
def _nothing_to_say() -> str:
    grammars = [Grammar.of(language) for language in SCORED]
    phrases = "|".join(pattern_of(g.nothing_to_say, g.script) for g in grammars)
    return rf"^[^\pL\pN']*(?:{phrases})[^\pL\pN']*$"
