"""Who is in a group now, asked of Telegram and remembered for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final

from bot.errors import Moved, Rejected, Unreachable
from bot.persons import NOBODY
from bot.telegram.api import Api

LASTS: Final = 600.0
NO_LASTS: Final = 15.0
"""Someone just added should not have to wait."""

MOST: Final = 5_000

_INSIDE: Final = frozenset({"creator", "administrator", "member"})


class TelegramMembers:
    """The ``bot.protocols.Members`` that asks getChatMember; ``tick`` gives monotonic seconds."""

    def __init__(self, api: Api, tick: Callable[[], float]) -> None:
        self._api = api
        self._tick = tick
        self._known: OrderedDict[tuple[int, int], tuple[bool, float]] = OrderedDict()

    async def holds(self, chat: int, person: int) -> bool:
        """Whether ``person`` is in the group ``chat``. Raises ``bot.errors.Delivery``."""
        if person in NOBODY:
            return False
        known, until = self._known.get((chat, person), (False, 0.0))
        if self._tick() < until:
            return known
        inside = await self._ask(chat, person)
        self._remember((chat, person), inside)
        return inside

    def forget(self, chat: int, person: int) -> None:
        """Their membership changed: ask again next time."""
        self._known.pop((chat, person), None)

    async def _ask(self, chat: int, person: int) -> bool:
        try:
            member = await self._api.call("getChatMember", {"chat_id": chat, "user_id": person})
        except Moved as moved:
            return await self._ask(moved.to, person)
        except Rejected:
            return False  # "member not found", "PARTICIPANT_ID_INVALID"
        except Unreachable as error:
            if "user" not in str(error).lower():
                raise
            return False
        return _inside(member)

    def _remember(self, key: tuple[int, int], inside: bool) -> None:
        self._known.pop(key, None)
        self._known[key] = inside, self._tick() + (LASTS if inside else NO_LASTS)
        if len(self._known) > MOST:
            self._known.popitem(last=False)


def _inside(member: dict[str, Any]) -> bool:
    if member["user"].get("is_bot", False):
        return False
    status = member["status"]
    return status in _INSIDE or (status == "restricted" and bool(member.get("is_member")))
