"""PostgreSQL makes its own copy; we close it, open it, and hand it back."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot.regency import Regency
from bot.safekeeping.keeping import NotKept, keep
from bot.safekeeping.restoring import restore
from bot.settings import Settings
from storage.database import Database
from tests.chain.conftest import opened, verdict
from tests.databases import address, postgresql
from tests.databases.server import binary
from tests.safekeeping.conftest import NOW


async def test_a_dump_comes_back_with_its_history_whole(tmp_path: Path, kutim: Regency) -> None:
    with postgresql():
        office = await opened(kutim, tmp_path / "office")
        await office.file()
        storage = {"url": address(tmp_path / "office"), "key_file": tmp_path / "aduan.key"}
        backup = {"key_file": tmp_path / "backup.key"}
        settings = Settings.model_validate(
            {"telegram": {"token": "1:a"}, "storage": storage, "backup": backup}
        )
        kept = keep(settings, tmp_path / "backups", NOW)
        restored = await restore(settings, kept.file, tmp_path / "back")
        await office.database.close()
        assert (restored.file.name, restored.examined) == ("aduan.dump", None)
        back = emptied(address(tmp_path / "back"))
        read_in(restored.file, back)
        database = Database(back, office.database.seal, lambda: NOW)
        found = await verdict(database)
        await database.close()
        assert (found.faults, found.events) == ([], 2)


def emptied(url: str) -> str:
    """Our databases are copies of one with tables: pg_restore brings its own."""
    psql("DROP SCHEMA public CASCADE; CREATE SCHEMA public", url)
    return url


def psql(statement: str, url: str) -> None:
    program = binary("psql")
    assert program is not None
    subprocess.run([program, "--quiet", plain(url), "-c", statement], check=True, capture_output=True)


def read_in(dump: Path, url: str) -> None:
    program = binary("pg_restore")
    assert program is not None
    subprocess.run([program, "--no-owner", f"--dbname={plain(url)}", dump], check=True, capture_output=True)


def plain(url: str) -> str:
    return url.replace("+asyncpg", "")


def test_without_pg_dump_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    storage = {"url": "postgresql+asyncpg://a@127.0.0.1/a", "key_file": tmp_path / "aduan.key"}
    backup = {"key_file": tmp_path / "backup.key"}
    settings = Settings.model_validate({"telegram": {"token": "1:a"}, "storage": storage, "backup": backup})
    with pytest.raises(NotKept, match="install postgresql-client"):
        keep(settings, tmp_path / "backups", NOW)
    assert list((tmp_path / "backups").iterdir()) == []
