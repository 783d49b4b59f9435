"""Three processes of one office, and a town of people who write to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.configuration import load_policy
from bot.policy import Policy
from bot.settings import Settings
from simulator.groups import Group
from simulator.town import Town
from tests.crash.conftest import LABELLED, RESIDENTS, labelled, made_up
from tests.crash.reporter import Reporter
from tests.databases import address, postgresql
from tests.several.counter import Counter
from tests.several.office import Office, hired, some_ports


@dataclass
class Scene:
    """Where several processes are tested."""

    town: Town
    office: Office
    policy: Policy
    groups: dict[str, Group]
    reporters: list[Reporter]


@pytest.fixture(scope="package", autouse=True)
def on_postgresql() -> Iterator[None]:
    """Whatever the rest of the run is on."""
    with postgresql():
        yield


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    policy = load_policy(Settings.model_validate({"telegram": {"token": "1:a"}}))
    ports = some_ports(3)
    async with Town() as town, Counter(ports).open() as counter:
        groups = {code: town.group(f"Grup {code}") for code in policy.opds}
        people = [town.person(f"Warga {number}") for number in range(RESIDENTS)]
        complaints = labelled(policy) if LABELLED.exists() else made_up(policy)
        reporters = [Reporter(person, complaints[at::RESIDENTS]) for at, person in enumerate(people)]
        office = hired(town, tmp_path, address(tmp_path / "office"), counter, ports, groups)
        yield Scene(town, office, policy, groups, reporters)
        for member in office.members:
            await member.is_gone()
