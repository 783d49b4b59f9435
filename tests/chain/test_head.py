"""The leaders are told the head of the history once a working day, and can hold it against it."""

from __future__ import annotations

import re

from bot.notices import Said
from bot.witness import tell_head
from storage import chain
from tests.chain.conftest import verdict
from tests.desk.scene import Scene, notices


async def told(scene: Scene) -> Said:
    async with scene.database.write() as tx:
        return await tell_head(scene.regency, scene.database.strand, tx)


async def test_once_a_day_from_the_second_day_on(past: Scene) -> None:
    await past.file()
    counts = []
    for _ in range(3):
        counts.append((len(await told(past)), len(await told(past))))
        past.passes(days=1)
    assert counts == [(0, 0), (1, 0), (1, 0)]


async def test_the_line_carries_a_code_that_verify_knows(past: Scene) -> None:
    await told(past)
    past.passes(days=1)
    await past.file()
    [notice] = notices(await told(past))
    [code] = re.findall(r"(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}", notice.text)
    await past.file()
    assert (await verdict(past.database, [chain.begin(code)])).faults == []


async def test_not_at_the_weekend(past: Scene) -> None:
    await told(past)
    past.passes(days=5)
    assert await told(past) == ()
