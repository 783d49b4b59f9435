"""Residents who write and press all at once, each no faster than a private chat may be answered."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Final

from simulator.chats import Message
from simulator.people import Person
from simulator.town import Town

TEXTS: Final = (
    "Lampu jalan di depan rumah nomor {} mati sejak minggu lalu, kalau malam gelap sekali",
    "Sampah di samping kios nomor {} sudah lima hari tidak diangkut, baunya sampai ke rumah warga",
    "Jalan di muka blok {} berlubang dalam, tadi pagi ada pengendara motor yang jatuh",
    "Air PDAM di gang {} tidak mengalir sejak hari Senin, kami terpaksa membeli air tangki",
    "Parit di belakang rumah {} tersumbat lumpur, setiap hujan airnya masuk ke dapur",
)
CATEGORY: Final = "Jalan & jembatan"
PRESSED: Final = ("Sangatta Utara", "Lewati", "Kirim", "Laporan berbeda")
ANSWERED_WITHIN: Final = 120.0
_NUMBER: Final = re.compile(r"KT-\d{4}-\d{6}")


class Crowd:
    """``count`` new residents of a town."""

    def __init__(self, town: Town, count: int) -> None:
        self.town = town
        self.people = {person.id: person for person in (town.person(f"Warga {at}") for at in range(count))}

    async def write(self, apart: float = 0.0) -> None:
        """Everybody writes one text, ``apart`` seconds after another; over when everybody has an answer."""
        said = len(self.town.world.delivered)
        for number, person in enumerate(self.people.values()):
            await person.says(TEXTS[number % len(TEXTS)].format(number))
            if apart:
                await asyncio.sleep(apart)
        await self._hears(said + len(self.people))

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
            await person.says(TEXTS[number % len(TEXTS)].format(number))
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
