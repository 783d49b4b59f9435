"""The cards that stand where a ticket was, once another office has it."""

from __future__ import annotations

from bot.desk.cards import Cards
from bot.desk.spots import Spot, admin_chat, spot_of
from bot.notices import Notice
from bot.regency import Regency
from storage import posts
from storage.models import Ticket
from storage.transaction import Transaction


async def left(
    regency: Regency, tx: Transaction, cards: Cards, before: Spot | None, ticket: Ticket
) -> list[Notice]:
    """In the group it was ``before``, only who has it now; in the admins' chat, how it stands."""
    after = await spot_of(regency, tx, ticket)
    admins = await admin_chat(regency, tx)
    told = []
    if before and before.is_home and before != after:
        told.append(cards.moved_on(before.chat, ticket))
    if admins is not None and (after is None or after.chat != admins):
        shown = await posts.cards(tx, [(ticket.id, tx.seal.lane(admins))])
        told += [await cards.card(Spot(admins, is_home=False), ticket)] if shown else []
    return told
