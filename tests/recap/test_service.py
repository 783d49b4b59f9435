"""`/rekap` against a real database."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from bot.errors import NotAllowed, Refused
from bot.notices import Notice, Purpose
from bot.orders import Make, Order
from bot.recap.periods import Period
from bot.recap.presses import Does, RecapPress
from bot.recap.readers import Reader
from bot.recap.requests import Request, read
from bot.recaps import Asked, Overdue, Recaps, Search, asking
from bot.recaps.counting import Counting
from bot.regency import Regency
from bot.tickets.status import Kind, Status
from bot.tickets.verbs import Role, Verb
from storage import tickets
from storage.database import Database
from storage.models import Event, Ticket
from tests.desk.scene import notices
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


def asked(chat: int = SUPERVISOR, language: str = "id", opds: tuple[str, ...] | None = None) -> Asked:
    return Asked(chat, Reader(opds), language, NOW, message=70)


async def text(recap: Recaps, words: str, **about: Any) -> str:
    notice, *_ = await recap.ask(words, asked(**about))()
    assert isinstance(notice, Notice)
    return notice.text


async def test_a_recap_counts_the_tickets_of_its_period(
    regency: Regency, database: Database, numbers: Iterator[int]
) -> None:
    october = at("2026-10-31 23:59")
    await keep(database, ticket(next(numbers)), ticket(next(numbers), opd="DLH"))
    await keep(database, ticket(next(numbers), filed_at=october))
    recap = Recaps(regency, database)
    totals = [
        (await text(recap, words)).split("\n\n")[1].split("\n")[0] for words in ("", "2026-10", "tahun")
    ]
    assert totals == [f"<b>Masuk: {total}</b>" for total in (2, 1, 3)]


async def test_a_recap_of_one_office_counts_its_own(
    regency: Regency, database: Database, numbers: Iterator[int]
) -> None:
    await keep(database, ticket(next(numbers)), ticket(next(numbers), opd="DLH"))
    assert "<b>Masuk: 1</b>" in (await text(Recaps(regency, database), "bulan pupr")).split("\n")


async def test_the_answer_is_a_report_in_reply_and_an_order_for_its_picture(
    regency: Regency, database: Database
) -> None:
    await keep(database, ticket(1))
    notice, order = await Recaps(regency, database).ask("", asked(-7, "en"))()
    assert isinstance(notice, Notice)
    assert (notice.chat, notice.reply_to, notice.purpose) == (-7, 70, Purpose.REPORT)
    assert notice.text.startswith(regency.texts("en")("recap.title"))
    assert isinstance(order, Order)
    assert (order.chat, order.make, order.language) == (-7, Make.PICTURE, "en")


async def test_what_cannot_be_read_is_refused_before_anything_is_asked(
    regency: Regency, database: Database
) -> None:
    with pytest.raises(Refused, match=r"recap\.refused\.opd"):
        Recaps(regency, database).ask("Dinas Antariksa", asked())


async def test_the_head_of_an_office_reads_their_own_only(regency: Regency, database: Database) -> None:
    await keep(database, ticket(1), ticket(2, opd="DLH"))
    recap = Recaps(regency, database)
    assert "<b>Dinas Lingkungan Hidup</b>" in await text(recap, "bulan", opds=("DLH",))
    with pytest.raises(NotAllowed, match=r"recap\.refused\.not_yours"):
        recap.ask("bulan PUPR", asked(opds=("DLH",)))
    press = RecapPress.of(Request(Period(NOW.date(), NOW.date()), "PUPR"), Does.WORKBOOK)
    with pytest.raises(NotAllowed, match=r"recap\.refused\.not_yours"):
        recap.pressed(press, asked(opds=("DLH",)))


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
    monkeypatch.setattr(asking, "SECONDS", 0)
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
        with pytest.raises(DBAPIError):
            await session.flush()


async def test_what_is_open_now_counts_whenever_it_was_filed(
    regency: Regency, database: Database, numbers: Iterator[int]
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
    november = read("bulan", NOW.date(), regency.policy)
    counting = Counting(regency, database)
    _, everywhere = await counting.all(november, NOW)
    _, of_one = await counting.all(replace(november, opd="PUPR"), NOW)
    assert (everywhere.open_now, everywhere.late_now) == (4, 2)
    assert (of_one.open_now, of_one.late_now) == (2, 1)


async def test_an_office_that_lets_old_reports_lie_is_named(
    regency: Regency, database: Database, numbers: Iterator[int]
) -> None:
    old = {"filed_at": at("2026-08-03 10:00")}
    await keep(
        database,
        ticket(next(numbers), **old),
        ticket(next(numbers), opd="DLH", **old),
        ticket(next(numbers), opd="DINSOS", sensitive=True, **old),
        ticket(next(numbers), opd="DISHUB"),
    )
    async with database.write() as tx:
        tx.session.add(
            Event(
                ticket_id=1,
                at=at("2026-11-20 10:00"),
                verb=Verb.NOTE,
                role=Role.OFFICER,
                led_to=Status.ASSIGNED,
            )
        )
    _, around = await Counting(regency, database).all(read("bulan", NOW.date(), regency.policy), NOW)
    assert around.idle == ("DLH",)


async def test_of_a_protected_report_only_number_clock_and_status_are_listed(
    regency: Regency, database: Database
) -> None:
    late = {"due_at": at("2026-11-20 10:00")}
    await keep(database, ticket(1, sensitive=True, description="anak dipukul", **late), ticket(2, **late))
    [notice] = await Overdue(regency, database).ask("", asked())()
    assert isinstance(notice, Notice)
    assert "KT-2026-000001 · <b>3,6 hari kerja</b> · diteruskan ke OPD" in notice.text.split("\n")
    [notice] = await Overdue(regency, database).ask("PUPR", asked())()
    assert isinstance(notice, Notice)
    assert "KT-2026-000001" not in notice.text
    [notice] = await Search(regency, database).ask("1", asked())()
    assert isinstance(notice, Notice)
    assert "anak" not in notice.text
    assert "KT-2026-000001" in notice.text


@pytest.mark.parametrize("words", ["081234567890", "0812", "081234567891"])
async def test_a_report_is_not_found_by_a_phone_number_that_its_card_hides(
    regency: Regency, database: Database, words: str
) -> None:
    async with database.write() as tx:
        await tickets.add(tx, ticket(1, description="Jalan berlubang, hubungi 081234567890"))
    search = Search(regency, database)
    [hidden] = notices(await search.ask(words, asked())())
    [shown] = notices(await search.ask("hubungi berlubang", asked())())
    assert "KT-2026-000001" not in hidden.text
    assert "KT-2026-000001" in shown.text
    assert "0812" not in shown.text


async def test_of_a_period_in_which_nothing_came_there_is_no_picture(
    regency: Regency, database: Database, numbers: Iterator[int]
) -> None:
    await keep(database, ticket(next(numbers)))
    recap = Recaps(regency, database)
    made = [[type(one) for one in await recap.ask(when, asked())()] for when in ("kemarin", "bulan")]
    assert made == [[Notice], [Notice, Order]]
