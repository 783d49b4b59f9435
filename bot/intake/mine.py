"""The reports of a resident, page by page: their own, and those they joined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot import wording
from bot.buttons import MenuPress
from bot.intake import pages
from bot.intake.visit import Visit
from bot.notices import Button, Notice, Rows
from bot.texts import Html, paragraphs
from storage import tickets
from storage.models import Ticket

_ON_A_PAGE: Final = 6
_PAGES_AT_MOST: Final = 10_000


async def page(at: Visit, number: int = 1) -> Notice:
    """/laporanku: the newest first; past the last page stands the last."""
    total = await tickets.count_known_to(at.tx.session, at.resident.id)
    if not total:
        return Notice(at.person.id, at.words("intake.mine.none"), rows=pages.menu(at))
    last = (total + _ON_A_PAGE - 1) // _ON_A_PAGE
    number = min(max(number, 1), last)
    skipped = (number - 1) * _ON_A_PAGE
    found = await tickets.known_to(at.tx.session, at.resident.id, _ON_A_PAGE, skipped)
    at.form.language = at.form.language or found[0].language  # as when they filed
    title = at.words("intake.mine.page" if last > 1 else "intake.mine.title", page=number, pages=last)
    listed = (_line(at, ticket) for ticket in found)
    text = paragraphs(title, *listed, at.words("intake.mine.hint"))
    return Notice(at.person.id, text, rows=(*_leaving(at, found), *_turning(at, number, last)))


def read(value: str) -> int:
    """The number of the page that a button names."""
    return min(int(value), _PAGES_AT_MOST) if value.isascii() and value.isdigit() else 1


def _line(at: Visit, ticket: Ticket) -> Html:
    """Of one they joined, the month: the day could tell who reported it."""
    day, own = at.regency.local(ticket.filed_at).date(), ticket.resident_id == at.resident.id
    return at.words(
        "intake.mine.line" if own else "intake.mine.followed",
        number=at.regency.number(ticket),
        category=wording.category(at.words, at.regency.policy, ticket.category),
        status=at.words(f"word.status.{ticket.status}"),
        date=wording.short_day(at.words, day) if own else wording.month(at.words, day),
    )


def _leaving(at: Visit, found: Iterable[Ticket]) -> Rows:
    """A button for each that they joined."""
    return tuple(
        (_button(at, "leave", "intake.mine.leave", str(ticket.id), number=at.regency.number(ticket)),)
        for ticket in found
        if ticket.resident_id != at.resident.id
    )


def _turning(at: Visit, number: int, last: int) -> Rows:
    """**Sebelumnya** and **Berikutnya**, where there are such pages."""
    earlier = [_button(at, "mine", "intake.mine.previous", str(number - 1))] if number > 1 else []
    later = [_button(at, "mine", "intake.mine.next", str(number + 1))] if number < last else []
    return ((*earlier, *later),) if last > 1 else ()


def _button(at: Visit, choice: str, key: str, value: str, **about: str) -> Button:
    return Button(at.words.plain(key, **about), MenuPress(choice, value).pack())
