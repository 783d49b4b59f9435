"""The service manager's watchdog is fed while every loop goes on, and not when one of them is stuck."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.app.notify import Notify
from bot.app.running import App
from tests.crash.process import Bot
from tests.health.office import Watched, watched

PATIENCE = 3.0
"""Seconds in place of forty; the speaker shows itself once a second."""


class Manager:
    """Hears what services say."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self._socket.bind(f"\0{address[1:]}" if address.startswith("@") else address)
        self.heard: list[str] = []

    def listen(self) -> list[str]:
        """All that was said so far."""
        with suppress(BlockingIOError):
            while True:
                self.heard.append(self._socket.recv(100).decode())
        return self.heard


@pytest.fixture
async def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Watched]:
    monkeypatch.setattr("bot.health.pulse.Pulse.beat.__defaults__", (PATIENCE,))
    monkeypatch.setattr("bot.ticker.loop.SECONDS", 1.0)
    monkeypatch.setattr("bot.app.running.GRACE", 0.2)
    async with watched(tmp_path) as office:
        yield office


async def fed(app: App, manager: Manager) -> bool:
    """Whether it would be fed at this moment."""
    notify = Notify(manager.address, "4000")
    feeding = asyncio.create_task(notify.feed(lambda: app.watching.vitals.is_well))
    before = len(manager.listen())
    await asyncio.sleep(0.01)
    feeding.cancel()
    return len(manager.listen()) > before


async def is_late(office: Watched, loop: str) -> None:
    async with asyncio.timeout(60):
        while loop not in office.desk.app.watching.vitals.late:
            await asyncio.sleep(0.05)


@pytest.fixture
def manager(tmp_path: Path) -> Manager:
    return Manager(f"@{tmp_path}/notify"[:100])


async def test_it_is_fed_while_all_goes_on_and_also_while_nothing_is_to_be_done(
    office: Watched, manager: Manager
) -> None:
    assert await fed(office.desk.app, manager)
    await asyncio.sleep(PATIENCE * 1.5)
    assert await fed(office.desk.app, manager)


async def test_a_writer_that_never_ends_is_not_fed(office: Watched, manager: Manager) -> None:
    async with office.desk.app.database.write():
        office.town.settle = None
        await office.ani.says("jalan rusak")
        for loop in ("fetch", "tick"):
            await is_late(office, loop)
        assert not await fed(office.desk.app, manager)
    await office.desk.settle()


async def never(*_: object) -> None:
    """Begins and does not end."""
    await asyncio.Event().wait()


async def test_a_speaker_that_is_stuck_is_not_fed(
    office: Watched, manager: Manager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.desk.app.voice.speaker, "_cycle", never)
    await is_late(office, "speak")
    assert not await fed(office.desk.app, manager)


async def test_a_handler_that_is_stuck_is_not_fed(
    office: Watched, manager: Manager, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver = office.desk.app._receiver
    assert receiver is not None
    monkeypatch.setattr(receiver._work, "batch", never)
    office.town.settle = None
    await office.ani.says("jalan rusak")
    await is_late(office, "handle")
    assert not await fed(office.desk.app, manager)


async def test_a_poll_that_never_ends_is_not_fed(
    office: Watched, manager: Manager, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver = office.desk.app._receiver
    assert receiver is not None
    source = receiver._source
    monkeypatch.setattr(source, "_waits", 0.5)
    monkeypatch.setattr(source, "_source", Deaf())
    await is_late(office, "fetch")
    assert not await fed(office.desk.app, manager)


class Deaf:
    """A source that is never answered."""

    async def fetch(self, _offset: int | None) -> None:
        await asyncio.Event().wait()


async def test_an_event_loop_that_lags_is_not_fed(office: Watched, manager: Manager) -> None:
    office.desk.app.watching.vitals.lag = 5.0
    assert not await fed(office.desk.app, manager)


async def test_without_a_manager_nothing_is_said() -> None:
    await asyncio.wait_for(Notify().feed(lambda: True), 1)
    Notify("/nowhere/at/all", "").say("READY=1")


async def test_a_real_process_says_when_it_is_ready_alive_and_stopping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simulator.town import Town

    manager = Manager(str(tmp_path / "notify"))
    monkeypatch.setenv("NOTIFY_SOCKET", manager.address)
    monkeypatch.setenv("WATCHDOG_USEC", "400000")
    async with Town() as town:
        bot = Bot(town, tmp_path, CONFIG.format(town=town, home=tmp_path))
        await bot.starts()
        async with asyncio.timeout(30):
            while "WATCHDOG=1" not in manager.listen():
                await asyncio.sleep(0.05)
        assert await bot.is_ended() == 0
    said = list(dict.fromkeys(manager.listen()))
    assert sorted(said) == ["READY=1", "STOPPING=1", "WATCHDOG=1"]
    assert manager.heard.index("READY=1") < manager.heard.index("STOPPING=1")


CONFIG = """
telegram = {{ token = "{town.token}", api_base_url = "{town.api}" }}
storage = {{ url = "sqlite+aiosqlite:///{home}/aduan.db", key_file = "{home}/aduan.key" }}
http = {{ listen = "127.0.0.1:0" }}
"""
