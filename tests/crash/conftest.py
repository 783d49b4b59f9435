"""A town of forty residents and a group for every office, with the labelled complaints they file."""

from __future__ import annotations

import asyncio
import csv
import sqlite3
from collections.abc import AsyncIterator
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
from tests.crash.process import Bot
from tests.crash.reporter import Complaint, Reporter

LABELLED = Path(__file__).parents[2].parent / "shared" / "data" / "complaints_dev.csv"
RESIDENTS = 40
SANGATTA_UTARA = "64.08.04"
OVERSIGHT = "integritas"


class Filing:
    """Residents who file in a town for as long as a test wants."""

    town: Town
    reporters: list[Reporter]

    @asynccontextmanager
    async def filing(self) -> AsyncIterator[None]:
        """Everyone files one report after another meanwhile, and ends the last of them afterwards."""
        over = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            for reporter in self.reporters:
                group.create_task(reporter.files_until(over))
            yield
            over.set()

    async def delivers(self, more: int, within: float = 60.0) -> None:
        """Wait until so many more messages of the bot have arrived."""
        delivered, pulse = self.town.world.delivered, self.town.world.pulse
        enough = len(delivered) + more
        async with asyncio.timeout(within):
            while len(delivered) < enough:
                await pulse.after(pulse.count, 5)


@dataclass
class Field(Filing):
    """Where a crash test takes place."""

    town: Town
    bot: Bot
    policy: Policy
    groups: dict[str, Group]
    reporters: list[Reporter]

    async def drained(self) -> None:
        """Wait until nothing more happens for a while."""
        pulse = self.town.world.pulse
        while await pulse.after(pulse.count, 3):
            await asyncio.sleep(0)

    def counts(self, query: str) -> int:
        """What a query of one number finds in the database."""
        with sqlite3.connect(self.bot.home / "aduan.db") as connection:
            found: int = connection.execute(query).fetchone()[0]
        connection.close()
        return found

    def _why(self, tickets: dict[str, reckoning.Stored]) -> str:
        """What each who lost a report was told, and what became of it."""
        lost = set(reckoning.lost(self.reporters, tickets))
        return "\n".join(
            f"{one.id} {one.text!r}: {who.acknowledged.get(one.id)} is"
            f" {tickets.get(who.acknowledged.get(one.id, ''))}; {who.person.text()}"
            for who in self.reporters
            for one in who.complaints
            if one.id in lost
        )

    def reckons(self) -> None:
        """Assert that nothing is lost, nothing is there twice, and every card where it belongs."""
        tickets = reckoning.stored(self.bot.home / "aduan.db")
        assert reckoning.lost(self.reporters, tickets) == [], self._why(tickets)
        assert reckoning.given_twice(self.reporters) == []
        assert reckoning.wrong_cards(tickets, self.groups, self.policy) == []
        assert reckoning.unlabelled_twins(self.groups, self.reporters) == []
        assert reckoning.violated(self.bot.home / "aduan.db") == {}
        assert reckoning.unchained(self.bot.home) == []
        assert len(tickets) == sum(len(reporter.complaints) for reporter in self.reporters)
        assert self.town.wrongs == []


def labelled(policy: Policy) -> list[Complaint]:
    """Every labelled message that is a report, with what its reporter will choose.

    Who speaks of ending their life is given someone to talk to, and no form.
    """
    with LABELLED.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["type"] != "bukan_laporan"]
    rows = [row for row in rows if "bunuh diri" not in row["text"]]
    return [
        Complaint(
            row["id"],
            row["text"],
            policy.category(OVERSIGHT if row["oversight"] == "1" else row["category"]).label,
            policy.kecamatan(row["kecamatan"] or SANGATTA_UTARA).name,
        )
        for row in rows
    ]


def made_up(policy: Policy) -> list[Complaint]:
    """Where the labelled ones are not at hand: every category, in every fourth kecamatan."""
    places = [place.name for place in policy.kecamatans.values()][::4]
    return [
        Complaint(
            f"{category.id} {place}",
            f"mohon ditangani, {category.label}, kasus {place}",
            category.label,
            place,
        )
        for category in policy.categories.values()
        for place in places
    ]


@pytest.fixture
async def field(tmp_path: Path) -> AsyncIterator[Field]:
    async with open_field(tmp_path, RESIDENTS) as field:
        yield field


@asynccontextmanager
async def open_field(home: Path, residents: int) -> AsyncIterator[Field]:
    """So many residents, among whom all complaints are shared out; nothing runs yet."""
    policy = load_policy(Settings.model_validate({"telegram": {"token": "1:a"}}))
    async with Town() as town:
        groups = {code: town.group(f"Grup {code}") for code in policy.opds}
        people = [town.person(f"Warga {number}") for number in range(residents)]
        complaints = labelled(policy) if LABELLED.exists() else made_up(policy)
        reporters = [Reporter(person, complaints[at::residents]) for at, person in enumerate(people)]
        bot = Bot(town, home, _config(town, home, groups))
        try:
            yield Field(town, bot, policy, groups, reporters)
        finally:
            await bot.is_gone()


def _config(town: Town, home: Path, groups: dict[str, Group]) -> str:
    """Caps wide enough that the process, not the pace, is what is tested."""
    bound = "\n".join(f"{code} = {group.id}" for code, group in groups.items())
    return f"""
[telegram]
token = "{town.token}"
api_base_url = "{town.api}"
per_second = 1000
group_per_minute = 1000
[storage]
url = "sqlite+aiosqlite:///{home}/aduan.db"
key_file = "{home}/aduan.key"
[limits]
reports_per_day = 1000
[groups]
{bound}
"""
