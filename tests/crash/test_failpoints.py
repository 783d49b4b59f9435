"""The process kills itself wherever a death could cost something, and nothing is lost or doubled."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.failpoints import Point
from simulator.people import Actor
from tests.crash.conftest import Field, open_field
from tests.crash.lives import ROOT
from tests.crash.process import Bot

pytestmark = pytest.mark.slow

IN_THE_WAY_OF_A_REPORT = (
    Point.FETCHED, Point.STORED, Point.HANDLING, Point.HANDLED, Point.CLAIMED, Point.ANSWERING,
    Point.ANSWERED, Point.SETTLED, Point.FORM,
)  # fmt: skip
RESIDENTS = 6
DIES_WITHIN = 60.0

OLD = "update tickets set status = 'closed', entered_at = datetime(entered_at, '-5 years')"

MIGRATES = """
import asyncio, os, signal, sys
from bot.failpoints import arm
from storage import schema
arm(os.environ.get("ADUAN_FAILPOINT"), lambda: os.kill(os.getpid(), signal.SIGKILL))
asyncio.run(schema.upgrade(sys.argv[1]))
"""


async def test_a_death_at_any_point_loses_nothing_and_doubles_nothing(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    passes = range(1, request.config.getoption("--passes") + 1)
    async with open_field(tmp_path, RESIDENTS) as field:
        hana = _leads(field)
        async with field.filing():
            for nth in passes:
                await _dies_in_the_way(field.bot, nth)
                await _dies_when_told_to_stop(field, nth)
                await _dies_reminding(field.bot)
                await _dies_making_a_file(field.bot, hana)
            await field.bot.starts()
        await _is_sent_a_picture(hana)
        await field.drained()
        assert await field.bot.is_ended() == 0
        field.reckons()
        assert field.counts("select count(*) from tickets where reminded_slot > 0") > 0
        await _dies_by_hand(field)


@pytest.mark.parametrize("nth", [1, 4, 6])
def test_a_migration_that_dies_leaves_the_database_as_it_was(tmp_path: Path, nth: int) -> None:
    file = tmp_path / "aduan.db"
    url = f"sqlite+aiosqlite:///{file}"
    assert _migrates(url, f"{Point.MIGRATED}:{nth}") == -9
    with sqlite3.connect(file) as connection:
        assert connection.execute("select name from sqlite_master").fetchall() == []
    assert _migrates(url, "") == 0
    with sqlite3.connect(file) as connection:
        assert connection.execute("select count(*) from tickets").fetchone() == (0,)


def _migrates(url: str, failpoint: str) -> int:
    """The status of a process that brings the database to the present tables."""
    asked = [sys.executable, "-c", MIGRATES, url]
    return subprocess.run(asked, cwd=ROOT, env={"ADUAN_FAILPOINT": failpoint}, check=False).returncode


async def _dies_in_the_way(bot: Bot, nth: int) -> None:
    for point in IN_THE_WAY_OF_A_REPORT:
        await bot.dies_at(f"{point}:{3 * nth}", DIES_WITHIN)


async def _dies_when_told_to_stop(field: Field, nth: int) -> None:
    await field.bot.starts(ADUAN_FAILPOINT=Point.STOPPING)
    await field.delivers(nth)
    field.bot.is_told_to_end()
    await field.bot.is_dead(DIES_WITHIN)


async def _dies_reminding(bot: Bot) -> None:
    """As if officers had left lying for two weeks what has just been filed."""
    for point in (Point.DUE, Point.REMINDED):
        with sqlite3.connect(bot.home / "aduan.db") as connection:
            connection.execute(
                "update tickets set entered_at = datetime(entered_at, '-14 days'), remind_at = entered_at"
            )
        connection.close()
        await bot.dies_at(point, DIES_WITHIN)


async def _dies_making_a_file(bot: Bot, hana: Actor) -> None:
    await hana.says("/rekap")
    await bot.dies_at(Point.MADE, DIES_WITHIN)


async def _dies_by_hand(field: Field) -> None:
    """In what an administrator runs while the bot rests: it is done whole when it is run again."""
    backups = field.bot.home / "backups"
    field.bot.config += f'[backup]\nkey_file = "{field.bot.home}/backup.key"\n'
    await _dies_in(field.bot, Point.BACKING_UP, "backup", "--to", str(backups))
    assert len(list(backups.glob("*.backup"))) == 1
    await _dies_in(field.bot, f"{Point.REKEYING}:3", "rotate-key")
    await field.bot.starts()
    assert await field.bot.is_ended() == 0
    field.reckons()
    with sqlite3.connect(field.bot.home / "aduan.db") as connection:
        connection.execute(OLD)
    connection.close()
    await _dies_in(field.bot, f"{Point.ERASING}:3", "purge")
    assert field.counts("select count(*) from tickets where resident_id is not null") == 0
    assert field.counts("select count(*) from tickets where purged_at is null") == 0


async def _dies_in(bot: Bot, failpoint: str, *command: str) -> None:
    assert await bot.does(*command, ADUAN_FAILPOINT=failpoint) == -signal.SIGKILL, bot.log
    assert await bot.does(*command) == 0, bot.log


async def _is_sent_a_picture(hana: Actor) -> None:
    pulse = hana.town.world.pulse
    async with asyncio.timeout(DIES_WITHIN):
        while not any(message.media == "photo" for message in hana.messages):
            await pulse.after(pulse.count, 5)


def _leads(field: Field) -> Actor:
    """Someone who leads, in the chat of those who do."""
    hana = field.town.person("Hana")
    leaders = field.town.group("Pimpinan", [hana])
    field.bot.config += f"[people]\nsupervisor_chat = {leaders.id}\n[reminders]\nworking_hours_only = false\n"
    return hana.inside(leaders)
