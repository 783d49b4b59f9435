"""From a row to the call it becomes: which message it edits or answers, and whether it bears the label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.notices import Notice, Purpose
from bot.protocols import Letter
from bot.speaker.words import labelled, limit_of
from storage import posts
from storage.transaction import Parcel, Transaction


async def written(tx: Transaction, parcels: Sequence[Parcel], label: str) -> dict[int, Letter]:
    """The letters of these parcels by the id of their row, as the posts are now."""
    asked = {(parcel.notice.ticket_id, parcel.lane) for parcel in parcels if _needs_card(parcel.notice)}
    cards = await posts.cards(tx, [(ticket, lane) for ticket, lane in asked if ticket is not None])
    return {
        parcel.id: _letter(parcel, cards.get((parcel.notice.ticket_id or 0, parcel.lane)), label)
        for parcel in parcels
    }


def _needs_card(notice: Notice) -> bool:
    return notice.ticket_id is not None and (_edits(notice) or notice.under_card)


def _edits(notice: Notice) -> bool:
    return notice.purpose == Purpose.CARD and not notice.fresh


def _letter(parcel: Parcel, card: int | None, label: str) -> Letter:
    notice = parcel.notice
    if card is not None and _edits(notice):
        return Letter(notice, edits=card)  # the same edit twice is one edit: no label
    answers = card if notice.under_card and card is not None else notice.reply_to
    return Letter(_again(notice, label) if parcel.repeat else notice, answers=answers)


def _again(notice: Notice, label: str) -> Notice:
    if not notice.text and not notice.media:
        return notice  # a place has no words to put a label on, and twice it says the same
    return replace(notice, text=labelled(notice.text, label, limit_of(notice)))
