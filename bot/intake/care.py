"""What is owed to people beside their report: danger first, despair without a form, no scolding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.intake import pages
from bot.intake.visit import Visit
from bot.notices import Notice, Urgency
from bot.policy import Policy
from bot.texts import Html, Words, lines
from bot.understanding import Found, personal_in

_SURE_OF_CHAT: Final = 0.6
"""Below, what may be no report is taken for one."""


def is_chat(found: Found) -> bool:
    """No report, as far as can be told: no place and no danger either."""
    tells = found.kecamatan or found.places or found.emergency
    return not found.is_report and found.is_report.sure >= _SURE_OF_CHAT and not tells


def first(visit: Visit, found: Found) -> tuple[Notice, ...]:
    """Whom to call now, before anything else, beside words that belong to a ticket."""
    if found.despair:
        return (comfort(visit),)
    return (Notice(visit.person.id, visit.call),) if found.emergency else ()


def comfort(visit: Visit) -> Notice:
    """To someone who speaks of ending their life; nothing they said is kept, and nothing is asked."""
    text = visit.words("intake.care.despair", emergency=visit.regency.settings.service.emergency)
    return Notice(visit.person.id, text, urgency=Urgency.CONFIRMATION)


def chat(visit: Visit) -> Notice:
    """To thanks, an insult or small talk: what we are here for."""
    return Notice(visit.person.id, visit.words("intake.care.chat"), rows=pages.menu(visit))


def hotline(words: Words, policy: Policy, category: str) -> Html | None:
    """Who listens at any hour, where women or children are to be protected."""
    found = policy.categories.get(category)
    return words("form.summary.hotline") if found and found.sensitive and not found.oversight else None


def notes(visit: Visit) -> Html:
    """What to know before **Kirim**: who alone will read it, whose business it is, what names people."""
    return lines(*_restricted(visit), *_elsewhere(visit), _personal(visit))


def _restricted(visit: Visit) -> Iterable[Html | None]:
    if not visit.sensitive:
        return
    words, policy = visit.words, visit.regency.policy
    opd = policy.opd(visit.opd).name
    if not visit.oversight:
        yield words("form.summary.sensitive", opd=opd)
        yield hotline(words, policy, visit.form.category or "")
    elif visit.category and visit.category.oversight:
        yield words("form.summary.sensitive", opd=opd)
    else:
        yield words("form.summary.oversight", opd=opd)


def _elsewhere(visit: Visit) -> Iterable[Html | None]:
    """Another body's business is explained, and taken all the same."""
    body = visit.regency.policy.bodies.get(visit.form.body or "")
    if body is None:
        return
    yield visit.words("form.summary.body", body=body.name)
    yield visit.words("form.summary.reach", contact=body.contact) if body.contact else None


def _personal(visit: Visit) -> Html | None:
    text = visit.form.description
    kinds = dict.fromkeys(one.kind for one in personal_in(text))
    what = ", ".join(visit.words.plain(f"word.personal.{kind}") for kind in kinds)
    return visit.words("form.summary.personal", what=what) if kinds else None
