"""The outbox's loop: what waits is claimed, sent in order at Telegram's pace, and its fate written."""

from bot.speaker.loop import Speaker
from bot.speaker.pace import Pace
from bot.speaker.turn import InTurn

__all__ = ["InTurn", "Pace", "Speaker"]
