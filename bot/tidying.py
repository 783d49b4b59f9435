"""Rows that have done their work and are not kept: of updates, of messages, and of what nobody sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.notices import Said
from bot.regency import Regency
from storage import enclosures, inbox, outbox, proposals
from storage.transaction import Transaction

PROPOSALS_LAST: Final = timedelta(days=7)

AT_ONCE: Final = 500
"""Rows deleted in one turn, so that nobody waits for it."""


async def forget_old(regency: Regency, tx: Transaction) -> Said:
    """Delete a bounded amount; nothing is said."""
    kept = regency.settings.retention
    before = kept.inbox.before(tx.now)
    await inbox.forget(tx, before, AT_ONCE)
    await outbox.forget(tx, before, AT_ONCE)
    await outbox.forget_lost(tx, kept.log.before(tx.now), AT_ONCE)
    await enclosures.forget(tx, kept.log.before(tx.now), AT_ONCE)
    await proposals.forget(tx, tx.now - PROPOSALS_LAST)
    return ()
