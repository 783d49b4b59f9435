"""How long everything is kept: once a day what is too old is erased, and swept from the disk after that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Final

import structlog

from bot.causes import cause_of
from bot.desk.forgetting import BY_ITSELF, Forgetting
from bot.regency import Regency
from storage import erasing, marks, outbox, petitions, residents, reveals, rulings, searching
from storage.database import Database
from storage.models import Ticket
from storage.transaction import Transaction

AT_ONCE: Final = 25
"""Tickets or people in one transaction, so that nobody waits for it."""

_DONE: Final = "retained_on"
_POSTS_LAST: Final = timedelta(days=1)

Step = Callable[[Transaction, int], Awaitable[int]]
"""Erases at most so many; how many it did."""

_log = structlog.get_logger(__name__)


class Retention:
    """Begins with each local day, and goes on where it was broken off."""

    def __init__(self, regency: Regency, database: Database) -> None:
        self._regency = regency
        self._database = database
        self.steps: dict[str, Step] = {
            "reporters": self._reporters,
            "followers": self._followers,
            "words": self._words,
            "files": self._files,
            "residents": self._residents,
            "petitions": self._petitions,
        }

    async def turn(self) -> bool:
        """A bounded part of what is due today; whether more is."""
        async with self._database.read() as session:
            if await marks.read(session, _DONE) == self._today():
                return False
        if any([await self._tried(step) for step in self.steps.values()]):
            return True
        await self._end()
        return True

    async def run(self) -> None:
        """All of it now, whether it was done today or not."""
        while any([await self._tried(step) for step in self.steps.values()]):
            pass
        await self._end()
        await self.sweep()

    async def sweep(self) -> bool:
        """Overwrite what is left of what was erased, in the log and in the index of words."""
        async with self._database.read() as session:
            left = await marks.read(session, erasing.LEFTOVER)
        if left is None or left == erasing.NOTHING:
            return False
        if left.startswith(erasing.WORDS):
            await self._forget_words()
        if await self._database.checkpoint():
            async with self._database.write() as tx:
                if await marks.value(tx, erasing.LEFTOVER) == left:
                    await marks.set_to(tx, erasing.LEFTOVER, erasing.NOTHING)
        return False

    async def count(self) -> dict[str, int]:
        """How much of what is too old; nothing is changed."""
        kept, everything = self._regency.settings.retention, 2**31
        async with self._database.read() as session:
            now = self._database.clock()
            found = {
                "reporters": erasing.with_reporter(session, kept.identity.before(now), everything),
                "words": erasing.with_words(session, kept.text.before(now), everything),
                "files": erasing.with_media(session, kept.media.before(now), everything),
            }
            return {name: len(await query) for name, query in found.items()}

    async def _tried(self, step: Step) -> bool:
        """One that stumbles over a row must not keep the others from what they have to do."""
        try:
            async with self._database.write() as tx:
                return await step(tx, AT_ONCE) > 0
        except Exception as error:  # it is tried again tomorrow, and the log says so
            _log.error("retention_stumbled", **cause_of(error))
            return False

    async def _reporters(self, tx: Transaction, limit: int) -> int:
        before = self._regency.settings.retention.identity.before(tx.now)
        found = await erasing.with_reporter(tx.session, before, limit)
        return await self._each(tx, found, Forgetting.reporter)

    async def _followers(self, tx: Transaction, limit: int) -> int:
        return await erasing.followers(tx, self._regency.settings.retention.identity.before(tx.now), limit)

    async def _words(self, tx: Transaction, limit: int) -> int:
        before = self._regency.settings.retention.text.before(tx.now)
        return await self._each(tx, await erasing.with_words(tx.session, before, limit), Forgetting.words)

    async def _files(self, tx: Transaction, limit: int) -> int:
        before = self._regency.settings.retention.media.before(tx.now)
        return await self._each(tx, await erasing.with_media(tx.session, before, limit), Forgetting.media)

    async def _residents(self, tx: Transaction, limit: int) -> int:
        """Who has nothing here any more and did not write for as long as an identity is kept."""
        day = self._regency.settings.retention.identity.before(tx.now).date()
        gone = await residents.gone_since(tx, day, limit)
        for resident in gone:
            await erasing.resident(tx, resident)
        return len(gone)

    async def _petitions(self, tx: Transaction, limit: int) -> int:
        return await petitions.forget(tx, self._regency.settings.retention.identity.before(tx.now), limit)

    async def _each(
        self, tx: Transaction, found: Sequence[Ticket], does: Callable[..., Awaitable[object]]
    ) -> int:
        forgetting = Forgetting(self._regency, tx)
        for ticket in found:
            outbox.say(tx, await does(forgetting, ticket, BY_ITSELF))  # type: ignore[arg-type]  # all three say
        return len(found)

    async def _end(self) -> None:
        async with self._database.write() as tx:
            await self._rest(tx)
            await marks.set_to(tx, _DONE, self._today())
            await erasing.leftover(tx, erasing.ROWS)

    async def _rest(self, tx: Transaction) -> None:
        """What is small enough to go at once."""
        old = self._regency.settings.retention.log.before(tx.now)
        await reveals.forget(tx, old)
        await rulings.forget_requests(tx, old)
        await erasing.posts(tx, tx.now - _POSTS_LAST, AT_ONCE * AT_ONCE)

    async def _forget_words(self) -> None:
        begun = False
        while True:
            async with self._database.write() as tx:
                if not await searching.sweep(tx, begun=begun):
                    return
            begun = True

    def _today(self) -> str:
        return str(self._regency.today(self._database.clock()))
