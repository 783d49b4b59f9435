"""A backup of a database at work is of one moment, whole, and opens only with its own key."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.safekeeping import shelf
from bot.safekeeping.keeping import BadBackupKey, NotKept, keep
from bot.safekeeping.restoring import restore
from storage.backup import examined
from tests.safekeeping.conftest import IDENTITY, NOW, Office


def write_on(file: Path, begun: threading.Event, stop: threading.Event, acknowledged: list[int]) -> None:
    """Commits as quick as it can, and remembers each."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        while not stop.is_set():
            number = len(acknowledged) + 1
            connection.execute("INSERT INTO counters (name, value) VALUES (?, ?)", (f"load:{number}", number))
            acknowledged.append(number)
            if number == 50:
                begun.set()


def loads(file: Path) -> list[int]:
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT value FROM counters WHERE name LIKE 'load:%' ORDER BY value")
        return [row[0] for row in rows]


async def test_under_load_it_is_whole_and_has_all_that_was_acknowledged_before(
    office: Office, tmp_path: Path
) -> None:
    begun, stop, acknowledged = threading.Event(), threading.Event(), list[int]()
    writer = threading.Thread(target=write_on, args=(office.scene.path, begun, stop, acknowledged))
    writer.start()
    try:
        assert begun.wait(30)
        before = len(acknowledged)
        kept = keep(office.settings, office.backups, NOW)
    finally:
        stop.set()
        writer.join()
    restored = await restore(office.settings, kept.file, tmp_path / "back")
    found = loads(restored.file)
    assert len(found) >= before
    assert found == acknowledged[: len(found)]
    assert restored.examined is not None
    assert (restored.examined.faults, restored.examined.tickets, kept.tickets) == ([], 3, 3)


async def test_control_a_bare_copy_of_the_file_has_lost_what_was_acknowledged(
    office: Office, tmp_path: Path
) -> None:
    """What the bot commits is in the log beside the file until a checkpoint: ``cp`` does not see it."""
    with closing(sqlite3.connect(office.scene.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    await office.scene.file()
    shutil.copyfile(office.scene.path, tmp_path / "copied.db")
    kept = keep(office.settings, office.backups, NOW)
    restored = await restore(office.settings, kept.file, tmp_path / "back")
    bare = await examined(tmp_path / "copied.db", office.scene.database.seal, NOW)
    assert restored.examined is not None
    assert (bare.tickets, restored.examined.tickets) == (3, 4)


def test_neither_key_nor_words_are_in_it(office: Office) -> None:
    file = keep(office.settings, office.backups, NOW).file
    held = file.read_bytes()
    for secret in (IDENTITY, office.settings.backup.key_file.read_bytes(), b"berlubang", b"SQLite"):
        assert secret not in held
    assert file.stat().st_mode & 0o077 == 0


def test_nothing_is_overwritten(office: Office) -> None:
    first = keep(office.settings, office.backups, NOW).file.read_bytes()
    with pytest.raises(NotKept, match="there already"):
        keep(office.settings, office.backups, NOW)
    assert (office.backups / shelf.name_of(NOW)).read_bytes() == first


def test_the_key_of_identities_closes_no_backup(office: Office) -> None:
    shutil.copy2(office.settings.storage.key_file, office.settings.backup.key_file)
    with pytest.raises(BadBackupKey, match="seals identities"):
        keep(office.settings, office.backups, NOW)
    assert not office.backups.exists()


def test_without_a_database_there_is_nothing_to_keep(office: Office) -> None:
    office.scene.path.rename(office.scene.path.with_suffix(".gone"))
    with pytest.raises(NotKept, match="was not found"):
        keep(office.settings, office.backups, NOW)
    assert list(office.backups.iterdir()) == []


def test_a_death_while_it_is_written_leaves_no_backup_and_the_next_one_cleans_up(office: Office) -> None:
    dies = (
        "import os, pickle, signal, sys\n"
        "from bot.failpoints import arm\n"
        "from bot.safekeeping.keeping import keep\n"
        "arm('FP15', lambda: os.kill(os.getpid(), signal.SIGKILL))\n"
        "keep(*pickle.load(sys.stdin.buffer))\n"
    )
    given = pickle.dumps((office.settings, office.backups, NOW))
    ended = subprocess.run([sys.executable, "-c", dies], input=given, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert shelf.every(office.backups) == []
    assert len(list(office.backups.iterdir())) == 1
    kept = keep(office.settings, office.backups, NOW + timedelta(seconds=1))
    assert list(office.backups.iterdir()) == [kept.file]
    assert not list(office.scene.path.parent.glob(".aduan*"))


async def test_of_two_at_once_the_second_leaves_the_copy_of_the_first_alone(office: Office) -> None:
    data = office.scene.path.parent
    copy = data / ".aduan-copying"
    copy.write_text("half of it")
    held = os.open(data, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    with pytest.raises(NotKept, match="another backup"):
        keep(office.settings, office.backups, NOW)
    assert copy.read_text() == "half of it"
    os.close(held)
    keep(office.settings, office.backups, NOW)
    assert not copy.exists()
