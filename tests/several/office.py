"""Processes of one office: the same database, key and address, a port each."""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

from simulator.groups import Group
from simulator.town import Town
from storage.servers import servers_at
from tests.crash.process import Bot
from tests.crash.reckoning import Stored
from tests.several.counter import Counter

READY_WITHIN = 180.0


@dataclass
class Member(Bot):
    """One process, ready once it listens."""

    port: int = 0

    async def starts(self, **environment: str) -> None:
        await self._launch(**environment)
        async with asyncio.timeout(READY_WITHIN):
            while not await self._listens():
                assert self._process is not None
                assert self._process.returncode is None, self.log
                await asyncio.sleep(0.05)

    def freezes(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaws(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    async def _listens(self) -> bool:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.close()
            return True
        return False


@dataclass
class Office:
    """All of them, and what they have stored."""

    town: Town
    url: str
    counter: Counter | None = None
    members: list[Member] = field(default_factory=list)

    def hires(self, home: Path, ports: list[int], groups: dict[str, Group]) -> None:
        """A member for each port, to which the counter brings updates; nobody starts them yet."""
        assert self.counter is not None
        for number, port in enumerate(ports):
            place = home / str(number)
            place.mkdir()
            told = config(self.town, self.town.api, self.url, home, port + 1, groups)
            told += _brought(self.counter, port)
            self.members.append(Member(self.town, place, told, port=port))

    async def stored(self) -> dict[str, Stored]:
        """Every ticket by its number."""
        rows = await self.asks(
            "select 'KT-' || year || '-' || lpad(serial::text, 6, '0') as number, category, kecamatan, opd,"
            " oversight, description from tickets order by id"
        )
        return {row["number"]: Stored(**row) for row in rows}

    async def asks(self, statement: str) -> list[asyncpg.Record]:
        connection = await servers_at(self.url).connect()
        try:
            return list(await connection.fetch(statement))
        finally:
            await connection.close()

    def speaks(self) -> list[str]:
        """What each member says of having had the turn to speak."""
        return [line for member in self.members for line in member.log.splitlines() if "speaking" in line]


def some_ports(count: int) -> list[int]:
    """Such as the system gives to nobody by itself."""
    return random.sample(range(20_000, 32_000), count)


def config(town: Town, api: str, url: str, home: Path, http: int, groups: dict[str, Group]) -> str:
    """One process of the office; it asks for updates, and the key is in ``home``."""
    bound = "\n".join(f"{code} = {group.id}" for code, group in groups.items())
    return f"""
[storage]
url = "{url}"
key_file = "{home}/aduan.key"
[http]
listen = "127.0.0.1:{http}"
[limits]
reports_per_day = 1000
[groups]
{bound}
[telegram]
token = "{town.token}"
api_base_url = "{api}"
per_second = 1000
group_per_minute = 1000
"""


def _brought(counter: Counter, port: int) -> str:
    return f"""receive = "webhook"
[webhook]
url = "http://127.0.0.1:{counter.port}/"
listen = "127.0.0.1:{port}"
secret = "kata-rahasia"
"""
