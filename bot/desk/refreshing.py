"""After a change that concerns many due times, the cards are brought up to date a few at a time."""

from __future__ import annotations

from typing import Final

from bot.desk.cards import Cards
from bot.notices import Said
from bot.regency import Regency
from storage import marks, tickets
from storage.transaction import Transaction

AT_A_TIME: Final = 50
"""Cards to a turn of the ticker; a group takes 19 messages a minute."""

_MARK: Final = "refreshed_to"
_DONE: Final = "done"


async def begin(tx: Transaction) -> None:
    """From now on every open ticket has its turn again, the oldest first."""
    await marks.set_to(tx, _MARK, "0")


async def refresh(regency: Regency, tx: Transaction) -> Said:
    """A ticker's chore: the next cards as they are now; none is posted where there is none."""
    known = await marks.value(tx, _MARK)
    if known is None or known == _DONE:
        return ()
    found = await tickets.open_after(tx.session, int(known), AT_A_TIME)
    await marks.set_to(tx, _MARK, str(found[-1].id) if len(found) == AT_A_TIME else _DONE)
    return await Cards(regency, tx).refreshed(found)
