"""How a name bends in Finnish: Virtanen, Virtasen, Virtaselle; Mäki, Mäen; Pekka, Pekalle."""

import re

_PARTITIVE = "|[aä]"
_ENDINGS = "n|lle|ll[aä]|lt[aä]|ss[aä]|st[aä]|ksi|kin" + _PARTITIVE
_NEN = r"(?:e(?:n|en|lle|ll[aä]|lt[aä]|ss[aä]|st[aä]|ksi|n[aä]|t)|t[aä]|ille|i[aä]|ien)"
# Consonants before the last vowel in the strong grade, and what they become in the weak one.
_GRADES = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nt", "nn"), ("lt", "ll"), ("rt", "rr"), ("mp", "mm"),
    ("nk", "ng"), ("k", ""), ("p", "v"), ("t", "d"),
)  # fmt: skip
_SHORTEST = 4


def inflected(name: str) -> str:
    """Returns a pattern of the name's case forms, empty where it has none to look for.

    They count where they are capitalised only, because many a verb looks like one ("annan", "I
    give", and Anna's); forms of names in -nen look like nothing else.

    Args:
        name: One word, capitalised. Names of fewer than four letters are left alone.
    """
    if not _bends(name):
        return ""
    if name.endswith("nen"):
        return f"(?i:{re.escape(name[:-3])}s{_NEN})"
    endings = _ENDINGS if len(name) > _SHORTEST else _ENDINGS.removesuffix(_PARTITIVE)
    stems = [body + vowel for body in sorted(bodies(name)) for vowel in _vowels(name)]
    return f"(?:{'|'.join(map(re.escape, stems))})(?:{endings})"


def bodies(name: str) -> set[str]:
    """Returns what the name and its case forms begin with, one of which a text must hold."""
    if not _bends(name):
        return {name}
    if name.endswith("nen"):
        return {name[:-3]}
    if not name.endswith(tuple("aeiouyäöå")):
        return {name}
    strong = name[:-1]
    weak = next((strong[: -len(s)] + w for s, w in _GRADES if strong.endswith(s)), strong)
    return {strong, weak}


def _bends(name: str) -> bool:
    return len(name) >= _SHORTEST and re.fullmatch(r"[A-Za-zÀ-ɏ]+", name) is not None


def _vowels(name: str) -> str:
    """What stands between body and ending: Niemi is Niemen as Matti is Matin, Smith is Smithin."""
    if not name.endswith(tuple("aeiouyäöå")):
        return "i"
    return "ie" if name[-1] == "i" else name[-1]
