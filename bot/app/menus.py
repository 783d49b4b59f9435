"""The commands that Telegram offers while someone types."""

from __future__ import annotations

from typing import Final

from bot.errors import AduanError
from bot.telegram import Api
from bot.texts import Texts

RESIDENTS: Final = ("lapor", "laporanku", "status", "batal", "bantuan", "bahasa", "privasi")
OFFICERS: Final = (
    "tugas", "tiket", "ambil", "balas", "tanya", "selesai", "kembalikan", "lepas", "catatan", "bantuan",
)  # fmt: skip


async def publish(api: Api, texts: Texts) -> None:
    """Set both menus in every language; the bot works without them, so a failure is left alone."""
    try:
        for words in texts:
            language = None if words is texts.main else words.language
            menu = [(name, words.plain(f"menu.resident.{name}")) for name in RESIDENTS]
            await api.set_commands(menu, {"type": "all_private_chats"}, language)
        menu = [(name, texts.main.plain(f"menu.officer.{name}")) for name in OFFICERS]
        await api.set_commands(menu, {"type": "all_group_chats"})
    except AduanError:
        return
