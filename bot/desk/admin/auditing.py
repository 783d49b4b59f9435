"""Closed tickets drawn by lot, week by week, for an admin to look at how they were resolved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.buttons import ProofPress
from bot.desk.admin.doing import Doing
from bot.desk.lists import Lists
from bot.desk.masking import masked
from bot.desk.quotes import blocks
from bot.desk.reading import is_restricted
from bot.errors import NotFound, Refused
from bot.files import albums
from bot.notices import Button, Notice, Purpose, Rows, Said, Toast
from bot.people import Admin
from bot.texts import paragraphs
from bot.tickets.status import Status
from bot.tickets.verbs import Verb
from storage import history, marks, tickets
from storage.models import Event, Ticket

DRAWN: Final = 10
_WEEK: Final = timedelta(days=7)
_MARK: Final = "audit_week"
_QUOTED: Final = 3000


class Auditing:
    """The lot of a week stays the same however often it is asked for, and nobody can foresee it."""

    def __init__(self, doing: Doing) -> None:
        self._doing = doing
        self._tx = doing.tx

    async def command(self, admin: Admin) -> Said:
        """What was drawn of last week's."""
        return (await self._list(admin.chat, await self._drawn()),)

    async def weekly(self) -> Said:
        """The same to all admins, once a week: when its first working day has begun."""
        week = str(self._monday())
        is_open = self._doing.regency.calendar.is_open(self._tx.now)
        if not is_open or await marks.value(self._tx, _MARK) == week:
            return ()
        await marks.set_to(self._tx, _MARK, week)
        drawn = await self._drawn()
        return tuple([await self._list(chat, drawn) for chat in await self._doing.admins()]) if drawn else ()

    async def proof(self, admin: Admin, press: ProofPress, query: str) -> Said:
        """What the OPD said and sent when it resolved the ticket. Raises Refused."""
        ticket = await self._doing.find.known(press.ticket)
        event = await history.last(self._tx.session, ticket.id, Verb.RESOLVE)
        if is_restricted(ticket):
            raise Refused("refused.not_shown")
        if event is None or ticket.status != Status.CLOSED:
            raise NotFound("refused.no_ticket")
        return (*await self._shown(admin.chat, ticket, event), Toast(query))

    async def _shown(self, chat: int, ticket: Ticket, event: Event) -> list[Notice]:
        files = await history.files_of(self._tx.session, self._tx.seal, event)
        key = "admin.audit.proof" if files else "admin.audit.no_proof"
        heading = self._doing.words(key, **self._doing.reads.about(ticket))
        text = paragraphs(heading, blocks(masked(event.text or ""), _QUOTED)[0])
        said = [Notice(chat, text, purpose=Purpose.REPORT)]
        said += [Notice(chat, media=album, purpose=Purpose.FILES) for album in albums(files)]
        return [replace(one, ticket_id=ticket.id, protected=ticket.confidential) for one in said]

    async def _drawn(self) -> list[Ticket]:
        begin, end = self._start(self._monday() - _WEEK), self._start(self._monday())
        closed = await tickets.closed_between(self._tx.session, begin, end)
        seal, week = self._tx.seal, self._monday()
        drawn = sorted(closed, key=lambda one: seal.fingerprint("audit", f"{week}:{one}"))[:DRAWN]
        found = [await tickets.get(self._tx, one) for one in sorted(drawn)]
        return [ticket for ticket in found if ticket is not None]

    async def _list(self, chat: int, drawn: list[Ticket]) -> Notice:
        words = self._doing.words
        if not drawn:
            return Notice(chat, words("admin.audit.none"))
        heading = words("admin.audit.heading", count=len(drawn))
        listed = Lists(self._doing.reads, self._tx.now).whole(heading, drawn, len(drawn), full=False)
        text = paragraphs(listed, words("admin.audit.how"))
        return Notice(chat, text, self._buttons(drawn), purpose=Purpose.REPORT)

    def _buttons(self, drawn: list[Ticket]) -> Rows:
        return tuple(
            (Button(self._label(ticket), ProofPress(ticket.id).pack()),)
            for ticket in drawn
            if not is_restricted(ticket)
        )

    def _label(self, ticket: Ticket) -> str:
        return self._doing.words.plain("admin.button.proof", number=self._doing.reads.number(ticket))

    def _monday(self) -> date:
        today = self._doing.regency.today(self._tx.now)
        return today - timedelta(days=today.weekday())

    def _start(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._doing.regency.settings.service.zone)
