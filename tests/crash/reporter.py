"""A resident who files one report after another, reading whatever the bot asks."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from simulator.people import Person
from simulator.screen import Shown

NUMBER = re.compile(r"KT-\d{4}-\d{6}")
ONE_MORE_SENTENCE = "mohon segera ditangani, terima kasih"
ANSWERED_WITHIN = 120.0
MOST_ANSWERS = 40


@dataclass(frozen=True)
class Complaint:
    """What someone wants to report, and what they choose when they are asked."""

    id: str
    text: str
    category: str
    kecamatan: str


@dataclass
class Reporter:
    """One resident; ``acknowledged`` is each complaint's number as they read it."""

    person: Person
    complaints: Sequence[Complaint]
    acknowledged: dict[str, str] = field(default_factory=dict)
    _read: int = 0

    async def files_all(self) -> None:
        for complaint in self.complaints:
            self.acknowledged[complaint.id] = await self._files(complaint)

    async def files_until(self, over: asyncio.Event) -> None:
        """One after another until it is over; from then on ``complaints`` are those that were filed."""
        filed: list[Complaint] = []
        asked, self.complaints = self.complaints, filed
        for complaint in asked:
            if over.is_set():
                return
            self.acknowledged[complaint.id] = await self._files(complaint)
            filed.append(complaint)
        assert over.is_set(), "every complaint is filed, and there was more to come"

    async def _files(self, complaint: Complaint) -> str:
        await self.person.says(complaint.text)
        for _ in range(MOST_ANSWERS):
            asked = False
            for message in await self._news():
                found = NUMBER.search(message.text)
                if found and found.group() not in self.acknowledged.values():
                    return found.group()
                asked |= found is None  # what tells again of an earlier report asks nothing
            if asked:
                await self._answers(complaint)
        said = [message.text for message in self.person.messages[-2:]]
        raise AssertionError(f"no number for {complaint} after {MOST_ANSWERS} answers; the bot said {said}")

    async def _news(self) -> list[Shown]:
        """What the bot said since we last looked, as soon as there is something."""
        pulse = self.person.town.world.pulse
        async with asyncio.timeout(ANSWERED_WITHIN):
            while True:
                beat = pulse.count
                fresh = [message for message in self.person.messages if message.id > self._read]
                if fresh:
                    self._read = fresh[-1].id
                    return fresh
                await pulse.after(beat, 5)

    async def _answers(self, complaint: Complaint) -> None:
        shown = (one for one in reversed(self.person.messages) if not NUMBER.search(one.text))
        asked = next((one for one in shown if one.buttons), None)
        if asked is None or asked.id > self._read:
            return
        wanted = (
            "Setuju", complaint.category, "Kategori lain", complaint.kecamatan, "Lewati",
            f"Kecamatan {complaint.kecamatan}", "Kirim", "Laporan berbeda",
        )  # fmt: skip
        for label in wanted:
            if found := next((one for one in asked.labels if _says(one, label)), None):
                await self.person.taps(found, under=asked)
                return
        if any(_says(one, "Buat laporan") for one in asked.labels):  # taken for small talk
            await self.person.taps("Buat laporan", under=asked)
            await self.person.says(complaint.text)
            return
        if "Kecamatan" in asked.text or "kecamatan" in asked.text:
            await self.person.taps(asked.labels[0], under=asked)
            return
        await self.person.says(ONE_MORE_SENTENCE)


def _says(label: str, wanted: str) -> bool:
    return re.sub(r"^\W+", "", label) == wanted
