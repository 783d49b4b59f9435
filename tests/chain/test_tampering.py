"""Someone who has the whole database changes the history, again and again, and is found out each time."""

from __future__ import annotations

from random import Random

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from bot.tickets.verbs import Verb
from storage import chain
from storage.models import Event, Link, Ticket
from tests.chain.conftest import verdict
from tests.chain.tampering import Tamper
from tests.chain.test_whole import unguarded
from tests.desk.scene import BUDI, Scene


class _Undone(Exception):
    """So that the next one finds the history as it was."""


async def lived(scene: Scene) -> bytes:
    """Some reports with answers, one of them with its words erased, and the head of it all."""
    for _ in range(5):
        ticket_id, _ = await scene.file()
        await scene.act(BUDI, Verb.REPLY, ticket_id, "kami periksa")
        await scene.answer(ticket_id, "terima kasih")
    async with scene.database.write() as tx:
        purged = select(Event.ticket_id).where(Event.id == 3)
        await tx.session.execute(update(Event).where(col(Event.ticket_id).in_(purged)).values(text=None))
        await tx.session.execute(update(Ticket).where(col(Ticket.id).in_(purged)).values(purged_at=tx.now))
        return await scene.database.strand.tie(tx)


async def test_whatever_is_changed_is_found(past: Scene, request: pytest.FixtureRequest) -> None:
    head = (await lived(past))[:10]
    before = await verdict(past.database, [head])
    assert (before.faults, before.erased, before.events) == ([], 2, 20)
    await unguarded(past, guards=False)
    missed = []
    for seed in range(request.config.getoption("--edits")):
        try:
            async with past.database.write() as tx:
                done = await Tamper(await tx.core(), Random(seed)).anything()
                found = await chain.check(await tx.core(), tx.seal, [head])
                if not found.faults:
                    missed.append((seed, done))
                raise _Undone
        except _Undone:
            continue
    assert missed == []
    assert (await verdict(past.database, [head])).faults == []


@pytest.mark.sqlite("numbers of links")
async def test_a_tail_that_was_cut_off_is_told_by_a_head_that_was_kept(past: Scene) -> None:
    head = await lived(past)
    await unguarded(past, "DELETE FROM links WHERE n > 11", "DELETE FROM events WHERE id > 16")
    assert (await verdict(past.database)).faults == []
    found = await verdict(past.database, [head[:10]])
    assert found.faults == [
        f"{chain.code_of(head)} is not there: the end of the history is missing, or is another"
    ]


@pytest.mark.sqlite("numbers of links")
async def test_without_the_key_no_link_can_be_made(past: Scene) -> None:
    await lived(past)
    last = (await past.rows(Link))[-1]
    forged = chain.Strand(type(past.database.seal)(b"x" * 32), shared=False)
    await unguarded(past, guards=False)
    async with past.database.write() as tx:
        await forged.add(await tx.core(), past.now, [])
    found = await verdict(past.database)
    assert found.faults == [f"link 0:{last.n + 1}: it or one of the events - was changed"]


@pytest.mark.sqlite("numbers of links")
@pytest.mark.parametrize(
    "nonsense",
    ["ties = 'x'", "ties = '1:2:3:4'", "events = '1-9000000000000000000'", f"events = '1-{9 * '9' * 9}'"],
)
async def test_nonsense_in_a_link_is_a_fault_and_the_rest_is_looked_at(past: Scene, nonsense: str) -> None:
    await lived(past)
    links = len(await past.rows(Link))
    await unguarded(past, f"UPDATE links SET {nonsense} WHERE n = 3")
    found = await verdict(past.database)
    assert found.faults[0].startswith("link 0:3: ")
    assert found.links == links


@pytest.mark.parametrize("code", ["", "ABCD", "ABCD-EFGH-IJKL-MNO1", "!" * 16, "É" * 16])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(chain.BadHead):
        chain.begin(code)


def test_a_code_is_read_as_people_write_it() -> None:
    assert chain.begin(chain.code_of(bytes(range(32))).lower().replace("-", " ")) == bytes(range(10))
