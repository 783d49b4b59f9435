"""One resident's turn: who they are, the draft they are at, and the language they are spoken to in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from bot.form import Form
from bot.persons import Person
from bot.pins import Area
from bot.policy import Category
from bot.regency import Regency
from bot.texts import Html, Words
from bot.tickets.status import Kind
from bot.understanding import Found
from storage import drafts, residents
from storage.models import Resident
from storage.transaction import DraftRecord, Transaction

CONSENT: Final = 2
"""The version of the privacy notice; a new one is asked about again."""

_NUDGED_AFTER: Final = timedelta(days=1)


@dataclass(slots=True)
class Visit:
    """What is known while one update of a resident is handled; ``form`` is empty while there is no draft."""

    regency: Regency
    tx: Transaction
    person: Person
    resident: Resident
    draft: DraftRecord | None
    form: Form
    today: date = field(init=False)

    def __post_init__(self) -> None:
        self.today = self.regency.today(self.tx.now)

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
        heard = self.understands(text).language
        if heard is not None:
            self.form.language = heard

    @property
    def area(self) -> Area | None:
        """Where their pin lies, as far as that can be told."""
        return self.regency.locate(self.form.pin) if self.form.pin else None

    def understands(self, text: str) -> Found:
        """What a text of today says about a report."""
        return self.regency.understand(text, self.today)

    @property
    def category(self) -> Category | None:
        """What the report is about, as far as that is known."""
        return self.regency.policy.categories.get(self.form.category or "")

    @property
    def kind(self) -> Kind:
        """As they said or their words show, else what is usual of the category."""
        return self.form.kind or (self.category.default_kind if self.category else Kind.PENGADUAN)

    @property
    def oversight(self) -> bool:
        """The report accuses an official, or the office that would receive it."""
        return self.form.oversight or bool(self.category and self.category.oversight)

    @property
    def sensitive(self) -> bool:
        """Only the office it goes to may read the report."""
        is_guarded = self.form.sensitive or bool(self.category and self.category.sensitive)
        return self.oversight or is_guarded

    @property
    def opd(self) -> str:
        """The office that gets the report; that of a link where it answers for the category just as well.

        Raises KeyError while no category is known.
        """
        form, policy = self.form, self.regency.policy
        category = policy.category(form.category or "").id
        if form.opd and not self.oversight and policy.answers_for(form.opd, category):
            return form.opd
        return policy.responsible(category, form.kecamatan, self.oversight)

    @property
    def warning(self) -> Html | None:
        """The emergency number, where the words or the category may mean danger now."""
        likely = self.form.category or next(iter(self.form.proposed), None)
        found = self.regency.policy.categories.get(likely or "")
        return self.call if self.form.emergency or (found and found.danger) else None

    def warn(self) -> Html | None:
        """The warning, once in a form: who has read it is not told with every question."""
        warning = None if self.form.warned else self.warning
        if warning is not None:
            self.form.warned = True
            if self.draft is not None:
                self.keep()
        return warning

    @property
    def call(self) -> Html:
        """Whom to call where there is danger now."""
        return self.words("form.danger.call", emergency=self.regency.settings.service.emergency)

    def keep(self) -> DraftRecord:
        """Write the form into the draft; begin one if there is none."""
        lasts = timedelta(days=self.regency.settings.limits.draft_days)
        expires = self.tx.now + lasts
        if self.draft is None:
            self.draft = drafts.begin(self.tx, self.resident, expires)
        self.draft.expires_at = expires
        self.draft.nudge_at = min(self.tx.now + _NUDGED_AFTER, expires)
        drafts.keep(self.tx, self.draft, self.form.to_json())
        return self.draft

    def drop(self) -> None:
        """The draft and all that was in it are gone; the language stays known while this update lasts."""
        if self.draft is not None:
            drafts.drop(self.tx, self.draft)
        self.draft, self.form = None, Form(language=self.form.language)

    def agree(self, text: str) -> None:
        """They agreed to the privacy notice, of which ``text`` is the digest."""
        self.resident.consent, self.resident.consented_at = CONSENT, self.tx.now
        self.resident.agreed_text, self.resident.withdrawn_at = text, None
        residents.keep(self.tx, self.resident)


async def visit(regency: Regency, tx: Transaction, person: Person) -> Visit:
    """The turn of ``person``, with the draft they left."""
    resident = await residents.meet(tx, person)
    draft = await drafts.of(tx, resident)
    form = Form.from_json(drafts.form_of(tx, draft)) if draft else Form()
    form.forget_unknown(regency.policy.categories, regency.policy.kecamatans, regency.policy.villages)
    return Visit(regency, tx, person, resident, draft, form)
