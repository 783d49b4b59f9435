"""Figures for who leads: answered in chat, as files, and by themselves at their time."""

from bot.recaps.asked import Asked
from bot.recaps.asking import Recaps
from bot.recaps.overdue import Overdue
from bot.recaps.printer import Printer
from bot.recaps.search import Search

__all__ = ["Asked", "Overdue", "Printer", "Recaps", "Search"]
