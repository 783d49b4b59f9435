"""`aduan seed`: a believable past, made up, so that figures, lists and speed can be seen when it is full."""

from __future__ import annotations

from bot.seeding.service import Plan, seed

__all__ = ["Plan", "seed"]
