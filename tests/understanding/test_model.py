"""The model that is shipped: from this corpus, as good as it was, and the same however often it is made."""

from __future__ import annotations

import zlib
from math import sqrt

import pytest

from bot.understanding import Model, Reader
from bot.understanding.features import marks, words
from bot.understanding.model import ZERO
from training import corpus
from training.evaluating import DEV, labelled
from training.learning import learn
from training.measures import QUESTIONS, TODAY, measured
from training.variations import varied


def test_the_shipped_model_was_made_from_these_texts() -> None:
    """Symptom: ``make train`` was forgotten after a change to ``training/``."""
    assert Model.read(corpus.SHIPPED.read_bytes()).fingerprint == corpus.fingerprint()


def test_the_same_texts_make_the_same_bytes() -> None:
    some = varied(corpus.examples()[::20], corpus.fillers(), 1)
    assert learn(some, corpus.spellings(), "") == learn(some, corpus.spellings(), "")


def test_it_is_small() -> None:
    assert corpus.SHIPPED.stat().st_size < 2_000_000


@pytest.mark.parametrize("data", [b"", b"{}", b"{}\nabc", b"abc"])
def test_what_is_no_model_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        Model.read(data)


@pytest.mark.parametrize("some", [slice(0), slice(1), slice(40, 44), slice(0, 300)])
def test_words_are_added_up_to_what_all_their_marks_weigh(some: slice) -> None:
    """Marks that words share count once."""
    model = Model.read(corpus.SHIPPED.read_bytes())
    said = words(" ".join(one.text for one in corpus.examples()[some]), corpus.spellings())
    rows, lanes = marks(said), sum(len(head.labels) for head in model.heads.values())
    weights = zlib.decompress(corpus.SHIPPED.read_bytes().partition(b"\n")[2])
    sums = [
        sum(weights[row * lanes + lane] - ZERO for row in rows) / sqrt(len(rows) or 1)
        for lane in range(lanes)
    ]
    likely = {}
    for name, head in model.heads.items():
        logits = [
            bias + head.scale * lane for bias, lane in zip(head.biases, sums[head.first :], strict=False)
        ]
        likely[name] = head.probabilities([*[0.0] * head.first, *logits])
    assert model.weigh(said) == {name: pytest.approx(odds, rel=1e-9) for name, odds in likely.items()}


def test_a_long_text_weighs_no_more_than_it_can_hold() -> None:
    model = Model.read(corpus.SHIPPED.read_bytes())
    said = words(" ".join(one.text for one in corpus.examples()[:300]), corpus.spellings())
    likely = model.weigh(said)
    assert all(sum(odds.values()) == pytest.approx(1) for odds in likely.values() if len(odds) > 1)


@pytest.mark.skipif(not DEV.exists(), reason="the labelled texts are not carried by the repository")
def test_it_understands_the_labelled_texts_as_well_as_it_ought(reader: Reader) -> None:
    found = measured((text, reader.understand(text.text, TODAY)) for text in labelled(DEV))
    aims = {name: aim for name, (_, aim) in QUESTIONS.items()}
    short = {name: counted for name, counted in found.items() if counted[0] < aims[name] * counted[1]}
    assert short == {}


def test_our_own_texts_are_labelled_with_what_the_regency_knows(reader: Reader) -> None:
    policy = reader.policy
    unknown = {one.category for one in corpus.examples()} - policy.categories.keys()
    bodies = {one.body for one in corpus.examples()} - {""} - policy.bodies.keys()
    assert (unknown, bodies, corpus.terms().keys() ^ policy.categories.keys()) == (set(), set(), set())
