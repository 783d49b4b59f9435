"""From a row to the call it becomes: which message it edits or answers, and whether it bears the label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.notices import Notice, Purpose
from bot.protocols import Content, Letter
from bot.speaker.topics import Topics, placed
from bot.speaker.words import labelled, limit_of
from storage import enclosures, posts
from storage.transaction import Parcel, Transaction


async def written(
    tx: Transaction, parcels: Sequence[Parcel], label: str, topics: Topics | None = None
) -> dict[int, Letter]:
    """The letters of these parcels by the id of their row, as the posts are now; none where none is due."""
    asked = {(parcel.notice.ticket_id, parcel.lane) for parcel in parcels if _needs_card(parcel.notice)}
    cards = await posts.cards(tx, [(ticket, lane) for ticket, lane in asked if ticket is not None])
    contents = await enclosures.load(tx, {item for parcel in parcels for item in enclosed(parcel.notice)})
    found = {
        parcel.id: _letter(parcel, cards.get((parcel.notice.ticket_id or 0, parcel.lane)), label)
        for parcel in parcels
    }
    whole = {
        row: _with(letter, contents) if enclosed(letter.notice) else letter for row, letter in found.items()
    }
    return await placed(tx, parcels, whole, cards, topics) if topics is not None else whole


def enclosed(notice: Notice) -> list[int]:
    """The ids of the enclosures it brings along."""
    return [item.enclosure for item in notice.media if item.enclosure]


def _with(letter: Letter, contents: Mapping[int, Content]) -> Letter:
    return replace(
        letter, contents={item: contents[item] for item in enclosed(letter.notice) if item in contents}
    )


def _needs_card(notice: Notice) -> bool:
    return notice.ticket_id is not None and (_edits(notice) or notice.under_card or notice.chat < 0)


def _edits(notice: Notice) -> bool:
    return notice.purpose == Purpose.CARD and not notice.fresh


def _letter(parcel: Parcel, card: int | None, label: str) -> Letter:
    notice = parcel.notice
    edited = card if _edits(notice) else notice.edits
    if edited is not None:
        return Letter(notice, edits=edited)  # the same edit twice is one edit: no label
    answers = card if notice.under_card and card is not None else notice.reply_to
    return Letter(_again(notice, label) if parcel.repeat else notice, answers=answers)


def _again(notice: Notice, label: str) -> Notice:
    if not notice.text and not notice.media:
        return notice  # a place has no words to put a label on, and twice it says the same
    return replace(notice, text=labelled(notice.text, label, limit_of(notice)))
