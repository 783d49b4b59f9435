"""What the learnt probabilities and the plain words come to, together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from bot.policy import Policy
from bot.tickets.status import Kind
from bot.understanding.found import Flag, Guess
from bot.understanding.model import Head
from bot.understanding.signs import Shown

_WEIGHT: Final = {"oversight": 0.5, "sensitive": 0.6, "emergency": 0.6}
"""What a sign in plain words adds to how sure the model leaves us unsure."""

_RAISED: Final = 0.5
_LIKELY: Final = 0.5
_CERTAIN: Final = 0.95
_UNSURE: Final = 0.6
_BODY_SIGN, _DECISIVE = 0.35, 0.72
"""What a body's words add to what was learnt; they decide if it is the category's, or of no category."""

_DOUBT: Final = 0.7
_NO_BODY: Final = ""
_DESPAIR_BODY: Final = "DARURAT_112"

Likely = Mapping[str, Mapping[str, float]]


class Verdict(NamedTuple):
    """What a report is beside what it is about."""

    oversight: Flag
    sensitive: Flag
    emergency: Flag
    despair: Flag
    against_office: Flag
    body: Guess | None


class Judge:
    """Weighs signs against the model, for one regency."""

    def __init__(self, policy: Policy, heads: Mapping[str, Head]) -> None:
        self._policy = policy
        self._above = {name: head.above for name, head in heads.items()}
        self._shared = {code for one in policy.categories.values() for code in one.external}
        self._called = {opd.code: _any_of(opd.name, opd.code, *opd.aliases) for opd in policy.opds.values()}

    def judge(
        self,
        likely: Likely,
        shown: Shown,
        first: Guess,
        kind: Guess,
        said: list[str],
        kecamatan: str | None,
    ) -> Verdict:
        """The verdict on one text, of which ``first`` is the likeliest category."""
        oversight = self._oversight(likely, shown, kind)
        sensitive = self._sensitive(likely, shown, first, oversight)
        return Verdict(
            oversight=oversight,
            sensitive=sensitive,
            emergency=self._emergency(likely, shown, kind),
            despair=Flag(shown.despair, _CERTAIN if shown.despair else 0.0),
            against_office=self._against_office(shown, first, said, kecamatan),
            body=self._body(likely, shown, first),
        )

    def _oversight(self, likely: Likely, shown: Shown, kind: Guess) -> Flag:
        """Accusing the police is not the regency's business, asking how to accuse is no accusation."""
        if shown.accuses_police or kind.value == Kind.INFORMASI:
            return Flag()
        return self._flag("oversight", likely, shown.accuses)

    def _sensitive(self, likely: Likely, shown: Shown, first: Guess, oversight: Flag) -> Flag:
        category = self._policy.categories.get(first.value)
        by_category = (
            category is not None and category.sensitive and not category.oversight and first.sure >= _LIKELY
        )
        told = shown.sensitive or by_category or shown.accuses_police
        found = self._flag("sensitive", likely, told)
        if oversight or shown.despair:
            return Flag(raised=True, sure=max(found.sure, oversight.sure, _CERTAIN * shown.despair))
        return found

    def _emergency(self, likely: Likely, shown: Shown, kind: Guess) -> Flag:
        """Danger words never block, so a false alarm is cheap; a wish or a question is none."""
        if shown.despair:
            return Flag(raised=True, sure=_CERTAIN)
        if shown.is_empty:
            return Flag()  # who only asks us to hurry says of no danger
        calm = kind.value != Kind.PENGADUAN and kind.sure > _UNSURE
        return self._flag("emergency", likely, 0.0 if calm else shown.danger)

    def _flag(self, name: str, likely: Likely, sign: float) -> Flag:
        learnt = likely[name]["yes"]
        sure = learnt + _WEIGHT[name] * sign * (1 - learnt)
        return Flag(sure >= _RAISED or learnt >= self._above[name], sure)

    def _body(self, likely: Likely, shown: Shown, first: Guess) -> Guess | None:
        """Whose business it is if not ours: a body the words name, above all one that the category knows."""
        if shown.despair and _DESPAIR_BODY in self._policy.bodies:
            return Guess(_DESPAIR_BODY, _CERTAIN)
        category = self._policy.categories.get(first.value)
        learnt = likely["body"]
        scores = {code: learnt.get(code, 0.0) for code in self._policy.bodies}
        for code in shown.bodies & scores.keys():
            is_near = code not in self._shared or (category is not None and code in category.external)
            scores[code] += _DECISIVE if is_near else _BODY_SIGN
        best = max(scores, key=scores.__getitem__, default=_NO_BODY)
        doubt = learnt.get(_NO_BODY, 0.0) * _DOUBT
        return Guess(best, min(1.0, scores[best])) if best and scores[best] > doubt else None

    def _against_office(self, shown: Shown, first: Guess, said: list[str], kecamatan: str | None) -> Flag:
        """Bad conduct beside the name of the very office that would receive the report."""
        if not shown.misconduct or first.value not in self._policy.categories:
            return Flag()
        office = self._policy.responsible(first.value, kecamatan, oversight=False)
        named = self._called[office].search(" ".join(said)) is not None
        return Flag(named, _LIKELY + (1 - _LIKELY) * first.sure if named else 0.0)


def _any_of(*names: str) -> re.Pattern[str]:
    """Matches an office by any of its names, in words of plain spelling."""
    return re.compile(rf"\b(?:{'|'.join(re.escape(name.casefold()) for name in names)})\b")
