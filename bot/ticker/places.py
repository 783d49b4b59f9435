"""Where reminders of an OPD's tickets go: below to its group, above along the ladder; read once a turn."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from bot.desk.spots import Spot, admin_chat, now_at, spot_at
from bot.regency import Regency
from bot.reminders import Audience
from bot.ticker.writing import Due
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Places:
    """The chats of a turn; ``spots`` by OPD."""

    spots: Mapping[str, Spot | None]
    heads: Mapping[str, Collection[int]]
    admins: int | None
    supervisors: int | None

    @classmethod
    async def of(cls, regency: Regency, tx: Transaction, opds: Collection[str]) -> Self:
        """Where everything of these OPDs goes."""
        people = regency.settings.people
        admins = await admin_chat(regency, tx)
        supervisors = await now_at(tx, people.supervisor_chat)
        spots = {opd: await spot_at(regency, tx, opd) for opd in opds}
        return cls(spots, people.heads, admins, supervisors)

    def above(self, due: Due) -> list[int]:
        """The chats above the group that hear of it, each once; an OPD without heads has the admins."""
        heads: Collection[int | None] = self.heads.get(due.ticket.opd) or [self.admins]
        rungs: dict[Audience, Collection[int | None]] = {
            Audience.HEADS: heads,
            Audience.ADMIN_CHAT: [self.admins],
            Audience.SUPERVISOR_CHAT: [self.supervisors],
        }
        found = [chat for rung in due.rung for chat in rungs.get(rung, ())]
        return [chat for chat in dict.fromkeys(found) if chat is not None]
