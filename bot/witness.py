"""The leaders witness the history: daily they are told its head, which they can hold against it later."""

from __future__ import annotations

from typing import Final

from bot.desk.spots import leaders_chat
from bot.notices import Notice, Said, Urgency
from bot.recap.regulars import is_time
from bot.regency import Regency
from storage import marks
from storage.chain import Strand, code_of
from storage.transaction import Transaction

_TOLD: Final = "head"


async def tell_head(regency: Regency, strand: Strand, tx: Transaction) -> Said:
    """A ticker's chore, when daily recaps are due; nothing on the first day, when nothing has happened."""
    if not is_time(regency.settings.recap, regency.calendar, tx.now):
        return ()
    today = regency.today(tx.now).isoformat()
    before = await marks.value(tx, _TOLD)
    chat = await leaders_chat(regency, tx)
    if before == today or chat is None:
        return ()
    await marks.set_to(tx, _TOLD, today)
    if before is None:
        return ()
    code = code_of(await strand.tie(tx))
    text = regency.texts.main("safekeeping.head", code=code)
    return (Notice(chat, text, urgency=Urgency.REMINDER, silent=True),)
