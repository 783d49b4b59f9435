"""Finds how warm the model's probabilities are and where its answers hold, from texts it did not see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log
from typing import Final

from bot.understanding.features import words
from bot.understanding.model import Model
from training import corpus
from training.corpus import Example
from training.learning import YES_OR_NO, Calibration, learn
from training.variations import lessons, varied

FOLDS: Final = 5
ROUGHLY: Final = 3
"""Folds enough to calibrate with."""

_RIGHT_ENOUGH: Final = 0.88
"""Of the first guesses that are taken without asking, so many must be right."""

_RECALLED: Final = 0.97
"""Of what has a mark, so much must be found by the model alone, where that costs few false alarms."""

_LOWEST: Final = 0.3
_HEATS: Final = tuple(round(0.6 + 0.1 * step, 1) for step in range(25))

Answer = tuple[Example, dict[str, dict[str, float]]]


def unseen(own: Sequence[Example], folds: int = ROUGHLY) -> Iterator[Answer]:
    """Each text, said as it stands and in another way, with what a model makes of it that never saw it."""
    fillers, spellings = corpus.fillers(), corpus.spellings()
    for fold in range(folds):
        model = Model.read(learn(lessons(one for one in own if one.group % folds != fold), spellings, ""))
        for example in varied((one for one in own if one.group % folds == fold), fillers, 1, seed=2):
            yield example, model.weigh(words(example.text, spellings))


def calibrated(answers: Sequence[Answer]) -> Calibration:
    """From answers to texts that the model did not see."""
    heat = {question: _heat(answers, question) for question in ("category", "kind", "body")}
    above = {name: _threshold(answers, name) for name in YES_OR_NO}
    return Calibration(heat, above | {"category": _settled(answers, heat["category"])})


def _truth(example: Example, question: str) -> str:
    return str(getattr(example, question))


def _heated(likely: dict[str, float], heat: float) -> dict[str, float]:
    raised = {label: max(sure, 1e-12) ** (1 / heat) for label, sure in likely.items()}
    return {label: one / sum(raised.values()) for label, one in raised.items()}


def _heat(answers: Sequence[Answer], question: str) -> float:
    """The heat at which what is 80 % sure is right four times of five (least log loss)."""

    def loss(heat: float) -> float:
        told = ((_heated(likely[question], heat), _truth(example, question)) for example, likely in answers)
        return -sum(log(max(sure.get(truth, 0.0), 1e-12)) for sure, truth in told)

    return min(_HEATS, key=loss)


def _settled(answers: Sequence[Answer], heat: float) -> float:
    """The least probability from which first guesses are right often enough."""
    firsts = []
    for example, likely in answers:
        sure = _heated(likely["category"], heat)
        best = max(sure, key=lambda label: sure[label])
        firsts.append((sure[best], best == example.category))
    firsts.sort(reverse=True)
    right, lowest = 0, 1.0
    for taken, (probability, is_right) in enumerate(firsts, 1):
        right += is_right
        lowest = probability if right / taken >= _RIGHT_ENOUGH else lowest
    return lowest


def _threshold(answers: Sequence[Answer], name: str) -> float:
    """The probability that nearly all reach that have the mark, yet no lower than a sober guess."""
    reached = sorted(likely[name]["yes"] for example, likely in answers if getattr(example, name))
    return max(_LOWEST, reached[int(len(reached) * (1 - _RECALLED))]) if reached else 0.5
