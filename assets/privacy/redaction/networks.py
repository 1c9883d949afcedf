"""Addresses of devices on a network: IPv4 and IPv6."""

import re
from ipaddress import AddressValueError, IPv6Address

from assets.privacy.redaction.kind import Kind, confirmed_if
from assets.privacy.redaction.lookalikes import follows_version_word

_IPV4 = re.compile(r"(?<![0-9.])[1-9]?\d{1,2}(?:\.\d{1,3}){3}(?![0-9]|\.\d)")
_IPV6 = re.compile(
    r"(?<![0-9A-Za-z:.])(?:[0-9A-Fa-f]{0,4}:){2,7}"
    r"(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{1,4})?(?![0-9A-Za-z]|:[0-9A-Za-z:])"
)


def _is_ipv4(match: re.Match[str]) -> bool:
    """Four numbers under 256, of which the first is no day `01`, and not a program's version."""
    octets = match[0].split(".")
    plausible = all(int(octet) < 256 for octet in octets) and not octets[0].startswith("0")
    return plausible and not follows_version_word(match)


def _is_ipv6(match: re.Match[str]) -> bool:
    """An address with enough groups to be one: `12::30` is a slip of the finger."""
    groups = [group for group in match[0].split(":") if group]
    if len(groups) < 3 and not (len(groups) == 2 and any(len(group) == 4 for group in groups)):
        return False
    try:
        IPv6Address(match[0])
    except AddressValueError:
        return False
    return True


IPV6 = Kind("[ip]", _IPV6, confirmed_if(_is_ipv6), clue=re.compile(r":[0-9A-Fa-f]{0,4}:"))
IPV4 = Kind("[ip]", _IPV4, confirmed_if(_is_ipv4), clue=re.compile(r"\d\.\d{1,3}\.\d"))
