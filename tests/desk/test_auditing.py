"""A lot of last week's closed tickets for the admins, drawn once a week, whatever restarts."""

from __future__ import annotations

from typing import Any

import pytest

from bot.buttons import ProofPress
from bot.desk import Desk
from bot.desk.admin.auditing import DRAWN, closed_last_week
from bot.errors import NotFound, Refused
from bot.files import File, FileKind
from bot.notices import Notice
from bot.tickets.status import Status
from bot.tickets.verbs import Role, Verb
from storage import history, tickets
from storage.models import Event
from tests.desk.scene import ADMINS, AT_WORK, Scene, labels, notices, wita

PROOF = File(FileKind.PHOTO, "proof", "unique")


async def closed(scene: Scene, at: str = "2026-11-19 10:00", **about: Any) -> int:
    """A ticket that was closed then, with its proof."""
    ticket_id, _ = await scene.file(**about)
    async with scene.write() as tx:
        ticket = await tickets.get(tx, ticket_id)
        assert ticket is not None
        ticket.status, ticket.closed_at = Status.CLOSED, wita(at)
        done = Event(
            ticket_id=ticket_id, at=tx.now, verb=Verb.RESOLVE, role=Role.OFFICER, led_to=Status.RESOLVED
        )
        done.text = "Sudah ditambal"
        history.attach(tx, ticket, await history.record(tx, done), [PROOF])
    return ticket_id


async def audit(scene: Scene) -> Notice:
    async with scene.desk() as desk:
        [told] = notices(await desk.admins.auditing.command(AT_WORK))
    return told


async def weekly(scene: Scene) -> list[Notice]:
    async with scene.database.read() as session:
        found = await closed_last_week(scene.regency, session, scene.now)
    if found is None:
        return []
    async with scene.write() as tx:
        return notices(await Desk(scene.regency, tx).admins.auditing.weekly(found))


async def test_last_weeks_are_drawn_and_the_same_ones_again(scene: Scene) -> None:
    for _ in range(DRAWN + 5):
        await closed(scene)
    await closed(scene, "2026-11-23 09:00")
    await closed(scene, "2026-11-15 23:00")
    first = await audit(scene)
    assert first == await audit(scene)
    assert len(labels(first)) == DRAWN
    assert not {"KT-2026-000016", "KT-2026-000017"} & {label.split()[-1] for label in labels(first)}


async def test_what_was_drawn_for_all_is_what_who_asks_is_shown(scene: Scene) -> None:
    await closed(scene)
    [told] = await weekly(scene)
    await closed(scene)
    assert labels(await audit(scene)) == labels(told)


async def test_nothing_closed_nothing_drawn(scene: Scene) -> None:
    assert (await audit(scene)).text == "Tidak ada laporan yang ditutup pekan lalu."
    assert await weekly(scene) == []


async def test_the_admins_are_told_once_a_week_when_work_has_begun(scene: Scene) -> None:
    await closed(scene)
    scene.now = wita("2026-11-23 07:59")
    assert await weekly(scene) == []
    scene.now = wita("2026-11-23 08:00")
    assert [one.chat for one in await weekly(scene)] == [ADMINS]
    for later in ("2026-11-23 08:01", "2026-11-24 09:00", "2026-11-30 09:00"):
        scene.now = wita(later)
        assert await weekly(scene) == []
    await closed(scene, "2026-11-25 10:00")
    scene.now = wita("2026-12-07 09:00")
    await closed(scene, "2026-12-02 10:00")
    assert len(await weekly(scene)) == 1


async def test_who_looked_before_it_was_told_tells_nothing_anew(scene: Scene) -> None:
    """Symptom: two turns of the ticker at once, two lots."""
    await closed(scene)
    async with scene.database.read() as session:
        found = await closed_last_week(scene.regency, session, scene.now)
    assert found is not None
    assert len(await weekly(scene)) == 1
    async with scene.desk() as desk:
        assert await desk.admins.auditing.weekly(found) == ()


async def test_down_on_monday_it_is_told_on_tuesday(scene: Scene) -> None:
    await closed(scene)
    scene.now = wita("2026-11-24 09:00")
    assert len(await weekly(scene)) == 1


async def test_the_proof_is_shown_at_a_press(scene: Scene) -> None:
    ticket_id = await closed(scene)
    async with scene.desk() as desk:
        said, picture = notices(await desk.admins.auditing.proof(AT_WORK, ProofPress(ticket_id), "7"))
    assert ("Sudah ditambal" in said.text, said.protected) == (True, True)
    assert [media.file_id for media in picture.media] == ["proof"]


async def test_of_a_sensitive_one_only_the_number_is_seen(scene: Scene) -> None:
    ticket_id = await closed(scene, opd="DPPPA", sensitive=True, category="perempuan_anak")
    told = await audit(scene)
    assert ("KT-2026-000001" in told.text, "Perempuan" in told.text, labels(told)) == (True, False, [])
    async with scene.desk() as desk:
        with pytest.raises(Refused, match="not_shown"):
            await desk.admins.auditing.proof(AT_WORK, ProofPress(ticket_id), "7")


async def test_what_is_not_closed_has_no_proof_to_look_at(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    async with scene.desk() as desk:
        with pytest.raises(NotFound):
            await desk.admins.auditing.proof(AT_WORK, ProofPress(ticket_id), "7")
