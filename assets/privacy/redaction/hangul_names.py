"""Korean names in Hangul: 홍길동, 홍 길동, 길동이, 길동씨에게.

Particles and honorifics follow a name without a space. A full name of three syllables counts
wherever it stands; two syllables count only as a word, since they may be part of any other.
"""

import re

from assets.privacy.redaction.ordinary_words import ORDINARY_WORDS

_LONG_SURNAMES = frozenset(
    ("남궁", "황보", "제갈", "선우", "독고", "사공", "서문", "동방", "망절", "어금")
)
_HONORIFIC = r"(?=\s?(?:님|씨|군\b|양\b|고객|선생|팀장|매니저|대리|과장|기사|상담))"
_SUFFIX = (
    r"님|씨|군|양|고객|선생|상담|상담원|상담사|매니저|팀장|대리|과장|부장|기사|직원|엄마|아빠|이모|삼촌"
    r"|이|가|은|는|을|를|의|에|에게|에게서|께|께서|한테|한테서|와|과|랑|이랑|하고|도|만|로|으로|부터|까지"
    r"|아|야|여|이여|이나|나|처럼|보다|네|이네|들"
    r"|요|이에요|예요|에요|이예요|입니다|이고|고요|인데|인데요|이라|이라고|라고|이라는|라는|이란|란|이며|였습니다"
    r"|이었습니다|합니다|드림|올림|임|이다|다"
)
_AS_WORD = rf"(?=(?:{_SUFFIX}){{0,3}}(?![가-힣]))"


def hangul_patterns(words: tuple[str, ...]) -> list[str]:
    """Returns patterns of a name of one or two Hangul words, surname first or last."""
    hangul = [word for word in words if re.fullmatch("[가-힣]+", word)]
    if len(hangul) == 2 and min(map(len, hangul)) <= 2 and hangul[0] != hangul[1]:
        surname, given = sorted(hangul, key=len)
        surname, given = (hangul[0], hangul[1]) if len(surname) == len(given) else (surname, given)
        return [*_full(surname, given), *_word(given), *_word(surname)]
    return [pattern for word in hangul for pattern in _one_word(word)]


def _one_word(word: str) -> list[str]:
    """A word that is a full name, or a foreign name's part if it is longer than names are."""
    if len(word) not in (3, 4):
        return _word(word)
    surname = word[:2] if word[:2] in _LONG_SURNAMES else word[:1]
    return [*_full(surname, word[len(surname) :]), *_word(word[len(surname) :])]


def _full(surname: str, given: str) -> list[str]:
    if surname + given in ORDINARY_WORDS or len(surname + given) < 3:
        return [rf"(?<![가-힣]){surname} {given}{_AS_WORD}", *_word(surname + given)]
    return [rf"{surname} ?{given}"]


def _word(word: str) -> list[str]:
    if len(word) < 2:
        return []
    return [rf"(?<![가-힣]){word}{_HONORIFIC if word in ORDINARY_WORDS else _AS_WORD}"]
