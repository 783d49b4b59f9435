"""Taking consent back, and being forgotten: said before what it means, done only when they are sure."""

from __future__ import annotations

from bot.desk.forgetting import Forgetting
from bot.intake.privacy import pages
from bot.intake.visit import Visit
from bot.notices import Notice, Said
from bot.texts import lines, paragraphs
from bot.tickets.status import OPEN, Status
from storage import residents, tickets


async def stop(at: Visit) -> Said:
    """What becomes of what they have open if they take their consent back."""
    numbers = await _numbers(at, only_open=True)
    about = {"count": len(numbers), "numbers": pages.numbers(numbers)}
    text = at.words("privacy.stop.open" if numbers else "privacy.stop.none", **about)
    return (pages.sure(at, "stop", paragraphs(at.words("privacy.stop.text"), text)),)


async def stopped(at: Visit) -> Said:
    """No draft is kept, and nothing is said any more but what they ask for."""
    at.drop()
    resident = at.resident
    resident.consent, resident.consented_at, resident.agreed_text = 0, None, None
    resident.withdrawn_at = resident.withdrawn_at or at.tx.now
    residents.expect_nothing(at.tx, resident)
    residents.keep(at.tx, resident)
    return (Notice(at.person.id, at.words("privacy.stop.done")),)


async def forget(at: Visit) -> Said:
    """Which tickets stay, without their name, and why."""
    numbers = await _numbers(at, only_open=False)
    about = {"count": len(numbers), "numbers": pages.numbers(numbers)}
    text = lines(
        at.words("privacy.forget.stays" if numbers else "privacy.forget.nothing", **about),
        at.words("privacy.forget.blocked") if at.resident.blocked_at is not None else None,
    )
    return (
        pages.sure(
            at, "forget", paragraphs(at.words("privacy.forget.text"), text, at.words("privacy.forget.final"))
        ),
    )


async def forgotten(at: Visit) -> Said:
    """At once; the last that they hear from us."""
    words = at.words
    said = await Forgetting(at.regency, at.tx).resident(at.resident)
    at.draft = None
    return (*said, Notice(at.person.id, words("privacy.forget.done")))


async def _numbers(at: Visit, *, only_open: bool) -> list[str]:
    found = await tickets.every_of(at.tx.session, at.resident.id)
    goes_on = OPEN | {Status.RESOLVED}
    return [at.regency.number(one) for one in found if not only_open or one.status in goes_on]
