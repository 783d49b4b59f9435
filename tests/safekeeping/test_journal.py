"""After a restore those are asked to file again whose report is gone, and the journal names nobody."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.desk import Desk
from bot.errors import StorageDown
from bot.safekeeping.asking import Asked, ask_again, forget
from bot.safekeeping.keeping import keep
from bot.safekeeping.restoring import restore
from bot.safekeeping.sentences import sentences
from bot.settings import Settings
from bot.upkeep.rotating import rotate
from storage import key_file, outbox
from storage.database import Database
from storage.journal import Filed, Journal, read
from storage.sealing import Seal
from tests.desk.scene import ANI, Scene
from tests.safekeeping.conftest import NOW, Office


def journaled(office: Office) -> tuple[Settings, Journal]:
    """The office, with a journal on its other disk."""
    directory = office.backups.parent / "journal"
    backup = office.settings.backup.model_copy(update={"journal": directory})
    journal = Journal(directory, office.scene.database.seal)
    office.scene.database.journal = journal
    return office.settings.model_copy(update={"backup": backup}), journal


async def file(scene: Scene, **filed: Any) -> Filed:
    """As the form does: the report, and who gets its number."""
    async with scene.write() as tx:
        ticket = await scene.stored(tx)
        number = ticket.year, ticket.serial, ticket.confirmed_by
        tx.filed.append(Filed(*number, filed.get("chat", ANI.id), filed.get("language", "id")))
        await Desk(scene.regency, tx).open(ticket)
        return tx.filed[-1]


def noted(office: Office, since: datetime = NOW) -> list[Filed]:
    return read(office.backups.parent / "journal", [office.scene.database.seal], since.date()).filed


async def told(file: Path, office: Office) -> list[tuple[int, str]]:
    database = Database(f"sqlite+aiosqlite:///{file}", office.scene.database.seal, lambda: NOW)
    async with database.read() as session:
        waiting = await outbox.waiting(session, database.seal, 0, 100)
    await database.close()
    found = [one.parcel.notice for one in waiting if one.parcel is not None]
    return [(notice.chat, notice.text) for notice in found if "/lapor" in notice.text]


async def test_who_filed_after_the_backup_is_asked_in_their_language(office: Office, tmp_path: Path) -> None:
    settings, _ = journaled(office)
    office.scene.now = NOW - timedelta(hours=2)
    await file(office.scene)
    kept = keep(settings, office.backups, NOW)
    office.scene.now = NOW + timedelta(hours=1)
    await file(office.scene, chat=71)
    await file(office.scene, chat=72, language="en")
    restored = await restore(settings, kept.file, tmp_path / "back")
    assert await ask_again(settings, restored, NOW + timedelta(hours=3)) == Asked(2, closed=0)
    [first, second] = await told(restored.file, office)
    assert (first[0], "KT-2026-000005" in first[1], "hilang" in first[1]) == (71, True, True)
    assert (second[0], "KT-2026-000006" in second[1], "is gone" in second[1]) == (72, True, True)


async def test_a_number_that_was_given_twice_counts_once(office: Office, tmp_path: Path) -> None:
    """A transaction that failed after it was noted gives its number to the next one."""
    settings, journal = journaled(office)
    kept = keep(settings, office.backups, NOW)
    office.scene.now = NOW
    await journal.add([Filed(2026, 4, b"failed", 99, "id")], NOW)
    await file(office.scene, chat=71)
    restored = await restore(settings, kept.file, tmp_path / "back")
    await ask_again(settings, restored, NOW)
    assert [chat for chat, _ in await told(restored.file, office)] == [71]


async def test_it_is_noted_before_the_number_is_committed_or_nothing_is(office: Office) -> None:
    journaled(office)
    office.scene.now = NOW
    one = await file(office.scene)
    assert noted(office) == [one]
    broken = office.backups.parent / "broken"
    broken.write_text("no directory")
    office.scene.database.journal = Journal(broken, office.scene.database.seal)
    with pytest.raises(StorageDown):
        await file(office.scene)
    async with office.scene.database.read() as session:
        assert (await session.execute(text("SELECT count(*) FROM tickets"))).scalar() == 4


async def test_nobody_can_be_read_from_it(office: Office) -> None:
    journaled(office)
    office.scene.now = NOW
    await file(office.scene)
    [written] = (office.backups.parent / "journal").iterdir()
    assert str(ANI.id) not in written.read_text()
    assert written.stat().st_mode & 0o077 == 0
    written.write_text(written.read_text()[:-9])
    assert noted(office) == []


async def test_a_line_that_was_cut_off_takes_no_other_along(office: Office) -> None:
    _, journal = journaled(office)
    first, second = Filed(2026, 4, b"a", 71, "id"), Filed(2026, 5, b"b", 72, "id")
    await journal.add([first], NOW)
    [written] = (office.backups.parent / "journal").iterdir()
    written.write_bytes(written.read_bytes()[:-9])
    await journal.add([second], NOW)
    assert noted(office) == [second]


async def test_it_is_kept_as_long_as_backups(office: Office) -> None:
    settings, journal = journaled(office)
    for days in (0, 34, 36):
        await journal.add([Filed(2026, days + 1, b"x", 1, "id")], NOW - timedelta(days=days))
    forget(settings, NOW)
    assert sorted(one.serial for one in noted(office, NOW - timedelta(days=99))) == [1, 35]


async def test_lines_from_before_a_change_of_the_key_are_read_with_the_key_that_was_kept(
    office: Office, tmp_path: Path
) -> None:
    settings, _ = journaled(office)
    office.scene.now = NOW
    kept = keep(settings, office.backups, NOW)
    await file(office.scene, chat=71)
    former = tmp_path / "former.key"
    rotated = await asyncio.to_thread(rotate, settings, lambda _: lambda _: None, former)
    assert "sealed with the new key" in rotated
    keys = key_file.read(settings.storage.key_file)
    assert keys is not None
    await Journal(office.backups.parent / "journal", keys.seal).add([Filed(2026, 5, b"b", 72, "id")], NOW)
    restored = await restore(settings, kept.file, tmp_path / "back", [former])
    assert await ask_again(settings, restored, NOW) == Asked(2, closed=0)
    assert [chat for chat, _ in await told(restored.file, office)] == [71, 72]


async def test_lines_that_no_key_opens_are_counted_and_said(office: Office, tmp_path: Path) -> None:
    settings, _ = journaled(office)
    kept = keep(settings, office.backups, NOW)
    other = Journal(office.backups.parent / "journal", Seal(b"x" * 32))
    await other.add([Filed(2026, 4, b"a", 71, "id"), Filed(2026, 5, b"b", 72, "id")], NOW)
    restored = await restore(settings, kept.file, tmp_path / "back")
    asked = await ask_again(settings, restored, NOW)
    assert asked == Asked(0, closed=2)
    said = "\n".join(sentences(settings, restored, asked, NOW))
    assert "2 lines of the journal were sealed with another identity key" in said
