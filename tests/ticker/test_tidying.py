"""What has done its work goes a little at a time, until nothing of it is left."""

from __future__ import annotations

import pytest

from bot.tidying import forget_old
from storage import inbox
from storage.models import Inbox
from tests.desk.scene import Scene


async def test_a_pile_of_old_updates_goes_in_small_parts(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.tidying.AT_ONCE", 2)
    for number in range(1, 7):
        async with scene.write() as tx:
            await inbox.store(tx, [({"update_id": number}, 1)])
            if number != 3:
                inbox.finish_later(tx, number)
    scene.passes(days=2)
    went = []
    for _ in range(4):
        is_more = await forget_old(scene.regency, scene.database)
        went.append((is_more, len(await scene.rows(Inbox))))
    assert went == [(True, 4), (True, 2), (False, 1), (False, 1)]
