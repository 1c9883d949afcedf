"""The name of a source and the glob of its files, from the name of one file."""

import re
import unicodedata
from pathlib import Path

from assets.contracts.sources import Source

_COUNTER = re.compile(r"\d{4,}([-_.]?\d+)*|(?<=[-_ (])\d+(?=\)?$|[-_ )])|\(\d+\)")
_SPECIAL = re.compile(r"[\[\]?*]")
_LONGEST = 40
_INITIALS = "g/kk/n/d/tt/r/m/b/pp/s/ss//j/jj/ch/k/t/p/h"
_MEDIALS = "a/ae/ya/yae/eo/e/yeo/ye/o/wa/wae/oe/yo/u/wo/we/wi/yu/eu/ui/i"
_FINALS = "/k/k/k/n/n/n/t/l/k/m/l/l/l/p/l/m/p/p/t/t/ng/t/t/k/t/p/t"


def source_name(path: Path) -> str:
    """`[a-z][a-z0-9_]*`, without dates and counters where anything else is left."""
    stem = path.name.split(".")[0] or path.name
    latin = "".join(map(_romanized, unicodedata.normalize("NFC", stem)))
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", _COUNTER.sub(" ", plain)) or re.findall(r"[a-z0-9]+", plain)
    name = "_".join(words)[:_LONGEST].strip("_")
    return name if name[:1].isalpha() else f"export_{name}".rstrip("_")


def _romanized(letter: str) -> str:
    """A Hangul syllable by the letters of the Revised Romanization; other letters as they are."""
    place = ord(letter) - ord("가")
    if not 0 <= place < 11_172:
        return letter
    places = ((_INITIALS, place // 588), (_MEDIALS, place // 28 % 21), (_FINALS, place % 28))
    return "".join(letters.split("/")[index] for letters, index in places)


def files_glob(path: Path, inbox: Path) -> str:
    """The file's path under the inbox, or its name, with `*` for dates and counters."""
    inside = path.resolve().is_relative_to(inbox.resolve())
    file = path.resolve().relative_to(inbox.resolve()) if inside else Path(path.name)
    folder = _SPECIAL.sub("?", file.parent.as_posix())
    stem, suffix = _stem_and_suffix(file.name)
    general = _COUNTER.sub("*", _SPECIAL.sub("?", stem))
    for name in (general, _SPECIAL.sub("?", stem)):
        # A glob of nothing but a star would claim the exports of others.
        if re.search(r"\w", name):
            glob = f"{name}{suffix}" if folder == "." else f"{folder}/{name}{suffix}"
            if _claims(glob, file):
                return glob
    return _SPECIAL.sub("?", file.as_posix())


def _stem_and_suffix(name: str) -> tuple[str, str]:
    stem, dot, suffix = name.rpartition(".")
    return (stem, _SPECIAL.sub("?", dot + suffix)) if stem else (name, "")


def _claims(glob: str, file: Path) -> bool:
    return Source(source="sniffed", feed="tickets", files=glob).claims(file.as_posix())
