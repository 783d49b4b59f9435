"""Who lives in the town: Ani reports, Budi is an officer of PUPR, Citra must not see it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from simulator.groups import Group
from simulator.people import Person
from simulator.screen import Shown
from simulator.town import Town
from storage import invariants
from tests.stories.desk import Clock, Desk, open_desk


@dataclass
class Cast:
    """Everyone in a story, and the running desk; ``by_hand``: it changes tickets as the bot never would."""

    town: Town
    desk: Desk
    ani: Person
    citra: Person
    budi: Person
    dewi: Person
    pupr: Group
    dlh: Group
    inspektorat: Group
    admins: Group
    leaders: Group
    home: Path
    sections: dict[str, Any]
    running: AsyncExitStack = field(default_factory=AsyncExitStack)
    by_hand: bool = False

    async def restarts(self) -> None:
        """Stop the bot as SIGTERM would, and start another on the same data."""
        await self.running.aclose()
        desk = open_desk(self.town, self.home, self.desk.clock, **self.sections)
        self.desk = await self.running.enter_async_context(desk)
        await self.desk.settle()

    async def count(self, table: str) -> int:
        """How many rows a table holds."""
        async with self.desk.app.database.read() as session:
            return int((await session.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one())

    async def violated(self) -> dict[str, int]:
        """What must never be of tickets, however the story went."""
        async with self.desk.app.database.read() as session:
            return await invariants.violations(session, self.desk.clock(), 0, 2**62, ranged=True)

    @property
    def groups(self) -> list[Shown]:
        """All that any group was told."""
        return [shown for group in self.town.groups for shown in group.messages]


@pytest.fixture
async def cast(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Cast]:
    """The town; a story that needs other settings parametrizes ``cast`` with their sections, indirectly."""
    clock, sections = Clock(), getattr(request, "param", {})
    async with Town(clock=clock) as town, AsyncExitStack() as running:
        ani, citra = town.person("Ani Lestari", username="ani_lestari"), town.person("Citra Dewi")
        budi, dewi = town.person("Budi Santoso"), town.person("Dewi Anggraini")
        eko, fitri, gita = town.person("Eko"), town.person("Fitri"), town.person("Gita")
        pupr, dlh = town.group("Grup PUPR", [budi, dewi]), town.group("Grup DLH", [eko])
        inspektorat, admins = town.group("Inspektorat", [fitri]), town.group("Admin Aduan", [gita])
        leaders = town.group("Pimpinan", [town.person("Hadi")])
        groups = {"PUPR": pupr.id, "DLH": dlh.id, "INSPEKTORAT": inspektorat.id}
        people = {"admin_chat": admins.id, "supervisor_chat": leaders.id, "admins": [gita.id]}
        chosen = {"groups": groups, "people": people, **sections}
        desk = await running.enter_async_context(open_desk(town, tmp_path, clock, **chosen))
        everyone = (ani, citra, budi, dewi, pupr, dlh, inspektorat, admins, leaders)
        told = Cast(town, desk, *everyone, tmp_path, chosen, running)
        yield told
        assert told.by_hand or await told.violated() == {}
        await running.aclose()
        assert town.wrongs == []
