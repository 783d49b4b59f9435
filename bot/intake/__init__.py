"""The residents' half of the desk: from the first word to a number, and what they ask about it."""

from __future__ import annotations

from bot.intake.service import Intake

__all__ = ["Intake"]
