"""An office in which something is sealed in every column that there is, and what opens of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlmodel import SQLModel

from bot.desk import Desk
from bot.files import File, FileKind
from bot.notices import Notice
from bot.orders import Make, Order
from bot.persons import Person
from bot.protocols import Content
from bot.regency import Regency
from bot.rights import Right
from bot.tickets.verbs import Verb
from storage import (
    drafts,
    enclosures,
    history,
    inbox,
    key_file,
    keys,
    outbox,
    petitions,
    proposals,
    registrations,
    residents,
)
from storage.database import Database
from storage.engine import engine_of
from storage.models import Event, Petition, Proposal, Ticket
from storage.rotating import SEALED
from storage.sealing import BrokenSeal, Seal
from storage.transaction import Transaction
from tests.databases import address, tables
from tests.desk.scene import ANI, BUDI, CITRA, MONDAY, PUPR, Scene

FILE: Final = File(FileKind.DOCUMENT, "BQACAgUAAx", "AQADunique", "kanari.pdf")


class Value(NamedTuple):
    """Sealed bytes, and what they are bound to."""

    place: str
    row: int | bytes
    sealed: bytes


class Office:
    """Its database and its key file."""

    def __init__(self, home: Path) -> None:
        self.url = address(home / "aduan.db")
        self.key = home / "aduan.key"

    async def fill(self, regency: Regency, home: Path, more: int = 0) -> None:
        """Once; ``more`` residents besides."""
        tables(self.url)
        scene = Scene(regency, home / "unused.db")
        await scene.database.close()
        scene.database = Database(self.url, await keys.unlock(self.url, self.key), lambda: MONDAY)
        ticket_id, _ = await scene.file([FILE])
        await scene.act(BUDI, Verb.TAKE, ticket_id)
        async with scene.write() as tx:
            await _mail(tx)
            await _people(tx, more)
            await _waiting(tx, ticket_id)
            await Desk(regency, tx).admins.registering.asked(CITRA, PUPR)
        await scene.database.close()

    async def values(self) -> list[Value]:
        """All that is sealed."""
        engine = engine_of(self.url, read_only=True)
        async with engine.connect() as connection:
            found = [
                Value(one.place, one.row(row), sealed)
                for one in SEALED
                for row in await connection.execute(select(SQLModel.metadata.tables[one.table]))
                if (sealed := getattr(row, one.column)) is not None
            ]
            asked = await connection.execute(select(SQLModel.metadata.tables["rulings"]))
            found += [
                Value("rulings.who", row.actor, bytes.fromhex(row.about["who"]))
                for row in asked
                if row.act == "request"
            ]
        await engine.dispose()
        return found

    async def closed(self, seal: Seal | None = None) -> list[Value]:
        """What does not open with this seal, or with what the file holds."""
        if seal is None:
            held = key_file.read(self.key)
            assert held is not None
            seal = held.seal
        return [one for one in await self.values() if not _opens(seal, one)]

    async def works(self) -> None:
        """People and their things are found as before."""
        database = Database(self.url, await keys.unlock(self.url, self.key), lambda: MONDAY)
        async with database.write() as tx:
            ani = await residents.find(tx, ANI.id)
            assert ani is not None
            assert residents.identity(tx.seal, ani).name == ANI.name
            ticket = (await tx.session.execute(select(Ticket))).scalars().one()
            assert ticket.resident_id == ani.id
            assert await history.reporters_files(tx, ticket.id) == [FILE]
            assert await history.is_used(tx, [FILE])
            verbs = [event.verb for event in (await tx.session.execute(select(Event))).scalars()]
            assert verbs == ["file", "assign", "take"]
        await database.close()


def _opens(seal: Seal, one: Value) -> bool:
    try:
        seal.open(one.sealed, one.place, one.row)
    except BrokenSeal:
        return False
    return True


async def _mail(tx: Transaction) -> None:
    await inbox.store(tx, [({"update_id": 5, "message": "pesan"}, tx.seal.lane(ANI.id))])
    outbox.say(tx, (Notice(ANI.id, "kabar"), Order(ANI.id, Make.PICTURE)))
    await enclosures.keep(tx, Content("a.pdf", b"berkas"))


async def _people(tx: Transaction, more: int) -> None:
    for number in range(more):
        await residents.meet(tx, Person(10 + number, f"Warga {number}"))
    citra = await residents.meet(tx, CITRA)
    drafts.keep(tx, drafts.begin(tx, citra, tx.now), b'{"parts": ["draf"]}')
    await registrations.add(tx, "PUPR", BUDI.id, BUDI.name, 1)
    asked = Petition(resident_id=citra.id, kind=Right.OTHER, asked_at=tx.now, due_at=tx.now)
    petitions.say(tx, await petitions.add(tx, asked), "permohonan")


async def _waiting(tx: Transaction, ticket_id: int) -> None:
    proposal = Proposal(
        ticket_id=ticket_id, chat_id=PUPR, author=BUDI.id, verb=Verb.REPLY, text="besok", made_at=tx.now
    )
    await proposals.make(tx, proposal, [FILE])
