"""An effect in a few words, as the table of rights has it."""

from __future__ import annotations

import re

from bot.notices import Notice, Purpose
from tests.security.actors import GROUPS, PEOPLE
from tests.security.probing import Effect
from tests.security.stage import Stage


class Describing:
    """``refused.x``: only that was said, ``not_here`` also with the place where it works instead.

    ``events tickets > own owner``: what changed, and who hears of it.
    """

    def __init__(self, stage: Stage) -> None:
        groups = {stage.groups[name].id: place for place, name in GROUPS.items()}
        self._places = groups | {stage.people[name].id: actor for actor, name in PEOPLE.items()}
        self._refusals = {
            key: re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(text)), re.IGNORECASE)
            for key, text in stage.desk.app.regency.texts.main._table.items()
            if key.startswith(("refused.", "intake.failed.", "intake.status.unknown"))
        }

    def __call__(self, effect: Effect, actor: str = "") -> str:
        if effect.asks:
            return "figures"
        changed = " ".join(sorted(effect.changed))
        refusal = self._refusal(effect)
        if refusal is not None:
            return f"{changed} {refusal}".strip()
        told = sorted({self._place(one.chat, actor) for one in _said(effect)})
        said = " ".join(told) or ("toast" if effect.toasts else "")
        return f"{changed} > {said}".strip() if said else changed or "silence"

    def _place(self, chat: int, actor: str) -> str:
        place = self._places.get(chat, "somewhere")
        return "self" if place == actor else place

    def _refusal(self, effect: Effect) -> str | None:
        said = [*(one.text for one in _said(effect)), *(one.text for one in effect.toasts if one.text)]
        if len(said) != 1:
            return None
        key = next((key for key, like in self._refusals.items() if like.fullmatch(said[0])), None)
        return "refused.not_here" if key and key.startswith("refused.works.") else key


def _said(effect: Effect) -> list[Notice]:
    """Buttons that are taken off a message tell nobody anything."""
    return [one for one in effect.notices if one.purpose != Purpose.UNBUTTONS]
