"""Who lives in the town: Ani reports, Budi is an officer of PUPR, Citra must not see it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.groups import Group
from simulator.people import Person
from simulator.town import Town
from tests.stories.desk import Clock, Desk, open_desk


@dataclass
class Cast:
    """Everyone in a story, and the running desk."""

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


@pytest.fixture
async def cast(tmp_path: Path) -> AsyncIterator[Cast]:
    clock = Clock()
    async with Town(clock=clock) as town:
        ani, citra = town.person("Ani Lestari", username="ani_lestari"), town.person("Citra Dewi")
        budi, dewi = town.person("Budi Santoso"), town.person("Dewi Anggraini")
        eko, fitri, gita = town.person("Eko"), town.person("Fitri"), town.person("Gita")
        pupr, dlh = town.group("Grup PUPR", [budi, dewi]), town.group("Grup DLH", [eko])
        inspektorat, admins = town.group("Inspektorat", [fitri]), town.group("Admin Aduan", [gita])
        leaders = town.group("Pimpinan", [town.person("Hadi")])
        groups = {"PUPR": pupr.id, "DLH": dlh.id, "INSPEKTORAT": inspektorat.id}
        people = {"admin_chat": admins.id, "supervisor_chat": leaders.id, "admins": [gita.id]}
        async with open_desk(town, tmp_path, clock, groups=groups, people=people) as desk:
            yield Cast(town, desk, ani, citra, budi, dewi, pupr, dlh, inspektorat, admins, leaders)
        assert town.wrongs == []
