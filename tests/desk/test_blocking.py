"""A resident is blocked for what they reported: they hear why and can object; nobody learns who they are."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.desk import Desk
from bot.errors import Refused, Stale
from bot.notices import Said
from bot.tickets.verbs import Verb
from storage import residents
from storage.models import Resident
from tests.desk.scene import ADMINS, ANI, AT_WORK, BUDI, Scene, labels, notices

WHY = "Isinya berulang kali menghina petugas"


async def blocks(scene: Scene, rest: str = f"1 {WHY}") -> Said:
    async with scene.desk() as desk:
        return await desk.admins.blocking.block(AT_WORK, rest)


async def unblocks(scene: Scene, rest: str = "1") -> Said:
    async with scene.desk() as desk:
        return await desk.admins.blocking.unblock(AT_WORK, rest)


async def ani(scene: Scene) -> Resident:
    async with scene.write() as tx:
        found = await residents.find(tx, ANI.id)
    assert found is not None
    return found


async def objects(scene: Scene, text: str) -> Said:
    async with scene.write() as tx:
        resident = await residents.find(tx, ANI.id)
        assert resident is not None
        return await Desk(scene.regency, tx).admins.blocking.appeal(resident, text)


async def test_who_is_blocked_reads_why_and_can_object(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    said = await blocks(scene)
    [told] = notices(said, ANI.id)
    assert (WHY in told.text, labels(told)) == (True, ["✉️ Ajukan keberatan"])
    assert (await ani(scene)).blocked_at == scene.now
    assert (await scene.verbs(ticket_id))[-1] == "block"


async def test_the_admins_never_read_who_it_is(scene: Scene) -> None:
    await scene.file()
    said = "".join(one.text for one in notices(await blocks(scene), ADMINS))
    assert said.startswith("⛔ Pelapor KT-2026-000001 diblokir oleh Gita.")
    assert "Ani" not in said


async def test_what_they_have_open_goes_on(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await blocks(scene)
    assert notices(await scene.act(BUDI, Verb.REPLY, ticket_id, "kami datang"), ANI.id) != []


async def test_unblocked_they_hear_it(scene: Scene) -> None:
    await scene.file()
    await blocks(scene)
    assert "dapat mengirim laporan lagi" in notices(await unblocks(scene), ANI.id)[0].text
    resident = await ani(scene)
    assert (resident.blocked_at, resident.blocked_for, resident.block_reason) == (None, None, None)
    with pytest.raises(Stale, match="not_blocked"):
        await unblocks(scene)


async def test_an_objection_reaches_the_admins_with_the_number_alone_once_a_day(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await blocks(scene)
    [told] = notices(await objects(scene, "Saya tidak menghina, telepon 081234567890"), ADMINS)
    assert "KT-2026-000001" in told.text
    shown = [part in told.text for part in ("Saya tidak menghina", "081234567890", "Ani")]
    assert shown == [True, False, False]
    with pytest.raises(Refused, match="appealed"):
        await objects(scene, "Tolong")
    scene.passes(days=1)
    assert notices(await objects(scene, "Tolong"), ADMINS) != []
    assert (await scene.verbs(ticket_id))[-2:] == ["appeal", "appeal"]


async def test_that_two_reports_are_of_one_person_stays_unknown(scene: Scene) -> None:
    await scene.file()
    await scene.file()
    first, second = await blocks(scene), await blocks(scene, f"2 {WHY}")
    assert notices(second, ANI.id) == []
    assert notices(second, ADMINS)[0].text.replace("000002", "000001") == notices(first, ADMINS)[0].text
    said = [await unblocks(scene, number) for number in ("1", "2")]
    one, two = (notices(part, ADMINS)[0].text for part in said)
    assert two.replace("000002", "000001") == one
    assert (await ani(scene)).blocked_at is None


async def test_unblocked_for_one_report_they_stay_blocked_for_the_other(scene: Scene) -> None:
    await scene.file()
    other, _ = await scene.file()
    await blocks(scene)
    await blocks(scene, "2 Mengancam petugas")
    [told] = notices(await unblocks(scene), ANI.id)
    assert ("KT-2026-000002" in told.text, "Mengancam petugas" in told.text) == (True, True)
    resident = await ani(scene)
    assert (resident.blocked_for, resident.blocked_at) == (other, scene.now)
    assert "KT-2026-000002" in notices(await objects(scene, "Tidak benar"), ADMINS)[0].text


async def test_unblocked_while_they_object_their_next_words_are_a_report(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await blocks(scene)
    async with scene.write() as tx:
        resident = await residents.find(tx, ANI.id)
        assert resident is not None
        residents.expect(tx, resident, ticket_id, Verb.APPEAL, scene.now + timedelta(days=1))
    await unblocks(scene)
    assert (await ani(scene)).answering is None


@pytest.mark.parametrize(("rest", "key"), [("", "usage"), ("1", "usage"), ("99 x", "no_ticket")])
async def test_a_block_needs_a_number_and_a_reason(scene: Scene, rest: str, key: str) -> None:
    await scene.file()
    with pytest.raises(Refused, match=key):
        await blocks(scene, rest)


async def test_twice_for_the_same_is_told(scene: Scene) -> None:
    await scene.file()
    await blocks(scene)
    with pytest.raises(Stale, match="blocked_already"):
        await blocks(scene)


async def test_nobody_is_blocked_for_accusing_an_official(scene: Scene) -> None:
    await scene.file(opd="INSPEKTORAT", oversight=True, sensitive=True)
    with pytest.raises(Refused, match="unread"):
        await blocks(scene)
    assert (await ani(scene)).blocked_at is None
