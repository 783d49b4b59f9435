"""Handling updates: many in one transaction without savepoints, and one by one when one of them raises."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from bot.errors import Overtaken
from bot.failpoints import Point, reached
from bot.notices import Said, Toast
from bot.protocols import Question, Raw
from bot.receiver.queue import Entry
from storage import inbox, outbox, residents
from storage.database import Database
from storage.transaction import Transaction

GIVES_UP_AFTER: Final = 3
"""Tries of an update that raises each time."""

BREATHES: Final = 8
"""Updates after which others get a turn: nothing else in a transaction waits for anything."""

AGAIN_AFTER: Final = (0.01, 0.05, 0.2, 0.5)
"""Seconds; then as when the database is down."""

Services = Callable[[Transaction], dict[str, Any]]
Apology = Callable[[Entry], Said]


class Dispatch(Protocol):
    """Decodes an update and finds who handles it."""

    async def prepare(self, raw: Raw) -> Any:
        """The update, ready to be handled. Raises Undecodable."""

    async def handle(self, prepared: Any, services: dict[str, Any]) -> Said | Question:
        """What the bot says, inside the transaction; or a question to answer outside it."""


@dataclass(slots=True)
class Result:
    """What came of a batch, besides what it wrote."""

    toasts: list[Toast] = field(default_factory=list)
    questions: list[tuple[Entry, Question]] = field(default_factory=list)


class Work:
    """Runs batches on one database with one dispatch; nothing while ``holds`` says that our turn is lost."""

    def __init__(self, database: Database, dispatch: Dispatch, services: Services, apology: Apology) -> None:
        self._database = database
        self._dispatch = dispatch
        self._services = services
        self._apology = apology
        self.holds: Callable[[], bool] = lambda: True

    async def batch(self, entries: Sequence[Entry]) -> Result:
        """Handle all of them, whole or not at all; again where another process was quicker.

        Those that are not ours any more are left to whoever has them.
        """
        for pause in AGAIN_AFTER:
            try:
                return await self._batch(entries)
            except Overtaken:
                await asyncio.sleep(pause)
        return await self._batch(entries)

    async def _batch(self, entries: Sequence[Entry]) -> Result:
        result = Result()
        async with self._database.write() as tx:
            ours = await self._ours(tx, entries)
            people = {entry.prepared.resident for entry in ours} - {None}
            await residents.prefetch(tx, people)
            services = self._services(tx)
            for at, entry in enumerate(ours):
                await self._one(tx, entry, services, result)
                if at % BREATHES == 0:
                    await asyncio.sleep(0)
            reached(Point.HANDLING)
        reached(Point.HANDLED)
        asked = {id(entry) for entry, _ in result.questions}
        for entry in entries:
            entry.done = id(entry) not in asked
        return result

    async def answer(self, entry: Entry, said: Said) -> Result:
        """Put the answer of a question into the outbox; with it the update is done."""
        result = Result()
        async with self._database.write() as tx:
            if await self._ours(tx, [entry]):
                _say(tx, said, result)
                inbox.finish_later(tx, entry.update_id)
        entry.done = True
        return result

    async def fail(self, entry: Entry, fault: str, *, hopeless: bool = False) -> bool:
        """Count a failure; true when the update is given up, kept aside and answered where possible."""
        dead = hopeless or entry.attempts + 1 >= GIVES_UP_AFTER
        async with self._database.write() as tx:
            ours = await self._ours(tx, [entry])
            await inbox.fail(tx, entry.update_id, fault, dead=dead)
            if dead and ours:
                _say(tx, self._apology(entry), Result())
        entry.attempts, entry.done = entry.attempts + 1, dead
        return dead

    async def _ours(self, tx: Transaction, entries: Sequence[Entry]) -> list[Entry]:
        found = await inbox.claim(tx, [entry.update_id for entry in entries]) if self.holds() else set()
        return [entry for entry in entries if entry.update_id in found]

    async def _one(self, tx: Transaction, entry: Entry, services: dict[str, Any], result: Result) -> None:
        said = await self._dispatch.handle(entry.prepared, services)
        if callable(said):
            result.questions.append((entry, said))
            return
        _say(tx, said, result)
        inbox.finish_later(tx, entry.update_id)


def _say(tx: Transaction, said: Said, result: Result) -> None:
    outbox.say(tx, said)
    result.toasts += [thing for thing in said if isinstance(thing, Toast)]
