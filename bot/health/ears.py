"""What there is to learn from each exchange with Telegram, noted on its way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from bot.errors import Conflict, Flooded
from bot.health.metrics import Metrics
from bot.health.pulse import PATIENCE, Pulse
from bot.health.vitals import Vitals
from bot.notices import Toast
from bot.protocols import Courier, Letter, Raw, Source

MOST: Final = 100
"""Updates in one answer; fewer mean that no more waited (getUpdates: limit)."""


class HeardSource:
    """A ``bot.protocols.Source``; ``waits``: seconds that one poll may take, its own time limit included."""

    def __init__(self, source: Source, vitals: Vitals, metrics: Metrics, pulse: Pulse, waits: float) -> None:
        self._source = source
        self._vitals = vitals
        self._metrics = metrics
        self._waits = waits
        self._pulse = pulse

    async def fetch(self, offset: int | None) -> Sequence[Raw]:
        """As the source; raises what it raises."""
        self._pulse.beat(self._waits)
        try:
            updates = await self._source.fetch(offset)
        except Exception as error:
            self._failed(error)
            raise
        self._pulse.beat()
        self._vitals.heard()
        self._took(updates)
        return updates

    def _took(self, updates: Sequence[Any]) -> None:
        """What is no update is the receiver's to put aside; here it must not be in the way."""
        found = [raw for raw in updates if isinstance(raw, dict)]
        self._vitals.took_in(found)
        if len(updates) < MOST:
            self._vitals.skew.drained()
        self._metrics.took_in(found)

    def _failed(self, error: Exception) -> None:
        """The receiver pauses now, at most for half a minute or for as long as Telegram asks."""
        self._pulse.beat(PATIENCE + (error.after if isinstance(error, Flooded) else 0))
        if isinstance(error, Conflict):
            self._vitals.refused()
            self._metrics.refused()


class HeardCourier:
    """A ``bot.protocols.Courier`` whose calls are counted and timed."""

    def __init__(self, courier: Courier, vitals: Vitals, metrics: Metrics) -> None:
        self._courier = courier
        self._tick = vitals.tick
        self._metrics = metrics

    async def send(self, letter: Letter) -> tuple[int, ...]:
        """As the courier; raises what it raises."""
        begun = self._tick()
        try:
            messages = await self._courier.send(letter)
        except Exception as error:
            self._metrics.sent(self._tick() - begun, error)
            raise
        self._metrics.sent(self._tick() - begun, None)
        return messages

    async def answer(self, toast: Toast) -> None:
        """As the courier."""
        await self._courier.answer(toast)
