"""Recaps that come by themselves: ordered once each, in the transaction that marks them as ordered."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.spots import leaders_chat
from bot.notices import Said
from bot.orders import MESSAGES, Make, Order
from bot.recap import slips
from bot.recap.periods import Period
from bot.recap.regulars import REGULARS, Regular, abridged, is_time
from bot.recap.requests import Request
from bot.regency import Regency
from storage import groups, marks, recaps
from storage.recaps import Scope
from storage.transaction import Transaction


async def scheduled(regency: Regency, tx: Transaction) -> Said:
    """A ticker's chore: what is due is ordered; of several periods missed while down, only the last."""
    if not is_time(regency.settings.recap, regency.calendar, tx.now):
        return ()
    due = [
        regular
        for regular in REGULARS
        if regular.wanted(regency.settings.recap) and await _is_due(regency, tx, regular)
    ]
    said: list[Order] = []
    for regular in abridged(due):
        said += await _orders(regency, tx, regular)
    return tuple(said)


async def _is_due(regency: Regency, tx: Transaction, regular: Regular) -> bool:
    """Marked as ordered. Not the first time: a desk that has just begun has no period behind it."""
    period = regular.ended(regency.today(tx.now))
    name, value = f"recap:{regular.name}", period.packed()
    before = await marks.value(tx, name)
    if before == value:
        return False
    await marks.set_to(tx, name, value)
    return before is not None


async def _orders(regency: Regency, tx: Transaction, regular: Regular) -> list[Order]:
    period = regular.ended(regency.today(tx.now))
    return [
        *await _leaders(regency, tx, regular, Request(period)),
        *await _offices(regency, tx, regular, period),
    ]


async def _leaders(regency: Regency, tx: Transaction, regular: Regular, request: Request) -> list[Order]:
    chat = await leaders_chat(regency, tx)
    if chat is None:
        return []
    makes = await _worth(regency, tx, request, regular.leaders)
    return [_order(regency, chat, make, request) for make in makes]


async def _offices(regency: Regency, tx: Transaction, regular: Regular, period: Period) -> list[Order]:
    found: list[Order] = []
    if not regular.offices or not regency.settings.recap.offices:
        return found
    for group in await groups.every(tx):
        if group.shows and group.opd in regency.policy.opds:
            request = Request(period, group.opd)
            makes = await _worth(regency, tx, request, regular.offices)
            found += [_order(regency, group.chat_id, make, request, buttons=False) for make in makes]
    return found


async def _worth(regency: Regency, tx: Transaction, request: Request, makes: Sequence[Make]) -> list[Make]:
    """All of these; where nothing was filed, those that are words: there is nothing to draw."""
    begin, end = request.period.bounds(regency.settings.service.zone)
    if await recaps.is_empty(tx.session, Scope(begin, end, request)):
        return [make for make in makes if make in MESSAGES]
    return list(makes)


def _order(regency: Regency, chat: int, make: Make, request: Request, *, buttons: bool = True) -> Order:
    return Order(chat, make, slips.written(request), regency.texts.main.language, buttons=buttons)
