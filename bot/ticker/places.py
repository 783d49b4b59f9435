"""Where reminders go: below to an OPD's group or to the admins, above along the ladder; read once a turn."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from bot.desk.spots import Spot, admin_chat, leaders_chat, spot_at
from bot.regency import Regency
from bot.reminders import Audience
from bot.ticker.writing import Below, Due
from bot.tickets.status import WITH_ADMINS
from storage.models import Ticket
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
        heads = regency.settings.people.heads
        admins, supervisors = await admin_chat(regency, tx), await leaders_chat(regency, tx)
        spots = {opd: await spot_at(regency, tx, opd) for opd in opds}
        return cls(spots, heads, admins, supervisors)

    def below(self, ticket: Ticket) -> Below | None:
        """Who has to act; None while they have no chat."""
        routes = ticket.status in WITH_ADMINS
        admins = None if self.admins is None else Spot(self.admins, is_home=False)
        spot = admins if routes else self.spots[ticket.opd]
        return None if spot is None else Below(spot, routes)

    def above(self, due: Due) -> list[int]:
        """The chats above those below that hear of it, each once; an OPD without heads has the admins."""
        heads: Collection[int | None] = self.heads.get(due.ticket.opd) or [self.admins]
        rungs: dict[Audience, Collection[int | None]] = {
            Audience.HEADS: heads,
            Audience.ADMIN_CHAT: [self.admins],
            Audience.SUPERVISOR_CHAT: [self.supervisors],
        }
        found = [chat for rung in due.rung[1:] for chat in rungs.get(rung, ())]
        return [chat for chat in dict.fromkeys(found) if chat is not None]
