"""One who reports without end, many who report at once: others are served as before, nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import event

from bot.speaker import Pace
from simulator.people import Person
from simulator.town import Town
from tests.crash.reporter import Complaint, Reporter
from tests.stories.conftest import Cast, cast
from tests.stories.desk import Clock, open_desk

__all__ = ["cast"]

TRASH = "sampah menumpuk di pasar dan berbau"

A_DAY = 10
"""What the settings allow one resident to file, unless told otherwise."""

PER_MINUTE = 19
"""Messages to one group, in the settings as in Telegram's FAQ."""


async def test_who_files_without_end_is_stopped_with_nothing_lost(
    cast: Cast, request: pytest.FixtureRequest
) -> None:
    tries = request.config.getoption("--reports")
    await _asks_to_send(cast.citra, TRASH)
    with _counted(cast) as before:
        await _asks_to_send(cast.citra, TRASH)
    for number in range(tries):
        await _asks_to_send(cast.ani, f"jalan nomor {number} di depan pasar berlubang")
    assert await cast.count("tickets") == 2 + A_DAY
    assert cast.ani.count("Laporan diterima") == A_DAY
    assert cast.ani.count("silakan kirim besok") > 0
    with _counted(cast) as after:
        await _asks_to_send(cast.citra, TRASH)
    assert cast.citra.count("Laporan diterima") == 3
    assert after[0] < 1.5 * before[0]
    await cast.desk.later(days=1)
    await cast.ani.taps("Kirim")
    assert cast.ani.count("Laporan diterima") == A_DAY + 1
    assert any(f"jalan nomor {A_DAY} di depan" in message for message in cast.pupr.messages)


async def test_a_crowd_in_one_office_holds_up_no_other(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = request.config.getoption("--crowd")
    monkeypatch.setattr("tests.stories.desk.Pace", SimpleNamespace(unlimited=lambda: Pace(1000, PER_MINUTE)))
    clock = Clock()
    async with Town(clock=clock) as town:
        pupr, dlh = town.group("Grup PUPR"), town.group("Grup DLH")
        puppets = [_reporter(town, number, "Jalan & jembatan") for number in range(crowd)]
        ani = _reporter(town, crowd, "Sampah")
        async with open_desk(town, tmp_path, clock, groups={"PUPR": pupr.id, "DLH": dlh.id}) as desk:
            town.settle = None
            await asyncio.gather(*(one.files_all() for one in puppets))
            await ani.files_all()
            async with asyncio.timeout(60):
                while not dlh.messages:
                    await town.world.pulse.after(town.world.pulse.count, 5)
            assert len(pupr.messages) <= PER_MINUTE
            async with desk.app.database.read() as session:
                found = await session.connection()
                waiting = (
                    await found.exec_driver_sql("select count(*) from outbox where state = 'pending'")
                ).scalar_one()
        numbers = {number for one in (*puppets, ani) for number in one.acknowledged.values()}
        assert len(numbers) == crowd + 1
        assert waiting + len(pupr.messages) >= crowd
        assert town.wrongs == []


async def _asks_to_send(ani: Person, text: str) -> None:
    """Say it, and press what leads on until it is sent or refused."""
    await ani.says(text)
    for label in ("Setuju", "Jalan & jembatan", "Sampah", "Bengalon", "Lewati", "Kirim", "Laporan berbeda"):
        if any(label in one for one in ani.last.labels):
            await ani.taps(label, under=ani.last)


def _reporter(town: Town, number: int, category: str) -> Reporter:
    text = f"{category} di gang {number} rusak dan kotor, mohon ditangani"
    return Reporter(town.person(f"Warga {number}"), [Complaint(str(number), text, category, "Bengalon")])


@contextmanager
def _counted(cast: Cast) -> Iterator[list[int]]:
    """How many statements the writer is asked meanwhile."""
    asked = [0]
    engine = cast.desk.app.database._writer.sync_engine

    def count(*_: Any) -> None:
        asked[0] += 1

    event.listen(engine, "before_cursor_execute", count)
    yield asked
    event.remove(engine, "before_cursor_execute", count)
