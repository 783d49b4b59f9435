"""`aduan demo`: the whole desk on this machine, with a simulated Telegram and a page to play everyone."""

from __future__ import annotations

from bot.demo.showing import PAST, Show, show

__all__ = ["PAST", "Show", "show"]
