"""`/rekap` against a real database."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot import recaps as service
from bot.errors import Refused
from bot.notices import Notice, Purpose, Urgency
from bot.recap.tallies import Filed
from bot.recaps import Recaps
from bot.regency import Regency
from bot.tickets.status import Kind, Status
from storage import recaps
from storage.database import Database
from storage.models import Ticket
from tests.recap.conftest import NOW, SUPERVISOR, at

BEGIN, END = at("2026-11-01 00:00"), at("2026-11-26 00:00")


@pytest.fixture
def numbers() -> Iterator[int]:
    return count(1)


def ticket(number: int, **about: Any) -> Ticket:
    usual: dict[str, Any] = {
        "kind": Kind.PENGADUAN,
        "status": Status.ASSIGNED,
        "category": "jalan",
        "opd": "PUPR",
        "kecamatan": "64.08.04",
        "description": "Jalan berlubang",
        "filed_at": at("2026-11-02 10:00"),
        "entered_at": NOW,
        "respond_due_at": NOW,
        "due_at": NOW,
    }
    own = {"year": 2026, "serial": number, "draft_id": number, "confirmed_by": number.to_bytes(16)}
    return Ticket(**(usual | own | about))


async def keep(database: Database, *tickets: Ticket) -> None:
    async with database.write() as tx:
        tx.session.add_all(tickets)


async def found(database: Database, begin: datetime, end: datetime, opd: str | None = None) -> list[Filed]:
    async with database.read() as session:
        return [row async for batch in recaps.filed(session, begin, end, opd) for row in batch]


async def text(recap: Recaps, asked: str, language: str = "id") -> str:
    [notice] = await recap.ask(asked, SUPERVISOR, language, NOW)()
    return notice.text


async def test_a_ticket_is_read_as_it_stands(database: Database, numbers: Iterator[int]) -> None:
    times = {"responded_at": at("2026-11-03 10:00"), "resolved_at": at("2026-11-04 10:00")}
    await keep(database, ticket(next(numbers), status=Status.RESOLVED, sensitive=True, **times))
    assert await found(database, BEGIN, END) == [
        Filed(
            status=Status.RESOLVED,
            kind=Kind.PENGADUAN,
            opd="PUPR",
            category="jalan",
            kecamatan="64.08.04",
            protected=True,
            filed_at=at("2026-11-02 10:00"),
            due_at=NOW,
            **times,
        )
    ]


@pytest.mark.parametrize(
    ("about", "protected"),
    [({}, False), ({"sensitive": True}, True), ({"oversight": True}, True)],
)
async def test_what_accuses_an_official_is_protected_too(
    database: Database, about: dict[str, bool], protected: bool
) -> None:
    await keep(database, ticket(1, **about))
    assert [row.protected for row in await found(database, BEGIN, END)] == [protected]


async def test_the_first_moment_belongs_to_a_period_and_the_one_after_it_does_not(
    database: Database, numbers: Iterator[int]
) -> None:
    moments = [BEGIN.replace(minute=0), END, at("2026-10-31 23:59"), at("2026-11-25 23:59")]
    await keep(database, *(ticket(next(numbers), filed_at=moment) for moment in moments))
    assert [row.filed_at for row in await found(database, BEGIN, END)] == [BEGIN, at("2026-11-25 23:59")]


async def test_more_than_a_batch_is_read_whole(database: Database, numbers: Iterator[int]) -> None:
    await keep(database, *(ticket(next(numbers)) for _ in range(recaps.BATCH + 1)))
    assert len(await found(database, BEGIN, END)) == recaps.BATCH + 1


async def test_a_recap_counts_the_tickets_of_its_period(
    regency: Regency, database: Database, numbers: Iterator[int]
) -> None:
    october = at("2026-10-31 23:59")
    await keep(database, ticket(next(numbers)), ticket(next(numbers), opd="DLH"))
    await keep(database, ticket(next(numbers), filed_at=october))
    recap = Recaps(regency, database)
    totals = [
        (await text(recap, asked)).split("\n\n")[1].split("\n")[0] for asked in ("", "2026-10", "tahun")
    ]
    assert totals == [f"<b>Laporan masuk: {total}</b>" for total in (2, 1, 3)]


async def test_a_recap_of_one_office_counts_its_own(
    regency: Regency, database: Database, numbers: Iterator[int]
) -> None:
    await keep(database, ticket(next(numbers)), ticket(next(numbers), opd="DLH"))
    assert "<b>Laporan masuk: 1</b>" in (await text(Recaps(regency, database), "bulan pupr")).split("\n")


async def test_the_answer_is_one_report_in_reply(regency: Regency, database: Database) -> None:
    [notice] = await Recaps(regency, database).ask("", -7, "en", NOW, reply_to=70)()
    assert isinstance(notice, Notice)
    assert notice == Notice(-7, notice.text, purpose=Purpose.REPORT, urgency=Urgency.PROMPT, reply_to=70)
    assert notice.text.startswith(regency.texts("en")("recap.title"))


async def test_what_cannot_be_read_is_refused_before_anything_is_asked(
    regency: Regency, database: Database
) -> None:
    with pytest.raises(Refused, match=r"recap\.refused\.opd"):
        Recaps(regency, database).ask("Dinas Antariksa", SUPERVISOR, "id", NOW)


async def test_a_second_recap_in_a_chat_waits_for_the_first(regency: Regency, database: Database) -> None:
    recap = Recaps(regency, database)
    both = await asyncio.gather(text(recap, ""), text(recap, ""))
    words = regency.texts("id")
    assert [answer == words("recap.busy") for answer in both] == [False, True]
    assert await text(recap, "") == both[0]


async def test_a_recap_that_takes_too_long_is_given_up(
    regency: Regency, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    recap = Recaps(regency, database)
    monkeypatch.setattr(service, "SECONDS", 0)
    assert await text(recap, "") == regency.texts("id")("recap.too_long")
    monkeypatch.undo()
    assert await text(recap, "") != regency.texts("id")("recap.too_long")


async def test_a_recap_reads_while_a_writer_is_busy(regency: Regency, database: Database) -> None:
    async with database.write() as tx:
        tx.session.add(ticket(1))
        await tx.session.flush()
        assert regency.texts("id")("recap.empty") in (await text(Recaps(regency, database), "")).split("\n\n")


async def test_what_a_recap_reads_with_cannot_write(database: Database) -> None:
    async with database.read() as session:
        session.add(ticket(1))
        with pytest.raises(OperationalError):
            await session.flush()


async def test_what_is_open_now_counts_whenever_it_was_filed(
    database: Database, numbers: Iterator[int]
) -> None:
    old = {"filed_at": at("2025-01-02 10:00"), "due_at": at("2025-02-02 10:00")}
    await keep(
        database,
        ticket(next(numbers), **old),
        ticket(next(numbers), status=Status.WAITING_REPORTER, **old),
        ticket(next(numbers), status=Status.CLOSED, **old),
        ticket(next(numbers), sensitive=True, **old),
        ticket(next(numbers), opd="DLH"),
    )
    async with database.read() as session:
        everywhere = await recaps.open_now(session, NOW, None)
        of_one = await recaps.open_now(session, NOW, "PUPR")
    assert (everywhere, of_one) == ((4, 2), (2, 1))
