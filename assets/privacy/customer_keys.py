"""Customer keys: HMAC-SHA-256 of the customer's id under the home's secret (RFC 2104).

A bare hash of a phone number or an account number falls to trying all of them; a keyed one doesn't.
The key id in front says which secret made it.
"""

from dataclasses import dataclass

BLOCK_BYTES = 64
KEY_ID = "k1_"


@dataclass(frozen=True)
class KeyPads:
    """The secret mixed into HMAC's two pads, as the SQL macro `customer_key` takes them."""

    inner: bytes
    outer: bytes


def key_pads(secret: bytes) -> KeyPads:
    """Pads of a secret of at most 64 bytes."""
    block = secret.ljust(BLOCK_BYTES, b"\0")
    return KeyPads(bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block))
