"""The updates that wait for the bot, and the law by which ``getUpdates`` hands them out."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from simulator.errors import conflict
from simulator.pulse import Pulse
from simulator.wire import dumps

DAY = 86400.0
LIFE = {
    "callback_query": 150.0,
    "inline_query": 30.0,
    "chosen_inline_result": 600.0,
}  # getUpdates; else a day
ONLY_IF_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})  # getUpdates
MOST = 100  # getUpdates limit
LONGEST = 50  # getUpdates timeout, in seconds

TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(slots=True, frozen=True)
class Update:
    """One update as the bot gets it, the lane in which it keeps its order, and when it is dropped."""

    id: int
    kind: str
    body: bytes
    lane: int
    expires: float

    def numbered(self, number: int) -> Update:
        """The same under another id."""
        body = self.body.replace(b'"update_id":%d' % self.id, b'"update_id":%d' % number, 1)
        return replace(self, id=number, body=body)


class Updates:
    """A queue that forgets what the bot confirmed or what is too old, and nothing else."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.waiting: deque[Update] = deque()
        self.allowed: frozenset[str] = frozenset()
        self.taker: Callable[[Update], None] | None = None
        self.recent: deque[Update] = deque(maxlen=MOST)
        self.last_id = 100_000_000
        self.in_flight = 0
        self.held = False
        self._pulse = Pulse()
        self._receiver = 0

    def put(self, kind: str, payload: dict[str, Any], lane: int) -> int | None:
        """Queues an update and returns its id; None when the bot did not ask for this kind."""
        if not self.wants(kind):
            return None
        self.last_id += 1
        expires = self.clock().timestamp() + LIFE.get(kind, DAY)
        body = dumps({"update_id": self.last_id, kind: payload})
        update = Update(self.last_id, kind, body, lane, expires)
        self.recent.append(update)
        self._offer(update)
        return self.last_id

    def again(self, updates: Iterable[Update]) -> None:
        """Queues updates once more, in front and as they were: a delivery that was not confirmed."""
        self.waiting = deque(sorted([*updates, *self.waiting], key=lambda update: update.id))
        self._pulse.beat()

    def repeat(self, count: int = 1) -> None:
        """Delivers the newest updates a second time, as Telegram does when a confirmation got lost."""
        repeated = list(self.recent)[-count:]
        if self.taker is None:
            self.again(update for update in repeated if update not in self.waiting)
        for update in repeated if self.taker is not None else ():
            self._offer(update)

    @contextmanager
    def swapped(self) -> Iterator[None]:
        """The two updates put in here change places: a press overtakes the text before it."""
        self.held = True
        yield
        second, first = self.waiting.pop(), self.waiting.pop()
        self.waiting += (second.numbered(first.id), first.numbered(second.id))
        self.held = False
        self._pulse.beat()

    def hold(self, *, held: bool) -> None:
        """Hands out nothing while held, not even to a poll under way."""
        self.held = held
        self._pulse.beat()

    def _offer(self, update: Update) -> None:
        if self.taker is not None:
            self.taker(update)
            return
        self.waiting.append(update)
        self._pulse.beat()

    def wants(self, kind: str) -> bool:
        """Whether the bot gets updates of this kind."""
        return kind in self.allowed if self.allowed else kind not in ONLY_IF_ASKED

    @property
    def polls(self) -> int:
        """How often the bot has asked for updates."""
        return self._receiver

    @property
    def count(self) -> int:
        """How many the bot has not confirmed."""
        return len(self.waiting) + self.in_flight

    async def fetch(self, offset: int, limit: int, timeout: float) -> bytes:  # noqa: ASYNC109 - the parameter of getUpdates
        """The body of an answer to ``getUpdates``; waits up to ``timeout`` seconds for the first update."""
        self._receiver += 1
        receiver = self._receiver
        self._pulse.beat()
        self._confirm(offset)
        loop = asyncio.get_running_loop()
        end = loop.time() + min(timeout, LONGEST)
        while not (bodies := self._first(limit)) and (left := end - loop.time()) > 0:
            await self._pulse.after(self._pulse.count, left)
            if receiver != self._receiver:
                raise conflict(TERMINATED)
        return b'{"ok":true,"result":[' + b",".join(bodies) + b"]}"

    def terminate(self) -> None:
        """Ends a waiting ``getUpdates``: a webhook took over."""
        self._receiver += 1
        self._pulse.beat()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self.waiting) > -offset:
                self.waiting.popleft()
        while offset > 0 and self.waiting and self.waiting[0].id < offset:
            self.waiting.popleft()

    def _first(self, limit: int) -> list[bytes]:
        now = self.clock().timestamp()
        self._drop_expired(now)
        bodies: list[bytes] = []
        for update in () if self.held else self.waiting:
            if len(bodies) == limit:
                break
            if update.expires > now:
                bodies.append(update.body)
        return bodies

    def _drop_expired(self, now: float) -> None:
        while self.waiting and self.waiting[0].expires <= now:
            self.waiting.popleft()
