"""Measures understanding: on texts of the team's own that the model did not see, and on the labelled ones."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.configuration import load_policy
from bot.configuration.knowledge import load_knowledge
from bot.language import detector
from bot.settings import Settings
from bot.understanding import Knowledge, Model, Reader
from training import corpus
from training.calibrating import FOLDS
from training.corpus import Example
from training.learning import Calibration, learn
from training.measures import TODAY, Answer, Labelled, Measures, measured, table
from training.variations import lessons

DEV: Final = corpus.HERE.parent.parent / "shared" / "data" / "complaints_dev.csv"


@dataclass(frozen=True)
class Bench:
    """What stays the same while models are compared."""

    knowledge: Knowledge
    calibration: Calibration

    def reader(self, model: Model) -> Reader:
        """One that reads with this model."""
        settings = Settings.model_validate({"telegram": {"token": "1:a"}})
        knowledge = Knowledge(self.knowledge.spellings, self.knowledge.signs, model)
        return Reader(knowledge, load_policy(settings), detector(settings.service.languages))

    def taught(self, examples: Iterable[Example]) -> Reader:
        """One that was taught these, calibrated as the shipped model is."""
        return self.reader(
            Model.read(learn(lessons(examples), self.knowledge.spellings, "", self.calibration))
        )


def evaluate() -> None:
    """Print what was measured; without the labelled texts, only what can be."""
    knowledge = load_knowledge()
    bench = Bench(knowledge, _calibration(knowledge.model))
    own = corpus.examples()
    columns: dict[str, Measures] = {}
    if DEV.exists():
        dev = labelled(DEV)
        columns["shipped, labelled"] = _measure(bench.reader(knowledge.model), dev)
        columns["5-fold, labelled"] = measured(_folded(bench, own, dev))
    else:
        print(f"{DEV} is not here: measured on texts of our own only")
    columns["5-fold, own"] = measured(_folded_own(bench, own))
    print(table(columns))
    print(_costs(bench, [one.text for one in own]))


def labelled(path: Path) -> list[Labelled]:
    """The labelled texts of the field (``shared/data/README.md``)."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [Labelled.of(row) for row in csv.DictReader(lines)]


def _measure(reader: Reader, texts: Sequence[Labelled]) -> Measures:
    return measured((text, reader.understand(text.text, TODAY)) for text in texts)


def _folded(bench: Bench, own: list[Example], dev: list[Labelled]) -> Iterator[Answer]:
    for fold in range(FOLDS):
        taught = [one.example for at, one in enumerate(dev) if at % FOLDS != fold]
        reader = bench.taught([*own, *taught])
        for text in dev[fold::FOLDS]:
            yield text, reader.understand(text.text, TODAY)


def _folded_own(bench: Bench, own: list[Example]) -> Iterator[Answer]:
    for fold in range(FOLDS):
        reader = bench.taught(one for one in own if one.group % FOLDS != fold)
        for one in own:
            if one.group % FOLDS == fold:
                text = Labelled.ours(one)
                yield text, reader.understand(text.text, TODAY)


def _calibration(model: Model) -> Calibration:
    """The shipped thresholds; the heat of a model's own file is already in its weights."""
    return Calibration({}, {name: head.above for name, head in model.heads.items()})


def _costs(bench: Bench, texts: Sequence[str]) -> str:
    data = corpus.SHIPPED.read_bytes()
    began = time.process_time()
    model = Model.read(data)
    loaded = time.process_time() - began
    reader = bench.reader(model)
    reader.understand(texts[0], TODAY)
    began = time.process_time()
    for text in texts:
        reader.understand(text, TODAY)
    spent = (time.process_time() - began) / len(texts)
    return f"{spent * 1e6:.0f} µs a text, model {len(data) / 1e6:.2f} MB, read in {loaded * 1e3:.0f} ms"
