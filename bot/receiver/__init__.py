"""The inbox's loop: updates are stored before they are confirmed, and handled many to a transaction."""

from __future__ import annotations

from bot.receiver.loop import Receiver
from bot.receiver.sharing import Sharing

__all__ = ["Receiver", "Sharing"]
