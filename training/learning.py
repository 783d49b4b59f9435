"""Learns weights from examples and writes them as the bot's model reads them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.understanding.features import SIZE, Spellings, marks, words
from bot.understanding.model import ZERO
from training.corpus import Example

QUESTIONS: Final = ("category", "kind", "body", "oversight", "sensitive", "emergency")
YES_OR_NO: Final = ("oversight", "sensitive", "emergency")

_STRENGTH: Final = {"category": 15.0}
_STRENGTH_ELSE: Final = 60.0
_ROUNDS: Final = 150
_SEEN_AT_LEAST: Final = 2
_STEPS: Final = 127
_DIGITS: Final = 5

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Calibration:
    """``heat`` divides the logits of each question, ``above`` is where its answer is taken."""

    heat: Mapping[str, float]
    above: Mapping[str, float]


UNCALIBRATED: Final = Calibration({}, {})


def learn(
    examples: Sequence[Example],
    spellings: Spellings,
    fingerprint: str,
    calibration: Calibration = UNCALIBRATED,
) -> bytes:
    """The bytes of a model; the same examples give the same bytes."""
    rows = _rows(examples, spellings)
    rarity = _rarity(rows)
    weighed = rows.multiply(rarity).tocsr()
    heads: dict[str, dict[str, Any]] = {}
    lanes: list[Floats] = []
    for question in QUESTIONS:
        asked = [at for at, one in enumerate(examples) if question == "category" or one.kind]
        answers = [_answer(examples[at], question) for at in asked]
        labels, biases, weights = _fitted(weighed[asked], answers, question)
        heat, whole = calibration.heat.get(question, 1.0), weights * rarity
        step = float(np.abs(whole).max()) / _STEPS or 1.0
        heads[question] = {
            "labels": labels,
            "first": sum(map(len, lanes)),
            "biases": [round(float(bias) / heat, _DIGITS) for bias in biases],
            "scale": round(step / heat, _DIGITS + 2),
            "above": round(calibration.above.get(question, 0.5), _DIGITS),
        }
        lanes.append(np.rint(whole / step) + ZERO)
    table = np.vstack(lanes).T.astype(np.uint8)
    header = json.dumps({"fingerprint": fingerprint, "heads": heads}, sort_keys=True)
    return header.encode() + b"\n" + zlib.compress(table.tobytes(), 9)


def _rows(examples: Sequence[Example], spellings: Spellings) -> csr_matrix:
    """A line for each text with 1 / sqrt(marks) in each of its rows, as the model weighs them."""
    found = [sorted(marks(words(example.text, spellings))) for example in examples]
    ends = np.cumsum([0, *map(len, found)])
    values = np.concatenate([np.full(len(one), 1 / max(1, len(one)) ** 0.5) for one in found])
    columns = np.concatenate([np.array(one, dtype=np.int64) for one in found])
    return csr_matrix((values, columns, ends), shape=(len(examples), SIZE))


def _rarity(rows: csr_matrix) -> Floats:
    """What is rare says more; what was seen once says nothing."""
    seen = np.bincount(rows.indices, minlength=SIZE)
    rarity: Floats = np.log((1 + rows.shape[0]) / (1 + seen)) + 1
    rarity[seen < _SEEN_AT_LEAST] = 0
    return rarity


def _answer(example: Example, question: str) -> str:
    answer = getattr(example, question)
    return ("no", "yes")[answer] if isinstance(answer, bool) else str(answer)


def _fitted(rows: csr_matrix, answers: list[str], question: str) -> tuple[list[str], Floats, Floats]:
    strength = _STRENGTH.get(question, _STRENGTH_ELSE)
    balance = "balanced" if question in YES_OR_NO else None
    fitted = LogisticRegression(C=strength, max_iter=_ROUNDS, class_weight=balance).fit(rows, answers)
    labels = ["yes"] if question in YES_OR_NO else [str(label) for label in fitted.classes_]
    return labels, fitted.intercept_, fitted.coef_
