"""The loop that looks at due times: reminders, the ladder, and resolved tickets that nobody disputes."""

from bot.ticker.loop import Ticker

__all__ = ["Ticker"]
