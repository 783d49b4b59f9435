"""Taking turns with the other processes on the same PostgreSQL."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Final

import structlog

from bot.app.voice import Voice
from bot.causes import cause_of
from bot.receiver import Receiver, Sharing
from storage.transaction import Parcel
from storage.turns import BEAT, Trouble, Turns

LOOK_AGAIN: Final = 5
"""Beats after which all that is not sent is looked for, in case that nobody told of it."""

KEEP_UP: Final = 15
"""Beats after which we learn what another process was told, such as a free day."""

PATIENCE: Final = 1.0
"""Seconds for which who speaks leaves chats to others while it has something to say."""

_log = structlog.get_logger(__name__)


class Rota:
    """Holds our turns while it ``run``s; in our turn to speak, a new ``voice`` does."""

    def __init__(
        self,
        turns: Turns,
        sharing: Sharing,
        make_voice: Callable[[], Voice],
        keep_up: Callable[[], Awaitable[None]],
    ) -> None:
        self.sharing = sharing
        self.voice = make_voice()
        self._turns = turns
        self._make_voice = make_voice
        self._keep_up = keep_up
        self._speaking: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        self._stopping = False
        turns.on_news = self._told
        sharing.on_stored = self._stored

    def hear(self, parcels: Sequence[Parcel]) -> None:
        """Take in what we have just committed, or tell the one who speaks."""
        if self._speaking is not None:
            self.voice.speaker.hear(parcels)
        elif parcels:
            self._turns.tell(parcel.id for parcel in parcels)
            self._wake.set()

    async def run(self, receiver: Receiver, *in_turn: Callable[[], Awaitable[None]]) -> None:
        """Until ``stop``; ``in_turn`` runs with the voice. Raises what ends that, as BadToken."""
        shares = asyncio.create_task(self.sharing.run(receiver.take_in, partial(self._patience, receiver)))
        try:
            while not self._stopping:
                try:
                    await self._turns.open()
                    await self._hold(in_turn)
                except Trouble as error:
                    _log.critical("turns_lost", **cause_of(error))
                await self._let_go()
                await self._rest()
        finally:
            self.sharing.stop()
            await shares
            await self._let_go()

    def stop(self) -> None:
        """Say what is on its way, then let others have the turn."""
        self._stopping = True
        self.voice.stop()
        self._wake.set()

    async def _hold(self, in_turn: Sequence[Callable[[], Awaitable[None]]]) -> None:
        beats, due = 0, 0.0
        while not self._over():
            await self._turns.beat()
            if (now := time.monotonic()) >= due:  # woken before, we only had something to tell
                beats, due = beats + 1, now + BEAT
                await self._take_part(beats, in_turn)
            await self._rest()

    async def _take_part(self, beats: int, in_turn: Sequence[Callable[[], Awaitable[None]]]) -> None:
        if self._speaking is None and not self._stopping and await self._turns.ask_to_speak():
            _log.info("speaking")
            self._speaking = asyncio.create_task(self.voice.run(*in_turn))
        await self._turns.look_round()
        if beats % LOOK_AGAIN == 0 and self._speaking is not None:
            self.voice.speaker.tell(1)
        if beats % KEEP_UP == 0 and self._speaking is None:
            await self._keep_up()

    def _over(self) -> bool:
        if self._speaking is not None and self._speaking.done():
            self._speaking.result()
            return True
        return self._stopping and self._speaking is None

    async def _let_go(self) -> None:
        """Nothing is ours any more; what was being said is left to whoever speaks next."""
        self.sharing.forget()
        await self._turns.close()
        if self._speaking is None:
            return
        self._speaking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._speaking
        self._speaking = None
        self.voice = self._make_voice()

    def _told(self, rows: list[int]) -> None:
        if not rows:
            self.sharing.look()
        elif self._speaking is not None:
            self.voice.speaker.tell(min(rows))

    def _stored(self) -> None:
        self._turns.tell_stored()
        self._wake.set()

    def _patience(self, receiver: Receiver) -> float | None:
        """Any process can handle a chat, but only one can say what comes of it: it leaves them to others."""
        if self._turns.alone:
            return None if receiver.is_full else 0
        if receiver.has_work:
            return None
        return 0 if self._speaking is None or self.voice.speaker.idle else PATIENCE

    async def _rest(self) -> None:
        watched = {asyncio.ensure_future(self._wake.wait())} | ({self._speaking} if self._speaking else set())
        await asyncio.wait(watched, timeout=BEAT, return_when=asyncio.FIRST_COMPLETED)
        for one in watched - {self._speaking}:
            one.cancel()
        self._wake.clear()
