"""Residents file while Telegram fails in every way at once."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest

from bot.telegram import Api
from simulator.faults import Trouble
from tests.crash.conftest import open_field
from tests.crash.reckoning import AGAIN
from tests.outages.mix import MIX
from tests.stories.desk import Clock, open_desk

RESIDENTS = 15
EACH = 3
OFTEN = 4
"""Times as often as in a long run, so that each of the faults happens."""


@pytest.mark.sqlite("reckons with the file")
async def test_everything_is_filed_and_told_once_or_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.building.Api", partial(Api, read_timeout=0.4))
    async with open_field(tmp_path, RESIDENTS) as field:
        for reporter in field.reporters:
            reporter.complaints = reporter.complaints[:EACH]
        bound = {code: group.id for code, group in field.groups.items()}
        storage = {"url": f"sqlite+aiosqlite:///{tmp_path}/aduan.db", "key_file": f"{tmp_path}/aduan.key"}
        async with open_desk(field.town, tmp_path, Clock(), storage=storage, groups=bound) as desk:
            field.town.settle = None
            faults = [desk.town.fails(kind, chance=OFTEN * often, times=None) for kind, often in MIX.items()]
            for trouble in (Trouble.SERVER_ERROR, Trouble.RESET_BEFORE, Trouble.RESET_AFTER):
                desk.town.fails(trouble, "getUpdates", chance=0.03, times=None)
            await asyncio.gather(*(reporter.files_all() for reporter in field.reporters))
            await desk.settle()
        assert [fault.trouble for fault in faults if not fault.hits] == []
        field.reckons()
        assert field.counts("select count(*) from outbox where state not in ('sent')") == 0
        assert any(AGAIN in message for one in field.reporters for message in one.person.messages)
