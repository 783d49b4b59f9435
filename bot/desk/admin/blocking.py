"""Residents who may file no more, told why and how to object; admins never learn who they are."""

from __future__ import annotations

from typing import Final

from bot.buttons import MenuPress, RulingPress
from bot.desk.acts import Act
from bot.desk.admin.doing import Doing
from bot.desk.masking import masked
from bot.desk.quotes import blocks
from bot.desk.reading import Reading
from bot.errors import Refused, Stale
from bot.notices import Button, Notice, Purpose, Rows, Said
from bot.people import Admin
from bot.texts import Words, paragraphs
from bot.tickets.verbs import Role, Verb
from storage import history, residents, tickets
from storage.models import Resident, Ticket

APPEAL: Final = "appeal"
_QUOTED: Final = 3000


class Blocking:
    """Blocks the reporter of a ticket, and takes it back. What they have open goes on."""

    def __init__(self, doing: Doing) -> None:
        self._doing = doing

    async def block(self, admin: Admin, rest: str) -> Said:
        """A number, then why: the reporter reads it. Raises Refused."""
        ticket, reason = await self._doing.read(Verb.BLOCK, rest)
        if not reason:
            raise Refused("refused.usage.block")
        resident = await self._reporter(ticket)
        if await self._is_blocked_for(ticket):
            raise Stale("refused.blocked_already", number=self._doing.reads.number(ticket))
        said = await self._doing.do(ticket, self._doing.act(admin, Verb.BLOCK, reason))
        if resident.blocked_at is not None:
            return said  # for another ticket: that both are of one person is nobody's to know
        return (*said, *self._blocked(resident, ticket, reason))

    async def unblock(self, admin: Admin, rest: str) -> Said:
        """The number it was done for. Raises Refused."""
        ticket, _ = await self._doing.read(Verb.UNBLOCK, rest)
        return await self.lift(admin, ticket)

    async def lift(self, admin: Admin, ticket: Ticket) -> Said:
        """What was done for this ticket is taken back. Raises Refused."""
        resident = await self._reporter(ticket)
        if not await self._is_blocked_for(ticket):
            raise Stale("refused.not_blocked", number=self._doing.reads.number(ticket))
        said = await self._doing.do(ticket, self._doing.act(admin, Verb.UNBLOCK))
        return (*said, *await self._lifted(resident, ticket))

    async def appeal(self, resident: Resident, text: str) -> Said:
        """What a blocked resident says against it, with the ticket's number alone. Raises Refused."""
        doing = self._doing
        ticket = await tickets.get(doing.tx, resident.blocked_for or 0)
        if ticket is None or self._has_appealed_today(resident):
            raise Refused("refused.appealed")
        await doing.changes.make(ticket, Act(Verb.APPEAL, Role.REPORTER, text=text))
        resident.appealed_at = doing.tx.now
        residents.keep(doing.tx, resident)
        heading = doing.words("admin.appeal", number=doing.reads.number(ticket))
        first, *rest = blocks(masked(text), _QUOTED)
        texts = [paragraphs(heading, first), *rest]
        last, rows = len(texts) - 1, self._lifts(ticket)
        return tuple(
            Notice(chat, said, rows if at == last else ())
            for chat in await doing.admins()
            for at, said in enumerate(texts)
        )

    def _lifts(self, ticket: Ticket) -> Rows:
        """**Buka blokir**."""
        press = RulingPress(ticket.id, ticket.version, Verb.UNBLOCK, "")
        return ((Button(self._doing.words.plain("admin.button.unblock"), press.pack()),),)

    async def _reporter(self, ticket: Ticket) -> Resident:
        tx = self._doing.tx
        found = await residents.get(tx, ticket.resident_id or 0)
        found = found or await residents.blocked_for(tx, ticket.id)
        if found is None:
            raise Refused("refused.no_reporter", number=self._doing.reads.number(ticket))
        return found

    async def _is_blocked_for(self, ticket: Ticket) -> bool:
        """By what was done to this ticket alone, so that no answer tells whose others are."""
        event = await history.last(self._doing.tx.session, ticket.id, Verb.BLOCK, Verb.UNBLOCK)
        return event is not None and event.verb == Verb.BLOCK

    def _blocked(self, resident: Resident, ticket: Ticket, reason: str) -> list[Notice]:
        resident.blocked_at, resident.blocked_for = self._doing.tx.now, ticket.id
        resident.block_reason = reason
        residents.keep(self._doing.tx, resident)
        return self._told(resident, ticket, "block", reason)

    async def _lifted(self, resident: Resident, ticket: Ticket) -> list[Notice]:
        """They may file again, unless they are blocked for another ticket; that is the reason from now on."""
        tx = self._doing.tx
        for event in await history.open_blocks(tx.session, resident.id):
            if event.ticket_id == resident.blocked_for:
                return []
            other = await tickets.get(tx, event.ticket_id)
            return self._blocked(resident, other, event.text or "") if other else []
        resident.blocked_at, resident.blocked_for, resident.block_reason = None, None, None
        resident.appealed_at = None
        if resident.awaits == Verb.APPEAL:
            residents.expect_nothing(tx, resident)
        residents.keep(tx, resident)
        return self._told(resident, ticket, "unblock")

    def _has_appealed_today(self, resident: Resident) -> bool:
        today = self._doing.regency.today
        return resident.appealed_at is not None and today(resident.appealed_at) == today(self._doing.tx.now)

    def _told(self, resident: Resident, ticket: Ticket, what: str, reason: str = "") -> list[Notice]:
        """To the resident in their language; a reply to it is no answer about the ticket."""
        regency, chat = self._doing.regency, residents.chat_of(self._doing.tx, resident)
        if chat is None:
            return []
        words = regency.texts(resident.language or ticket.language)
        text = words(f"news.{what}", number=Reading(regency, words).number(ticket))
        rows = appeals(words) if what == Verb.BLOCK else ()
        quote = blocks(reason, _QUOTED)[0] if reason else None
        return [Notice(chat, paragraphs(text, quote), rows, purpose=Purpose.PROMPT)]


def appeals(words: Words) -> Rows:
    """**Ajukan keberatan**."""
    return ((Button(words.plain("news.button.appeal"), MenuPress(APPEAL).pack()),),)
