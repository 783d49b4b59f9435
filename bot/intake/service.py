"""What a resident can do in private, one method each; every one is part of the caller's transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from bot.buttons import FormPress, MenuPress, id_in
from bot.errors import Stale
from bot.files import File, showable
from bot.intake import answers, care, joining, mine, pages, places, privacy, reports, talks, turns
from bot.intake.sent import Sent
from bot.intake.visit import Visit, visit
from bot.notices import Notice, Said
from bot.persons import Person
from bot.pins import Pin
from bot.regency import Regency
from bot.sanitise import clean, one_line
from bot.texts import Html, lines
from bot.understanding import is_greeting, is_thanks
from storage import residents
from storage.transaction import Transaction


class Intake:
    """One transaction's worth of service to residents."""

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._regency = regency
        self._tx = tx

    async def greet(self, person: Person, payload: str = "") -> Said:
        """/start: who we are, and the draft they left, if any; by a deep link, the form with what it says."""
        at = await self._turn(person)
        link = self._regency.policy.links.get(payload)
        if link is None or not at.form.is_empty:
            return (pages.greeting(at),)
        places.prefill(at, link)
        return turns.welcomed(at, link.label)

    async def begin(self, person: Person, sent: Sent) -> Said:
        """/lapor: the form, from where it was left; words behind the command are part of the report."""
        at = await self._turn(person)
        if sent.text:
            return await self.hear(person, sent)
        note = at.words("form.note.draft") if at.draft and not at.form.is_empty else None
        return turns.following(at, note)

    async def cancel(self, person: Person) -> Said:
        """/batal: leave the form; what was in it is deleted."""
        return turns.cancelled(await self._turn(person))

    async def hear(self, person: Person, sent: Sent) -> Said:
        """Words that are no command."""
        text = clean(sent.text)
        at = await self._visit(person)
        if text and (told := await _cared(at, sent, text)) is not None:
            return told
        if at.draft is None and is_greeting(text):
            at.hears(text)
            return (pages.thanks(at) if is_thanks(text) else pages.greeting(at),)
        if at.draft and not at.consents and (answer := pages.answered_consent(at, text)):
            return await self._consent(at, answer)
        if (pressed := turns.typed(at, text)) is not None:
            return await turns.press(at, pressed, f"{person.id}:{sent.message}")
        await talks.ask_whether_answer(at)
        if at.draft is None and not at.form.waiting and care.is_chat(at.understands(text)):
            at.hears(text)
            return (care.chat(at),)
        return turns.following(at, answers.write(at, sent.message, text), again=True)

    async def take_file(self, person: Person, sent: Sent, file: File) -> Said:
        """A file, alone or in an album, with what is written under it."""
        text = clean(sent.text)
        at = await self._visit(person)
        if (told := await _cared(at, sent, text, file)) is not None:
            return told
        await talks.ask_whether_answer(at)
        note = _attached(at, file)
        more = answers.describe(at, sent.message, text) if text else None
        return turns.following(at, lines(note, more), again=True, hold=sent.album is not None)

    async def take_location(
        self, person: Person, sent: Sent, latitude: float, longitude: float, name: str | None
    ) -> Said:
        """A pin or a venue."""
        at = await self._visit(person)
        pin = Pin(latitude, longitude)
        if (told := await talks.answer(at, sent, "", pin=pin)) is not None:
            return told
        await talks.ask_whether_answer(at)
        note = places.pin(at, pin, one_line(clean(name or "")) or None)
        return turns.following(at, note, again=True)

    async def take_other(self, person: Person, sent: Sent, key: str = "form.note.unsupported") -> Said:
        """What cannot be part of a report: keep the words under it, say what can, and where they were."""
        text = clean(sent.text)
        at = await self._visit(person)
        note = at.words(key)
        if text and (told := await _cared(at, sent, text)) is not None:
            return (Notice(person.id, note), *told)
        if text:
            await talks.ask_whether_answer(at)
            note = lines(note, answers.describe(at, sent.message, text))
        elif at.draft is None:
            return (Notice(person.id, note, rows=pages.menu(at)),)
        return turns.following(at, note, again=True)

    async def edit(self, person: Person, sent: Sent) -> Said:
        """They changed a message they had sent."""
        at = await self._visit(person)
        text, part = clean(sent.text), at.form.part(sent.message)
        if at.understands(text).despair:
            return (care.comfort(at),)
        if part is None:
            return (Notice(person.id, at.words("intake.failed.edited")),)
        return turns.following(at, answers.correct(at, part, text), again=True)

    async def press(self, person: Person, pressed: FormPress, press_id: str) -> Said:
        """A button of the form. Raises Stale for one of an earlier step."""
        return await turns.press(await self._turn(person), pressed, press_id)

    async def choose(self, person: Person, pressed: MenuPress) -> Said:
        """A button that belongs to no form. Raises Stale for one there is no more."""
        at = await self._turn(person)
        if pressed.choice not in _CHOICES:
            raise Stale("intake.failed.expired")
        return await _CHOICES[pressed.choice](self, at, pressed.value)

    async def help(self, person: Person) -> Said:
        """/bantuan."""
        return (pages.help_page(await self._turn(person)),)

    async def privacy(self, person: Person) -> Said:
        """/privasi."""
        return (privacy.page(await self._turn(person)),)

    async def languages(self, person: Person) -> Said:
        """/bahasa."""
        return (pages.languages(await self._turn(person)),)

    async def mine(self, person: Person) -> Said:
        """/laporanku."""
        return (await mine.page(await self._turn(person)),)

    async def status(self, person: Person, number: str) -> Said:
        """/status NOMOR."""
        return (await reports.status(await self._turn(person), number),)

    async def _consent(self, at: Visit, answer: str) -> Said:
        if at.consents:
            return _consented(at, answer)
        if answer == "yes":
            at.agree(pages.digest(at))
            return turns.following(at, at.words("intake.consent.thanks"))
        if answer != "no":
            raise Stale("intake.failed.expired")
        at.drop()
        return (Notice(at.person.id, at.words("intake.consent.refused")),)

    async def _continue(self, at: Visit, _value: str) -> Said:
        return turns.following(at)

    async def _discard(self, at: Visit, _value: str) -> Said:
        return turns.cancelled(at)

    async def _mine(self, at: Visit, value: str) -> Said:
        return (await mine.page(at, mine.read(value)),)

    async def _leave(self, at: Visit, value: str) -> Said:
        return await joining.leave(at, id_in(value))

    async def _status(self, at: Visit, value: str) -> Said:
        return (await reports.page(at, id_in(value)),)

    async def _privacy(self, at: Visit, value: str) -> Said:
        return await privacy.chosen(at, value)

    async def _help(self, at: Visit, _value: str) -> Said:
        return (pages.help_page(at),)

    async def _language(self, at: Visit, value: str) -> Said:
        if value not in self._regency.settings.service.languages:
            raise Stale("intake.failed.expired")
        at.resident.language = value
        residents.keep(self._tx, at.resident)
        chosen = at.words("intake.language.chosen")
        if at.draft is None:
            return (Notice(at.person.id, chosen, rows=pages.menu(at)),)
        return turns.following(at, chosen)

    async def _turn(self, person: Person) -> Visit:
        """A command or a button: what they write next answers it, and nothing before it."""
        at = await self._visit(person)
        talks.asks_no_more(at)
        return at

    async def _visit(self, person: Person) -> Visit:
        return await visit(self._regency, self._tx, person)


def _consented(at: Visit, answer: str) -> Said:
    """A button of a privacy notice that was answered before: a double tap, or second thoughts."""
    if answer == "yes":
        return () if at.draft else (pages.greeting(at),)
    return (privacy.page(at),)


async def _cared(at: Visit, sent: Sent, text: str, file: File | None = None) -> Said | None:
    """Whom to call first; and that is all where the words answer a ticket or speak of ending a life."""
    found = at.understands(text)
    told = await talks.answer(at, sent, text, file)
    if told is not None:
        return (*care.first(at, found), *told)
    if not found.despair:
        return None
    at.hears(text)
    return care.first(at, found)


def _attached(at: Visit, file: File) -> Html:
    limit = at.regency.settings.limits.attachments
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
    "leave": Intake._leave,
    "status": Intake._status,
    "help": Intake._help,
    "language": Intake._language,
    "privacy": Intake._privacy,
}
