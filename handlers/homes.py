"""Where each restricted command works, for those who may use it there."""

from __future__ import annotations

from typing import Final

from bot.people import People
from bot.persons import Person

HOMES: Final = {
    "group": (
        "tugas", "ambil", "balas", "tanya", "kembalikan", "selesai", "lepas", "serahkan", "catatan",
        "hubungkan",
    ),
    "admin": (
        "kode", "disposisi", "arsip", "luar", "gabung", "sp4n", "blokir", "bukablokir", "libur", "petugas",
        "audit",
    ),
    "leaders": ("rekap", "tunggakan", "cari"),
}  # fmt: skip
"""Commands by the key of the place that is said."""

_HOME_OF: Final = {command: home for home, commands in HOMES.items() for command in commands}


async def home_of(command: str, people: People, person: Person, chat: int) -> str | None:
    """The place of a command, told only in chats of the office's own, and to who has an office in private."""
    if chat == person.id:
        is_known = people.is_supervisor(person) or bool(people.headed_by(person))
    else:
        is_known = await people.is_known(chat)
    return _HOME_OF.get(command) if is_known else None
