"""**Bukan pengawasan**: only with its reporter's leave a report goes on, and silence is none."""

from __future__ import annotations

from typing import Any

import pytest

from bot.buttons import CardPress, ReporterPress
from bot.desk.faces import actions
from bot.errors import Stale
from bot.notices import Said
from bot.people import Officer
from bot.tickets.verbs import Verb
from storage import tickets
from tests.desk.scene import ANI, AT_WORK, INSPEKTORAT, PUPR, Scene, card, notices, wita

FITRI = Officer(7008, "Fitri", INSPEKTORAT, ("INSPEKTORAT",))


async def accusation(scene: Scene) -> int:
    """Ani's report about a road accuses an official; it has 60 working days."""
    about: dict[str, Any] = {
        "opd": "INSPEKTORAT",
        "oversight": True,
        "sensitive": True,
        "due_at": wita("2027-02-22 10:00"),
    }
    ticket_id, _ = await scene.file(**about)
    return ticket_id


async def clears(scene: Scene, ticket_id: int) -> Said:
    async with scene.desk() as desk:
        return await desk.proposing.pressed(FITRI, CardPress(ticket_id, 1, "clear"), "q")


async def says(scene: Scene, ticket_id: int, verb: str) -> Said:
    version = (await scene.ticket(ticket_id)).version
    async with scene.desk() as desk:
        return await desk.verdicts.pressed(ANI, ReporterPress(ticket_id, version, verb), "q")


async def test_the_resident_is_asked_and_nothing_goes_on_yet(scene: Scene) -> None:
    ticket_id = await accusation(scene)
    said = await clears(scene, ticket_id)
    assert "Bolehkah diteruskan ke Dinas Pekerjaan Umum" in notices(said, ANI.id)[0].text
    assert notices(said, PUPR) == []
    ticket = await scene.ticket(ticket_id)
    assert (ticket.opd, ticket.status, ticket.taken_by) == ("INSPEKTORAT", "waiting_reporter", FITRI.id)


async def test_agreed_it_is_its_categorys_opds_with_the_time_of_its_kind(scene: Scene) -> None:
    ticket_id = await accusation(scene)
    await clears(scene, ticket_id)
    said = await says(scene, ticket_id, "agree")
    ticket = await scene.ticket(ticket_id)
    assert (ticket.opd, ticket.status, ticket.oversight, ticket.sensitive, ticket.taken_by) == (
        "PUPR",
        "assigned",
        False,
        False,
        None,
    )
    assert ticket.due_at == wita("2026-12-11 10:00")
    assert "Jalan berlubang" in card(said, PUPR).text
    assert "dialihkan ke" in card(said, INSPEKTORAT).text


async def test_insisted_on_it_stays(scene: Scene) -> None:
    ticket_id = await accusation(scene)
    await clears(scene, ticket_id)
    await says(scene, ticket_id, "insist")
    ticket = await scene.ticket(ticket_id)
    assert (ticket.opd, ticket.status, ticket.oversight) == ("INSPEKTORAT", "in_progress", True)


@pytest.mark.parametrize("no", ["insist", "silence"])
async def test_after_a_no_it_is_neither_offered_nor_asked_again(scene: Scene, no: str) -> None:
    ticket_id = await accusation(scene)
    await clears(scene, ticket_id)
    if no == "insist":
        await says(scene, ticket_id, "insist")
    else:
        async with scene.desk() as desk:
            ticket = await tickets.get(desk._tx, ticket_id)
            assert ticket is not None
            await desk.expire(ticket)
    ticket = await scene.ticket(ticket_id)
    assert {Verb.UPHOLD, Verb.CLEAR}.isdisjoint(actions(ticket))
    async with scene.desk() as desk:
        with pytest.raises(Stale, match="no_oversight"):
            await desk.proposing.pressed(FITRI, CardPress(ticket_id, ticket.version, "clear"), "q")


async def test_of_the_overseers_own_category_the_desk_is_named_and_can_route_it(scene: Scene) -> None:
    about: dict[str, Any] = {"opd": "INSPEKTORAT", "oversight": True, "sensitive": True}
    ticket_id, _ = await scene.file(category="integritas", **about)
    said = await clears(scene, ticket_id)
    asked = notices(said, ANI.id)[0].text
    assert "diteruskan ke Dinas Komunikasi" in asked
    assert "untuk dipilihkan OPD yang tepat?" in asked
    await says(scene, ticket_id, "agree")
    ticket = await scene.ticket(ticket_id)
    assert (ticket.opd, ticket.oversight, ticket.sensitive) == (scene.regency.policy.desk.code, False, False)
    async with scene.desk() as desk:
        await desk.admins.assigning.command(AT_WORK, "1 PUPR")
    assert (await scene.ticket(ticket_id)).opd == "PUPR"


@pytest.mark.parametrize("verb", ["agree", "insist"])
async def test_a_common_question_of_the_overseer_gives_no_leave(scene: Scene, verb: str) -> None:
    ticket_id = await accusation(scene)
    await clears(scene, ticket_id)
    await scene.act(FITRI, Verb.ASK, ticket_id, "Kapan itu terjadi?")
    with pytest.raises(Stale, match="stands"):
        await says(scene, ticket_id, verb)
    assert (await scene.ticket(ticket_id)).opd == "INSPEKTORAT"


async def test_silence_keeps_it_with_the_overseer_and_is_not_nudged(scene: Scene) -> None:
    ticket_id = await accusation(scene)
    await clears(scene, ticket_id)
    async with scene.desk() as desk:
        ticket = await tickets.get(desk._tx, ticket_id)
        assert ticket is not None
        assert await desk.nudge(ticket) == ()
        await desk.expire(ticket)
    assert await scene.verbs(ticket_id) == ["file", "assign", "clear", "keep"]
    assert (await scene.ticket(ticket_id)).status == "in_progress"


async def test_once_upheld_it_is_not_asked_again(scene: Scene) -> None:
    ticket_id = await accusation(scene)
    async with scene.desk() as desk:
        await desk.proposing.pressed(FITRI, CardPress(ticket_id, 1, "uphold"), "q")
    with pytest.raises(Stale):
        await clears(scene, ticket_id)
    async with scene.desk() as desk:
        with pytest.raises(Stale, match="no_oversight"):
            await desk.proposing.pressed(FITRI, CardPress(ticket_id, 2, "clear"), "q")
