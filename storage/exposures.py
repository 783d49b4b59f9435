"""Which of the admins' and the leaders' own chats strangers can read; bound groups know it of themselves."""

from __future__ import annotations

from typing import Final

from storage import marks
from storage.transaction import Transaction

_YES: Final = "yes"


async def is_exposed(tx: Transaction, chat: int) -> bool:
    """Whether it was open to strangers when it was last seen."""
    return await marks.value(tx, _name(chat)) == _YES


async def note(tx: Transaction, chat: int, *, exposed: bool) -> None:
    """So it looks from now on."""
    await marks.set_to(tx, _name(chat), _YES if exposed else "no")


def _name(chat: int) -> str:
    return f"exposed:{chat}"
