"""Whether reports can be taken now: the database takes a write, it has our tables, and Telegram answers."""

from __future__ import annotations

import asyncio
from typing import Final

from bot.errors import Overtaken
from bot.health.vitals import SILENT_AFTER, Vitals
from storage import probe
from storage.database import Database

HOLDS_FOR: Final = 5.0
"""Seconds: who asks more often gets the same answer, so that nobody can wear out the disk."""

WITHIN: Final = 5.0


class Readiness:
    """``revision``: of the tables that this process was started with."""

    def __init__(self, database: Database, vitals: Vitals, revision: str) -> None:
        self._database = database
        self._vitals = vitals
        self._revision = revision
        self._one_at_a_time = asyncio.Lock()
        self._asked_at = float("-inf")
        self._known: dict[str, str] = {}

    async def faults(self) -> dict[str, str]:
        """What is in the way, by name: ``write``, ``schema``, ``telegram``."""
        async with self._one_at_a_time:
            if self._vitals.tick() - self._asked_at > HOLDS_FOR:
                self._known = await self._looked()
                self._asked_at = self._vitals.tick()
            return self._known | self._silence()

    async def _looked(self) -> dict[str, str]:
        try:
            async with asyncio.timeout(WITHIN):
                await self._write()
                async with self._database.read() as session:
                    found = await probe.revision(session)
        except Exception as error:  # whatever it is, nothing can be taken
            return {"write": type(error).__name__}
        return {} if found == self._revision else {"schema": found}

    async def _write(self) -> None:
        try:
            async with self._database.write() as tx:
                await probe.write(tx)
        except Overtaken:
            return  # another process wrote at the same moment: so it can be done

    def _silence(self) -> dict[str, str]:
        seconds = self._vitals.silence
        return {"telegram": f"silent for {seconds:.0f} s"} if seconds > SILENT_AFTER else {}
