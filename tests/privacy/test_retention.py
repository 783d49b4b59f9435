"""What is too old is erased once a day, field by field, and nothing of it is left on the disk."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from bot.desk import Desk
from bot.desk.cards import Cards
from bot.desk.spots import Spot
from bot.files import File, FileKind
from bot.notices import Purpose
from bot.persons import Person
from bot.retention import Retention
from bot.tickets.status import Status
from bot.tickets.verbs import Verb
from storage import erasing, expired, followers, marks, residents, searching, tickets
from storage.database import Database
from storage.engine import PRAGMAS
from storage.models import Attachment, Event, Follower, Resident, Ticket
from storage.transaction import Transaction
from tests.desk.scene import ANI, BUDI, CITRA, PUPR, Scene, notices

PHOTO = File(FileKind.PHOTO, "AgACAgUAAx", "AQADunique", "kanari.jpg")
CANARY = "kanarirahasia"


async def passes(scene: Scene, **span: float) -> Retention:
    """Time goes by, and the daily job does what is due."""
    scene.passes(**span)
    retention = Retention(scene.regency, scene.database)
    while await retention.turn():
        pass
    await retention.sweep()
    return retention


async def ended(scene: Scene, **about: object) -> int:
    """A report of Ani's that Budi answered and Ani found done."""
    ticket_id, _ = await scene.file([PHOTO], **about)
    await scene.act(BUDI, Verb.RESOLVE, ticket_id, "sudah ditambal")
    async with scene.write() as tx:
        await Desk(scene.regency, tx).lapse(await _get(tx, ticket_id))
    return ticket_id


async def _get(tx: Transaction, ticket_id: int) -> Ticket:
    found = await tickets.get(tx, ticket_id)
    assert found is not None
    return found


async def test_who_reported_is_forgotten_ninety_days_after_the_end_and_not_before(scene: Scene) -> None:
    ticket_id = await ended(scene)
    await passes(scene, days=89)
    assert (await scene.ticket(ticket_id)).resident_id is not None
    await passes(scene, days=2)
    assert (await scene.ticket(ticket_id)).resident_id is None
    assert await scene.rows(Resident) == []
    assert (await scene.verbs(ticket_id))[-1] == "erase"
    event = (await scene.rows(Event))[-1]
    assert (event.about, event.actor) == ({"what": "reporter"}, None)


async def test_what_is_open_is_not_touched_however_old_it_is(scene: Scene) -> None:
    ticket_id, _ = await scene.file([PHOTO])
    await passes(scene, days=1200)
    ticket = await scene.ticket(ticket_id)
    assert (ticket.resident_id is None, ticket.purged_at, ticket.status) == (False, None, Status.ASSIGNED)
    assert len(await scene.rows(Attachment)) == 1


async def test_files_go_after_a_year_and_words_after_two(scene: Scene) -> None:
    ticket_id = await ended(scene, description=f"jalan rusak {CANARY}", landmark="dekat rumah", latitude=0.5)
    await passes(scene, days=366)
    assert (await scene.rows(Attachment), (await scene.ticket(ticket_id)).purged_at) == ([], None)
    await passes(scene, days=366)
    ticket = await scene.ticket(ticket_id)
    assert (ticket.description, ticket.landmark, ticket.latitude) == (
        "[isi laporan sudah dihapus]",
        None,
        None,
    )
    assert [event.text for event in await scene.rows(Event) if event.text] == []
    assert (ticket.kecamatan, ticket.category, ticket.opd) == ("64.08.04", "jalan", "PUPR")
    async with scene.database.read() as session:
        assert list(await searching.saying(session, [[CANARY]], None, (), 5)) == []


