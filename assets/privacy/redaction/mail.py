"""E-mail addresses, also where the at sign is spelt out."""

import re

from assets.privacy.redaction.kind import Kind
from assets.privacy.redaction.view import Span

_LOCAL_PART = 254
_WEBMAIL = (
    r"(?:naver|gmail|daum|hanmail|nate|kakao|hotmail|outlook|live|yahoo|icloud|luukku|kolumbus"
    r"|suomi24|saunalahti|elisanet)\."
)
_DOT = r"(?:\.| ?[(\[{] ?(?:dot|piste|점) ?[)\]}] ?)"
_LABEL = r"[\w-]{1,63}"
_TOP_LEVEL = r"(?:[A-Za-z]{2,24}|한국|xn--[a-z0-9]{2,59})"
_AT = (
    r"(?:@|%40| ?[(\[{] ?(?:at|ät|@|골뱅이) ?[)\]}] ?| ?골뱅이 ?"
    rf"| {{1,2}}@ {{0,2}}(?={_WEBMAIL}))"
)
_AT_DOMAIN = re.compile(
    rf"{_AT}(?:\[?(?:\d{{1,3}}\.){{3}}\d{{1,3}}\]?|{_LABEL}(?:{_DOT}{_LABEL}){{0,8}}{_DOT}"
    rf"{_TOP_LEVEL})",
    re.IGNORECASE,
)
# Neither quotes nor backslashes, which hold JSON together, nor what separates a URL's parts.
_LOCAL_BACKWARDS = re.compile(rf"[\w.!#$%'*+^~-]{{1,{_LOCAL_PART}}}")
_GLUED_HANGUL = re.compile(r"[가-힣](?=[A-Za-z][^가-힣]{0,254}$)")


def _with_local_part(match: re.Match[str]) -> Span | None:
    """The address from its local part on, which is looked for backwards from the at sign."""
    before = match.string[max(0, match.start() - _LOCAL_PART) : match.start()]
    local = _LOCAL_BACKWARDS.match(before[::-1])
    name = local[0][::-1].lstrip(".!#$%'*+^~-") if local else ""
    if glued := _GLUED_HANGUL.search(name):
        name = name[glued.end() :]
    return (match.start() - len(name), match.end()) if name else None


EMAIL = Kind("[email]", _AT_DOMAIN, _with_local_part, clue=re.compile(r"[@%(\[{]|골뱅이"))
