"""A linear model in plain bytes: what the marks of a text weigh for each label of each question.

The file is a line of JSON (questions, labels, scales, and the fingerprint of what it was trained on), then
one compressed byte per row and label. A row is added up as one whole number with a lane for each label, and
those of a word are added up once, so a text costs microseconds and the model needs no library.
"""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, sqrt
from typing import Any, Final, NamedTuple

from bot.lexicon import Lexicon
from bot.understanding.features import pair_marks, word_marks

ZERO: Final = 128
"""The byte that weighs nothing."""

_WIDE: Final = 4
"""The bytes of a lane in a sum: more than all rows need."""

_ROWS_AT_MOST: Final = 4_096
"""Rows kept wide, of pairs of words and of pieces that words share: people use the same."""


@dataclass(frozen=True, slots=True)
class Head:
    """One question. ``first`` is the lane of its first label; one label alone is a yes or no.

    ``above`` is the probability from which its answer is taken, as calibrated when it was trained.
    """

    labels: tuple[str, ...]
    first: int
    biases: tuple[float, ...]
    scale: float
    above: float

    def probabilities(self, logits: Sequence[float]) -> dict[str, float]:
        """How likely each label is, by the logits of all lanes."""
        own = logits[self.first : self.first + len(self.labels)]
        if len(own) == 1:
            return {self.labels[0]: 1 / (1 + exp(-max(-60.0, min(60.0, own[0]))))}
        highest = max(own)
        odds = [exp(logit - highest) for logit in own]
        every = sum(odds)
        return {label: one / every for label, one in zip(self.labels, odds, strict=True)}


class _Word(NamedTuple):
    """The rows of a word, two bytes each, and their sum."""

    rows: array[int]
    total: int


class Model:
    """What was learnt, ready to weigh texts. ``heads`` are the questions by name."""

    def __init__(self, header: Mapping[str, Any], weights: bytes) -> None:
        self.fingerprint = str(header["fingerprint"])
        self.heads = {name: _head(written) for name, written in header["heads"].items()}
        in_order = sorted(self.heads.values(), key=lambda head: head.first)
        self._lanes = [(bias, head.scale) for head in in_order for bias in head.biases]
        self._unpack = struct.Struct(f"<{len(self._lanes)}I").unpack
        self._weights = weights
        self._words = Lexicon(self._word)
        self._row = lru_cache(_ROWS_AT_MOST)(self._wide_row)

    @classmethod
    def read(cls, data: bytes) -> Model:
        """From the bytes of its file. Raises ValueError when they are none."""
        header, _, weights = data.partition(b"\n")
        try:
            return cls(json.loads(header), zlib.decompress(weights))
        except (zlib.error, KeyError) as error:
            raise ValueError("not a model") from error

    def weigh(self, said: list[str]) -> dict[str, dict[str, float]]:
        """For each question how likely each label is, given the words of a text."""
        rows = pair_marks(said)
        total = sum(map(self._row, rows))
        for word in set(said):
            marked = self._words[word]
            total += marked.total
            if counted := rows.intersection(marked.rows):
                total -= sum(map(self._row, counted))
            rows.update(marked.rows)
        logits = self._logits(total, len(rows))
        return {name: head.probabilities(logits) for name, head in self.heads.items()}

    def _logits(self, total: int, rows: int) -> list[float]:
        """What the sum of so many rows speaks for each label."""
        sums = self._unpack(total.to_bytes(_WIDE * len(self._lanes), "little"))
        weightless, norm = ZERO * rows, 1 / sqrt(rows or 1)
        return [
            bias + scale * (lane - weightless) * norm
            for (bias, scale), lane in zip(self._lanes, sums, strict=True)
        ]

    def _word(self, word: str) -> _Word:
        rows = array("H", word_marks(word))
        return _Word(rows, sum(map(self._wide_row, rows)))

    def _wide_row(self, row: int) -> int:
        """A row as one whole number."""
        lanes = len(self._lanes)
        wide = bytearray(_WIDE * lanes)
        wide[::_WIDE] = self._weights[row * lanes : (row + 1) * lanes]
        return int.from_bytes(wide, "little")


def _head(written: Mapping[str, Any]) -> Head:
    return Head(
        tuple(written["labels"]),
        written["first"],
        tuple(written["biases"]),
        written["scale"],
        written["above"],
    )
