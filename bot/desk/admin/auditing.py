"""Closed tickets drawn by lot, week by week, for an admin to look at how they were resolved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from msgspec.structs import replace

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
from bot.regency import Regency
from bot.texts import paragraphs
from bot.tickets.status import Status
from bot.tickets.verbs import Verb
from storage import history, marks, tickets
from storage.database import Reader
from storage.models import Event, Ticket

DRAWN: Final = 10
_WEEK: Final = timedelta(days=7)
_MARK: Final = "audit_week"
_DRAWN: Final = "audit_drawn"
_QUOTED: Final = 3000


class Auditing:
    """The lot of a week stays the same however often it is asked for, and nobody can foresee it."""

    def __init__(self, doing: Doing) -> None:
        self._doing = doing
        self._tx = doing.tx

    async def command(self, admin: Admin) -> Said:
        """What was drawn of last week's."""
        week, known = _monday(self._doing.regency, self._tx.now), await marks.value(self._tx, _DRAWN) or ""
        if known.startswith(f"{week} "):
            return (await self._list(admin.chat, await self._still_closed(map(int, known.split()[1:]))),)
        closed = await _closed_before(self._doing.regency, self._tx.session, week)
        return (await self._list(admin.chat, await self._still_closed(self._drawn(week, closed))),)

    async def weekly(self, closed: Sequence[int]) -> Said:
        """The same to all admins, once a week, of what ``closed_last_week`` found beside the writer."""
        week = _monday(self._doing.regency, self._tx.now)
        if await marks.value(self._tx, _MARK) == str(week):
            return ()
        drawn = self._drawn(week, closed)
        await marks.set_to(self._tx, _MARK, str(week))
        await marks.set_to(self._tx, _DRAWN, " ".join(map(str, (week, *drawn))))
        found = await self._still_closed(drawn)
        return tuple([await self._list(chat, found) for chat in await self._doing.admins()]) if found else ()

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

    def _drawn(self, week: date, closed: Sequence[int]) -> list[int]:
        seal = self._tx.seal
        return sorted(sorted(closed, key=lambda one: seal.fingerprint("audit", f"{week}:{one}"))[:DRAWN])

    async def _still_closed(self, drawn: Iterable[int]) -> list[Ticket]:
        found = [await tickets.get(self._tx, one) for one in drawn]
        return [ticket for ticket in found if ticket is not None and ticket.status == Status.CLOSED]

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


async def closed_last_week(regency: Regency, session: Reader, now: datetime) -> Sequence[int] | None:
    """The ids of what was closed; None unless it is time to draw: once a week, on its first working day.

    Every ticket that was ever closed is looked at, so it is for who holds nobody up.
    """
    week = _monday(regency, now)
    if not regency.calendar.is_open(now) or await marks.read(session, _MARK) == str(week):
        return None
    return await _closed_before(regency, session, week)


async def _closed_before(regency: Regency, session: Reader, week: date) -> Sequence[int]:
    zone = regency.settings.service.zone
    begin, end = (datetime.combine(day, time(), zone) for day in (week - _WEEK, week))
    return await tickets.closed_between(session, begin, end)


def _monday(regency: Regency, now: datetime) -> date:
    today = regency.today(now)
    return today - timedelta(days=today.weekday())
