"""Which scorer reads which language."""

from functools import cache

from assets.sentiment.scorers.english import English
from assets.sentiment.scorers.scorer import Scorer
from assets.sentiment.scorers.symbols import Symbols
from assets.sentiment.scorers.trained import Trained


@cache
def scorer_of(language: str) -> Scorer:
    """The scorer of `en`, `ko` or `fi`; for all else, that of symbols."""
    if language == "en":
        return English()
    return Trained(language) if language in ("ko", "fi") else Symbols()
