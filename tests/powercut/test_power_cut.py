"""After a power cut at any moment, all that was promised by then is on the disk."""

from __future__ import annotations

import random
import re
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.crash.conftest import open_field
from tests.powercut import bot, recording
from tests.powercut.images import cut
from tests.powercut.recording import Deed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.sqlite("a server of PostgreSQL syncs its own files"),
    pytest.mark.skipif(recording.compiler() is None, reason="no C compiler, to build the recorder with"),
]

NUMBER = re.compile(rb"KT-\d{4}-(\d{6})")
CONFIRMS = re.compile(rb'"offset": ?(\d+)')
ENOUGH = 40
"""Reports that are filed; the write-ahead log is moved into the database several times meanwhile."""

HALF = """
select count(*) from tickets where id not in (select ticket_id from events)
or id not in (select ticket_id from outbox where ticket_id is not null)"""


@dataclass
class Promised:
    """What Telegram, and through it people, know at a moment."""

    serials: set[int]
    confirmed: int


@dataclass
class Damage:
    """What is wrong with the images: cuts that lost something promised, and the worst of them."""

    images: int = 0
    losing: int = 0
    most_lost: int = 0
    corrupt: int = 0
    half: int = 0


async def test_what_was_promised_survives_a_power_cut(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    deeds = await _recorded(tmp_path, bot.AS_IT_IS)
    damage = _damage(tmp_path, deeds, request.config.getoption("--images"))
    sys.stdout.write(f"\nsynchronous=FULL, {len(deeds)} deeds: {damage}\n")
    assert replace(damage, images=0) == Damage()


async def test_without_a_sync_at_each_commit_it_would_not(tmp_path: Path) -> None:
    deeds = await _recorded(tmp_path, bot.HASTY)
    damage = _damage(tmp_path, deeds, 20)
    sys.stdout.write(f"\nsynchronous=NORMAL, {len(deeds)} deeds: {damage}\n")
    assert damage.losing > 10


async def _recorded(home: Path, program: str) -> list[Deed]:
    """What the bot did while residents filed."""
    library = recording.built(home)
    async with open_field(home, 10) as field:
        running = bot.Recorded(field.town, home, field.bot.config, recorder=library, program=program)
        try:
            async with field.filing():
                await running.starts()
                pulse = field.town.world.pulse
                while sum(len(one.acknowledged) for one in field.reporters) < ENOUGH:
                    await pulse.after(pulse.count, 5)
        finally:
            await running.is_gone()
    return recording.read(running.record)


def _damage(home: Path, deeds: Sequence[Deed], images: int) -> Damage:
    chance, damage = random.Random(20261126), Damage()
    promises = list(_promises(deeds))
    first = next(at for at, promised in enumerate(promises, 1) if promised.serials)
    moments = [chance.randint(first, len(deeds)) for _ in range(images)]
    for moment, disk in cut(deeds, moments):
        image = home / "image"
        image.mkdir(exist_ok=True)
        for old in image.iterdir():
            old.unlink()
        disk.written_to(image, chance if damage.images % 2 else None)
        _look(image / "aduan.db", promises[moment - 1], damage)
    return damage


def _promises(deeds: Sequence[Deed]) -> Iterator[Promised]:
    """What is known to Telegram after each deed."""
    serials: set[int] = set()
    confirmed = 0
    for deed in deeds:
        if deed.kind == "m":
            told = {int(serial) for serial in NUMBER.findall(deed.content)}
            serials = serials | told if told - serials else serials
            confirmed = max([confirmed, *(int(offset) for offset in CONFIRMS.findall(deed.content))])
        yield Promised(serials, confirmed)


def _look(database: Path, promised: Promised, damage: Damage) -> None:
    """Open it as the bot would, and count what is missing."""
    damage.images += 1
    connection = sqlite3.connect(database)
    try:
        damage.corrupt += connection.execute("pragma integrity_check").fetchone() != ("ok",)
        serials = {serial for (serial,) in connection.execute("select serial from tickets")}
        (confirmed,) = connection.execute(
            "select max(update_id) - min(update_id) + 1 = count(*) and max(update_id) >= ? from inbox",
            (promised.confirmed - 1,),
        ).fetchone()
        damage.half += connection.execute(HALF).fetchone()[0]
    except sqlite3.Error:
        damage.corrupt += 1
        return
    finally:
        connection.close()
    lost = len(promised.serials - serials) + (not confirmed)
    damage.losing += lost > 0
    damage.most_lost = max(damage.most_lost, lost)
