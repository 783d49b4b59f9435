"""The admins' and the leaders' own chats: while strangers can read one, nothing is shown or done there."""

from __future__ import annotations

from bot.desk.cards import Cards
from bot.desk.spots import Spot, now_at
from bot.notices import Notice, Said, Urgency
from bot.regency import Regency
from storage import exposures, groups, outbox, tickets
from storage.transaction import Transaction


async def called(regency: Regency, tx: Transaction) -> dict[int, str]:
    """What each is, by its chat: ``admins`` or ``leaders``."""
    people = regency.settings.people
    found = {"leaders": people.supervisor_chat, "admins": people.admin_chat}
    chats = {name: await now_at(tx, chat) for name, chat in found.items()}
    return {chat: name for name, chat in chats.items() if chat is not None}


class OwnChats:
    """Follows who can read along there."""

    def __init__(self, regency: Regency, tx: Transaction, cards: Cards) -> None:
        self._regency = regency
        self._tx = tx
        self._cards = cards

    async def seen(self, chat: int, exposed: bool) -> Said:
        """How one of them looks; any other chat is none of ours. All admins are told in private."""
        name = (await called(self._regency, self._tx)).get(chat)
        if name is None or exposed == await exposures.is_exposed(self._tx, chat):
            return ()
        await exposures.note(self._tx, chat, exposed=exposed)
        told = self._told(f"desk.own.{name}_{'exposed' if exposed else 'private'}")
        if exposed:
            return (*told, *await self._hidden(chat))
        return (*told, *(await self._shown(chat) if name == "admins" else ()))

    async def _hidden(self, chat: int) -> Said:
        await outbox.withhold(self._tx, chat)
        return (
            *await self._cards.hidden_at(chat),
            Notice(chat, self._regency.texts.main("desk.group.hidden")),
        )

    async def _shown(self, chat: int) -> list[Notice]:
        """The cards that belong to admins."""
        bound = [group.opd for group in await groups.every(self._tx) if group.shows]
        waiting = await tickets.shown_to_admins(self._tx.session, bound)
        return [await self._cards.card(Spot(chat, is_home=False), ticket) for ticket in waiting]

    def _told(self, key: str) -> list[Notice]:
        text = self._regency.texts.main(key)
        return [Notice(admin, text, urgency=Urgency.CARD) for admin in self._regency.settings.people.admins]
