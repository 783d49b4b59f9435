"""The drill tells a backup that works from one that does not, and what it did not do is not done."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.safekeeping.drill import Failed, drill
from bot.safekeeping.keeping import keep
from bot.safekeeping.sentences import of_drill
from bot.settings import Outgoing
from storage.models import Ticket
from tests.safekeeping.conftest import NOW, Office


async def test_a_report_gets_the_next_number_from_the_newest_backup_and_the_office_is_untouched(
    office: Office,
) -> None:
    keep(office.settings, office.backups, NOW - timedelta(days=1))
    await office.scene.file()
    newest = keep(office.settings, office.backups, NOW)
    drilled = await drill(office.settings, office.backups, NOW + timedelta(hours=3))
    assert (drilled.file, drilled.age, drilled.tickets) == (newest.file.name, timedelta(hours=3), 4)
    assert (drilled.number, "3.0 hours old (RPO)" in of_drill(drilled)) == ("KT-2026-000005", True)
    assert len(await office.scene.rows(Ticket)) == 4


async def test_nobody_outside_hears_of_it(office: Office) -> None:
    heard: list[bytes] = []

    async def hears(request: web.Request) -> web.Response:
        heard.append(await request.read())
        return web.Response()

    app = web.Application()
    app.router.add_post("/aduan", hears)
    office.scene.database.tells = True
    await office.scene.file()
    async with TestServer(app) as outside:
        outgoing = Outgoing(url=SecretStr(str(outside.make_url("/aduan"))), secret=SecretStr("x" * 16))
        settings = office.settings.model_copy(update={"outgoing": outgoing})
        keep(settings, office.backups, NOW)
        await drill(settings, office.backups, NOW + timedelta(hours=3))
    assert heard == []


async def test_it_fails_on_a_backup_with_harm_in_it(office: Office) -> None:
    with closing(sqlite3.connect(office.scene.path)) as connection:
        connection.executescript("UPDATE tickets SET serial = 9 WHERE id = 2")
    keep(office.settings, office.backups, NOW)
    with pytest.raises(Failed, match="number_missing"):
        await drill(office.settings, office.backups, NOW)


async def test_without_a_backup_it_fails(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Failed, match="there is no backup"):
        await drill(office.settings, tmp_path / "nowhere", NOW)


async def test_a_copy_under_the_name_of_a_backup_fails(office: Office) -> None:
    keep(office.settings, office.backups, NOW)
    shutil.copy(office.scene.path, office.backups / "aduan-20261126T030000Z.backup")
    with pytest.raises(Exception, match="no backup of ours"):
        await drill(office.settings, office.backups, NOW)