async def test_the_card_that_named_somebody_names_nobody_any_more(scene: Scene) -> None:
    ticket_id, _ = await scene.file(confidential=False)
    await scene.act(BUDI, Verb.RESOLVE, ticket_id, "sudah ditambal")
    assert "Ani Lestari" in await _shown(scene, ticket_id)
    async with scene.write() as tx:
        await Desk(scene.regency, tx).lapse(await _get(tx, ticket_id))
    await passes(scene, days=91)
    assert "Ani Lestari" not in await _shown(scene, ticket_id)


async def _shown(scene: Scene, ticket_id: int) -> str:
    async with scene.write() as tx:
        card = await Cards(scene.regency, tx).card(Spot(PUPR, is_home=True), await _get(tx, ticket_id))
        return card.text


async def test_who_follows_is_forgotten_with_the_ticket(scene: Scene) -> None:
    ticket_id = await ended(scene)
    async with scene.write() as tx:
        citra = await residents.meet(tx, CITRA)
        await followers.join(tx, ticket_id, citra.id, "id")
    await passes(scene, days=91)
    assert (await scene.rows(Follower), await scene.rows(Resident)) == ([], [])


async def test_who_still_has_something_open_stays_known(scene: Scene) -> None:
    await ended(scene)
    open_one, _ = await scene.file()
    await passes(scene, days=91)
    found = sorted(await scene.rows(Ticket), key=lambda one: one.id)
    assert [one.resident_id is None for one in found] == [True, False]
    assert len(await scene.rows(Resident)) == 1
    async with scene.write() as tx:
        said = await Desk(scene.regency, tx).act(BUDI, Verb.REPLY, open_one, "besok kami datang")
    assert notices(said, ANI.id) != []


async def test_a_block_outlives_the_name_of_who_is_blocked(scene: Scene) -> None:
    ticket_id = await ended(scene)
    async with scene.write() as tx:
        ani = await residents.meet(tx, ANI)
        ani.blocked_at, ani.blocked_for = tx.now, ticket_id
        residents.keep(tx, ani)
    await passes(scene, days=91)
    async with scene.write() as tx:
        known = await residents.blocked_for(tx, ticket_id)
        assert known is not None
        assert residents.identity(tx.seal, known) == Person(0, "")
        assert residents.chat_of(tx, known) is None
    async with scene.write() as tx:
        assert (await residents.meet(tx, ANI)).blocked_at is not None


@pytest.mark.sqlite("reads the file")
@pytest.mark.parametrize("secure_delete", [1, 0])
async def test_nothing_of_what_is_erased_is_left_on_the_disk(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secure_delete: int
) -> None:
    """Without secure_delete, the control, it is."""
    monkeypatch.setitem(PRAGMAS, "secure_delete", secure_delete)
    scene.database = Database(f"sqlite+aiosqlite:///{scene.path}", scene.database.seal, lambda: scene.now)
    ticket_id = await ended(scene, description=f"{CANARY} di jalan", landmark=CANARY)
    assert (await scene.ticket(ticket_id)).landmark == CANARY
    found = _identity(scene.path)
    assert _on_disk(tmp_path, CANARY.encode()) != []
    assert _on_disk(tmp_path, found) != []
    await passes(scene, days=800)
    left = {what: _on_disk(tmp_path, what) for what in (CANARY.encode(), found)}
    assert any(left.values()) is not bool(secure_delete), left


def _identity(database: Path) -> bytes:
    """The sealed bytes of who reported it."""
    with sqlite3.connect(database) as connection:
        (identity,) = connection.execute("select identity from residents").fetchone()
    return bytes(identity)


def _on_disk(home: Path, what: bytes) -> list[str]:
    """The files of the database, its log and its index that hold it."""
    return [path.name for path in sorted(home.glob("aduan.db*")) if what in path.read_bytes()]


