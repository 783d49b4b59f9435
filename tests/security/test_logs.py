"""Whatever goes wrong, what the bot writes about it names nobody and holds no secret."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator.people import Person
from simulator.town import Town
from simulator.updates import Update
from tests.security import lives
from tests.security.canaries import Secrets, files, search
from tests.security.process import ROOT, Flawed

WORDS = "kata-kata kanari dalam laporan"


TROUBLES = ("429", "500", "truncated json", "reset after delivery", "400", "403")
SIGNS = (
    "RuntimeError",
    "OperationalError",
    "Flooded",
    "NotSent",
    "Unknown",
    "Rejected",
    "Unreachable",
    "library_spoke",
    "update_undecodable",
)


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with Town() as town:
        yield town


def _secrets(town: Town) -> Secrets:
    secret = town.token.partition(":")[2]
    return lives.secrets() | {"words": WORDS, "token": secret, "bot's id": town.bot.id, "address": town.api}


def _named(town: Town) -> Person:
    """Someone called as Ani is, with another id."""
    return town.person("Kanariani", last_name="Burungmerah", username="kanari_ani")


def _poison(town: Town, body: str) -> None:
    """An update as no Telegram sends it."""
    updates = town.world.updates
    updates.last_id += 1
    whole = f'{{"update_id":{updates.last_id},{body}}}'.encode()
    updates._offer(Update(updates.last_id, "message", whole, 0, float("inf")))


async def test_a_process_in_trouble_names_nobody(town: Town, tmp_path: Path) -> None:
    people = [_named(town) for _ in range(9)]
    bot = Flawed(town, tmp_path)
    await bot.starts()
    faults = [
        town.fails(
            trouble, "sendMessage", chat=person.id, text=f'can\'t parse entities: "{WORDS}" of Kanariani'
        )
        for trouble, person in zip(TROUBLES, people, strict=False)
    ]
    sends = [person.says(f"{WORDS} jalan poros rusak") for person in people[: len(faults)]]
    clumsy, unlucky, sender = people[len(faults) :]
    sends += [clumsy.says(f"KESALAHAN {WORDS}"), unlucky.says(f"PANGKALAN {WORDS}")]
    await asyncio.gather(*sends, sender.sends_document(lives.FILE, caption=WORDS))
    _poison(town, f'"message":{{"from":{{"id":{sender.id},"first_name":"Kanariani"}},"text":"{WORDS}"}}')
    _poison(town, f'"message":["Kanariani","{WORDS}"]')
    for sign in SIGNS:
        await bot.says(sign)
    assert await bot.ends() == 0
    assert all(fault.hits for fault in faults)
    assert search({"log": bot.log.encode()}, _secrets(town)) == set()
    assert search(files(tmp_path), _secrets(town)) == set()


async def test_a_refused_token_is_not_written_down(town: Town, tmp_path: Path) -> None:
    bot = Flawed(town, tmp_path)
    town.fails("401", "getMe", times=None)
    await bot.starts(until_it_polls=False)
    assert await bot.has_ended() == 2
    assert "telegram.token" in bot.log
    assert search({"log": bot.log.encode()}, _secrets(town)) == set()


@pytest.mark.parametrize(
    "trouble",
    [
        "warnings.warn(LEAK)",
        "logging.getLogger('aiohttp').error('%s', LEAK)",
        "logging.getLogger('x').exception(LEAK, exc_info=ValueError(LEAK))",
        "structlog.get_logger().error('failed', text=LEAK, name=LEAK)",
        "threading.Thread(target=fails).start()",
        "Broken()",
        "fails()",
    ],
)
def test_no_way_out_of_a_process_is_left_open(trouble: str) -> None:
    code = f"""
import logging, threading, warnings, structlog
from bot.logs import begin
LEAK = "Kanariani"
class Broken:
    def __del__(self):
        fails()
def fails():
    raise ValueError(LEAK)
begin("DEBUG")
{trouble}
"""
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Kanariani" not in ran.stdout + ran.stderr
    assert '"level": ' in ran.stderr
