"""Who there is: people and the bot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ANONYMOUS_ADMIN = 1087968824  # the GroupAnonymousBot, under whose name anonymous admins write
CHANNEL_BOT = 136817688  # under whose name a channel writes into a group


@dataclass(slots=True, eq=False)
class User:
    """A Telegram account, and how it stands to the bot."""

    id: int
    first_name: str
    username: str | None = None
    last_name: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    has_started: bool = False
    has_blocked: bool = False
    is_deactivated: bool = False
    can_read_all_group_messages: bool = False

    @property
    def json(self) -> dict[str, Any]:
        """The user as the Bot API shows them."""
        shown: dict[str, Any] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for key in ("last_name", "username", "language_code"):
            value = getattr(self, key)
            if value is not None:
                shown[key] = value
        return shown
