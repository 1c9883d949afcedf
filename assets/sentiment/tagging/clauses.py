"""Comments cut into clauses: "the agent was lovely but I waited an hour" says two things."""

from functools import cache
from typing import TYPE_CHECKING

from assets.sentiment.lexicons import Grammar
from assets.sentiment.phrases import HANGUL, pattern_of

if TYPE_CHECKING:
    import pyarrow as pa

CUT = "\n"
# A stop counts where a blank follows: 3.5 hours and example.com stay whole.
STOPS = r"[.!;:,…。]+(\s+|$)"
# Of stops only the question mark is kept: a question takes no side by itself.
QUESTION = " ?"
QUESTIONS = r"\s*[.!…]*\?[.!?…]*(\s+|$)"


def clauses_of(texts: "pa.Array", language: str) -> tuple["pa.Array", "pa.Array"]:
    """The clauses of a batch, in lower case, and the row of the text that each stands in."""
    import pyarrow as pa
    import pyarrow.compute as pc

    lowered = pc.utf8_lower(pc.fill_null(texts.cast(pa.string()), ""))
    asked = pc.replace_substring_regex(lowered, QUESTIONS, QUESTION + CUT)
    cut = pc.replace_substring_regex(asked, STOPS, CUT)
    cut = pc.replace_substring_regex(cut, *_cut_at_words(language))
    listed = pc.split_pattern(cut, CUT)
    clauses, rows = pc.list_flatten(listed), pc.list_parent_indices(listed)
    said = pc.match_substring_regex(clauses, r"\S")
    return pc.filter(clauses, said), pc.filter(rows, said)


@cache
def _cut_at_words(language: str) -> tuple[str, str]:
    """Before a conjunction, or after a Korean ending that joins clauses."""
    grammar = Grammar.of(language)
    ends = pattern_of(grammar.clause_ends, grammar.script)
    if grammar.script is HANGUL:
        # Stops often stand without a blank: "좋아요.배송은 늦었어요".
        return rf"({ends})(?:\s+|$)|([가-힣][.!~…]+)", rf"\1\2{CUT}"
    return rf"(\s)({ends}\s)", rf"{CUT}\2"
