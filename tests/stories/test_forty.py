"""An officer with forty tickets: the list stays easy, and each piece of work is a tap or a line."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.desk import Desk
from bot.persons import Person
from bot.tickets.status import Kind, Status
from bot.tickets.verbs import Role, Verb
from simulator.screen import Shown
from storage import history, outbox, residents, tickets
from storage.models import Event, Ticket
from tests.stories.conftest import Cast

FORTY = 40


@pytest.fixture
async def budi(cast: Cast) -> Cast:
    """Forty reports came to PUPR, due on as many days: three are late, one is due today."""
    await cast.ani.starts()
    await cast.desk.settle()
    async with cast.desk.app.database.write() as tx:
        resident = await residents.meet(tx, Person(cast.ani.id, "Ani Lestari"))
        for count in range(FORTY):
            due = tx.now + timedelta(days=count - 3, hours=-1 if count < 3 else 1)
            ticket = Ticket(
                year=2026, serial=0, kind=Kind.PENGADUAN, status=Status.NEW, category="jalan", opd="PUPR",
                resident_id=resident.id, description=f"Lubang nomor {count + 1} di jalan poros",
                kecamatan="64.08.04", occurred_on=date(2026, 11, 22), filed_at=tx.now, entered_at=tx.now,
                respond_due_at=due, due_at=due, draft_id=count + 1_000,
                confirmed_by=tx.seal.fingerprint("confirmed", count),
            )  # fmt: skip
            await tickets.add(tx, ticket)
            filed = Event(
                ticket_id=ticket.id, at=tx.now, verb=Verb.FILE, role=Role.REPORTER, led_to=Status.NEW
            )
            await history.record(tx, filed)
            outbox.say(tx, await Desk(cast.desk.app.regency, tx).open(ticket))
            ticket.due_at = due
    await cast.desk.settle()
    return cast


def parts(shown: Shown) -> dict[str, int]:
    """How many tickets stand under each heading of a list."""
    _, *blocks = shown.text.split("\n\n")
    return {block.split("\n")[0]: block.count("KT-") for block in blocks}


async def test_every_ticket_has_a_card_of_its_own(budi: Cast) -> None:
    cards = [shown for shown in budi.pupr.messages if "Lubang nomor" in shown.text]
    assert len(cards) == FORTY
    assert {tuple(shown.labels) for shown in cards} == {
        ("✋ Ambil", "✅ Selesai", "💬 Balas", "❓ Tanya", "↩️ Kembalikan")
    }


async def test_the_list_has_pages_of_twenty_the_late_ones_first(budi: Cast) -> None:
    officer = budi.budi.inside(budi.pupr)
    await officer.says("/tugas")
    first = budi.pupr.last
    assert first.text.startswith("Laporan terbuka: 40 · nomor urut 1–20")
    assert parts(first) == {"‼️ Terlambat": 3, "📅 Tenggat hari ini": 1, "🗓 Lainnya": 16}
    assert first.text.split("\n")[3] == (
        "🆕 KT-2026-000001 · Jalan & jembatan · Sangatta Utara · Minggu 22/11"
    )
    await officer.taps("Berikutnya", under=first)
    second = budi.pupr.last
    assert (parts(second), second.labels) == ({"🗓 Lainnya": 20}, [])


async def test_a_page_of_tasks_fits_into_a_message(budi: Cast) -> None:
    await budi.budi.inside(budi.pupr).says("/tugas")
    assert len(budi.pupr.last.text.encode("utf-16-le")) // 2 < 4096


async def test_a_day_of_work_leaves_a_list_that_says_who_has_what(budi: Cast) -> None:
    officer, dewi = budi.budi.inside(budi.pupr), budi.dewi.inside(budi.pupr)
    await officer.taps("Ambil", under="Lubang nomor 1 di")
    await officer.replies_to("Lubang nomor 2 di", "selesai, lubang sudah ditambal")
    await officer.taps("Kirim ke pelapor")
    await officer.says("/tanya 3 di sebelah mana?")
    await officer.says("/kembalikan 4 jalan provinsi, bukan kami")
    await dewi.says("/ambil 5")
    await officer.says("/tugas")
    shown = budi.pupr.last.text.split("\n")
    assert shown[0] == "Laporan terbuka: 38 · nomor urut 1–20"
    assert shown[3] == ("🔧 KT-2026-000001 · Jalan & jembatan · Sangatta Utara · Minggu 22/11 · Budi Santoso")
    assert [line for line in shown if line.endswith("Dewi Anggraini")] == [
        "🔧 KT-2026-000005 · Jalan & jembatan · Sangatta Utara · Kamis 26/11 · Dewi Anggraini"
    ]
    await officer.taps("Berikutnya")
    assert budi.pupr.last.text.endswith(
        "⏸ Menunggu pelapor\n"
        "⏸ KT-2026-000003 · Jalan & jembatan · Sangatta Utara · Budi Santoso\n"
        "   “Lubang nomor 3 di jalan poros”"
    )


async def test_the_button_of_an_old_list_shows_what_there_is_now(budi: Cast) -> None:
    officer = budi.budi.inside(budi.pupr)
    await officer.says("/tugas")
    budi.by_hand = True
    async with budi.desk.app.database.write() as tx:
        for ticket in (await tickets.held_by(tx.session, ["PUPR"]))[5:]:
            ticket.status = Status.CLOSED
    await officer.taps("Berikutnya")
    assert budi.pupr.last.text.startswith("Laporan terbuka: 5\n")


async def test_who_is_no_officer_turns_no_page(budi: Cast) -> None:
    await budi.budi.inside(budi.pupr).says("/tugas")
    before = len(budi.pupr.messages)
    await budi.citra.inside(budi.pupr).taps("Berikutnya")
    assert len(budi.pupr.messages) == before
