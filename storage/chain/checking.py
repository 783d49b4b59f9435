"""Reads the whole history against its chain, and says what does not fit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import models
from storage.chain.writing import Link, code_of, digest, mac, spans
from storage.engine import engine_of
from storage.sealing import Seal

AT_ONCE: Final = 1_000
"""Links read in one go, and about as many events."""

_LINKS: Final[Any] = models.Link.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_EVENTS: Final[Any] = models.Event.__table__  # type: ignore[attr-defined]  # as above
_TICKETS: Final[Any] = models.Ticket.__table__  # type: ignore[attr-defined]  # as above
_PURGED: Final = select(_TICKETS.c.id).where(_TICKETS.c.purged_at.is_not(None))
_TAKEN: Final = (
    select(func.count())
    .select_from(_EVENTS)
    .where(_EVENTS.c.text.is_(None), _EVENTS.c.text_digest.is_not(None), _EVENTS.c.ticket_id.not_in(_PURGED))
)
_LIMIT: Final = 2**63
_KEY: Final = (_LINKS.c.strand, _LINKS.c.n)

Progress = Callable[[int], None]
"""Told of each number of events that were looked at."""


@dataclass(slots=True)
class Verdict:
    """``faults``: a sentence each; ``erased``: events without their words; ``seen``: heads that are there."""

    events: int = 0
    links: int = 0
    erased: int = 0
    head: str = ""
    faults: list[str] = field(default_factory=list)
    seen: set[bytes] = field(default_factory=set)


async def check(
    connection: AsyncConnection, seal: Seal, heads: Sequence[bytes] = (), progress: Progress = lambda _: None
) -> Verdict:
    """All of it, in one reading transaction; ``heads``: beginnings of seals that must be there."""
    return await _Check(connection, seal, heads, progress).all()


class _Check:
    """Holds what is compared in the end: which ids are covered, and which seals were named."""

    def __init__(
        self, connection: AsyncConnection, seal: Seal, heads: Sequence[bytes], progress: Progress
    ) -> None:
        self._connection = connection
        self._seal = seal
        self._heads = heads
        self._progress = progress
        self._found = Verdict()
        self._covered: list[tuple[int, int]] = []
        self._ties: dict[tuple[int, int], bytes] = {}
        self._before: Link | None = None

    async def all(self) -> Verdict:
        async for links in self._portions():
            events = await self._events_of(links)
            for link in links:
                self._link(link, events)
            self._progress(len(events))
        await self._tied()
        await self._rest()
        for head in self._heads:
            if head not in self._found.seen:
                self._fault(f"{code_of(head)} is not there: the end of the history is missing, or is another")
        return self._found

    async def _portions(self) -> AsyncIterator[list[Link]]:
        """Links in order, few enough that their events fit into memory."""
        portion: list[Link] = []
        count = 0
        async for link in self._links():
            portion.append(link)
            count += _count(link)
            if len(portion) == AT_ONCE or count >= AT_ONCE:
                yield portion
                portion, count = [], 0
        if portion:
            yield portion

    async def _links(self) -> AsyncIterator[Link]:
        after: tuple[int, int] = (-1, -1)
        while True:
            query = select(_LINKS).where(tuple_(*_KEY) > after).order_by(*_KEY).limit(AT_ONCE)
            rows = (await self._connection.execute(query)).all()
            for row in rows:
                yield Link(*row)
            if len(rows) < AT_ONCE:
                return
            after = rows[-1].strand, rows[-1].n

    async def _events_of(self, links: Iterable[Link]) -> dict[int, Any]:
        found: dict[int, Any] = {}
        parts = [part for link in links for part in _spans(link)]
        for at in range(0, len(parts), 200):
            wanted = or_(*(_EVENTS.c.id.between(*part) for part in parts[at : at + 200]))
            for event in await self._connection.execute(select(_EVENTS).where(wanted)):
                found[event.id] = event
        return found

    def _link(self, link: Link, events: dict[int, Any]) -> None:
        name, before = f"link {link.strand}:{link.n}", self._before
        is_next = before is not None and before.strand == link.strand
        expected = before.n + 1 if before is not None and is_next else 0
        self._before = link
        self._found.links += 1
        self._found.head = code_of(link.mac)
        self._found.seen.update(head for head in self._heads if link.mac.startswith(head))
        if link.n != expected:
            self._fault(f"before {name} {link.n - expected} links are missing")
            return
        self._covered += _spans(link)
        if missing := next((one for one in _ids(link) if one not in events), None):
            self._fault(f"{name}: event {missing} is missing" + _more(link, events))
            return
        theirs = [events[one] for one in _ids(link)]
        sealed_before = before.mac if before is not None and is_next else b""
        if mac(self._seal, sealed_before, link, theirs) == link.mac:
            self._tie(link)
        else:
            self._fault(f"{name}: it or one of the events {link.events or '-'} was changed")
        self._words(theirs)

    def _words(self, events: Iterable[Any]) -> None:
        for event in events:
            if event.text is None and event.text_digest is not None:
                self._found.erased += 1
            elif digest(self._seal, event) != event.text_digest:
                self._fault(f"event {event.id} of ticket row {event.ticket_id}: its words were changed")

    def _tie(self, link: Link) -> None:
        """Of a link whose seal holds: what stands there was written by us."""
        for tie in link.ties.split(",") if link.ties else ():
            strand, n, sealed = tie.split(":")
            self._ties[int(strand), int(n)] = bytes.fromhex(sealed)

    async def _tied(self) -> None:
        """What other strands were tied to is there still, as it was."""
        ties = list(self._ties.items())
        for at in range(0, len(ties), AT_ONCE):
            some = dict(ties[at : at + AT_ONCE])
            query = select(*_KEY, _LINKS.c.mac).where(tuple_(*_KEY).in_(list(some)))
            known = {(row.strand, row.n): row.mac for row in await self._connection.execute(query)}
            for (strand, n), sealed in some.items():
                if known.get((strand, n)) != sealed:
                    self._fault(f"link {strand}:{n} is missing, or is another than the one that was tied")

    async def _rest(self) -> None:
        """Each event is in one link, and none besides."""
        self._covered.sort()
        covered, last = 0, 0
        for first, end in self._covered:
            if first <= last:
                self._fault(f"event {first} is in two links")
            covered, last = covered + end - first + 1, max(last, end)
        self._found.events = await self._connection.scalar(select(func.count()).select_from(_EVENTS)) or 0
        if left := await self._connection.scalar(_TAKEN):
            self._fault(f"{left} events have lost their words, and their tickets were not purged")
        if self._found.events > covered:
            self._fault(f"{self._found.events - covered} events are in no link")

    def _fault(self, sentence: str) -> None:
        self._found.faults.append(sentence)


def _spans(link: Link) -> list[tuple[int, int]]:
    """Its ranges; none where what stands there was changed into nonsense, which its seal shows."""
    try:
        found = list(spans(link.events))
    except ValueError:
        return []
    return found if all(0 < first <= last < _LIMIT for first, last in found) else []


def _ids(link: Link) -> Iterator[int]:
    return chain.from_iterable(range(first, last + 1) for first, last in _spans(link))


def _count(link: Link) -> int:
    return sum(last - first + 1 for first, last in _spans(link))


def _more(link: Link, events: Iterable[int]) -> str:
    """How many are missing besides one; a link that was changed may name more than could be counted out."""
    there = sum(first <= one <= last for first, last in _spans(link) for one in events)
    more = _count(link) - there - 1
    return f", and {more} more" if more > 0 else ""


async def look(url: str, seal: Seal, heads: Sequence[bytes], bar: Callable[[int], Progress]) -> Verdict:
    """As ``check``, on the database at ``url``, whoever writes there meanwhile."""
    engine = engine_of(url, read_only=True)
    try:
        async with engine.begin() as connection:
            count = await connection.scalar(select(func.count()).select_from(_EVENTS)) or 0
            return await check(connection, seal, heads, bar(count))
    finally:
        await engine.dispose()
