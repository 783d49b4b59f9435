"""What a group looks like, asked of Telegram."""

from __future__ import annotations

from bot.errors import Unknown
from bot.protocols import Sight
from bot.telegram.api import Api


class TelegramChats:
    """The ``bot.protocols.Chats`` that asks getChat and getChatMemberCount."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def look(self, chat: int) -> Sight:
        """As the bot sees it now. Raises ``bot.errors.Delivery``."""
        shown = await self._api.call("getChat", {"chat_id": chat})
        members = await self._api.call("getChatMemberCount", {"chat_id": chat})
        if not isinstance(shown, dict) or not isinstance(members, int):
            raise Unknown("an answer without a chat")
        exposed = bool(shown.get("username") or shown.get("linked_chat_id"))
        return Sight(exposed, bool(shown.get("is_forum")), members)
