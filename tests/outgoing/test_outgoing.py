"""Other software is told of tickets: signed, until it was taken, and never who reported or what was said."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.outgoing.teller import GIVES_UP, KEPT, Teller
from bot.settings import Outgoing
from bot.tickets.status import Status
from bot.tickets.verbs import Role, Verb
from storage import history, signals
from storage.database import Database
from storage.models import Event
from tests.open311.conftest import cast
from tests.stories.conftest import Cast
from tests.stories.ways import POTHOLE, files

__all__ = ["cast"]

SECRET = "a secret of sixteen letters or more"


@dataclass
class Receiver:
    """Software that takes what it is told, or answers 503 for as many times as it ``fails``."""

    fails: int = 0
    asked: int = 0
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def hears(self, request: web.Request) -> web.Response:
        self.asked += 1
        if self.asked <= self.fails:
            return web.Response(status=503)
        self.taken.append((dict(request.headers), await request.read()))
        return web.Response()

    @property
    def told(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.taken]

    @property
    def statuses(self) -> list[tuple[str, str]]:
        return [(one["event"], one["ticket"]["status"]) for one in self.told]


@pytest.fixture
async def server() -> AsyncIterator[tuple[Receiver, str]]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/aduan", receiver.hears)
    async with TestServer(app) as running:
        yield receiver, str(running.make_url("/aduan"))


@dataclass
class Neighbour:
    cast: Cast
    receiver: Receiver
    teller: Teller

    async def is_told(self) -> None:
        """All that is due now."""
        async with aiohttp.ClientSession() as http:
            while await self.teller.turn(http):
                pass

    async def states(self) -> list[tuple[str, int]]:
        async with self.cast.desk.app.database.read() as session:
            connection = await session.connection()
            rows = await connection.exec_driver_sql("SELECT state, attempts FROM signals ORDER BY event_id")
            return [(str(state), int(attempts)) for state, attempts in map(tuple, rows.all())]


@pytest.fixture
async def neighbour(server: tuple[Receiver, str], cast: Cast) -> Neighbour:
    """The desk of a story, told to tell; the loop itself is ours to turn."""
    receiver, url = server
    regency, database = cast.desk.app.regency, cast.desk.app.database
    outgoing = Outgoing.model_validate({"url": url, "secret": SECRET})
    object.__setattr__(regency.settings, "outgoing", outgoing)
    database.tells = True
    return Neighbour(cast, receiver, Teller(regency, database))


async def test_what_is_filed_and_changes_is_told_in_turn(neighbour: Neighbour) -> None:
    cast = neighbour.cast
    number = await files(cast.ani)
    await cast.budi.inside(cast.pupr).says("/selesai 1 sudah ditambal")
    await cast.ani.taps("Sudah selesai")
    await neighbour.is_told()
    assert neighbour.receiver.statuses == [
        ("ticket.filed", "new"), ("ticket.status_changed", "assigned"), ("ticket.status_changed", "resolved"),
        ("ticket.status_changed", "closed"),
    ]  # fmt: skip
    ticket = {"number": number, "service_code": "jalan", "kind": "pengaduan", "from": None, "status": "new"}
    assert neighbour.receiver.told[0]["ticket"] == ticket | {"agency": "PUPR", "kecamatan": "64.08.09"}
    assert len({headers["Aduan-Event-Id"] for headers, _ in neighbour.receiver.taken}) == 4


async def test_every_message_is_signed_with_its_time(neighbour: Neighbour) -> None:
    await files(neighbour.cast.ani)
    await neighbour.is_told()
    for headers, body in neighbour.receiver.taken:
        stamp, mac = (part.partition("=")[2] for part in headers["Aduan-Signature"].split(","))
        assert mac == hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        assert abs(int(stamp) - neighbour.cast.desk.clock().timestamp()) < 60


async def test_a_receiver_that_fails_at_first_is_told_again_later(neighbour: Neighbour) -> None:
    neighbour.receiver.fails = 3
    await files(neighbour.cast.ani)
    await neighbour.is_told()
    assert await neighbour.states() == [("pending", 1), ("pending", 1)]
    await neighbour.is_told()
    assert neighbour.receiver.asked == 2
    neighbour.cast.desk.clock.turn(seconds=11)
    await neighbour.is_told()
    neighbour.cast.desk.clock.turn(seconds=21)
    await neighbour.is_told()
    assert sorted(neighbour.receiver.statuses) == [
        ("ticket.filed", "new"),
        ("ticket.status_changed", "assigned"),
    ]
    assert {state for state, _ in await neighbour.states()} == {"sent"}


async def test_who_is_away_for_days_is_told_no_more(neighbour: Neighbour) -> None:
    neighbour.receiver.fails = 100
    await files(neighbour.cast.ani)
    neighbour.cast.desk.clock.turn(seconds=(GIVES_UP + timedelta(hours=1)).total_seconds())
    await neighbour.is_told()
    assert [state for state, _ in await neighbour.states()] == ["dead", "dead"]


async def test_a_row_that_cannot_be_told_holds_back_no_other(neighbour: Neighbour) -> None:
    await files(neighbour.cast.ani)
    async with neighbour.cast.desk.app.database.write() as tx:
        first = (
            "SELECT min(event_id) FROM signals"  # no local time is this late: its moment cannot be written
        )
        damage = f"UPDATE signals SET at = '9999-12-31 23:59:00.000000+00:00' WHERE event_id = ({first})"
        await (await tx.core()).exec_driver_sql(damage)
    await neighbour.is_told()
    assert neighbour.receiver.statuses == [("ticket.status_changed", "assigned")]
    assert await neighbour.states() == [("pending", 1), ("sent", 0)]


async def test_what_was_settled_long_ago_is_forgotten_though_nothing_happens(neighbour: Neighbour) -> None:
    await files(neighbour.cast.ani)
    await neighbour.is_told()
    neighbour.cast.desk.clock.turn(seconds=(KEPT + timedelta(hours=2)).total_seconds())
    await neighbour.is_told()
    assert await neighbour.states() == []


async def test_nothing_says_who_reported_or_what(neighbour: Neighbour) -> None:
    await files(neighbour.cast.ani)
    await neighbour.is_told()
    whole = "".join(body.decode() for _, body in neighbour.receiver.taken)
    words = (*POTHOLE.split(", "), "Ani", "ani_lestari", str(neighbour.cast.ani.id))
    assert [word for word in words if word in whole] == []


async def test_what_only_its_opd_may_read_is_not_told(neighbour: Neighbour) -> None:
    ani = neighbour.cast.ani
    await ani.says("kepala dinas minta uang pelicin 2 juta supaya izin keluar, di Bengalon")
    for label in ("Setuju", "Lanjut", "Pungli", "Bengalon", "Lewati", "Kirim"):
        if any(label in one for one in ani.last.labels):
            await ani.taps(label, under=ani.last)
    assert ani.sees("KT-2026-000001")
    assert await neighbour.states() == []


async def test_a_transaction_that_fails_tells_nothing(neighbour: Neighbour) -> None:
    await files(neighbour.cast.ani)
    before = await neighbour.states()
    with pytest.raises(ZeroDivisionError):
        await _taken_and_broken_off(neighbour.cast.desk.app.database)
    assert await neighbour.states() == before


@pytest.mark.parametrize("cast", [{}], indirect=True)
async def test_the_running_desk_tells_by_itself(server: tuple[Receiver, str], cast: Cast) -> None:
    receiver, url = server
    cast.sections["outgoing"] = {"url": url, "secret": SECRET}
    await cast.restarts()
    await files(cast.ani)
    async with asyncio.timeout(20):
        while len(receiver.taken) < 2:
            await asyncio.sleep(0.05)
    assert receiver.statuses == [("ticket.filed", "new"), ("ticket.status_changed", "assigned")]


async def _taken_and_broken_off(database: Database) -> None:
    async with database.write() as tx:
        took = Event(
            ticket_id=1,
            at=tx.now,
            verb=Verb.TAKE,
            role=Role.OFFICER,
            came_from=Status.ASSIGNED,
            led_to=Status.IN_PROGRESS,
        )
        await history.record(tx, took)
        await signals.store(tx)
        raise ZeroDivisionError
