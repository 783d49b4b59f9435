"""The running bot: its loops, how it starts, how it stops, and what stops it."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import IO, Any, Final

import structlog

from bot.app import menus
from bot.app.rota import Rota
from bot.app.voice import Voice
from bot.days import recall
from bot.desk import Desk
from bot.errors import AduanError, BadToken
from bot.protocols import UPDATES
from bot.receiver import Receiver
from bot.regency import Regency
from bot.telegram import Api, Me
from bot.webhook import Webhook
from storage import groups, outbox, starting
from storage.database import Database

GRACE: Final = 20.0
"""Seconds for the loops to end by themselves, well under the 30 that deployments give."""

CONNECTIONS: Final = 40
"""Telegram's own default (setWebhook: max_connections)."""

FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0

_log = structlog.get_logger(__name__)


class App:
    """Everything that runs. ``make_receiver`` is called once Telegram has said who the bot is."""

    def __init__(
        self,
        regency: Regency,
        database: Database,
        api: Api,
        voice: Voice,
        make_receiver: Callable[[Me], Receiver],
        lock: IO[str] | None,
    ) -> None:
        self.regency = regency
        self.database = database
        self.rota: Rota | None = None
        self._voice = voice
        self._api = api
        self._make_receiver = make_receiver
        self._lock = lock
        self._receiver: Receiver | None = None
        self.webhook: Webhook | None = None
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

    async def run(self) -> None:
        """Run until ``stop``. Raises BadToken."""
        await self.recall()
        await self._follow_groups()
        raw = await self._asked("getMe", {})
        if raw is None:
            return
        receiver = self._receiver = self._make_receiver(Me.of(raw))
        await receiver.load()
        self.ready.set()
        _log.info("running")
        loops = {asyncio.create_task(loop) for loop in self._loops(receiver)}
        offer = asyncio.create_task(menus.publish(self._api, self.regency.texts))
        try:
            await self._until_stopped(loops)
        finally:
            offer.cancel()
            await self._wind_down(receiver, loops)

    async def close(self) -> None:
        """Let go of connections, files and the lock."""
        await self._api.close()
        await self.database.close()
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
        pause = FIRST_PAUSE
        while not self._stop.is_set():
            try:
                return await self._api.call(method, parameters)
            except BadToken:
                raise
            except AduanError as error:
                _log.warning("telegram_silent", method=method, fault=type(error).__name__)
            await self._wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        return None

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return

    def _loops(self, receiver: Receiver) -> list[Coroutine[Any, Any, None]]:
        """Among several processes, only the one that speaks asks Telegram for updates."""
        fetch = partial(self._fetch, receiver)
        if self.rota is None:
            return [receiver.handle(), self.voice.run(fetch)]
        if self.regency.settings.telegram.receive == "polling":
            return [receiver.handle(), self.rota.run(receiver, fetch)]
        return [receiver.handle(), self.rota.run(receiver), fetch()]

    async def _fetch(self, receiver: Receiver) -> None:
        """Ask Telegram for updates, or have it bring them. Raises BadToken, PortTaken."""
        settings = self.regency.settings
        if settings.telegram.receive == "polling" or settings.webhook.secret is None:
            await receiver.fetch()
            return
        secret = settings.webhook.secret.get_secret_value()
        self.webhook = Webhook(receiver, settings.webhook.listen, secret)
        both = [asyncio.ensure_future(work) for work in (self.webhook.run(), self._announce(secret))]
        try:
            await asyncio.gather(*both)
        finally:
            for task in both:
                task.cancel()

    async def _announce(self, secret: str) -> None:
        """Tell Telegram where to bring updates, until it has understood."""
        asked = {
            "url": self.regency.settings.webhook.url,
            "secret_token": secret,
            "allowed_updates": list(UPDATES),
            "max_connections": CONNECTIONS,
        }
        await self._asked("setWebhook", asked)

    async def _until_stopped(self, loops: set[asyncio.Task[None]]) -> None:
        """Wait for ``stop``, or for a loop that ends with an error."""
        stopped = asyncio.create_task(self._stop.wait())
        done, _ = await asyncio.wait({*loops, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        for loop in done & loops:
            loop.result()

    async def _wind_down(self, receiver: Receiver, loops: set[asyncio.Task[None]]) -> None:
        receiver.stop()
        if self.webhook is not None:
            self.webhook.stop()
        self.voice.stop()
        if self.rota is not None:
            self.rota.stop()
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
