"""Officers by list: an admin adds and removes them, and who acts without being one is asked about."""

from __future__ import annotations

import pytest

from bot.buttons import OfficerPress, RequestPress
from bot.errors import NotAllowed, NotRegistered, Refused, Stale
from bot.notices import Notice, Said
from bot.people import Officer, People
from bot.persons import Person
from storage import registrations
from storage.models import Registration, Ruling
from tests.desk.scene import ADMINS, AT_WORK, PUPR, Scene, labels, notices, regency

JOKO = Person(7_000_000_009, "Joko <b>")


@pytest.fixture
def registered(scene: Scene) -> Scene:
    """A desk where only registered officers act."""
    scene.regency = regency(routing={"officers": "registered"})
    return scene


async def says(scene: Scene, rest: str) -> Notice:
    async with scene.desk() as desk:
        [told] = notices(await desk.admins.registering.command(AT_WORK, rest))
    return told


async def officer(scene: Scene) -> Officer:
    async with scene.write() as tx:
        return await People(scene.regency, tx).officer(JOKO, PUPR, member=True)


async def asks(scene: Scene) -> list[Notice]:
    async with scene.desk() as desk:
        return notices(await desk.admins.registering.asked(JOKO, PUPR))


async def decides(scene: Scene, choice: str, opd: str = "PUPR") -> Said:
    async with scene.desk() as desk:
        registering = desk.admins.registering
        if choice == "drop":
            return await registering.pressed(AT_WORK, OfficerPress(opd, JOKO.id, choice), "7")
        requests = [row.id for row in await scene.rows(Ruling) if row.act == "request"]
        return await registering.decided(AT_WORK, RequestPress(opd, max(requests, default=1), choice), "7")


async def test_who_is_added_acts_at_once_and_who_is_removed_no_more(registered: Scene) -> None:
    with pytest.raises(NotRegistered):
        await officer(registered)
    assert "didaftarkan sebagai petugas" in (await says(registered, f"PUPR {JOKO.id} Joko")).text
    assert (await officer(registered)).opds == ("PUPR",)
    assert "bukan petugas" in (await says(registered, f"hapus PUPR {JOKO.id}")).text
    with pytest.raises(NotAllowed, match="not_registered"):
        await officer(registered)
    assert [row.act for row in await registered.rows(Ruling)] == ["register", "remove"]


async def test_the_lists_say_who_and_how_many(scene: Scene) -> None:
    await says(scene, f"Dinas PU {JOKO.id} Joko")
    assert "PUPR: 1" in (await says(scene, "")).text
    listed = await says(scene, "bina marga")
    assert f"Joko · ID {JOKO.id}" in listed.text
    assert "Daftar ini belum dipakai" in listed.text
    assert labels(listed) == ["🗑 Hapus Joko"]


async def test_a_button_of_the_list_removes(scene: Scene) -> None:
    await says(scene, f"PUPR {JOKO.id} Joko")
    await decides(scene, "drop")
    assert await scene.rows(Registration) == []
    with pytest.raises(Stale, match="no_officer"):
        await decides(scene, "drop")


@pytest.mark.parametrize("id_", [1087968824, 136817688, 777000, 2**63])
async def test_nobody_and_channels_are_never_enrolled(scene: Scene, id_: int) -> None:
    with pytest.raises(Refused, match=r"usage\.officers"):
        await says(scene, f"PUPR {id_} Anonim")


async def test_who_acts_unregistered_is_asked_about_once(registered: Scene) -> None:
    [request] = await asks(registered)
    assert request.chat == ADMINS
    assert "Joko &lt;b&gt;" in request.text
    assert labels(request) == ["✅ Daftarkan PUPR", "✖️ Tolak"]
    assert await asks(registered) == []


async def test_who_asks_and_is_no_officer_is_stored_under_no_id_or_name(registered: Scene) -> None:
    [request] = await asks(registered)
    await decides(registered, "refuse")
    kept = str([(row.actor, row.about) for row in await registered.rows(Ruling)])
    pressed = str([button.data for row in request.rows for button in row])
    assert [part in kept + pressed for part in (str(JOKO.id), "Joko")] == [False, False]


async def test_registered_by_the_button_they_act_and_the_group_hears_it(registered: Scene) -> None:
    await asks(registered)
    said = await decides(registered, "add")
    assert "sekarang petugas terdaftar" in notices(said, PUPR)[0].text
    assert (await officer(registered)).id == JOKO.id
    async with registered.write() as tx:
        [row] = await registrations.of(tx, "PUPR")
        assert registrations.name_of(tx, row) == "Joko <b>"
    with pytest.raises(Stale, match="decided"):
        await decides(registered, "refuse")


async def test_refused_they_may_ask_again_a_day_later(registered: Scene) -> None:
    await asks(registered)
    await decides(registered, "refuse")
    assert await asks(registered) == []
    registered.passes(days=1)
    assert len(await asks(registered)) == 1


@pytest.mark.parametrize(("choice", "opd"), [("add", "DLH"), ("refuse", "DLH"), ("entah", "PUPR")])
async def test_a_forged_decision_registers_nobody(registered: Scene, choice: str, opd: str) -> None:
    await asks(registered)
    with pytest.raises(Refused):
        await decides(registered, choice, opd)
    assert await registered.rows(Registration) == []


async def test_nobody_is_registered_who_did_not_ask(registered: Scene) -> None:
    with pytest.raises(Stale, match="decided"):
        await decides(registered, "add")
