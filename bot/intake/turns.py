"""One turn at the form: what a button or a typed label leads to, and the question that follows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from bot.buttons import FormPress, id_in
from bot.errors import Stale
from bot.form import StepKey, current, step_before
from bot.intake import filing, joining, pages, presses, talks
from bot.intake.screens import screen
from bot.intake.visit import Visit
from bot.notices import Notice, Said
from bot.texts import Html
from storage import residents, tickets

SEND: Final = "send"
DIFFERENT: Final = "different"
Ending = Callable[[Visit, str, str], Awaitable[Said]]

_WIDE: Final = {(StepKey.CATEGORY, "other"), (StepKey.KECAMATAN, "other"), (StepKey.SUMMARY, "change")}
"""Buttons that show more of the same question."""


def following(
    at: Visit, note: Html | None = None, *, hold: bool = False, wide: bool = False, again: bool = False
) -> Said:
    """The question they are at, or consent first; ``note`` says what became of their last message.

    ``hold``: more of an album may come. ``again``: they sent something, and need not read the whole privacy
    notice a second time.
    """
    if at.consents:
        shown = screen(at, note, wide=wide)
    else:
        was_asked = at.draft is not None
        at.keep()
        shown = pages.consent_again(at) if was_asked and again and not hold else pages.consent(at)
    return (pages.held(at, shown) if hold else shown,)


def welcomed(at: Visit, label: str) -> Said:
    """Someone opened us by a deep link: where it hangs, then the form or consent first."""
    note = at.words("intake.greeting.link", name=at.regency.settings.service.name, label=label)
    if at.consents:
        return (screen(at, note),)
    at.keep()
    return (pages.consent(at, note),)


def cancelled(at: Visit) -> Said:
    """The form is left, and what was in it deleted."""
    key = "nothing" if at.draft is None else "empty" if at.form.is_empty else "done"
    at.drop()
    return (Notice(at.person.id, at.words(f"intake.cancelled.{key}"), rows=pages.menu(at)),)


def typed(at: Visit, text: str) -> FormPress | None:
    """The button whose label was typed instead of pressed."""
    if at.draft is None or not at.consents or len(text) > pages.LABEL_AT_MOST:
        return None
    shown = (*screen(at).rows, *screen(at, wide=True).rows)
    found = pages.button_called(text, [button for row in shown for button in row])
    return FormPress.read(found.data) if found else None


async def press(at: Visit, pressed: FormPress, press_id: str) -> Said:
    """A button of the form; ``press_id`` names the press or the message that stands for it."""
    if at.draft is None or at.draft.id != pressed.draft:
        return await _without_draft(at, pressed)
    if pressed.value == "cancel":
        return cancelled(at)
    if not at.consents:
        return following(at)
    if pressed.step == current(at.form) and (ending := _ending(pressed)):
        return await ending(at, pressed.value, press_id)
    try:
        return await _pressed(at, StepKey(pressed.step), pressed.value)
    except (Stale, ValueError):
        return following(at, at.words("form.note.earlier"))


async def _pressed(at: Visit, step: StepKey, value: str) -> Said:
    """Raises Stale, or ValueError for what no button says, before anything changed."""
    if step is not current(at.form):
        return _earlier(at, step, value)
    if value == "back":
        return _back(at)
    if value == "here" or (step, value) in _WIDE:
        return following(at, wide=value != "here")
    if step is StepKey.CHOICE and value != "new":
        return await _answered(at, value)
    presses.press(at, step, value)
    return following(at)


def _earlier(at: Visit, step: StepKey, value: str) -> Said:
    """A second press of the same button says nothing new; any other is answered with where they are."""
    if presses.is_given(at.form, step, value):
        return ()
    raise Stale("form.note.earlier")


def _back(at: Visit) -> Said:
    before = step_before(at.form)
    if before is None:
        return (pages.greeting(at),)
    at.form.settle()
    at.form.twin = None
    at.form.editing = None if before is StepKey.SUMMARY else before
    return following(at)


def _ending(pressed: FormPress) -> Ending | None:
    """What a button does that may end the form."""
    if pressed.step == StepKey.SUMMARY:
        return _send if pressed.value == SEND else None
    return _decided if pressed.step == StepKey.TWIN and pressed.value != "back" else None


async def _send(at: Visit, _value: str, press_id: str) -> Said:
    limit = at.regency.settings.limits.reports_per_day
    if residents.filed_on(at.resident, at.regency.today(at.tx.now)) >= limit:
        return following(at, at.words("intake.filed.limit", limit=limit))
    if at.form.twin is None and await joining.find_twin(at):
        return following(at)
    return await filing.file(at, press_id)


async def _decided(at: Visit, value: str, press_id: str) -> Said:
    """They were offered to join a ticket that tells of the same: they do, or file their own."""
    if value == DIFFERENT:
        return await _send(at, value, press_id)
    if at.form.twin is None or value != str(at.form.twin.ticket):
        return following(at, at.words("form.note.earlier"))
    told = await joining.join(at)
    if told is not None:
        return told
    at.form.twin = None
    return following(at, at.words("intake.joined.late"))


async def _answered(at: Visit, ticket: str) -> Said:
    """The draft was an answer to a ticket; where that is closed meanwhile, it stays a draft."""
    told = await talks.answer_with_draft(at, ticket)
    if told is not None:
        return told
    at.form.waiting = []
    return following(at, at.words("intake.answered.late"))


async def _without_draft(at: Visit, pressed: FormPress) -> Said:
    """The button of a draft that is gone: sent already, or cancelled."""
    if pressed.step == StepKey.TWIN:
        again = await joining.joined_already(at, id_in(pressed.value))
        if again is not None:
            return again
    ticket = await tickets.filed_from(at.tx, pressed.draft)
    if ticket is None or ticket.resident_id != at.resident.id:
        return (Notice(at.person.id, at.words("intake.failed.expired"), rows=pages.menu(at)),)
    number = at.regency.number(ticket)
    return (Notice(at.person.id, at.words("intake.filed.again", number=number)),)
