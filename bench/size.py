"""``make size``: what everyday work costs on a large database, against the same on one with 1,000 tickets.

Each database is seeded where it is missing. The work is that of the real services, in transactions that leave
no trace; both databases by turns.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from statistics import median
from typing import Final, NamedTuple

from sqlalchemy import func
from sqlmodel import col, select

from bench import surroundings, taps
from bench.crowd import written
from bench.process import ROOT
from bot.app.building import regency_of
from bot.desk import Desk
from bot.form import Form, Part
from bot.intake import Intake
from bot.intake.joining import find_twin
from bot.intake.visit import visit
from bot.people import Officer
from bot.persons import Person
from bot.regency import Regency
from bot.settings import Settings
from bot.tickets.status import OPEN, Status
from storage import clocks, key_file, residents, schema, tickets, twins
from storage.database import Database
from storage.models import Event, Resident, Ticket
from storage.transaction import Transaction

TIMES: Final = 40
WARM_UP: Final = 2
SMALL: Final = 1_000
OPD: Final = "PUPR"
BUDI: Final = Officer(7002, "Budi", -7003, (OPD,))


_USUAL: Final = (5, 8)
"""Events of a ticket."""

Work = Callable[[], Awaitable[object]]


class _Undone(Exception):
    """Ends a transaction without a trace."""


class Case(NamedTuple):
    """A ticket that somebody asks about."""

    number: str
    reporter: Person


@dataclass
class Office:
    """One database with all that its work takes; ``dice`` choose whose ticket it is about."""

    regency: Regency
    database: Database
    tickets: int
    dice: Random
    cases: dict[Status, list[Case]] = field(default_factory=dict)

    async def ticket(self, tx: Transaction, *statuses: Status) -> Ticket:
        """Some ticket that stands so, with a reporter who is known and a history of usual length.

        There shall be as much to say of it in either office: an old one has seen more that was argued about.
        """
        newest = await tx.session.scalar(select(func.max(Ticket.id))) or 0
        query = select(Ticket).where(col(Ticket.id) >= self.dice.randrange(newest // 2))
        query = query.where(col(Ticket.resident_id).is_not(None), col(Ticket.opd) == OPD)
        length = select(func.count()).where(col(Event.ticket_id) == col(Ticket.id)).scalar_subquery()
        query = query.where(col(Ticket.status).in_(statuses), length.between(*_USUAL))
        return (await tx.session.execute(query.order_by(col(Ticket.id)).limit(1))).scalars().one()

    async def case(self, tx: Transaction, status: Status) -> Case:
        """A ticket to ask about; all are chosen at the first call, as the search would cool the caches."""
        if status not in self.cases:
            self.cases[status] = [await self._chosen(tx, status) for _ in range(TIMES + WARM_UP)]
        return self.cases[status].pop()

    async def _chosen(self, tx: Transaction, status: Status) -> Case:
        ticket = await self.ticket(tx, status)
        resident = await tx.session.get(Resident, ticket.resident_id)
        assert resident is not None
        return Case(self.regency.number(ticket), residents.identity(tx.seal, resident))


async def _status(office: Office, tx: Transaction) -> Work:
    asked = await office.case(tx, Status.CLOSED)
    return lambda: Intake(office.regency, tx).status(asked.reporter, asked.number)


async def _tasks(office: Office, tx: Transaction) -> Work:
    return lambda: Desk(office.regency, tx).tasks(BUDI)


async def _card(office: Office, tx: Transaction) -> Work:
    asked = await office.case(tx, Status.IN_PROGRESS)
    return lambda: Desk(office.regency, tx).show(BUDI, asked.number)


async def _filing(office: Office, tx: Transaction) -> Work:
    text = "Jalan berlubang dalam di Desa Singa Gembara dekat pasar, tadi pagi ada yang jatuh"
    row = {"text": text, "category": "jalan", "kecamatan": "64.08.04", "desa": ""}

    async def file() -> None:
        await taps.file(office.regency, tx, row, taps.Cost())
        await tx.write()

    return file


async def _twins(office: Office, tx: Transaction) -> Work:
    """In a desa where as many are open as are compared at most, which few are in a small office."""
    like = await office.ticket(tx, *OPEN)
    for number in range(twins.AT_MOST):
        text = written(office.dice.randrange(10**9))
        about = {"description": text, "filed_at": tx.now, "status": Status.ASSIGNED}
        keys = {"confirmed_by": number.to_bytes(16), "draft_id": -number, "resident_id": None}
        columns = {name: getattr(like, name) for name in Ticket.model_fields}
        await tickets.add(tx, Ticket(**columns | about | keys))
    await tx.write()
    return await _search(office, tx, like)


async def _twins_as_found(office: Office, tx: Transaction) -> Work:
    """Where as many are open as happen to be: a large office is busier, not only older."""
    return await _search(office, tx, await office.ticket(tx, *OPEN))


async def _search(office: Office, tx: Transaction, like: Ticket) -> Work:
    at = await visit(office.regency, tx, taps.ANI)
    at.form = Form(category=like.category, kecamatan=like.kecamatan, desa=like.desa)
    at.form.parts = [Part(0, written(office.dice.randrange(10**9)))]
    return lambda: find_twin(at)


async def _reminders(_office: Office, tx: Transaction) -> Work:
    return lambda: clocks.loads(tx)


WORK: Final[Mapping[str, Callable[[Office, Transaction], Awaitable[Work]]]] = {
    "/status": _status,
    "/tugas": _tasks,
    "card": _card,
    "filing": _filing,
    "twins": _twins,
    "twins as found": _twins_as_found,
    "reminders due": _reminders,
}


async def timed(
    office: Office,
    prepare: Callable[[Office, Transaction], Awaitable[Work]],
    clock: Callable[[], float] = time.process_time,
) -> float:
    """Milliseconds by this clock, of the processor by default, without what chose the ticket."""
    try:
        async with office.database.write() as tx:
            work = await prepare(office, tx)
            tx.session.expunge_all()
            began = clock()
            await work()
            cost = clock() - began
            raise _Undone
    except _Undone:
        return 1000 * cost


async def measured(home: Path, sizes: list[int]) -> None:
    """Print a row for each work."""
    offices = [await open_office(home / f"{size}", size) for size in sizes]
    heads = "".join(f"{size:>14,}" for size in sizes)
    print(f"{'CPU ms, median of ' + str(TIMES):<24}{heads}{'ratio':>10}")
    for name, prepare in WORK.items():
        costs: list[list[float]] = [[] for _ in offices]
        for _ in range(TIMES + WARM_UP):
            for office, found in zip(offices, costs, strict=True):
                found.append(await timed(office, prepare))
        middles = [median(found[WARM_UP:]) for found in costs]
        cells = "".join(f"{one:>14.2f}" for one in middles)
        print(f"{name:<24}{cells}{middles[-1] / middles[0]:>10.2f}", flush=True)
    for office, size in zip(offices, sizes, strict=True):
        file = home / f"{size}" / "aduan.db"
        print(f"{size:,} tickets: {file.stat().st_size / size:.0f} bytes each")
        await office.database.close()


async def open_office(home: Path, size: int) -> Office:
    """The office of this size, seeded if it is not there; its clock stands at its last event."""
    settings = _settings(home)
    url = settings.storage.url
    if not (home / "aduan.db").exists():
        _seed(home, size)
    await schema.upgrade(url)
    keys = key_file.read(home / "aduan.key")
    assert keys is not None
    moment = datetime.now().astimezone()
    database = Database(url, keys.seal, lambda: moment)
    async with database.read() as session:
        moment = await session.scalar(select(func.max(Event.at))) or moment
    regency = regency_of(settings, moment)
    return Office(regency, database, size, Random(1))


def _seed(home: Path, size: int) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "config.toml").write_text(
        f'[telegram]\ntoken = "1:a"\n[storage]\nurl = "{_settings(home).storage.url}"\n'
        f'key_file = "{home / "aduan.key"}"\n',
        "utf-8",
    )
    months = "1" if size == SMALL else "24"  # a page of tasks is full in both
    command = [sys.executable, "-m", "bot.cli", "seed", "--tickets", str(size), "--months", months]
    subprocess.run([*command, "--config", str(home / "config.toml")], check=True, cwd=ROOT)


def _settings(home: Path) -> Settings:
    storage = {"url": f"sqlite+aiosqlite:///{home / 'aduan.db'}", "key_file": str(home / "aduan.key")}
    groups = {OPD: BUDI.chat}
    return Settings.model_validate({"telegram": {"token": "1:a"}, "storage": storage, "groups": groups})


def office_asked_for(program: str, about: str | None) -> tuple[Path, int]:
    """Where the databases lie and the size of the large one, as asked; says what is measured on."""
    parser = argparse.ArgumentParser(program, description=about)
    parser.add_argument("--tickets", type=int, default=1_000_000, help="the large one; a million by default")
    parser.add_argument("--home", type=Path, default=Path("/tmp/aduan-size"), help="where the databases lie")
    options = parser.parse_args()
    print("\n".join(f"{name:<12} {words}" for name, words in surroundings.told().items()))
    return options.home.absolute(), options.tickets


def main() -> None:
    """Nothing is asserted: the output is the figure."""
    home, tickets = office_asked_for("bench.size", __doc__)
    asyncio.run(measured(home, [SMALL, tickets]))


if __name__ == "__main__":
    main()
