"""Who reported a ticket is shown to one admin, for a reason, if another agrees; nobody sees it alone."""

from __future__ import annotations

from typing import Final

from bot.buttons import RevealPress
from bot.desk.acts import Act
from bot.desk.admin.doing import Doing
from bot.desk.quotes import blocks
from bot.desk.reading import is_restricted, named
from bot.errors import NotFound, Refused, Stale
from bot.files import albums, showable
from bot.notices import Button, Notice, Purpose, Rows, Said, Toast
from bot.people import Admin
from bot.persons import Person
from bot.rights import REVEAL_LASTS
from bot.texts import lines, paragraphs
from bot.tickets.verbs import Role, Verb
from storage import history, residents, reveals, tickets
from storage.models import Resident, Reveal, Ticket

AGREE, REFUSE = "agree", "refuse"
WORDS: Final = {"setuju": AGREE, "tolak": REFUSE}
BOUND: Final = "hukum"
"""A reason that begins so is a legal duty that forbids telling the resident."""

_QUOTED: Final = 2000


class Revealing:
    """The reason, who asked and who agreed stand in the ticket's history; who it was does not."""

    def __init__(self, doing: Doing) -> None:
        self._doing = doing
        self._tx = doing.tx

    async def command(self, admin: Admin, rest: str) -> Said:
        """/identitas NOMOR alasan asks; with ``setuju`` or ``tolak``, another answers. Raises Refused."""
        ticket, words = await self._doing.read(Verb.REVEAL, rest)
        if not words:
            raise Refused("refused.usage.reveal")
        if (choice := WORDS.get(words.casefold())) is not None:
            pending = await reveals.pending(self._tx, ticket.id)
            if pending is None:
                raise NotFound("refused.no_reveal", number=self._doing.reads.number(ticket))
            return await self._decide(admin, pending, choice)
        return await self._ask(admin, ticket, words)

    async def pressed(self, admin: Admin, press: RevealPress, query: str) -> Said:
        """**Setujui** or **Tolak**. Raises Refused."""
        pending = await reveals.get(self._tx, press.reveal)
        if pending is None or press.choice not in (AGREE, REFUSE):
            raise Stale("refused.decided")
        return (*await self._decide(admin, pending, press.choice), Toast(query))

    async def _ask(self, admin: Admin, ticket: Ticket, reason: str) -> Said:
        number = self._doing.reads.number(ticket)
        is_bound = reason.casefold().split()[0].rstrip(":") == BOUND
        if is_bound and len(reason.split()) < 2:  # which law or letter it is has to stand there
            raise Refused("refused.usage.reveal")
        if len(set(self._doing.regency.settings.people.admins)) < 2:
            raise Refused("refused.two_admins")
        if await self._reporter(ticket) is None:
            raise Refused("refused.no_reporter", number=number)
        if is_restricted(ticket) and not is_bound:
            raise Refused("refused.only_by_law", number=number)
        if await reveals.pending(self._tx, ticket.id) is not None:
            raise Stale("refused.reveal_waits", number=number)
        asked = Reveal(
            ticket_id=ticket.id,
            asked_by=admin.id,
            reason=reason,
            bound=is_bound,
            asked_at=self._tx.now,
            expires_at=self._tx.now + REVEAL_LASTS,
        )
        await reveals.add(self._tx, asked)
        return tuple(self._question(chat, admin, ticket, asked) for chat in await self._doing.admins())

    def _question(self, chat: int, admin: Admin, ticket: Ticket, asked: Reveal) -> Notice:
        words, number = self._doing.words, self._doing.reads.number(ticket)
        text = paragraphs(
            words("admin.reveal.asks", name=named(admin.name), number=number),
            blocks(asked.reason, _QUOTED)[0],
            words("admin.reveal.bound" if asked.bound else "admin.reveal.told"),
            words("admin.reveal.how", number=number),
        )
        return Notice(chat, text, self._rows(asked), purpose=Purpose.REPORT)

    def _rows(self, asked: Reveal) -> Rows:
        labels = {AGREE: "admin.button.agree", REFUSE: "admin.button.disagree"}
        plain = self._doing.words.plain
        return (
            tuple(Button(plain(key), RevealPress(asked.id, choice).pack()) for choice, key in labels.items()),
        )

    async def _decide(self, admin: Admin, asked: Reveal, choice: str) -> Said:
        ticket = await tickets.get(self._tx, asked.ticket_id)
        if ticket is None or asked.decided_at is not None:
            raise Stale("refused.decided")
        number = self._doing.reads.number(ticket)
        is_gone = asked.asked_by not in self._doing.regency.settings.people.admins
        if is_gone or asked.expires_at <= self._tx.now:
            raise Stale("refused.reveal_expired", number=number)
        if choice == AGREE and admin.id == asked.asked_by:
            raise Refused("refused.not_yourself")
        if choice == AGREE and is_restricted(ticket) and not asked.bound:  # it may have become so since
            raise Refused("refused.only_by_law", number=number)
        reporter = await self._reporter(ticket)
        if choice == AGREE and reporter is None:
            raise Refused("refused.no_reporter", number=number)
        asked.decided_at, asked.decided_by, asked.granted = self._tx.now, admin.id, choice == AGREE
        name = named(admin.name)
        if choice == REFUSE or reporter is None:
            return (Notice(admin.chat, self._doing.words("admin.reveal.refused", number=number, name=name)),)
        about = {"second": admin.id, "bound": asked.bound}
        act = Act(Verb.REVEAL, Role.ADMIN, asked.asked_by, text=asked.reason, about=about)
        await self._doing.changes.make(ticket, act)
        return (
            *await self._shown(asked, ticket, reporter),
            *self._told(asked, ticket, reporter),
            Notice(admin.chat, self._doing.words("admin.reveal.agreed", number=number, name=name)),
        )

    async def _shown(self, asked: Reveal, ticket: Ticket, reporter: Resident) -> list[Notice]:
        """To who asked, in private: who it is, and the files that could tell it."""
        words, chat = self._doing.words, asked.asked_by
        who = residents.identity(self._tx.seal, reporter)
        files = await history.reporters_files(self._tx, ticket.id)
        sealed = albums(showable(files, ticket.confidential)[1])
        text = paragraphs(
            words("admin.reveal.shown", number=self._doing.reads.number(ticket)),
            lines(
                words("admin.reveal.name", name=named(who.name)),
                words("admin.reveal.username", username=who.username) if who.username else None,
                words("admin.reveal.id", id=who.id),
            ),
            words("admin.reveal.careful"),
        )
        return [
            Notice(chat, text, purpose=Purpose.PROMPT, protected=True),
            *(Notice(chat, media=album, purpose=Purpose.PROMPT, protected=True) for album in sealed),
        ]

    def _told(self, asked: Reveal, ticket: Ticket, reporter: Resident) -> list[Notice]:
        """To the resident, whatever they chose to hear, unless a legal duty forbids it."""
        who: Person = residents.identity(self._tx.seal, reporter)
        if asked.bound or not reporter.reachable:
            return []
        words = self._doing.regency.texts(reporter.language or ticket.language)
        heading = words("privacy.reveal.told", number=self._doing.reads.number(ticket))
        text = paragraphs(heading, blocks(asked.reason, _QUOTED)[0])
        return [Notice(who.id, text, purpose=Purpose.NEWS, ticket_id=ticket.id)]

    async def _reporter(self, ticket: Ticket) -> Resident | None:
        found = await residents.get(self._tx, ticket.resident_id or 0)
        is_known = found is not None and residents.identity(self._tx.seal, found).id
        return found if is_known else None
