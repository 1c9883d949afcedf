"""Lexicons: words and phrases by language, and what a batch of texts says by them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache, reduce
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from assets.sentiment.phrases import BREAK, HANGUL, LETTER, WORDS, Script, pattern_of

if TYPE_CHECKING:
    import pyarrow as pa

# 안 and 못 also end ordinary words (동안, 연못): they negate where a word begins or after these.
PARTICLES = "가이은는도을를"
HANGUL_OPENING = f"(?:^|[^가-힣]|[{PARTICLES}])"
# Of the phrases of one pattern; beyond about twice as many RE2 falls back to an engine that is
# twenty times as slow.
FAST_LENGTH = 3500
FOLDER = Path(__file__).with_name("lexicons")


@dataclass(frozen=True)
class Grammar:
    """What turns or cuts a sentence in a language (`grammar.yml`).

    Attributes:
        script: How its phrases stand in running text.
        negation_before: Words that turn what follows within four words (Korean: at once).
        negation_after: Endings or words that turn what they follow.
        clause_ends: Words (en, fi: they begin the next clause) or endings (ko) between clauses.
        nothing_to_say: Whole comments that say nothing.
        praise_only: Those of the negations that turn praise alone ("don't be rude" still blames),
            and words that call for a negation.
        negation_undone: Words through which a negation before does not reach (en, fi).
    """

    script: Script
    negation_before: Sequence[str]
    negation_after: Sequence[str]
    clause_ends: Sequence[str]
    nothing_to_say: Sequence[str]
    praise_only: Sequence[str] = ()
    negation_undone: Sequence[str] = ()

    @classmethod
    @cache
    def of(cls, language: str) -> "Grammar":
        """The grammar of `en`, `ko` or `fi`."""
        return cls(HANGUL if language == "ko" else WORDS, **read_lexicon(language, "grammar"))

    def of_complaints(self) -> "Grammar":
        """The same grammar with the negations that turn a complaint."""
        return replace(
            self,
            negation_before=[no for no in self.negation_before if no not in self.praise_only],
            negation_after=[no for no in self.negation_after if no not in self.praise_only],
        )


def read_lexicon(language: str, name: str) -> dict[str, Any]:
    """One YAML file of a language's lexicons, with `<staff>` for any of the words so named."""
    path = FOLDER / language / f"{name}.yml"
    text = path.read_text("utf-8")
    named = path.with_name("words.yml")
    if named != path and named.exists():
        words = read_lexicon(language, "words")
        # Words may hold words in their turn.
        while text != (text := re.sub(r"<(\w+)>", lambda n: f"({'|'.join(words[n[1]])})", text)):
            pass
    # All scalars are text: `no` is a word here.
    read: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
    return read


class Phrases:
    """A list of phrases of one language, and those of them that stand negated."""

    def __init__(self, phrases: Sequence[str], grammar: Grammar) -> None:
        self.worded = [phrase for phrase in phrases if any(map(str.isalnum, phrase))]
        symbols = [phrase for phrase in phrases if phrase not in self.worded]
        script, self.grammar = grammar.script, grammar
        # Emoji and emoticons stand at words without a space, and nothing turns them.
        self.symbols = "|".join(map(re.escape, symbols))
        self.patterns = [
            *(f"{script.opening}{core}{script.closing}" for core in _cores(self.worded, script)),
            *filter(None, [self.symbols]),
        ]
        # Each phrase without what negates in it; empty where nothing turns it.
        self.turned = {phrase: _turned(phrase, grammar) for phrase in self.worded}
        self.turned |= dict.fromkeys(symbols, "")
        turned = list(filter(None, self.turned.values()))
        self.negating = [p for core in _cores(turned, script) for p in _negated(core, grammar)]
        self.negating += _negated_within(turned, grammar)

    def said(self, texts: "pa.Array") -> tuple["pa.Array", "pa.Array"]:
        """Where a phrase stands (lower-case texts), and where a negated one does."""
        import pyarrow as pa
        import pyarrow.compute as pc

        said = matched(texts, self.patterns)
        if not self.negating or not pc.any(said).as_py():
            return said, pa.repeat(False, len(texts))
        # Few texts hold the phrase: only these are looked at again.
        negated = matched(pc.filter(texts, said), self.negating)
        return said, pc.replace_with_mask(pa.repeat(False, len(texts)), said, negated)


def matched(texts: "pa.Array", patterns: Sequence[str]) -> "pa.Array":
    """The texts in which one of the patterns stands."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = [pc.match_substring_regex(texts, pattern) for pattern in patterns]
    return reduce(pc.or_, found) if found else pa.repeat(False, len(texts))


def _cores(phrases: Sequence[str], script: Script) -> Iterator[str]:
    """Patterns of some phrases each, none of them too large for RE2's fast engine."""
    core: list[str] = []
    for phrase in phrases:
        core.append(phrase)
        if sum(map(len, core)) >= FAST_LENGTH:
            yield pattern_of(core, script)
            core = []
    if core:
        yield pattern_of(core, script)


def _turned(phrase: str, grammar: Grammar) -> str:
    """The phrase without alternatives that negate: "no answer" after "didn't" is still no answer.

    Empty where the phrase negates whatever is chosen.
    """
    parts = re.split(r"(\([^()]*\))", phrase)
    for i, part in enumerate(parts):
        choices = part.strip("()").split("|") if part.startswith("(") else [part]
        kept = [choice for choice in choices if not _negates(choice, grammar)]
        if not kept:
            return ""
        if len(kept) < len(choices):
            parts[i] = f"({'|'.join(kept)})"
    return "".join(parts)


def _negates(phrase: str, grammar: Grammar) -> bool:
    words = re.findall(r"[\w'*]+", phrase)
    negations = [*grammar.negation_before, *grammar.praise_only]
    if grammar.script is HANGUL:
        after = any(no in phrase for no in grammar.negation_after)
        return after or not set(negations).isdisjoint(words)
    return any(fnmatchcase(word, no) for word in words for no in negations)


def _negated_within(phrases: Sequence[str], grammar: Grammar) -> list[str]:
    """Patterns of phrases that hold a negation where they hold any words: "parcel was not late"."""
    script = grammar.script
    if script is HANGUL:
        return []
    negated = f" ... ({'|'.join(grammar.negation_before)}) ... "
    within = []
    for phrase in phrases:
        pieces = phrase.split(" ... ")
        # A gap in parentheses is an alternative: the phrase may be without it.
        depths = accumulate(piece.count("(") - piece.count(")") for piece in pieces[:-1])
        gaps = [" ... " if depth else negated for depth in depths]
        if negated in gaps:
            within.append("".join(map("".join, zip(pieces, [*gaps, ""], strict=True))))
    return [f"{script.opening}{core}{script.closing}" for core in _cores(within, script)]


def _negated(core: str, grammar: Grammar) -> list[str]:
    script, patterns = grammar.script, []
    if grammar.negation_before:
        between = r"\s*" if script is HANGUL else f"(?:{BREAK}{LETTER}+){{0,3}}{BREAK}"
        opening = HANGUL_OPENING if script is HANGUL else script.opening
        before = pattern_of(grammar.negation_before, script)
        patterns.append(f"{opening}{before}{between}{core}{script.closing}")
    if grammar.negation_after:
        after = pattern_of(grammar.negation_after, script)
        between = r"[가-힣]{0,3}\s*" if script is HANGUL else BREAK
        patterns.append(f"{script.opening}{core}{between}{after}{script.closing}")
    return patterns
