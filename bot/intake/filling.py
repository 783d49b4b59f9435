"""Fills a form with what its whole description tells; what the resident chose themselves stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bot.form import StepKey
from bot.intake import places
from bot.intake.visit import Visit
from bot.policy import Policy
from bot.sanitise import one_line
from bot.tickets.status import Kind
from bot.understanding import Found

_SURE_OF_KIND: Final = 0.6
"""Below, the kind is the category's usual one."""

_SURE_OF_GUARDING: Final = 0.8
"""Below, the report is only kept from other eyes."""

_PROPOSED_AT_MOST: Final = 3


def fill(visit: Visit) -> None:
    """Read the description anew and take what it tells, in the place of all earlier guesses."""
    form = visit.form
    found = visit.understands(form.description)
    for step, take in _TAKES.items():
        if step not in form.chosen:
            take(visit, found)
    if StepKey.KECAMATAN in form.chosen:
        places.refine(form, found)
    form.sensitive, form.emergency = found.sensitive.raised, found.emergency.raised
    form.body = found.body.value if found.body else None


def _category(visit: Visit, found: Found) -> None:
    """Taken without asking where it is settled, and until another is."""
    form, policy = visit.form, visit.regency.policy
    form.proposed = list(found.categories)
    if _is_guarded_elsewhere(found, policy):
        form.category, form.proposed = None, _with_guarding(form.proposed, policy)
    elif found.is_settled and found.categories:
        first = policy.category(found.categories[0])
        is_rest = not first.keywords  # what fits nothing else is no better than an earlier guess
        form.category = form.category if form.category and is_rest else first.id


def _with_guarding(proposed: list[str], policy: Policy) -> list[str]:
    """And the categories whose offices protect."""
    guarding = [one.id for one in policy.categories.values() if one.sensitive and not one.oversight]
    return list(dict.fromkeys([*proposed[: _PROPOSED_AT_MOST - 1], *guarding]))


def _is_guarded_elsewhere(found: Found, policy: Policy) -> bool:
    """Surely someone is to be protected, and the likeliest category's office is not there to protect."""
    first = policy.categories.get(next(iter(found.categories), ""))
    is_sure = found.sensitive.raised and found.sensitive.sure >= _SURE_OF_GUARDING
    return is_sure and not found.oversight and not (first and first.sensitive)


def _kind(visit: Visit, found: Found) -> None:
    visit.form.kind = Kind(found.kind.value) if found.kind.sure >= _SURE_OF_KIND else None


def _oversight(visit: Visit, found: Found) -> None:
    """An office must not receive what accuses itself."""
    visit.form.oversight = found.oversight.raised or found.against_office.raised


def _place(visit: Visit, found: Found) -> None:
    """A place that was told of before stays while the words name no other."""
    if found.kecamatan or found.places:
        places.infer(visit)
        places.notice(visit, found)


def _landmark(visit: Visit, found: Found) -> None:
    """A name that says no more than the place itself is none."""
    told = one_line(found.landmark or "")
    named = visit.regency.policy.find_places(told)
    is_place_alone = any((one.start, one.end) == (0, len(told)) for one in named)
    visit.form.landmark = told if told and not is_place_alone else None


def _date(visit: Visit, _found: Found) -> None:
    """Each message was read on its own day: "kemarin" stays the day it meant."""
    visit.form.occurred_on = visit.form.day_told


_TAKES: Final[Mapping[StepKey, Callable[[Visit, Found], None]]] = {
    StepKey.CATEGORY: _category,
    StepKey.KIND: _kind,
    StepKey.OVERSIGHT: _oversight,
    StepKey.KECAMATAN: _place,
    StepKey.LANDMARK: _landmark,
    StepKey.DATE: _date,
}
