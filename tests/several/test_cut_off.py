"""The one that speaks is cut off from everything, is replaced, and comes back with what it had begun."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.town import Town
from tests.crash.lives import ROOT
from tests.databases import server
from tests.databases.server import Server
from tests.several import network
from tests.several.conftest import Scene, set_up
from tests.several.network import Machine
from tests.several.office import Member, Office, config, some_ports

pytestmark = pytest.mark.slow

RESIDENTS = 10
A_WHILE = 20
REPLACED_WITHIN = 60.0


@dataclass
class Remote(Member):
    """A process on a machine of its own."""

    machine: Machine | None = None

    async def _launch(self, **environment: str) -> None:
        assert self.machine is not None
        path = self.home / "config.toml"
        path.write_text(self.config, encoding="utf-8")
        command = (*self.machine.way, sys.executable, "-m", "bot.cli", "run", "--config", str(path))
        told = {**os.environ, "ADUAN_LOG_LEVEL": "DEBUG", **environment}
        with (self.home / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(  # type: ignore[assignment]  # as good as a Life
                *command, cwd=ROOT, stdout=log, stderr=log, env=told
            )

    async def _listens(self) -> bool:
        return (self.home / "log").exists() and '"running"' in self.log

    @property
    def speaks(self) -> int:
        """How often it got the turn to."""
        return self.log.count('"speaking"')


@pytest.fixture
def reachable() -> Iterator[Server]:
    """A server for machines of any address."""
    if server.binary("initdb") is None:
        pytest.skip("no PostgreSQL server is installed")
    with server.home() as home:
        made = Server(home, "data", some_ports(1)[0], ("listen_addresses=*",))
        made.is_made()
        with (made.data / "pg_hba.conf").open("a", encoding="ascii") as rules:
            rules.write("host all all samenet trust\n")
        made.starts()
        yield made
        made.ends()


@pytest.fixture(params=["wires", "namespaces"])
async def scene(request: pytest.FixtureRequest, reachable: Server, tmp_path: Path) -> AsyncIterator[Scene]:
    why = network.no_namespaces()
    if request.param == "namespaces" and why:
        pytest.skip(why)
    if request.param == "wires" and why is None:
        pytest.skip("there are network namespaces, which cut more than our wires do")
    built = network.wired if why else network.apart
    url = "postgresql+asyncpg://aduan@{}:{}/postgres"
    async with Town() as town, built(3, reachable.port, town.server.port) as machines:
        scene = set_up(town, Office(town, url.format("127.0.0.1", reachable.port)), RESIDENTS)
        for number, machine in enumerate(machines):
            (place := tmp_path / str(number)).mkdir()
            api, [port] = f"http://127.0.0.1:{machine.telegram}", some_ports(1)
            told = config(town, api, url.format(*machine.server), tmp_path, port, scene.groups)
            scene.office.members.append(Remote(town, place, told, machine=machine))
        try:
            yield scene
        finally:
            for member in scene.office.members:
                await member.is_gone()


async def test_who_is_cut_off_is_replaced_and_fenced(scene: Scene) -> None:
    await scene.all_start()
    members = [member for member in scene.office.members if isinstance(member, Remote)]
    async with scene.filing():
        await scene.delivers(A_WHILE)
        [cut] = [member for member in members if member.speaks]
        assert cut.machine is not None
        cut.machine.is_cut_off()
        async with asyncio.timeout(REPLACED_WITHIN):
            while not any(member.speaks for member in members if member is not cut):
                await asyncio.sleep(0.05)
            while await _sessions(scene.office, cut.machine):
                await asyncio.sleep(0.2)
        await scene.delivers(A_WHILE)
        cut.machine.is_back()
        await scene.delivers(A_WHILE)
    await scene.drained()
    await scene.reckons()
    assert "turns_lost" in cut.log
    assert cut.speaks == 1
    assert await scene.office.asks("select 1 from inbox where attempts > 0") == []


async def _sessions(office: Office, machine: Machine) -> bool:
    """Whether the server still keeps any for who is gone; behind a wire of ours it has no way to tell."""
    if machine.address is None:
        return False
    return bool(await office.asks(f"select 1 from pg_stat_activity where client_addr = '{machine.address}'"))
