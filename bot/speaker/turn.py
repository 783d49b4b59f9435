"""A courier for the one whose turn it is to speak."""

from __future__ import annotations

from collections.abc import Callable

from bot.errors import NotSent
from bot.notices import Toast
from bot.protocols import Courier, Letter


class InTurn:
    """Brings nothing while ``speaks`` is false: a process that was frozen is not the one that speaks now."""

    def __init__(self, courier: Courier, speaks: Callable[[], bool]) -> None:
        self._courier = courier
        self._speaks = speaks

    async def send(self, letter: Letter) -> tuple[int, ...]:
        """As ``bot.protocols.Courier``; raises NotSent out of turn."""
        if not self._speaks():
            raise NotSent("not our turn")
        return await self._courier.send(letter)

    async def answer(self, toast: Toast) -> None:
        """As ``bot.protocols.Courier``; whoever was asked may answer."""
        await self._courier.answer(toast)
