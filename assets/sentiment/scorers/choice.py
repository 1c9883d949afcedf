"""Which scorer reads which language."""

from functools import cache

from assets.sentiment.e5.scorer import E5
from assets.sentiment.language.identify import SCORED
from assets.sentiment.scorers.english import English
from assets.sentiment.scorers.scorer import Scorer
from assets.sentiment.scorers.symbols import Symbols
from assets.sentiment.scorers.trained import Trained
from assets.warehouse.run import ScorerName


@cache
def scorer_of(language: str, kind: ScorerName = "trained") -> Scorer:
    """The scorer of `en`, `ko` or `fi`; for all else, that of symbols.

    Raises:
        SettingsError: The scorer's packages aren't installed.
    """
    if language not in SCORED:
        return Symbols()
    scorer = E5(language) if kind == "e5" else Trained(language)
    return English(scorer) if language == "en" else scorer
