"""Residents who write and press all at once, each no faster than a private chat may be answered."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Final

from bot.configuration import load_policy
from bot.seeding.words import Fragments
from bot.settings import Settings
from simulator.chats import Message
from simulator.people import Person
from simulator.town import Town

CATEGORY: Final = "Jalan & jembatan"
PRESSED: Final = ("Sangatta Utara", "Lewati", "Kirim", "Laporan berbeda")
ANSWERED_WITHIN: Final = 120.0
_NUMBER: Final = re.compile(r"KT-\d{4}-\d{6}")


class Crowd:
    """``count`` new residents of a town."""

    def __init__(self, town: Town, count: int) -> None:
        self.town = town
        self.people = {person.id: person for person in (town.person(f"Warga {at}") for at in range(count))}

    async def write(self, apart: float = 0.0) -> list[float]:
        """Everybody writes one text, ``apart`` seconds after another; the seconds each waits."""
        asked: dict[int, float] = {}
        answers = asyncio.create_task(self._answers(len(self.town.world.delivered), asked))
        for number, person in enumerate(self.people.values()):
            asked[person.id] = time.monotonic()
            await person.says(written(number))
            if apart:
                await asyncio.sleep(apart)
        return await answers

    async def _answers(self, seen: int, asked: dict[int, float]) -> list[float]:
        waits: list[float] = []
        while len(waits) < len(self.people):
            await self._hears(seen + 1)
            for message in self._news(seen):
                seen += 1
                waits.append(time.monotonic() - asked[message.chat.id])
        return waits

    async def enter(self) -> None:
        """Everybody begins a report and agrees to the privacy notice; each has an open draft then."""
        said = len(self.town.world.delivered)
        for person in self.people.values():
            await person.says("/lapor")
        await self._hears(said + len(self.people))
        for person in self.people.values():
            await person.taps("Setuju")
        await self._hears(said + 2 * len(self.people))

    async def file(self) -> None:
        """Everybody who has entered files one report; over when all have numbers and the office the cards."""
        seen = len(self.town.world.delivered)
        unfiled, uncarded = set(self.people), len(self.people)
        for number, person in enumerate(self.people.values()):
            await person.says(written(number))
        while unfiled or uncarded > 0:
            await self._hears(seen + 1)
            for message in self._news(seen):
                seen += 1
                if message.chat.id not in self.people:
                    uncarded -= 1
                elif _NUMBER.search(message.text):
                    unfiled.discard(message.chat.id)
                else:
                    await _answer(self.people[message.chat.id], message)

    def _news(self, seen: int) -> Iterator[Message]:
        yield from self.town.world.delivered[seen:]

    async def _hears(self, count: int) -> None:
        """Wait until the bot has said so many things in all."""
        pulse = self.town.world.pulse
        async with asyncio.timeout(ANSWERED_WITHIN):
            while len(self.town.world.delivered) < count:
                await pulse.after(pulse.count, ANSWERED_WITHIN)


async def _answer(person: Person, asked: Message) -> None:
    """Press what leads on: the category, which may be a page away, the place, nothing more, and send."""
    labels = [str(button["text"]) for row in asked.rows for button in row]
    for wanted in (CATEGORY, "Kategori lain", *PRESSED):
        if found := next((label for label in labels if label.endswith(wanted)), None):
            await person.taps(found)
            return
    raise AssertionError(f"nothing to press under {asked.text!r}: {labels}")


def written(number: int) -> str:
    """A report as the ``number``-th resident would write it; the same number, the same words."""
    fragments, categories = _fragments()
    dice = Random(number)  # nothing secret is drawn
    return f"{fragments.report(dice.choice(categories), None, dice)} Nomor {number}."


@cache
def _fragments() -> tuple[Fragments, list[str]]:
    """Of categories that any resident writes about, where nothing but the place is left to ask."""
    policy = load_policy(Settings.model_validate({"telegram": {"token": "1:a"}}))
    plain = [
        one.id for one in policy.categories.values() if not (one.sensitive or one.oversight or one.danger)
    ]
    return Fragments.of(policy), plain
