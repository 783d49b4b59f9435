"""`aduan rotate-key` and `aduan purge` as people start them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from storage import key_file, lock, outbox
from storage.database import Database
from tests.commandline.conftest import Aduan
from tests.desk.scene import ANI, CITRA, MONDAY, regency
from tests.privacy.sealed import Office

SETTINGS = (
    '[telegram]\ntoken = "1:a"\n[storage]\nurl = "sqlite+aiosqlite:///aduan.db"\nkey_file = "aduan.key"\n'
)
ENDED = "update tickets set status = 'closed', entered_at = '2020-01-01 00:00:00.000000'"


@pytest.fixture
async def former(tmp_path: Path) -> bytes:
    """The key of an office with one report."""
    (tmp_path / "config.toml").write_text(SETTINGS)
    await Office(tmp_path).fill(regency(), tmp_path)
    return (tmp_path / "aduan.key").read_bytes()


@pytest.mark.sqlite("one file is enough")
def test_a_new_key_seals_all_and_the_former_is_kept_where_it_was_asked(
    aduan: Aduan, tmp_path: Path, former: bytes
) -> None:
    ran = aduan("rotate-key", "--keep", "former.key")
    assert (ran.returncode, "all is sealed with the new key in aduan.key" in ran.stdout) == (0, True)
    kept = tmp_path / "former.key"
    assert (kept.read_bytes(), kept.stat().st_mode & 0o777) == (former, 0o600)
    (tmp_path / "aduan.key").write_bytes(former)
    assert "not the key" in aduan("purge", "--dry-run").stderr


@pytest.mark.sqlite("one file is enough")
async def test_a_real_kill_in_the_middle_is_survived(aduan: Aduan, tmp_path: Path, former: bytes) -> None:
    assert aduan("rotate-key", ADUAN_FAILPOINT="FP14:8").returncode == -9
    held = (tmp_path / "aduan.key").read_bytes()
    assert (len(held), held.endswith(former)) == (96, True)
    await Office(tmp_path).works()
    assert await Office(tmp_path).closed() == []
    assert aduan("rotate-key").returncode == 0
    assert len((tmp_path / "aduan.key").read_bytes()) == 64


@pytest.mark.sqlite("one file is enough")
def test_nothing_is_changed_while_the_bot_runs_or_where_the_copy_would_overwrite(
    aduan: Aduan, tmp_path: Path, former: bytes
) -> None:
    (tmp_path / "taken").write_text("")
    ran = aduan("rotate-key", "--keep", "taken")
    assert (ran.returncode, ran.stderr) == (2, "taken exists already: nothing was changed\n")
    held = lock.take(f"sqlite+aiosqlite:///{tmp_path}/aduan.db")
    assert held is not None
    with held:
        assert aduan("rotate-key").returncode == 75
    assert (tmp_path / "aduan.key").read_bytes() == former


@pytest.mark.sqlite("one file is enough")
@pytest.mark.usefixtures("former")
def test_purge_says_how_much_it_erases_and_erases_that(aduan: Aduan, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "aduan.db") as connection:
        connection.execute(ENDED)
    assert aduan("purge", "--dry-run").stdout == "to erase: 1 reporters, 1 words, 1 files\n"
    assert aduan("purge").stdout == "erased: 1 reporters, 1 words, 1 files\n"
    with sqlite3.connect(tmp_path / "aduan.db") as connection:
        found = "select resident_id, description, (select count(*) from attachments) from tickets"
        assert connection.execute(found).fetchone() == (None, "[isi laporan sudah dihapus]", 0)


@pytest.mark.sqlite("one file is enough")
@pytest.mark.usefixtures("former")
async def test_a_notice_goes_once_to_all_whom_it_concerns(aduan: Aduan, tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text("Kami mohon maaf: <data> Anda terbaca.")
    since = ("--since", "2026-11-20")
    assert aduan("tell", "notice.txt", *since, "--dry-run").stdout == "2 residents would be told\n"
    assert await _waiting(tmp_path) == []
    assert aduan("tell", "notice.txt", *since).stdout == "2 residents will be told\n"
    assert aduan("tell", "notice.txt", *since).returncode == 0
    assert sorted(await _waiting(tmp_path)) == [
        (chat, "Kami mohon maaf: &lt;data&gt; Anda terbaca.") for chat in (ANI.id, CITRA.id)
    ]
    later = ("--since", "2026-12-20", "--dry-run")
    assert aduan("tell", "notice.txt", *later).stdout == "1 residents would be told\n", "whose report is open"


async def _waiting(home: Path) -> list[tuple[int, str]]:
    """What will be said, and to whom."""
    office = Office(home)
    held = key_file.read(office.key)
    assert held is not None
    database = Database(office.url, held.seal, lambda: MONDAY)
    async with database.read() as session:
        waits = await outbox.waiting(session, held.seal, 0, 100)
    await database.close()
    notices = [one.parcel.notice for one in waits if one.parcel is not None]
    return [(one.chat, one.text) for one in notices if "mohon maaf" in one.text]
