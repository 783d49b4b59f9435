"""Into which topic of a forum group a letter goes, and which topic has to be opened before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from msgspec.structs import replace

from bot.notices import DEEDS, Notice, Purpose
from bot.protocols import Letter
from storage import groups, topics
from storage.transaction import Parcel, Transaction

Place = tuple[int, int]
"""A ticket's id and the lane of a chat."""

_TURNS: Final = frozenset({Purpose.OPENS_TOPIC, Purpose.SHUTS_TOPIC})


class Topics(Protocol):
    """What the speaker is given where each ticket has a topic of its own."""

    async def name(self, tx: Transaction, ticket_id: int) -> str:
        """Of the topic that a ticket gets; 1 to 128 characters (createForumTopic)."""

    async def refused(self, tx: Transaction, chat: int) -> None:
        """The bot may not open topics there."""

    async def lost(self, tx: Transaction, notice: Notice) -> None:
        """The topic that this notice was for is gone, with all that stood in it."""


async def placed(
    tx: Transaction,
    parcels: Sequence[Parcel],
    letters: Mapping[int, Letter],
    cards: Mapping[Place, int],
    own: Topics | None,
) -> dict[int, Letter]:
    """The letters, each in its topic; what was to be done to a topic that is not there is left out."""
    forums = {group.chat_id: group for group in await groups.every(tx) if group.forum and own is not None}
    inside = [parcel for parcel in parcels if parcel.notice.chat in forums and parcel.notice.ticket_id]
    threads = await topics.threads(tx, {_place(parcel) for parcel in inside})
    found = dict(letters)
    for parcel in inside:
        thread, letter = threads.get(_place(parcel)), letters[parcel.id]
        if thread is not None:
            found[parcel.id] = letter if letter.edits is not None else replace(letter, thread=thread)
        elif (
            own
            and not forums[parcel.notice.chat].topics_refused
            and _wants(letter, cards.get(_place(parcel)))
        ):
            found[parcel.id] = Letter(letter.notice, opens=await own.name(tx, _place(parcel)[0]))
    return {
        row: letter for row, letter in found.items() if letter.thread or letter.notice.purpose not in _TURNS
    }


def _place(parcel: Parcel) -> Place:
    return parcel.notice.ticket_id or 0, parcel.lane


def _wants(letter: Letter, card: int | None) -> bool:
    """Whether a new topic is for it; while the card stands outside any topic, what belongs to it does too."""
    if letter.edits is not None or letter.notice.purpose in DEEDS:
        return False
    return card is None or letter.notice.fresh
