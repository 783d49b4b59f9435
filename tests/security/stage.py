"""A whole desk with everyone who could do harm, and tickets that several of them must not touch."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from simulator.groups import Group
from simulator.people import Person
from simulator.town import Town
from tests.stories.desk import Clock, Desk, open_desk

NUMBER = re.compile(r"KT-2026-\d{6}")

POTHOLE = "jalan poros depan pasar berlubang parah, sudah dua motor jatuh"
BRIBE = "Pegawai kecamatan meminta uang rokok seratus ribu untuk surat pengantar"


@dataclass
class Stage:
    """Ani reports, Citra must not see it; Budi and Dewi are officers of PUPR, Eko of DLH, Fitri inspects.

    Gita is an admin, Hana a supervisor, Joko nobody. ``foreign`` is a group that nobody bound.
    """

    town: Town
    desk: Desk
    home: Path
    people: dict[str, Person]
    groups: dict[str, Group] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    async def files(self, who: Person, text: str, category: str, *, named: bool = False) -> str:
        """Files a report of this category in Bengalon; its number."""
        await who.says(text)
        return await self.sends(who, category, named=named)

    async def sends(self, who: Person, category: str, *, named: bool = False) -> str:
        """Answers whatever the form asks, until there is a number that was not there before."""
        before = who.count("KT-2026-")
        wanted = ["Setuju", category, "Kategori lain", "Bengalon", "Lewati", "Kirim", "Laporan berbeda"]
        if named:
            wanted[-2:-1] = ["Ubah", "Identitas", "Nama saya", "Kirim"]
        while who.count("KT-2026-") == before:
            label = next((one for one in wanted if any(one in known for known in who.last.labels)), None)
            assert label is not None, who.text()
            if label in ("Ubah", "Identitas", "Nama saya"):
                wanted.remove(label)
            await who.taps(label)
        found = NUMBER.search(next(one.text for one in reversed(who.messages) if NUMBER.search(one.text)))
        assert found is not None
        return found.group()


@asynccontextmanager
async def open_stage(
    home: Path, names: dict[str, dict[str, object]] | None = None, *, admin: bool = True
) -> AsyncIterator[Stage]:
    """Raise the curtain. ``names`` are other names for some; ``admin``: the bot sees who comes and goes."""
    clock = Clock()
    async with Town(clock=clock) as town:
        people = {
            name: town.person(**{"name": name.capitalize()} | (names or {}).get(name, {}))  # type: ignore[arg-type]  # names of its parameters
            for name in ("ani", "citra", "budi", "dewi", "eko", "fitri", "gita", "hana", "joko")
        }
        inside = {
            "pupr": ("Grup PUPR", ("budi", "dewi")),
            "dlh": ("Grup DLH", ("eko",)),
            "inspektorat": ("Inspektorat", ("fitri",)),
            "foreign": ("Grup Asing", ("joko", "budi", "gita", "hana", "ani")),
            "admins": ("Admin Aduan", ("gita", "joko")),
            "leaders": ("Pimpinan", ("hana",)),
        }
        groups = {
            name: town.group(title, [people[who] for who in members], admin=admin)
            for name, (title, members) in inside.items()
        }
        bound = {"PUPR": groups["pupr"].id, "DLH": groups["dlh"].id, "INSPEKTORAT": groups["inspektorat"].id}
        configured = {
            "admin_chat": groups["admins"].id,
            "supervisor_chat": groups["leaders"].id,
            "admins": [people["gita"].id],
            "supervisors": [people["hana"].id],
        }
        async with open_desk(town, home, clock, groups=bound, people=configured) as desk:
            yield Stage(town, desk, home, people, groups)
        assert town.wrongs == []
