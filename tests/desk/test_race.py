"""Fifty officers press **Ambil** at once: one has the report, and the others are told who."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import pytest

from bot.buttons import CardPress
from bot.desk import Desk
from bot.notices import Toast
from bot.people import People
from handlers import Dispatch, routers
from tests.desk.scene import PUPR, Scene

OFFICERS = 50
FIRST = 9000


class Everyone:
    """Everybody is in every group, and no photo can be looked at."""

    async def holds(self, _chat: int, _person: int) -> bool:
        return True

    def forget(self, _chat: int, _person: int) -> None:
        return None

    async def of(self, _file_id: str) -> int | None:
        return None


def pressed(officer: int, data: str) -> dict[str, Any]:
    chat = {"id": PUPR, "type": "supergroup", "title": "PUPR"}
    message = {"message_id": 5, "date": 1_790_000_000, "chat": chat, "text": "kartu"}
    user = {"id": officer, "is_bot": False, "first_name": f"Petugas {officer}"}
    query = {"id": str(officer), "from": user, "chat_instance": "c", "data": data, "message": message}
    return {"update_id": officer, "callback_query": query}


async def takes(scene: Scene, dispatch: Dispatch, officer: int, data: str) -> str:
    """What the officer is told; in a transaction of their own, as another process would."""
    prepared = await dispatch.prepare(pressed(officer, data))
    async with scene.write() as tx:
        services = {"desk": Desk(scene.regency, tx), "people": People(scene.regency, tx)}
        said = await dispatch.handle(prepared, services)
    assert not callable(said)
    return next(one.text for one in said if isinstance(one, Toast))


async def test_of_fifty_officers_at_once_one_wins_and_the_others_are_told_who(
    scene: Scene, request: pytest.FixtureRequest
) -> None:
    rounds, everyone = request.config.getoption("--rounds"), Everyone()
    dispatch = Dispatch(routers(), everyone, everyone, scene.regency.texts, "aduan_bot")
    for _ in range(rounds):
        ticket_id, _ = await scene.file()
        data = CardPress(ticket_id, 1, "take").pack()
        told = await asyncio.gather(*(takes(scene, dispatch, FIRST + n, data) for n in range(OFFICERS)))
        ticket = await scene.ticket(ticket_id)
        winner = f"Sudah diambil Petugas {ticket.taken_by}."
        assert Counter(told) == {"Laporan ini Anda tangani.": 1, winner: OFFICERS - 1}
        assert await scene.verbs(ticket_id) == ["file", "assign", "take"]
    print(f"{OFFICERS} officers x {rounds} rounds: {rounds} winners, lost updates 0")  # noqa: T201  # the figure
