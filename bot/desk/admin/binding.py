"""Groups bound to OPDs at run time: an admin's token, the binding, and its undoing."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.buttons import UnbindPress
from bot.desk import own_chats
from bot.desk.admin.calling import office
from bot.desk.admin.doing import Doing
from bot.desk.bindings import Bindings
from bot.desk.reading import named
from bot.errors import NotAllowed, Refused, Stale
from bot.notices import Button, Notice, Said, Toast
from bot.people import Admin
from bot.persons import Person
from storage import groups, rulings, tokens
from storage.models import BindingToken
from storage.rulings import Decision

LASTS: Final = timedelta(minutes=15)
TRIES: Final = 5
"""Wrong tokens from one group within ``WITHIN``; after them not even the right one is read."""

WITHIN: Final = timedelta(hours=1)
_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class Room:
    """A group as Telegram shows it; ``is_public``: anyone can find it by a name and read along."""

    chat: int
    title: str
    is_public: bool


class Binding:
    """Binds at once and tells the admin who made the token, who can undo it with a button."""

    def __init__(self, doing: Doing, bindings: Bindings) -> None:
        self._doing = doing
        self._bindings = bindings

    async def code(self, admin: Admin, called: str) -> Said:
        """A token for an OPD, said once; those it had are good no more. Raises Refused."""
        if not admin.is_private:
            raise Refused("refused.in_private")
        if not called:
            raise Refused("refused.usage.code")
        opd = office(self._doing.regency.policy, called)
        tx, token = self._doing.tx, secrets.token_hex(_BYTES)
        await tokens.issue(tx, token, opd.code, admin.id, tx.now + LASTS)
        await rulings.record(tx, admin.id, Decision.CODE, opd=opd.code)
        minutes = int(LASTS.total_seconds() // 60)
        text = self._doing.words("admin.code", opd=opd.name, token=token, minutes=minutes)
        return (Notice(admin.chat, text),)

    async def bind(self, person: Person, room: Room, written: str) -> Said:
        """Bind this group to the token's OPD. Used, expired and unknown answer alike. Raises Refused."""
        tx = self._doing.tx
        await self._may_be_bound(room)
        if await rulings.count(tx, room.chat, Decision.WRONG_TOKEN, tx.now - WITHIN) >= TRIES:
            raise NotAllowed("refused.too_many_tries")
        token = await self._token(written)
        if token is None:
            await rulings.record(tx, room.chat, Decision.WRONG_TOKEN)
            text = self._doing.words("refused.bad_token")
            return (Notice(room.chat, text, key=f"refused:{room.chat}"),)
        await self._may_be_shared(token.opd, room)
        token.used_at = tx.now
        await rulings.record(tx, person.id, Decision.BIND, opd=token.opd, chat=room.chat, by=token.made_by)
        before = await groups.bind(tx, token.opd, room.chat)
        return (*self._told(token, room, before), *await self._bindings.recard(token.opd))

    async def unbind(self, admin: Admin, press: UnbindPress, query: str) -> Said:
        """**Putuskan**: the group is the OPD's no more. Raises Refused."""
        tx, words = self._doing.tx, self._doing.words
        group = await groups.of(tx, press.opd)
        chat = await groups.moved(tx, press.chat)
        if group is None or group.chat_id != chat:
            raise Stale("refused.not_bound")
        if group.configured is not None and await groups.moved(tx, group.configured) == chat:
            raise Refused("refused.configured")
        await groups.unbind(tx, press.opd)
        await rulings.record(tx, admin.id, Decision.UNBIND, opd=press.opd, chat=chat)
        opd = self._doing.reads.opd_called(press.opd)
        return (
            Notice(chat, words("admin.unbound.group", opd=opd)),
            Notice(admin.chat, words("admin.unbound.admin", opd=opd)),
            *await self._bindings.recard(press.opd),
            Toast(query),
        )

    async def _may_be_bound(self, room: Room) -> None:
        regency, tx = self._doing.regency, self._doing.tx
        if room.chat in await own_chats.called(regency, tx):
            raise NotAllowed("refused.not_an_opds")
        if room.is_public:
            raise NotAllowed("refused.public_group")

    async def _token(self, written: str) -> BindingToken | None:
        """The token, while it is good and whoever made it is an admin still."""
        token = await tokens.find(self._doing.tx, written.strip().casefold())
        if token is None or token.opd not in self._doing.regency.policy.opds:
            return None
        return token if token.made_by in self._doing.regency.settings.people.admins else None

    async def _may_be_shared(self, opd: str, room: Room) -> None:
        """Who reads what accuses officials shares a group with nobody; who keeps secrets, with their like."""
        policy = self._doing.regency.policy
        together = {opd, *(group.opd for group in await groups.at(self._doing.tx, room.chat))}
        if len(together) > 1 and policy.overseer.code in together:
            raise Refused("refused.overseer_alone")
        if policy.confidants & together and together - policy.confidants:
            raise Refused("refused.confidants_apart", opds=", ".join(sorted(policy.confidants & together)))

    def _told(self, token: BindingToken, room: Room, before: int | None) -> list[Notice]:
        words, opd = self._doing.words, self._doing.reads.opd_called(token.opd)
        undo = Button(words.plain("admin.button.unbind"), UnbindPress(token.opd, room.chat).pack())
        told = [
            Notice(room.chat, words("admin.bound.group", opd=opd)),
            Notice(token.made_by, words("admin.bound.admin", opd=opd, title=named(room.title)), ((undo,),)),
        ]
        return told if before is None else [*told, Notice(before, words("admin.unbound.group", opd=opd))]