async def test_a_report_that_cannot_be_erased_keeps_nobody_elses_and_is_counted(scene: Scene) -> None:
    """What the first one's photo is sealed in is damaged, and its card cannot be written."""
    broken, whole = [await ended(scene, confidential=False) for _ in range(2)]
    await scene.posted(PUPR, 11, broken, Purpose.CARD)
    async with scene.write() as tx:
        photos = await tx.session.execute(select(Attachment).where(col(Attachment.ticket_id) == broken))
        photo = photos.scalars().one()
        was, photo.file = photo.file, b"damaged"
    await passes(scene, days=91)
    assert (await scene.ticket(broken)).resident_id is not None
    assert (await scene.ticket(whole)).resident_id is None
    assert await _mark(scene, erasing.UNERASED) == "1"
    async with scene.write() as tx:
        tx.session.add(photo)
        photo.file = was
    await passes(scene, days=1)
    assert (await scene.ticket(broken)).resident_id is None
    assert await _mark(scene, erasing.UNERASED) == "0"


async def test_the_index_is_swept_once_a_night_and_not_after_each_part(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.retention.AT_ONCE", 1)
    for _ in range(2):
        await ended(scene)
    scene.passes(days=800)
    retention, left = Retention(scene.regency, scene.database), []
    while await retention.turn():
        await retention.sweep()
        left.append(await _mark(scene, erasing.LEFTOVER))
    await retention.sweep()
    assert erasing.NOTHING not in left
    assert await _mark(scene, erasing.LEFTOVER) == erasing.NOTHING


async def test_a_long_table_is_looked_through_in_parts(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expired, "SLICE", 2)
    monkeypatch.setattr(expired, "SLICES", 1)
    first, *others = [await ended(scene) for _ in range(5)]
    async with scene.write() as tx:
        for ticket_id in others:
            (await _get(tx, ticket_id)).resident_id = None
    scene.passes(days=91)
    due, parts, after = expired.with_reporter(scene.now), list[expired.Found](), 0
    async with scene.database.read() as session:
        while not parts or parts[-1].after is not None:
            parts.append(await due.some(session, after, 10))
            after = parts[-1].after or 0
    assert [list(part.ids) for part in parts if part.ids] == [[first]]
    assert len(parts) > 3


@pytest.mark.sqlite("reads plans")
async def test_no_more_is_read_than_the_part_that_is_looked_through(scene: Scene) -> None:
    """An index on the status would lead to all that ever ended, for each part anew."""
    await ended(scene)
    said: list[tuple[str, Any]] = []
    async with scene.write() as tx:
        core = (await tx.core()).sync_connection
        assert core is not None
        event.listen(core, "before_cursor_execute", lambda *heard: said.append((heard[2], heard[3])))
        for step in Retention(scene.regency, scene.database).steps.values():
            due = step.due(scene.now)
            await due.some(tx.session, 0, 10)
            await due.still(tx.session, [1, 2])
        asked = list(said)
        plans = [
            str(list(row)[3])
            for sql, about in asked
            for row in await (await tx.core()).exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", about)
        ]
    looked = [step for step in plans if step.startswith(("SEARCH", "SCAN"))]
    assert len(looked) > len(asked)
    by_ids = re.compile(r"PRIMARY KEY|(ticket|resident)_id=\?|^SEARCH \w+$")
    assert [step for step in looked if not by_ids.search(step)] == []


async def test_a_sweep_that_a_reader_kept_waiting_is_done_later(scene: Scene) -> None:
    if scene.database.beside is not None:
        pytest.skip("PostgreSQL has no log of ours to cut")
    retention = Retention(scene.regency, scene.database)
    async with scene.write() as tx:
        await erasing.leftover(tx, erasing.ROWS)
    async with scene.database.read() as session:
        await marks.read(session, erasing.LEFTOVER)
        async with scene.write() as tx:
            await erasing.leftover(tx, erasing.ROWS)
        await retention.sweep()
        assert await _mark(scene, erasing.LEFTOVER) != erasing.NOTHING
    await retention.sweep()
    assert await _mark(scene, erasing.LEFTOVER) == erasing.NOTHING


async def _mark(scene: Scene, name: str) -> str | None:
    async with scene.database.read() as session:
        return await marks.read(session, name)
