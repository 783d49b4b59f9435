"""How long everything is kept: once a day what is too old is erased, and swept from the disk after that."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple

import structlog

from bot.causes import cause_of
from bot.desk.forgetting import BY_ITSELF, Forgetting
from bot.errors import StorageDown
from bot.notices import Said
from bot.pauses import rest
from bot.regency import Regency
from bot.settings import Span
from storage import erasing, expired, marks, outbox, residents, searching, tickets
from storage.database import Database
from storage.expired import Expired
from storage.models import Petition, Reveal, Ruling
from storage.transaction import Transaction

AT_ONCE: Final = 4
"""Rows in one transaction: some 10 milliseconds."""

PARTS: Final = 10
"""Transactions of one turn: all else that has its time waits no longer than a second or two."""

_DONE: Final = "retained_on"
_POSTS_LAST: Final = Span(days=1)

_log = structlog.get_logger(__name__)


class Step(NamedTuple):
    """What of one kind is kept no longer than ``kept``, and how one row of it is erased, by its id."""

    kept: Span
    due: Callable[..., Expired]
    erase: Callable[[Transaction, int], Awaitable[None]]


@dataclass
class _Round:
    """How far the work of a day has come; a new process begins it again, and finds less."""

    day: str = ""
    left: list[str] = field(default_factory=list)
    after: int = 0
    failed: int = 0

    def go_on(self, after: int | None) -> None:
        """Behind this id, or with the next step."""
        if after is None:
            self.left.pop(0)
        self.after = after or 0


class Retention:
    """Begins with each local day, goes past what cannot be erased, and says how much that is."""

    def __init__(self, regency: Regency, database: Database) -> None:
        self._regency = regency
        self._database = database
        self._round = _Round()
        self._is_busy = False
        self._merging: str | None = None
        kept, erase = regency.settings.retention, erasing
        self.steps: dict[str, Step] = {
            "reporters": Step(kept.identity, expired.with_reporter, self._forgets(Forgetting.reporter)),
            "followers": Step(kept.identity, expired.with_followers, erase.followers),
            "words": Step(kept.text, expired.with_words, self._forgets(Forgetting.words)),
            "files": Step(kept.media, expired.with_media, self._forgets(Forgetting.media)),
            "residents": Step(kept.identity, expired.gone, _resident),
            "petitions": Step(kept.identity, expired.decided, partial(erase.row, Petition)),
            "reveals": Step(kept.log, expired.shown, partial(erase.row, Reveal)),
            "requests": Step(kept.log, expired.requests, partial(erase.row, Ruling)),
            "posts": Step(_POSTS_LAST, expired.with_posts, erase.posts),
        }

    async def turn(self) -> bool:
        """Some parts of what is due today, with a rest after each; whether more is."""
        self._is_busy, today = False, self._today()
        async with self._database.read() as session:
            if await marks.read(session, _DONE) == today:
                return False
        if self._round.day != today:
            self._round = _Round(today, [*self.steps])
        if not self._round.left:
            await self._end()
        for _ in range(PARTS):
            if self._round.left:
                began = time.monotonic()
                await self._some()
                await rest(began)
        self._is_busy = True
        return True

    async def run(self) -> int:
        """All of it now, whether it was done today or not; how many rows could not be erased."""
        self._is_busy, self._round = False, _Round(self._today(), [*self.steps])
        while self._round.left:
            await self._some()
        await self._end()
        while await self.sweep():
            pass
        return self._round.failed

    async def sweep(self) -> bool:
        """Overwrite what is left of what was erased, in the log and in the index of words; whether more is.

        Once for all that a night erases: the whole index is written anew.
        """
        if self._is_busy:
            return False
        async with self._database.read() as session:
            left = await marks.read(session, erasing.LEFTOVER)
        if left is None or left == erasing.NOTHING:
            return False
        if left.startswith(erasing.WORDS) and not await self._merged(left):
            return True
        if await self._database.checkpoint():
            async with self._database.write() as tx:
                if await marks.value(tx, erasing.LEFTOVER) == left:
                    await marks.set_to(tx, erasing.LEFTOVER, erasing.NOTHING)
        return False

    async def count(self) -> dict[str, int]:
        """How much of what is too old; nothing is changed."""
        async with self._database.read() as session:
            return {
                name: await self._due(self.steps[name]).count(session)
                for name in ("reporters", "words", "files")
            }

    def _due(self, step: Step) -> Expired:
        return step.due(step.kept.before(self._database.clock()))

    async def _some(self) -> None:
        """Look for more of the step at hand, and erase what is found."""
        name = self._round.left[0]
        step = self.steps[name]
        due = self._due(step)
        async with self._database.read() as session:
            found = await due.some(session, self._round.after, AT_ONCE)
        if found.ids:
            self._round.failed += await self._erase_all(name, due, found.ids)
        self._round.go_on(found.after)

    async def _erase_all(self, name: str, due: Expired, ids: Sequence[int]) -> int:
        """All at once, or where that fails each alone; how many could not be erased."""
        try:
            await self._erase(name, due, ids)
        except StorageDown:
            raise
        except Exception:  # one row must not keep the others from being erased
            return sum([await self._fails(name, due, row) for row in ids])
        return 0

    async def _fails(self, name: str, due: Expired, row: int) -> bool:
        try:
            await self._erase(name, due, [row])
        except StorageDown:
            raise
        except Exception as error:  # whatever is wrong with it, it is counted and tried again tomorrow
            _log.error("row_not_erased", state=name, row=row, **cause_of(error))
            return True
        return False

    async def _erase(self, name: str, due: Expired, ids: Sequence[int]) -> None:
        async with self._database.write() as tx:
            for row in await due.still(tx.session, ids):
                await self.steps[name].erase(tx, row)

    def _forgets(self, part: Callable[..., Awaitable[Said]]) -> Callable[[Transaction, int], Awaitable[None]]:
        async def erase(tx: Transaction, ticket_id: int) -> None:
            ticket = await tickets.get(tx, ticket_id)
            if ticket is not None:
                outbox.say(tx, await part(Forgetting(self._regency, tx), ticket, BY_ITSELF))

        return erase

    async def _end(self) -> None:
        async with self._database.write() as tx:
            await marks.set_to(tx, _DONE, self._round.day)
            await marks.set_to(tx, erasing.UNERASED, str(self._round.failed))
            await erasing.leftover(tx, erasing.ROWS)

    async def _merged(self, left: str) -> bool:
        """Whether no word that was dropped when ``left`` was marked is in the index; some steps to that."""
        for _ in range(PARTS):
            began = time.monotonic()
            async with self._database.write() as tx:
                is_more = await searching.sweep(tx, begun=self._merging == left)
            self._merging = left if is_more else None
            if not is_more:
                return True
            await rest(began)
        return False

    def _today(self) -> str:
        return str(self._regency.today(self._database.clock()))


async def _resident(tx: Transaction, resident_id: int) -> None:
    resident = await residents.get(tx, resident_id)
    if resident is not None:
        await erasing.resident(tx, resident, wrote=False)
