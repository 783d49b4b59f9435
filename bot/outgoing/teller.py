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
        for signal, ticket in due:
            if self._stopping.is_set():
                return False
            taken = await self._tell(http, signal, ticket)
            async with self._database.write() as tx:
                if taken:
                    await signals.settle(tx, signal.event_id, SignalState.SENT)
                elif tx.now - signal.at > GIVES_UP:
                    await signals.settle(tx, signal.event_id, SignalState.DEAD)
                else:
                    await signals.put_off(tx, signal.event_id, _later(tx.now, signal.attempts))
                await signals.forget(tx, tx.now - KEPT)
        return len(due) == _AT_ONCE

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


def _later(now: datetime, attempts: int) -> datetime:
    """10 seconds, then twice as long each time, an hour at most."""
    return now + min(FIRST * float(2 ** min(attempts, 12)), LONGEST)
