"""One resident's turn: who they are, the draft they are at, and the language they are spoken to in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.form import Form
from bot.persons import Person
from bot.regency import Regency
from bot.texts import Html, Words
from bot.understanding import bears_out
from storage import drafts, residents
from storage.models import Draft, Resident
from storage.transaction import Transaction

CONSENT: Final = 1
"""The version of the privacy notice; a new one is asked about again."""

_NUDGED_AFTER: Final = timedelta(days=1)


@dataclass(slots=True)
class Visit:
    """What is known while one update of a resident is handled; ``form`` is empty while there is no draft."""

    regency: Regency
    tx: Transaction
    person: Person
    resident: Resident
    draft: Draft | None
    form: Form

    @property
    def language(self) -> str:
        """Their choice, else what their words sound like, else what Telegram is set to."""
        heard = self.resident.language or self.form.language or (self.person.language or "")[:2]
        return self.words_of(heard).language

    @property
    def words(self) -> Words:
        """What they are spoken to with."""
        return self.words_of(self.language)

    @property
    def consents(self) -> bool:
        """They agreed to the present privacy notice."""
        return self.resident.consent == CONSENT

    def words_of(self, language: str) -> Words:
        return self.regency.texts(language)

    def hears(self, text: str) -> None:
        """Note the language of their words, when the words tell."""
        heard = self.regency.detect(text)
        if heard is not None and bears_out(text, heard):
            self.form.language = heard

    @property
    def warning(self) -> Html | None:
        """The emergency number, where the report is of a kind that may mean danger now."""
        likely = self.form.category or next(iter(self.form.proposed), None)
        found = self.regency.policy.categories.get(likely or "")
        if found is None or not found.danger:
            return None
        return self.words("form.danger.call", emergency=self.regency.settings.service.emergency)

    def keep(self) -> Draft:
        """Write the form into the draft; begin one if there is none."""
        lasts = timedelta(days=self.regency.settings.limits.draft_days)
        expires = self.tx.now + lasts
        if self.draft is None:
            self.draft = drafts.begin(self.tx, self.resident, expires)
        self.draft.expires_at = expires
        self.draft.nudge_at = min(self.tx.now + _NUDGED_AFTER, expires)
        drafts.keep(self.tx, self.draft, self.form.to_dict())
        return self.draft

    def drop(self) -> None:
        """The draft and all that was in it are gone; the language stays known while this update lasts."""
        if self.draft is not None:
            drafts.drop(self.tx, self.draft)
        self.draft, self.form = None, Form(language=self.form.language)

    def agree(self) -> None:
        """They agreed to the privacy notice."""
        self.resident.consent, self.resident.consented_at = CONSENT, self.tx.now
        residents.keep(self.tx, self.resident)


async def visit(regency: Regency, tx: Transaction, person: Person) -> Visit:
    """The turn of ``person``, with the draft they left."""
    resident = await residents.meet(tx, person)
    draft = await drafts.of(tx, resident)
    form = Form.from_dict(drafts.form_of(tx, draft)) if draft else Form()
    form.forget_unknown(regency.policy.categories, regency.policy.kecamatans, regency.policy.villages)
    return Visit(regency, tx, person, resident, draft, form)
