"""A linear model in plain bytes: what the marks of a text weigh for each label of each question.

The file is a line of JSON (questions, labels, scales, and the fingerprint of what it was trained on), then
one compressed byte per row and label. A row is added up as one whole number with two bytes for each label,
so a text costs microseconds and the model needs no library.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from math import exp, sqrt
from typing import Any, Final

ZERO: Final = 128
"""The byte that weighs nothing."""

_WIDE: Final = 2
_AT_ONCE: Final = 256
"""Rows whose sum still fits: 256 times 255 in two bytes."""


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

    def probabilities(self, sums: tuple[float, ...], norm: float) -> dict[str, float]:
        """How likely each label is, by the sums of all lanes."""
        lanes = sums[self.first : self.first + len(self.labels)]
        logits = [bias + self.scale * lane * norm for bias, lane in zip(self.biases, lanes, strict=True)]
        if len(logits) == 1:
            return {self.labels[0]: 1 / (1 + exp(-max(-60.0, min(60.0, logits[0]))))}
        highest = max(logits)
        odds = [exp(logit - highest) for logit in logits]
        every = sum(odds)
        return {label: one / every for label, one in zip(self.labels, odds, strict=True)}


class Model:
    """What was learnt, ready to weigh texts. ``heads`` are the questions by name."""

    def __init__(self, header: Mapping[str, Any], weights: bytes) -> None:
        self.fingerprint = str(header["fingerprint"])
        self.heads = {name: _head(written) for name, written in header["heads"].items()}
        self._lanes = sum(len(head.labels) for head in self.heads.values())
        self._rows = list(_wide_rows(weights, self._lanes))
        self._unpack = struct.Struct(f"<{self._lanes}H").unpack

    @classmethod
    def read(cls, data: bytes) -> Model:
        """From the bytes of its file. Raises ValueError when they are none."""
        header, _, weights = data.partition(b"\n")
        try:
            return cls(json.loads(header), zlib.decompress(weights))
        except (zlib.error, KeyError) as error:
            raise ValueError("not a model") from error

    def weigh(self, rows: Collection[int]) -> dict[str, dict[str, float]]:
        """For each question how likely each label is, given the marks of a text."""
        sums, norm = self._sums(rows), 1 / sqrt(len(rows) or 1)
        return {name: head.probabilities(sums, norm) for name, head in self.heads.items()}

    def _sums(self, rows: Collection[int]) -> tuple[float, ...]:
        weightless = ZERO * len(rows)
        added = [self._unpack(total) for total in self._totals(rows)]
        return tuple(sum(lane) - weightless for lane in zip(*added, strict=True)) or (0,) * self._lanes

    def _totals(self, rows: Collection[int]) -> Iterator[bytes]:
        step, left = _WIDE * self._lanes, map(self._rows.__getitem__, rows)
        while some := list(islice(left, _AT_ONCE)):
            yield sum(some).to_bytes(step, "little")


def _wide_rows(weights: bytes, lanes: int) -> Iterator[int]:
    """Each row as one whole number, a lane's byte in two."""
    table = bytearray(_WIDE * len(weights))
    table[::_WIDE] = weights
    step = _WIDE * lanes
    return (int.from_bytes(table[at : at + step], "little") for at in range(0, len(table), step))


def _head(written: Mapping[str, Any]) -> Head:
    return Head(
        tuple(written["labels"]),
        written["first"],
        tuple(written["biases"]),
        written["scale"],
        written["above"],
    )
