"""A restored database is examined before it has its name, and takes nobody's place."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.safekeeping.keeping import BadBackupKey, backup_key, keep
from bot.safekeeping.restoring import Damaged, Occupied, restore
from bot.safekeeping.sentences import sentences
from storage.backup import BadBackup, Closing
from tests.safekeeping.conftest import NOW, Office


async def test_it_says_what_it_ends_with(office: Office, tmp_path: Path) -> None:
    kept = keep(office.settings, office.backups, NOW)
    restored = await restore(office.settings, kept.file, tmp_path / "back")
    said = "\n".join(sentences(office.settings, restored, None, NOW + timedelta(hours=5)))
    assert "5.0 hours ago" in said
    assert "KT-2026-000003" in said
    assert "The history is whole" in said


@pytest.mark.parametrize("name", ["aduan.db", "aduan.db-wal"])
async def test_never_over_what_is_there(office: Office, tmp_path: Path, name: str) -> None:
    kept = keep(office.settings, office.backups, NOW)
    (tmp_path / name).write_bytes(b"theirs")
    with pytest.raises(Occupied, match=name):
        await restore(office.settings, kept.file, tmp_path)
    assert (tmp_path / name).read_bytes() == b"theirs"


async def test_without_its_key_it_stays_closed_and_no_key_is_made(office: Office, tmp_path: Path) -> None:
    kept = keep(office.settings, office.backups, NOW)
    office.settings.backup.key_file.unlink()
    with pytest.raises(BadBackupKey, match="is missing"):
        await restore(office.settings, kept.file, tmp_path / "back")
    assert not office.settings.backup.key_file.exists()


async def test_a_file_cut_short_is_refused(office: Office, tmp_path: Path) -> None:
    kept = keep(office.settings, office.backups, NOW)
    kept.file.write_bytes(kept.file.read_bytes()[:-1])
    with pytest.raises(BadBackup, match="damaged"):
        await restore(office.settings, kept.file, tmp_path / "back")
    assert not (tmp_path / "back" / "aduan.db").exists()


@pytest.mark.parametrize("later", [{"kind": "sqlite", "sealed_by": "x"}, {"kind": "parquet"}])
async def test_what_a_later_version_made_is_refused_with_the_reason(
    office: Office, tmp_path: Path, later: dict[str, str]
) -> None:
    manifest = json.dumps({"made_at": NOW.isoformat(), **later}).encode()
    with (tmp_path / "later.backup").open("wb") as out:
        Closing(out, backup_key(office.settings), manifest).end()
    with pytest.raises(BadBackup, match="a later version"):
        await restore(office.settings, tmp_path / "later.backup", tmp_path / "back")


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        ("DROP TRIGGER events_stay; DELETE FROM events WHERE id = 2", "event 2 is missing"),
        ("DELETE FROM tickets WHERE id = 2", "event_without_ticket"),
        ("UPDATE tickets SET status = 'closed' WHERE id = 2", "status_without_event"),
    ],
)
async def test_what_is_wrong_in_it_is_told_and_in_need_it_can_be_used(
    office: Office, tmp_path: Path, harm: str, named: str
) -> None:
    with closing(sqlite3.connect(office.scene.path)) as connection:
        connection.executescript(harm)
    kept = keep(office.settings, office.backups, NOW)
    restored = await restore(office.settings, kept.file, tmp_path / "back")
    said = "\n".join(sentences(office.settings, restored, None, NOW))
    assert restored.file.exists()
    assert (named in said, "not all in good order" in said, "is whole" in said) == (True, True, False)


async def test_pages_that_were_damaged_on_the_disk_are_found(office: Office, tmp_path: Path) -> None:
    with closing(sqlite3.connect(office.scene.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'ix_events_ticket_id'")
        page = root.fetchone()[0]
    with office.scene.path.open("r+b") as file:
        file.seek((page - 1) * size + 100)
        file.write(b"\xff" * 200)
        file.seek(page * size - 100)
        file.write(b"\xff" * 100)
    kept = keep(office.settings, office.backups, NOW)
    with pytest.raises(Damaged, match=r"damaged|malformed"):
        await restore(office.settings, kept.file, tmp_path / "back")
