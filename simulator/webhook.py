"""The sender of a webhook: one queue for each chat, and for each person who presses buttons."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from typing import Any

import aiohttp

from simulator.errors import Refused
from simulator.updates import Update, Updates
from simulator.wire import Raw, decode

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # setWebhook secret_token
LONGEST_PAUSE = (60, 120)  # seconds
LONGEST_RETRY_AFTER = 3600
PATIENCE = aiohttp.ClientTimeout(total=60)


class Webhook:
    """Delivers updates to an address until they are taken; a small ``pace`` makes its pauses short."""

    def __init__(self, updates: Updates, pace: float = 1.0) -> None:
        self.url = ""
        self.pace = pace
        self.replies: asyncio.Queue[tuple[str, Raw]] = asyncio.Queue()
        self._updates = updates
        self._secret = ""
        self._most = 40
        self._lanes: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._last_error: dict[str, Any] = {}
        self._session: aiohttp.ClientSession | None = None
        self._free = asyncio.Semaphore(40)

    def start(self, url: str, secret: str, most: int) -> None:
        """Begins to deliver to ``url``, all that waits first."""
        self.stop()
        self.url, self._secret, self._most = url, secret, most
        self._free = asyncio.Semaphore(most)
        self._updates.taker = self._take
        waiting, self._updates.waiting = self._updates.waiting, deque()
        for update in waiting:
            self._take(update)

    def stop(self) -> None:
        """Ends deliveries; what was not taken waits for getUpdates again."""
        self.url = ""
        self._updates.taker = None
        for task in self._tasks:
            task.cancel()
        left = [update for lane in self._lanes.values() for update in lane]
        self._lanes = {}
        self._updates.in_flight = 0
        if left:
            self._updates.again(left)

    async def close(self) -> None:
        """Ends deliveries and connections."""
        self.stop()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def info(self) -> dict[str, Any]:
        """A WebhookInfo of the Bot API."""
        shown: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": self._updates.count,
        }
        if self.url:
            shown |= {"max_connections": self._most, "ip_address": "127.0.0.1"} | self._last_error
        if self._updates.allowed:
            shown["allowed_updates"] = sorted(self._updates.allowed)
        return shown

    def _take(self, update: Update) -> None:
        self._updates.in_flight += 1
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        lane = self._lanes[update.lane] = deque([update])
        task = asyncio.get_running_loop().create_task(self._run(update.lane, lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, number: int, lane: deque[Update]) -> None:
        """Delivers the updates of one lane one after another."""
        while lane:
            await self._deliver(lane[0])
            lane.popleft()
            self._updates.in_flight -= 1
        self._lanes.pop(number, None)

    async def _deliver(self, update: Update) -> None:
        """Tries until the update is taken or too old: at once, then after 2, 4, 8 seconds and so on."""
        pause = 1.0
        while update.expires > self._updates.clock().timestamp():
            asked = await self._try(update)
            if asked is None:
                return
            await asyncio.sleep((asked or (0 if pause == 1 else pause)) * self.pace)
            pause = min(2 * pause, random.uniform(*LONGEST_PAUSE))

    async def _try(self, update: Update) -> float | None:
        """None when the update was taken, else the pause that the other side asked for, 0 for none."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=PATIENCE)
        headers = {"Content-Type": "application/json"} | ({SECRET: self._secret} if self._secret else {})
        try:
            async with (
                self._free,
                self._session.post(self.url, data=update.body, headers=headers, ssl=False) as response,
            ):
                body = await response.read()
                if response.ok:
                    self._reply(response.headers.get("Content-Type", ""), body)
                    return None
                self._note(f"Wrong response from the webhook: {response.status} {response.reason}")
                return min(float(response.headers.get("Retry-After") or 0), LONGEST_RETRY_AFTER)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            self._note(f"Connection failed: {error}")
            return 0.0

    def _note(self, message: str) -> None:
        now = int(self._updates.clock().timestamp())
        self._last_error = {"last_error_date": now, "last_error_message": message}

    def _reply(self, kind: str, body: bytes) -> None:
        """A method in the body of the answer is carried out too, unless it begins with ``get``."""
        try:
            raw = decode("", kind, body) if body.strip() else {}
        except Refused:
            return
        method = raw.pop("method", None)
        if isinstance(method, str) and not method.lower().startswith("get"):
            self.replies.put_nowait((method, raw))
