"""Three processes of one office, and a town of people who write to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.configuration import load_policy
from bot.policy import Policy
from bot.settings import Settings
from simulator.groups import Group
from simulator.town import Town
from tests.crash import reckoning
from tests.crash.conftest import LABELLED, RESIDENTS, Filing, labelled, made_up
from tests.crash.reporter import Reporter
from tests.databases import address, postgresql
from tests.several.counter import Counter
from tests.several.office import Office, some_ports


@dataclass
class Scene(Filing):
    """Where several processes are tested."""

    town: Town
    office: Office
    policy: Policy
    groups: dict[str, Group]
    reporters: list[Reporter]

    async def all_start(self) -> None:
        """Every process of the office."""
        await asyncio.gather(*(member.starts() for member in self.office.members))

    async def drained(self, quiet: float = 8) -> None:
        """Wait until nothing more has happened for so many seconds."""
        pulse = self.town.world.pulse
        while await pulse.after(pulse.count, quiet):
            await asyncio.sleep(0)

    async def reckons(self) -> None:
        """Assert that nothing is lost, nothing is there twice, and every card where it belongs."""
        tickets = await self.office.stored()
        assert reckoning.lost(self.reporters, tickets) == []
        assert reckoning.given_twice(self.reporters) == []
        assert reckoning.wrong_cards(tickets, self.groups, self.policy) == []
        assert reckoning.unlabelled_twins(self.groups, self.reporters) == []
        assert len(tickets) == sum(len(reporter.complaints) for reporter in self.reporters)
        assert await self.office.asks("select 1 from inbox where state <> 'done'") == []
        assert await self.office.asks("select 1 from outbox where state <> 'sent'") == []
        assert self.town.wrongs == []


@pytest.fixture(scope="package", autouse=True)
def on_postgresql() -> Iterator[None]:
    """Whatever the rest of the run is on."""
    with postgresql():
        yield


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with open_scene(tmp_path, address(tmp_path / "office")) as scene:
        yield scene


@asynccontextmanager
async def open_scene(home: Path, url: str, residents: int = RESIDENTS) -> AsyncIterator[Scene]:
    """An office of three processes on this database; none of them runs yet."""
    ports = some_ports(3)
    async with Town() as town, Counter(ports).open() as counter:
        scene = set_up(town, Office(town, url, counter), residents)
        scene.office.hires(home, ports, scene.groups)
        try:
            yield scene
        finally:
            for member in scene.office.members:
                await member.is_gone()


def set_up(town: Town, office: Office, residents: int) -> Scene:
    """The town has groups and people, who share all complaints among them."""
    policy = load_policy(Settings.model_validate({"telegram": {"token": "1:a"}}))
    groups = {code: town.group(f"Grup {code}") for code in policy.opds}
    people = [town.person(f"Warga {number}") for number in range(residents)]
    complaints = labelled(policy) if LABELLED.exists() else made_up(policy)
    reporters = [Reporter(person, complaints[at::residents]) for at, person in enumerate(people)]
    return Scene(town, office, policy, groups, reporters)
