"""The questions of the form, as a table: when each is asked, and when it is answered.

The position is never stored: the current step is the one being edited, else the first that is asked, applies
and has no answer. So a restart, a new step or an edit strands nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.form.record import Form


class StepKey(StrEnum):
    """The questions; locale keys and buttons name them so."""

    CHOICE = "choice"
    KIND = "kind"
    DESCRIPTION = "description"
    CATEGORY = "category"
    OVERSIGHT = "oversight"
    KECAMATAN = "kecamatan"
    DESA = "desa"
    LANDMARK = "landmark"
    DATE = "date"
    ATTACHMENTS = "attachments"
    IDENTITY = "identity"
    PROXY = "proxy"
    TWIN = "twin"
    SUMMARY = "summary"


def _always(_form: Form) -> bool:
    return True


def _never(_form: Form) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Step:
    """One question. ``asked``: it is put to everyone; the others only to who wants to change their answer."""

    key: StepKey
    is_answered: Callable[[Form], bool]
    asked: bool = True
    applies: Callable[[Form], bool] = _always


STEPS: Final = (
    Step(StepKey.CHOICE, lambda form: not form.waiting, applies=lambda form: bool(form.waiting)),
    Step(StepKey.KIND, lambda form: form.kind is not None, asked=False),
    Step(StepKey.DESCRIPTION, lambda form: form.described),
    Step(StepKey.CATEGORY, lambda form: form.category is not None),
    Step(StepKey.OVERSIGHT, _always, asked=False),
    Step(StepKey.KECAMATAN, lambda form: form.is_placed),
    Step(StepKey.DESA, lambda form: form.desa is not None, applies=lambda form: form.asks_desa),
    Step(StepKey.LANDMARK, lambda form: form.landmark is not None, asked=False),
    Step(StepKey.DATE, lambda form: form.occurred_on is not None, asked=False),
    Step(StepKey.ATTACHMENTS, lambda form: bool(form.files), asked=False),
    Step(StepKey.IDENTITY, _always, asked=False),
    Step(StepKey.PROXY, _always, asked=False),
    Step(StepKey.TWIN, _never, applies=lambda form: form.twin is not None),
)

_ASKED: Final = tuple(step for step in STEPS if step.asked)

CHANGEABLE: Final = (
    StepKey.KIND,
    StepKey.DESCRIPTION,
    StepKey.CATEGORY,
    StepKey.KECAMATAN,
    StepKey.LANDMARK,
    StepKey.DATE,
    StepKey.ATTACHMENTS,
    StepKey.IDENTITY,
    StepKey.PROXY,
    StepKey.OVERSIGHT,
)
"""What **Ubah** offers; the kecamatan brings its desa along."""


def current(form: Form) -> StepKey:
    """The question a resident is at."""
    if form.editing:
        return StepKey(form.editing)
    return next((step.key for step in _asked(form) if not step.is_answered(form)), StepKey.SUMMARY)


def step_before(form: Form) -> StepKey | None:
    """The question before the current one; None before the first."""
    at = current(form)
    if form.changing or at is StepKey.TWIN:
        return StepKey.SUMMARY
    keys = [*(step.key for step in _asked(form) if step.key is not StepKey.CHOICE), StepKey.SUMMARY]
    earlier = keys[: keys.index(at)] if at in keys else []
    return earlier[-1] if earlier else None


def _asked(form: Form) -> Iterator[Step]:
    return (step for step in _ASKED if step.applies(form))
