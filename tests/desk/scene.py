"""Ani reports, Budi and Dewi are officers of PUPR, Citra must not see it, Gita is an admin."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlmodel import select

from bot.calendar import WorkingCalendar
from bot.calendars import Calendars
from bot.configuration import load_policy
from bot.configuration.locales import load_texts
from bot.desk import Desk
from bot.files import File
from bot.notices import Notice, Purpose, Said
from bot.people import Admin, Officer
from bot.persons import Person
from bot.regency import Regency
from bot.settings import Hours, Settings
from bot.tickets.status import Kind, Status
from bot.tickets.verbs import Role, Verb
from storage import groups, history, residents, tickets
from storage.database import Database
from storage.models import Event, Post, Ticket
from storage.sealing import Seal
from storage.transaction import Transaction
from tests.databases import address, tables

WITA: Final = ZoneInfo("Asia/Makassar")
ANI, CITRA = Person(7001, "Ani Lestari", "ani_lestari"), Person(7002, "Citra")
GITA = Person(7005, "Gita")
PUPR, DLH, INSPEKTORAT, ADMINS, LEADERS, HEAD = -1001, -1002, -1003, -1004, -1005, 8001
AT_WORK, AT_HOME = Admin(GITA.id, GITA.name, ADMINS), Admin(GITA.id, GITA.name, GITA.id)
BUDI = Officer(7003, "Budi Santoso", PUPR, ("PUPR",))
DEWI = Officer(7004, "Dewi", PUPR, ("PUPR",))
EKO = Officer(7006, "Eko", DLH, ("DLH",))

GROUPS: Final = {"PUPR": PUPR, "DLH": DLH, "INSPEKTORAT": INSPEKTORAT}
PEOPLE: Final = {
    "admin_chat": ADMINS,
    "supervisor_chat": LEADERS,
    "admins": [GITA.id],
    "heads": {"PUPR": [HEAD]},
}


def wita(text: str) -> datetime:
    """A moment as the clocks in Kutim show it."""
    return datetime.fromisoformat(text).replace(tzinfo=WITA).astimezone(UTC)


MONDAY: Final = wita("2026-11-23 10:00")


def regency(**sections: Any) -> Regency:
    """Kutim with these settings."""
    raw = {"telegram": {"token": "1:a"}, "people": PEOPLE} | sections
    settings = Settings.model_validate(raw)
    calendar = WorkingCalendar(WITA, frozenset(range(1, 6)), Hours(time(8), time(16)))
    return Regency(
        settings, load_policy(settings), load_texts(("id", "en")), Calendars(calendar), lambda _text: None
    )


@dataclass
class Scene:
    """A regency with a database, at a moment that passes when told."""

    regency: Regency
    path: Path
    now: datetime = MONDAY
    drafts: Any = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.database = Database(tables(address(self.path)), Seal(bytes(32)), lambda: self.now)

    def passes(self, **span: float) -> None:
        """Time goes by."""
        self.now += timedelta(**span)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """A transaction in which the groups are bound."""
        async with self.database.write() as tx:
            await groups.follow(tx, GROUPS)
            yield tx

    @asynccontextmanager
    async def desk(self) -> AsyncIterator[Desk]:
        """The desk in a transaction."""
        async with self.write() as tx:
            yield Desk(self.regency, tx)

    async def stored(self, tx: Transaction, files: Sequence[File] = (), **about: Any) -> Ticket:
        """A report of Ani's about a road, with its FILE event, as the form stores it."""
        resident = await residents.meet(tx, ANI)
        draft = next(self.drafts)
        usual: dict[str, Any] = {
            "year": 2026,
            "serial": 0,
            "kind": Kind.PENGADUAN,
            "status": Status.NEW,
            "category": "jalan",
            "opd": "PUPR",
            "resident_id": resident.id,
            "description": "Jalan berlubang parah di depan SD 003",
            "kecamatan": "64.08.04",
            "occurred_on": date(2026, 11, 22),
            "filed_at": self.now,
            "entered_at": self.now,
            "respond_due_at": self.now + timedelta(days=7),
            "due_at": wita("2026-12-11 10:00"),
            "confirmed_by": tx.seal.fingerprint("confirmed", draft),
            "draft_id": draft,
        }
        ticket = await tickets.add(tx, Ticket(**(usual | about)))
        filed = Event(ticket_id=ticket.id, at=self.now, verb=Verb.FILE, role=Role.REPORTER, led_to=Status.NEW)
        history.attach(tx, ticket, await history.record(tx, filed), files)
        return ticket

    async def file(self, files: Sequence[File] = (), **about: Any) -> tuple[int, Said]:
        """Ani's report, opened: its id and what is said."""
        async with self.write() as tx:
            ticket = await self.stored(tx, files, **about)
            return ticket.id, await Desk(self.regency, tx).open(ticket)

    async def act(self, officer: Officer, verb: Verb, ticket: int, text: str = "") -> Said:
        """An officer acts."""
        async with self.desk() as desk:
            return await desk.act(officer, verb, ticket, text)

    async def answer(self, ticket_id: int, text: str, files: Sequence[File] = ()) -> Said:
        """Ani adds something."""
        async with self.write() as tx:
            return await self.answers(tx, ticket_id, text, files)

    async def answers(self, tx: Transaction, ticket_id: int, text: str, files: Sequence[File] = ()) -> Said:
        """As ``answer``, in a transaction that does more."""
        found = await tickets.get(tx, ticket_id)
        assert found is not None
        return await Desk(self.regency, tx).hear(found, Verb.ANSWER, text, files)

    async def ticket(self, ticket_id: int) -> Ticket:
        """As it is stored."""
        async with self.database.read() as session:
            found = await session.get(Ticket, ticket_id)
        assert found is not None
        return found

    async def verbs(self, ticket_id: int) -> list[str]:
        """What was done to it."""
        async with self.database.read() as session:
            return [str(event.verb) for event in await history.of_ticket(session, ticket_id)]

    async def posted(self, chat: int, message: int, ticket_id: int, purpose: Purpose) -> None:
        """A message of ours arrived."""
        async with self.database.write() as tx:
            post = Post(
                lane=tx.seal.lane(chat), message_id=message, ticket_id=ticket_id, purpose=purpose.value
            )
            await tx.session.merge(post)

    async def rows(self, table: Any) -> list[Any]:
        """All rows of a table."""
        async with self.database.read() as session:
            return list((await session.execute(select(table))).scalars())


def notices(said: Said, chat: int | None = None) -> list[Notice]:
    """What goes to a chat."""
    return [one for one in said if isinstance(one, Notice) and (chat is None or one.chat == chat)]


def card(said: Said, chat: int = PUPR) -> Notice:
    """The card among what goes to a chat."""
    return next(one for one in notices(said, chat) if one.purpose == Purpose.CARD)


def labels(notice: Notice) -> list[str]:
    """What its buttons say."""
    return [button.label for row in notice.rows for button in row]
