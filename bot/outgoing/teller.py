"""The loop that tells other software what happened, until it has taken it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Final

import aiohttp
import structlog

from bot.causes import cause_of
from bot.desk.reading import Reading
from bot.outgoing.letters import ID, SIGNATURE, body_of, signature
from bot.pauses import pause
from bot.regency import Regency
from storage import signals
from storage.database import Database
from storage.models import Signal, SignalState, Ticket

EVERY: Final = 2.0
"""Seconds between two looks for what is due."""

FIRST: Final = timedelta(seconds=10)
LONGEST: Final = timedelta(hours=1)
GIVES_UP: Final = timedelta(days=3)
"""After the event: whoever was away for longer reads it from Open311 or the export."""

KEPT: Final = timedelta(days=7)
_AT_ONCE: Final = 20
_PATIENCE: Final = aiohttp.ClientTimeout(total=10)

_log = structlog.get_logger(__name__)


class Teller:
    """Tells ``[outgoing] url``; one that is not taken is pushed ahead, so that it holds back no other."""

    def __init__(self, regency: Regency, database: Database) -> None:
        self._regency = regency
        self._database = database
        self._reading = Reading(regency, regency.texts.main)
        self._stopping = asyncio.Event()
        self._tidied: datetime | None = None

    async def run(self) -> None:
        """Until ``stop``; with nobody to tell, at once over."""
        if self._regency.settings.outgoing.url is None:
            await self._stopping.wait()
            return
        async with aiohttp.ClientSession(timeout=_PATIENCE) as http:
            while not self._stopping.is_set():
                try:
                    more = await self.turn(http)
                except Exception as error:  # what is due is due still
                    _log.error("teller_stumbled", **cause_of(error))
                    more = False
                if not more:
                    await pause(self._stopping, EVERY)

    def stop(self) -> None:
        """End after the call under way."""
        self._stopping.set()

    async def turn(self, http: aiohttp.ClientSession) -> bool:
        """Tell what is due; whether there may be more."""
        async with self._database.read() as session:
            due = await signals.due(session, self._database.clock(), _AT_ONCE)
        for event_id in due:
            if self._stopping.is_set():
                return False
            await self._one(http, event_id)
        await self._tidy()
        return len(due) == _AT_ONCE

    async def _one(self, http: aiohttp.ClientSession, event_id: int) -> None:
        wait: timedelta | None
        try:
            wait = await self._attempt(http, event_id)
        except Exception as error:  # one that cannot be told holds back no other
            _log.error("signal_broken", **cause_of(error))
            wait = LONGEST
        async with self._database.write() as tx:
            if wait is None:
                await signals.settle(tx, event_id, SignalState.SENT)
                return
            await signals.put_off(tx, event_id, tx.now + wait)
            await signals.give_up(tx, event_id, tx.now - GIVES_UP)

    async def _attempt(self, http: aiohttp.ClientSession, event_id: int) -> timedelta | None:
        """After how long it is tried again; None once there is nothing more to tell."""
        async with self._database.read() as session:
            found = await signals.of(session, event_id)
        if found is None or await self._tell(http, *found):
            return None
        return _wait(found[0].attempts)

    async def _tidy(self) -> None:
        """Forget what was settled long ago, also while nothing happens."""
        now = self._database.clock()
        if self._tidied is not None and now - self._tidied < LONGEST:
            return
        async with self._database.write() as tx:
            await signals.forget(tx, tx.now - KEPT)
        self._tidied = now

    async def _tell(self, http: aiohttp.ClientSession, signal: Signal, ticket: Ticket) -> bool:
        """Whether it was taken; what has become its OPD's alone since is told no more."""
        outgoing = self._regency.settings.outgoing
        if outgoing.url is None or outgoing.secret is None or ticket.sensitive or ticket.oversight:
            return True
        body = body_of(self._reading, signal, ticket)
        signed = signature(outgoing.secret.get_secret_value(), int(self._database.clock().timestamp()), body)
        headers = {"Content-Type": "application/json", ID: str(signal.event_id), SIGNATURE: signed}
        url = outgoing.url.get_secret_value()
        try:
            async with http.post(url, data=body, headers=headers, allow_redirects=False) as answer:
                fault = None if answer.ok and answer.status < 300 else str(answer.status)
        except (aiohttp.ClientError, TimeoutError) as error:
            fault = type(error).__name__
        if fault is not None:
            _log.warning("signal_untaken", fault=fault, attempts=signal.attempts + 1)
        return fault is None


def _wait(attempts: int) -> timedelta:
    """10 seconds, then twice as long each time, an hour at most."""
    return min(FIRST * float(2 ** min(attempts, 12)), LONGEST)
