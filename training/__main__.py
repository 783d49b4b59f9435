"""``python -m training train`` makes the model that the bot ships; ``evaluate`` measures it."""

from __future__ import annotations

import sys

from training import corpus
from training.calibrating import calibrated, unseen
from training.evaluating import evaluate
from training.learning import learn
from training.variations import lessons


def train() -> None:
    """Write the shipped model; without a change to the corpus the same bytes."""
    own = corpus.examples()
    calibration = calibrated(list(unseen(own)))
    data = learn(lessons(own), corpus.spellings(), corpus.fingerprint(), calibration)
    corpus.SHIPPED.write_bytes(data)
    print(f"{corpus.SHIPPED.name}: {len(own)} texts, {len(data) / 1e6:.2f} MB")
    print(f"heat {dict(calibration.heat)}, above {dict(calibration.above)}")


if __name__ == "__main__":
    {"train": train, "evaluate": evaluate}[sys.argv[1] if len(sys.argv) > 1 else "evaluate"]()
