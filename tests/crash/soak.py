"""``python -m tests.crash.soak``: an hour of residents who file, of faults and of kills, then a reckoning."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from simulator.faults import Fault
from tests.crash.conftest import Field, open_field
from tests.crash.reporter import Complaint, Reporter
from tests.crash.watching import Watch
from tests.outages.mix import MIX

LOOKS_EVERY = 10.0
RESIDENTS = 40
UNSETTLED = """
select (select count(*) from inbox where state = 'pending')
+ (select count(*) from outbox where state in ('pending', 'attempting'))"""
TOO_SLOW = 25.0
"""Seconds after which nobody waits for an answer any more (``bot.telegram.transport.READ_TIMEOUT``)."""


async def soak(home: Path, minutes: float, kill_every: float, per_second: float) -> None:
    """Run, and say what came of it. Raises AssertionError if anything is lost, doubled or out of place."""
    async with open_field(home, RESIDENTS) as field:
        faults = [_fails(field, kind, chance) for kind, chance in MIX.items()]
        watch, over = Watch(home / "aduan.db"), asyncio.Event()
        await field.bot.starts()
        async with asyncio.TaskGroup() as group:
            for reporter in field.reporters:
                group.create_task(_files(reporter, over, RESIDENTS / per_second))
            watching = group.create_task(_watches(field, watch))
            kills = await _kills(field, minutes * 60, kill_every * 60)
            over.set()
            watching.cancel()
        field.town.faults.clear()
        await _settles(field)
        status = await field.bot.is_ended()
        _say(field, watch, kills, faults)
        assert status == 0
        field.reckons()
        _line("nothing lost, nothing twice unmarked, every card in its group")


async def _files(reporter: Reporter, over: asyncio.Event, pause: float) -> None:
    """One report after another, with a rest between them."""
    asked, filed = _without_end(reporter.complaints), list[Complaint]()
    reporter.complaints = filed
    for complaint in asked:
        if over.is_set():
            return
        reporter.acknowledged[complaint.id] = await reporter._files(complaint)
        filed.append(complaint)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), random.uniform(0, 2 * pause))


async def _kills(field: Field, seconds: float, every: float) -> int:
    loop = asyncio.get_running_loop()
    end, kills = loop.time() + seconds, 0
    while (left := end - loop.time()) > 0:
        await asyncio.sleep(min(every, left))
        if end - loop.time() > 0:
            await field.bot.is_killed()
            await field.bot.starts()
            kills += 1
    return kills


async def _settles(field: Field) -> None:
    """Until nothing waits to be handled or sent: some of it failed, and waits for its next try."""
    async with asyncio.timeout(300):
        while field.counts(UNSETTLED):
            await field.drained()


async def _watches(field: Field, watch: Watch) -> None:
    while True:
        await asyncio.sleep(LOOKS_EVERY)
        if (life := field.bot._process) is not None:
            watch.looks(life.pid)


def _fails(field: Field, trouble: str, chance: float) -> Fault:
    seconds = TOO_SLOW if trouble == "slow after delivery" else 1.0
    return field.town.fails(trouble, chance=chance, times=None, seconds=seconds)


def _without_end(complaints: Sequence[Complaint]) -> Iterator[Complaint]:
    """The same matters again and again, each time of another number."""
    for round_ in itertools.count(1):
        for one in complaints:
            text = f"{one.text} nomor {round_}"
            yield Complaint(f"{one.id} {round_}", text, one.category, one.kecamatan)


def _say(field: Field, watch: Watch, kills: int, faults: list[Fault]) -> None:
    filed = sum(len(one.acknowledged) for one in field.reporters)
    again = field.counts("select count(*) from outbox where repeat")
    _line(f"{filed} reports filed, {kills} kills, {again} messages sent again and marked so")
    _line("faults: " + ", ".join(f"{fault.hits} x {fault.trouble}" for fault in faults))
    _line(f"memory {watch.memory}; {watch.most_files} open files; log of {watch.longest_log:.1f} MiB")


def _line(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main() -> None:
    """As long as asked."""
    parser = argparse.ArgumentParser(prog="soak")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--kill-every", type=float, default=10, help="minutes")
    parser.add_argument("--per-second", type=float, default=1.0, help="reports")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        asyncio.run(soak(Path(home), asked.minutes, asked.kill_every, asked.per_second))


if __name__ == "__main__":
    main()
