"""What becomes of drafts nobody comes back to: one reminder, then they are deleted."""

from __future__ import annotations

from typing import Final

from bot import wording
from bot.form import Form
from bot.intake import pages
from bot.intake.visit import Visit
from bot.notices import Notice, Said, Urgency
from bot.regency import Regency
from storage import drafts, residents
from storage.transaction import DraftRecord, Transaction

_AT_ONCE: Final = 50


async def tidy_drafts(regency: Regency, tx: Transaction) -> Said:
    """Nudge about idle drafts, delete those whose time is over."""
    told: list[Notice] = []
    for draft in await drafts.due(tx, _AT_ONCE):
        if draft.expires_at <= tx.now:
            drafts.drop(tx, draft)
        else:
            told += await _nudge(regency, tx, draft)
    return tuple(told)


async def _nudge(regency: Regency, tx: Transaction, draft: DraftRecord) -> list[Notice]:
    form = Form.from_json(drafts.form_of(tx, draft))
    draft.nudge_at = None
    drafts.keep(tx, draft, form.to_json())
    resident = await residents.get(tx, draft.resident_id)
    reached = resident is not None and residents.chat_of(tx, resident) is not None
    if resident is None or not reached or resident.blocked_at is not None or form.is_empty:
        return []
    person = residents.identity(tx.seal, resident)
    at = Visit(regency, tx, person, resident, draft, form)
    until = wording.day(at.words, regency.local(draft.expires_at).date())
    text = at.words("intake.nudge.text", date=until)
    return [Notice(person.id, text, rows=pages.greeting(at).rows, urgency=Urgency.REMINDER)]
