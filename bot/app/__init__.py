"""Builds the bot from its settings, passes everything in, and keeps it running."""

from __future__ import annotations

from bot.app.building import Pacing, build, regency_of
from bot.app.loops import new_loop
from bot.app.running import App, serve

__all__ = ["App", "Pacing", "build", "new_loop", "regency_of", "serve"]
