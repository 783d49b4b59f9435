"""Rows that have done their work and are not kept: of updates, of messages, and of what nobody sent."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Final

from bot.pauses import rest
from bot.regency import Regency
from bot.settings import Span
from storage import enclosures, inbox, outbox, proposals
from storage.database import Database
from storage.transaction import Transaction

PROPOSALS_LAST: Final = Span(days=7)

AT_ONCE: Final = 100
"""Rows deleted in one transaction, so that nobody waits for it."""

Forget = Callable[[Transaction, datetime, int], Awaitable[int]]


async def forget_old(regency: Regency, database: Database) -> bool:
    """Delete some of each kind; whether more waits."""
    kept = regency.settings.retention
    kinds: Sequence[tuple[Forget, Span]] = (
        (inbox.forget, kept.inbox),
        (outbox.forget, kept.inbox),
        (outbox.forget_lost, kept.log),
        (enclosures.forget, kept.log),
        (proposals.forget, PROPOSALS_LAST),
    )
    return any([await _some(database, *kind) for kind in kinds])


async def _some(database: Database, forget: Forget, kept: Span) -> bool:
    began = time.monotonic()
    async with database.write() as tx:
        count = await forget(tx, kept.before(tx.now), AT_ONCE)
    if count:
        await rest(began)
    return count == AT_ONCE
