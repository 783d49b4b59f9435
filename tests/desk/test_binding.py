"""A group becomes an OPD's by an admin's token, once and within a quarter of an hour."""

from __future__ import annotations

import re

import pytest

from bot.buttons import UnbindPress
from bot.desk.admin.binding import TRIES, Room
from bot.errors import NotAllowed, Refused, Stale
from bot.notices import Said
from storage import groups
from storage.models import BindingToken, Ruling
from tests.desk.scene import (
    ADMINS,
    AT_HOME,
    AT_WORK,
    CITRA,
    DLH,
    INSPEKTORAT,
    LEADERS,
    Scene,
    labels,
    notices,
    regency,
)

NEW, OTHER = -1009, -1010


async def code(scene: Scene, opd: str = "DINKES") -> str:
    """What the admin is given."""
    async with scene.desk() as desk:
        [given] = notices(await desk.admins.binding.code(AT_HOME, opd))
    found = re.search(r"/hubungkan ([0-9a-f]{24})<", given.text)
    assert found is not None
    return found[1]


async def binds(scene: Scene, token: str, chat: int = NEW, *, is_public: bool = False) -> Said:
    async with scene.desk() as desk:
        return await desk.admins.binding.bind(CITRA, Room(chat, "Grup <Dinkes>", is_public), token)


async def bound(scene: Scene, opd: str = "DINKES") -> int | None:
    async with scene.write() as tx:
        group = await groups.of(tx, opd)
    return group.chat_id if group else None


async def test_the_group_is_bound_at_once_and_gets_what_waited_for_it(scene: Scene) -> None:
    ticket_id, _ = await scene.file(opd="DINKES")
    said = await binds(scene, await code(scene))
    assert await bound(scene) == NEW
    assert "Grup ini sekarang grup Dinas Kesehatan." in notices(said, NEW)[0].text
    assert [one.ticket_id for one in notices(said, NEW)[1:]] == [ticket_id]
    [told] = notices(said, AT_HOME.id)
    assert ("“Grup &lt;Dinkes&gt;”" in told.text, labels(told)) == (True, ["✂️ Putuskan"])


async def test_a_token_is_kept_as_a_hash_and_every_decision_is_recorded(scene: Scene) -> None:
    token = await code(scene)
    await binds(scene, token)
    [kept] = await scene.rows(BindingToken)
    assert (len(kept.digest), kept.used_at) == (16, scene.now)
    assert [(row.act, row.actor) for row in await scene.rows(Ruling)] == [
        ("code", AT_HOME.id),
        ("bind", CITRA.id),
    ]
    assert token not in str([row.about for row in await scene.rows(Ruling)])


async def test_used_expired_replaced_and_unknown_answer_alike(scene: Scene) -> None:
    used = await code(scene)
    await binds(scene, used)
    replaced, _newer = await code(scene, "PERKIM"), await code(scene, "PERKIM")
    expired = await code(scene, "DINSOS")
    scene.passes(minutes=15)
    answers = [await binds(scene, token, OTHER) for token in (used, replaced, expired, "0" * 24)]
    assert {one.text for said in answers for one in notices(said)} == {
        "Kode itu tidak berlaku. Minta kode baru kepada admin."
    }
    assert [await bound(scene, opd) for opd in ("DINKES", "PERKIM", "DINSOS")] == [NEW, None, None]


async def test_whose_maker_is_no_admin_any_more_is_no_token(scene: Scene) -> None:
    token = await code(scene)
    scene.regency = regency(people={"admin_chat": ADMINS, "admins": [1]})
    assert "tidak berlaku" in notices(await binds(scene, token))[0].text


async def test_who_guesses_too_often_is_not_heard_for_an_hour(scene: Scene) -> None:
    for _ in range(TRIES):
        await binds(scene, "guess")
    token = await code(scene)
    with pytest.raises(NotAllowed, match="too_many_tries"):
        await binds(scene, token)
    await binds(scene, token, OTHER)
    scene.passes(hours=1, minutes=1)
    await binds(scene, await code(scene))
    assert await bound(scene) == NEW


@pytest.mark.parametrize(("chat", "is_public", "key"), [
    (ADMINS, False, "not_an_opds"), (LEADERS, False, "not_an_opds"), (NEW, True, "public_group"),
])  # fmt: skip
async def test_some_groups_are_nobodys_and_the_token_stays_good(
    scene: Scene, chat: int, is_public: bool, key: str
) -> None:
    token = await code(scene)
    with pytest.raises(NotAllowed, match=key):
        await binds(scene, token, chat, is_public=is_public)
    await binds(scene, token)
    assert await bound(scene) == NEW


async def test_the_overseer_shares_its_group_with_nobody(scene: Scene) -> None:
    for opd, chat in (("DINKES", INSPEKTORAT), ("INSPEKTORAT", DLH)):
        token = await code(scene, opd)
        with pytest.raises(Refused, match="overseer_alone"):
            await binds(scene, token, chat)
    await binds(scene, await code(scene), DLH)
    assert await bound(scene) == await bound(scene, "DLH") == DLH


@pytest.mark.parametrize(("first", "second"), [("DPPPA", "PERKIM"), ("PERKIM", "DPPPA")])
async def test_a_keeper_of_sensitive_reports_shared_its_group_with_any_office(
    scene: Scene, first: str, second: str
) -> None:
    await binds(scene, await code(scene, first))
    with pytest.raises(Refused, match="confidants_apart"):
        await binds(scene, await code(scene, second))
    assert await bound(scene, second) is None


async def test_bound_anew_the_former_group_hears_it(scene: Scene) -> None:
    said = await binds(scene, await code(scene, "DLH"))
    assert "tidak lagi terhubung" in notices(said, DLH)[0].text
    assert await bound(scene, "DLH") == NEW


async def test_what_was_bound_at_run_time_survives_a_restart(scene: Scene) -> None:
    await binds(scene, await code(scene, "DLH"))
    async with scene.write() as tx:
        assert await groups.follow(tx, {"DLH": DLH}) == []
    assert await bound(scene, "DLH") == NEW


async def unbinds(scene: Scene, opd: str = "DINKES", chat: int = NEW) -> Said:
    async with scene.desk() as desk:
        return await desk.admins.binding.unbind(AT_HOME, UnbindPress(opd, chat), "7")


async def test_undone_its_cards_go_to_the_admins(scene: Scene) -> None:
    ticket_id, _ = await scene.file(opd="DINKES")
    await binds(scene, await code(scene))
    said = await unbinds(scene)
    assert await bound(scene) is None
    assert "tidak lagi terhubung" in notices(said, NEW)[0].text
    assert notices(said, ADMINS)[0].ticket_id == ticket_id
    with pytest.raises(Stale, match="not_bound"):
        await unbinds(scene)


async def test_undone_the_group_of_the_configuration_has_it_again(scene: Scene) -> None:
    await binds(scene, await code(scene, "DLH"))
    await unbinds(scene, "DLH")
    assert await bound(scene, "DLH") == DLH
    with pytest.raises(Refused, match="configured"):
        await unbinds(scene, "DLH", DLH)


async def test_a_code_is_given_in_private_only(scene: Scene) -> None:
    async with scene.desk() as desk:
        with pytest.raises(Refused, match="in_private"):
            await desk.admins.binding.code(AT_WORK, "DINKES")
        for called, key in (("", "usage"), ("entah", "no_opd")):
            with pytest.raises(Refused, match=key):
                await desk.admins.binding.code(AT_HOME, called)
