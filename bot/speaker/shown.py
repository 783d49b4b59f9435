"""What our messages show, as far as this process made them so: an edit that changes nothing is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.notices import CHANGES, Notice, Rows
from bot.protocols import Letter
from storage.transaction import Parcel

LATELY: Final = timedelta(minutes=10)
"""After that an unchanged edit is sent: it may find that its message was deleted, and be posted anew."""

KEPT: Final = 4_000
"""Messages remembered, the latest; of any other an edit is sent, and Telegram says if it changed nothing."""

Place = tuple[int, int]
"""A lane and a message in its chat."""


class Shown:
    """Good for as long as no other process speaks."""

    def __init__(self) -> None:
        self._faces: dict[Place, tuple[datetime, str, Rows]] = {}

    def note(self, parcel: Parcel, letter: Letter, messages: Sequence[int], now: datetime) -> None:
        """A letter arrived as these messages."""
        message = letter.edits or next(iter(messages), None)
        if message is None or letter.opens:
            return
        self._faces.pop((parcel.lane, message), None)
        if letter.notice.purpose not in CHANGES and not letter.notice.media:
            self._faces[parcel.lane, message] = (now, *_face(letter.notice))
        while len(self._faces) > KEPT:
            del self._faces[next(iter(self._faces))]

    def changing(
        self, letters: Mapping[int, Letter], parcels: Sequence[Parcel], now: datetime
    ) -> dict[int, Letter]:
        """The letters without the edits that would change nothing, by the id of their row."""
        lanes = {parcel.id: parcel.lane for parcel in parcels}
        return {row: letter for row, letter in letters.items() if not self._is_shown(lanes[row], letter, now)}

    def _is_shown(self, lane: int, letter: Letter, now: datetime) -> bool:
        if letter.edits is None or letter.notice.purpose in CHANGES:
            return False
        at, *face = self._faces.get((lane, letter.edits), (None, "", ()))
        return at is not None and now - at < LATELY and tuple(face) == _face(letter.notice)


def _face(notice: Notice) -> tuple[str, Rows]:
    return notice.text, notice.rows
