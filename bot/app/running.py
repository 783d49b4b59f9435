"""The running bot: its loops, how it starts, how it stops, and what stops it."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Callable, Coroutine, Mapping
from typing import IO, Any, Final

import structlog

from bot.app import menus
from bot.app.fetching import Fetching
from bot.app.notify import READY, STOPPING
from bot.app.rota import Rota
from bot.app.voice import Voice
from bot.app.watching import Watching
from bot.days import recall
from bot.desk import Desk
from bot.errors import AduanError, BadToken
from bot.failpoints import Point, reached
from bot.health.pulse import Pulse
from bot.pauses import pause
from bot.receiver import Receiver
from bot.telegram import Api, Me
from storage import groups, outbox, starting

GRACE: Final = 20.0
"""Seconds for the loops to end by themselves, well under the 30 that deployments give."""

CLOSES_WITHIN: Final = 5.0
"""Seconds; a connection whose last question was broken off may never answer."""

FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0

_log = structlog.get_logger(__name__)


class App:
    """Everything that runs. ``make_receiver`` is called once Telegram has said who the bot is."""

    def __init__(
        self,
        watching: Watching,
        api: Api,
        voice: Voice,
        make_receiver: Callable[[Me], Receiver],
        lock: IO[str] | None,
    ) -> None:
        self.regency = watching.regency
        self.database = watching.database
        self.watching = watching
        self.rota: Rota | None = None
        self._voice = voice
        self._api = api
        self._make_receiver = make_receiver
        self._lock = lock
        self._receiver: Receiver | None = None
        self._fetching: Fetching | None = None
        self._stop = asyncio.Event()
        self.ready = asyncio.Event()

    @property
    def voice(self) -> Voice:
        """What speaks, or will when it is our turn."""
        return self.rota.voice if self.rota is not None else self._voice

    @property
    def idle(self) -> bool:
        """Nothing stored waits to be handled or sent."""
        return self._receiver is not None and self._receiver.idle and self.voice.speaker.idle

    def stop(self) -> None:
        """End the loops in order: fetch nothing more, finish what is begun, send what is on its way."""
        self._stop.set()

    @property
    def pulses(self) -> list[Pulse]:
        """Of the loops that must go on; who has no room for updates need not ask for more."""
        if self._receiver is None:
            return []
        fetching = () if self._receiver.is_full else (self.watching.fetching,)
        return [self._receiver.pulse, *fetching, *self.voice.pulses]

    async def run(self) -> None:
        """Run until ``stop``. Raises BadToken."""
        aside = asyncio.create_task(self.watching.run(lambda: self.pulses))
        try:
            await self._run()
        except BadToken:
            await self.watching.token_refused()
            raise
        finally:
            aside.cancel()
            await asyncio.gather(aside, return_exceptions=True)

    async def _run(self) -> None:
        await self.recall()
        await self._follow_groups()
        raw = await self._asked("getMe", {})
        if raw is None:
            return
        receiver = self._receiver = self._make_receiver(Me.of(raw))
        await receiver.load()
        self.ready.set()
        self.watching.notify.say(READY)
        _log.info("running")
        loops = {asyncio.create_task(loop) for loop in self._loops(receiver)}
        offer = asyncio.create_task(menus.publish(self._api, self.regency, self.database, raw["id"]))
        try:
            await self._until_stopped(loops)
        finally:
            offer.cancel()
            await self._wind_down(receiver, loops)

    async def close(self) -> None:
        """Let go of connections, files and the lock; all is stored by now, so none is waited for long."""
        try:
            async with asyncio.timeout(CLOSES_WITHIN):
                await self._api.close()
                await self.database.close()
        except TimeoutError:
            _log.warning("close_given_up")
        if self._lock is not None:
            self._lock.close()

    async def recall(self) -> None:
        """Know the free days that admins added, before this process began or through another."""
        async with self.database.write() as tx:
            await recall(self.regency, tx)

    async def _follow_groups(self) -> None:
        """Bind the groups that the configuration names, and card what waits for those bound anew."""
        async with self.database.write() as tx:
            await starting.alone(await tx.core())
            desk = Desk(self.regency, tx)
            for opd in await groups.follow(tx, self.regency.settings.groups):
                outbox.say(tx, await desk.bindings.recard(opd))

    async def _asked(self, method: str, parameters: Mapping[str, Any]) -> Any:
        """Telegram's answer, however long it takes to come; None when stopped meanwhile. Raises BadToken."""
        seconds = FIRST_PAUSE
        while not self._stop.is_set():
            try:
                return await self._api.call(method, parameters)
            except BadToken:
                raise
            except AduanError as error:
                _log.warning("telegram_silent", method=method, fault=type(error).__name__)
            await pause(self._stop, seconds)
            seconds = min(seconds * 2, LONGEST_PAUSE)
        return None

    def _loops(self, receiver: Receiver) -> list[Coroutine[Any, Any, None]]:
        """Among several processes, only the one that speaks asks Telegram for updates."""
        fetching = self._fetching = Fetching(self.regency.settings, receiver, self.watching, self._asked)
        fetch = fetching.run
        if self.rota is None:
            return [receiver.handle(), self.voice.run(fetch)]
        if self.regency.settings.telegram.receive == "polling":
            return [receiver.handle(), self.rota.run(receiver, fetch)]
        return [receiver.handle(), self.rota.run(receiver), fetch()]

    async def _until_stopped(self, loops: set[asyncio.Task[None]]) -> None:
        """Wait for ``stop``, or for a loop that ends with an error."""
        stopped = asyncio.create_task(self._stop.wait())
        done, _ = await asyncio.wait({*loops, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        for loop in done & loops:
            loop.result()

    async def _wind_down(self, receiver: Receiver, loops: set[asyncio.Task[None]]) -> None:
        self.watching.notify.say(STOPPING)
        receiver.stop()
        if self._fetching is not None:
            self._fetching.stop()
        self.voice.stop()
        if self.rota is not None:
            self.rota.stop()
        reached(Point.STOPPING)
        _, late = await asyncio.wait(loops, timeout=GRACE)
        for loop in late:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        _log.info("stopped")


async def serve(app: App) -> None:
    """Run until SIGTERM or SIGINT, then close. Raises BadToken."""
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_lost)
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, app.stop)
    settling = asyncio.create_task(_settle_memory(app.ready))
    try:
        await app.run()
    finally:
        settling.cancel()
        await app.close()


def _lost(_loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    """Of a task nobody waited for, only the kind of its error."""
    error = context.get("exception")
    _log.error("task_lost", fault=type(error).__name__)


async def _settle_memory(ready: asyncio.Event) -> None:
    """Keep the collector from walking aiogram's models: a full collection stops everything for 0.2 s."""
    await ready.wait()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
