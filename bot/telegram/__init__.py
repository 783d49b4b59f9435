"""Telegram's Bot API by way of python-telegram-bot, which speaks and fetches here and nowhere else."""

from bot.telegram.api import Api, Me
from bot.telegram.chats import TelegramChats
from bot.telegram.courier import TelegramCourier
from bot.telegram.looks import TelegramLooks
from bot.telegram.members import TelegramMembers
from bot.telegram.source import TelegramSource

__all__ = [
    "Api",
    "Me",
    "TelegramChats",
    "TelegramCourier",
    "TelegramLooks",
    "TelegramMembers",
    "TelegramSource",
]
