"""What a resident can do in private, one method each; every one is part of the caller's transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from bot.buttons import FormPress, MenuPress
from bot.errors import Stale
from bot.files import File, showable
from bot.form import StepKey, current, step_before
from bot.intake import answers, filing, pages, reports, talks
from bot.intake.screens import screen
from bot.intake.sent import Sent
from bot.intake.visit import Visit, visit
from bot.notices import Notice, Said
from bot.persons import Person
from bot.regency import Regency
from bot.sanitise import clean
from bot.texts import Html
from bot.understanding import is_greeting
from storage import residents, tickets
from storage.database import Transaction

_WIDE: Final = {(StepKey.CATEGORY, "other"), (StepKey.SUMMARY, "change")}
"""Buttons that show more of the same question."""


class Intake:
    """One transaction's worth of service to residents."""

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._regency = regency
        self._tx = tx

    async def greet(self, person: Person) -> Said:
        """/start: who we are, and the draft they left, if any."""
        return (pages.greeting(await self._visit(person)),)

    async def begin(self, person: Person) -> Said:
        """/lapor: the form, from where it was left."""
        at = await self._visit(person)
        note = at.words("form.note.draft") if at.draft and not at.form.is_empty else None
        return self._next(at, note)

    async def cancel(self, person: Person) -> Said:
        """/batal: leave the form; what was in it is deleted."""
        return self._cancelled(await self._visit(person))

    async def hear(self, person: Person, sent: Sent) -> Said:
        """Words that are no command."""
        text = clean(sent.text)
        at = await self._visit(person)
        if (told := await talks.answer(at, sent, text)) is not None:
            return told
        if not text or (at.draft is None and is_greeting(text)):
            return (pages.greeting(at),)
        if (pressed := self._typed(at, text)) is not None:
            return await self.press(person, pressed, f"{person.id}:{sent.message}")
        await talks.ask_whether_answer(at)
        return self._next(at, answers.write(at, sent.message, text))

    async def take_file(self, person: Person, sent: Sent, file: File) -> Said:
        """A file, alone or in an album, with what is written under it."""
        text = clean(sent.text)
        at = await self._visit(person)
        if (told := await talks.answer(at, sent, text, file)) is not None:
            return told
        await talks.ask_whether_answer(at)
        note = self._attached(at, file)
        if text:
            answers.write(at, sent.message, text)
        return self._next(at, note, hold=sent.album is not None)

    async def take_location(
        self, person: Person, latitude: float, longitude: float, name: str | None
    ) -> Said:
        """A pin or a venue."""
        at = await self._visit(person)
        return self._next(at, answers.locate(at, latitude, longitude, clean(name or "") or None))

    async def take_other(self, person: Person, key: str = "form.note.unsupported") -> Said:
        """What cannot be part of a report: say what can, and where they were."""
        at = await self._visit(person)
        note = at.words(key)
        if at.draft is None:
            return (Notice(person.id, note, rows=pages.menu(at)),)
        return self._next(at, note)

    async def edit(self, person: Person, message: int, text: str) -> Said:
        """They changed a message they had sent."""
        at = await self._visit(person)
        if at.form.replace(message, clean(text)):
            return self._next(at, at.words("form.note.edited"))
        return (Notice(person.id, at.words("intake.failed.edited")),)

    async def press(self, person: Person, pressed: FormPress, press_id: str) -> Said:
        """A button of the form. Raises Stale for one of an earlier step."""
        at = await self._visit(person)
        if at.draft is None or at.draft.id != pressed.draft:
            return await self._without_draft(at, pressed)
        if pressed.value == "cancel":
            return self._cancelled(at)
        try:
            return await self._pressed(at, StepKey(pressed.step), pressed.value, press_id)
        except (Stale, ValueError):
            return self._next(at, at.words("form.note.earlier"))

    async def choose(self, person: Person, pressed: MenuPress) -> Said:
        """A button that belongs to no form. Raises Stale for one there is no more."""
        at = await self._visit(person)
        if pressed.choice not in _CHOICES:
            raise Stale("intake.failed.expired")
        return await _CHOICES[pressed.choice](self, at, pressed.value)

    async def help(self, person: Person) -> Said:
        """/bantuan."""
        return (pages.help_page(await self._visit(person)),)

    async def privacy(self, person: Person) -> Said:
        """/privasi."""
        return (pages.privacy(await self._visit(person)),)

    async def languages(self, person: Person) -> Said:
        """/bahasa."""
        return (pages.languages(await self._visit(person)),)

    async def mine(self, person: Person) -> Said:
        """/laporanku."""
        return (await reports.mine(await self._visit(person)),)

    async def status(self, person: Person, number: str) -> Said:
        """/status NOMOR."""
        return (await reports.status(await self._visit(person), number),)

    async def _consent(self, at: Visit, answer: str) -> Said:
        if answer == "yes":
            at.agree()
            return self._next(at, at.words("intake.consent.thanks"))
        at.drop()
        return (Notice(at.person.id, at.words("intake.consent.refused")),)

    async def _continue(self, at: Visit, _value: str) -> Said:
        return self._next(at)

    async def _discard(self, at: Visit, _value: str) -> Said:
        return self._cancelled(at)

    async def _mine(self, at: Visit, _value: str) -> Said:
        return (await reports.mine(at),)

    async def _help(self, at: Visit, _value: str) -> Said:
        return (pages.help_page(at),)

    async def _language(self, at: Visit, value: str) -> Said:
        if value not in self._regency.settings.service.languages:
            raise Stale("intake.failed.expired")
        at.resident.language = value
        residents.keep(self._tx, at.resident)
        chosen = at.words("intake.language.chosen")
        return self._next(at, chosen) if at.draft else (Notice(at.person.id, chosen, rows=pages.menu(at)),)

    async def _visit(self, person: Person) -> Visit:
        return await visit(self._regency, self._tx, person)

    def _next(self, at: Visit, note: Html | None = None, *, hold: bool = False, wide: bool = False) -> Said:
        if not at.consents:
            at.keep()
            return (pages.consent(at),)
        return (pages.held(at, screen(at, note, wide=wide)) if hold else screen(at, note, wide=wide),)

    def _cancelled(self, at: Visit) -> Said:
        key = "intake.cancelled.done" if at.draft else "intake.cancelled.nothing"
        at.drop()
        return (Notice(at.person.id, at.words(key), rows=pages.menu(at)),)

    def _typed(self, at: Visit, text: str) -> FormPress | None:
        """The button whose label was typed instead of pressed."""
        if at.draft is None or not at.consents or len(text) > pages.LABEL_AT_MOST:
            return None
        buttons = [button for row in screen(at).rows for button in row]
        named = (button for button in buttons if pages.letters(button.label) == pages.letters(text))
        return next((FormPress.read(button.data) for button in named), None)

    async def _pressed(self, at: Visit, step: StepKey, value: str, press_id: str) -> Said:
        if step is not current(at.form):
            raise Stale("form.note.earlier")
        if value == "back":
            return self._back(at)
        if value == "here":
            return self._next(at)
        if (step, value) in _WIDE:
            return self._next(at, wide=True)
        if (step, value) == (StepKey.SUMMARY, "send"):
            return await self._send(at, press_id)
        if step is StepKey.CHOICE and value != "new":
            return await talks.answer_with_draft(at, int(value))
        answers.press(at, step, value)
        return self._next(at)

    def _back(self, at: Visit) -> Said:
        before = step_before(at.form)
        if before is None:
            return (pages.greeting(at),)
        at.form.editing = None if before is StepKey.SUMMARY else before
        return self._next(at)

    async def _send(self, at: Visit, press_id: str) -> Said:
        limit = self._regency.settings.limits.reports_per_day
        if residents.filed_on(at.resident, self._regency.today(self._tx.now)) >= limit:
            return self._next(at, at.words("intake.filed.limit", limit=limit))
        return await filing.file(at, press_id)

    async def _without_draft(self, at: Visit, pressed: FormPress) -> Said:
        """The button of a draft that is gone: sent already, or cancelled."""
        ticket = await tickets.filed_from(self._tx, pressed.draft)
        if ticket is None or ticket.resident_id != at.resident.id:
            return (Notice(at.person.id, at.words("intake.failed.expired"), rows=pages.menu(at)),)
        number = reports.number_of(self._regency, ticket)
        return (Notice(at.person.id, at.words("intake.filed.again", number=number)),)

    def _attached(self, at: Visit, file: File) -> Html:
        limit = self._regency.settings.limits.attachments
        if not at.form.attach(file, limit):
            return at.words("form.note.full", limit=limit)
        sealed = showable([file], at.form.confidential)[1]
        return at.words("form.note.sealed" if sealed else "form.note.file", count=len(at.form.files))


_CHOICES: Final[dict[str, Callable[[Intake, Visit, str], Awaitable[Said]]]] = {
    "consent": Intake._consent,
    "file": Intake._continue,
    "continue": Intake._continue,
    "discard": Intake._discard,
    "mine": Intake._mine,
    "help": Intake._help,
    "language": Intake._language,
}
