"""Puts the demonstration on, and ends it without leaving anything behind."""

from __future__ import annotations

import asyncio
import signal
import tempfile
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from bot.app import App, Pacing, build
from bot.demo.casting import gather
from bot.demo.hours import Hours, turns
from bot.errors import PortTaken
from bot.seeding import Plan, seed
from bot.settings import Settings
from bot.speaker import Pace
from simulator.page import serve_page
from simulator.stage import Stage
from simulator.town import Town
from storage import groups

PAST: Final = Plan(tickets=360, months=1, seed=7)
"""The month before: several hundred reports, as a regency of half a million has at first."""

STEP: Final = 30
"""Tickets between two steps of the progress bar."""


@dataclass(frozen=True, slots=True)
class Show:
    """Where and how: ``past`` is what happened before it begins, ``begin`` when that is, if not now."""

    port: int
    browser: bool = True
    past: Plan | None = PAST
    begin: datetime | None = None


def show(asked: Show, progress: Callable[[int], None]) -> None:
    """Run until SIGTERM or Ctrl-C; ``progress`` hears how many more tickets there are. Raises PortTaken."""
    with tempfile.TemporaryDirectory(prefix="aduan-demo-") as home:
        asyncio.run(_show(asked, Path(home), progress))


async def _show(asked: Show, home: Path, progress: Callable[[int], None]) -> None:
    stopped, hours = asyncio.Event(), Hours.starting(asked.begin)
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    town = Town(hours)
    cast = gather(town)
    stage = Stage(town, cast.parts)
    serve_page(town.server.app, stage)
    try:
        await town.open(asked.port)
    except OSError as error:
        raise PortTaken(f"port {asked.port} is taken: choose another with --port, or --port 0") from error
    try:
        app = await build(_settings(town, home, cast.sections), Pacing(clock=hours, pace=Pace.unlimited()))
        stage.zone = app.regency.settings.service.timezone
        stage.turns = turns(app, hours)
        if asked.past is not None:
            await _remember(app, asked.past, progress)
        await _run(app, stopped, town.api, browser=asked.browser)
    finally:
        await town.close()


async def _remember(app: App, past: Plan, progress: Callable[[int], None]) -> None:
    """The past is made up once the groups are bound, so that its cards are not all posted at the start."""
    async with app.database.write() as tx:
        await groups.follow(tx, app.regency.settings.groups)
    await seed(app.regency, app.database, past, progress, step=STEP)


async def _run(app: App, stopped: asyncio.Event, address: str, *, browser: bool) -> None:
    running = asyncio.create_task(app.run())
    ended = asyncio.create_task(stopped.wait())
    ready = asyncio.create_task(app.ready.wait())
    await asyncio.wait({running, ended, ready}, return_when=asyncio.FIRST_COMPLETED)
    if app.ready.is_set():
        print(f"Aduan: {address}/", flush=True)  # noqa: T201  # whoever started us reads this line
        if browser:
            webbrowser.open(f"{address}/")
    await asyncio.wait({running, ended}, return_when=asyncio.FIRST_COMPLETED)
    app.stop()
    await running
    await app.close()
    for task in (ended, ready):
        task.cancel()


def _settings(town: Town, home: Path, sections: Mapping[str, Any]) -> Settings:
    telegram = {"token": town.token, "api_base_url": town.api}
    storage = {"url": f"sqlite+aiosqlite:///{home}/aduan.db", "key_file": home / "aduan.key"}
    http = {"listen": "127.0.0.1:0"}
    return Settings.model_validate({"telegram": telegram, "storage": storage, "http": http, **sections})
