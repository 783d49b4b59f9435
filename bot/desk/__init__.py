"""The officers' half of the desk: cards in groups, what officers and admins do, what residents hear of it."""

from bot.desk.service import Desk

__all__ = ["Desk"]
