"""Admins route, and groups come, go and move."""

from __future__ import annotations

import pytest

from bot.errors import Refused, Stale
from bot.notices import Purpose
from bot.tickets.verbs import Verb
from storage import groups
from storage.models import Group
from tests.desk.scene import (
    ADMINS,
    ANI,
    BUDI,
    DLH,
    GITA,
    INSPEKTORAT,
    LEADERS,
    PUPR,
    Scene,
    card,
    labels,
    notices,
    regency,
)  # fmt: skip


async def test_an_admin_routes_what_was_returned_and_everyone_hears(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.RETURN, ticket_id, "Bukan kami")
    await scene.posted(ADMINS, 9, ticket_id, Purpose.CARD)
    async with scene.desk() as desk:
        said = await desk.routing.assign(GITA, ADMINS, "1 dlh")
    ticket = await scene.ticket(ticket_id)
    assert (ticket.opd, ticket.status, ticket.taken_by) == ("DLH", "assigned", None)
    assert "dialihkan ke Dinas Lingkungan Hidup" in card(said, PUPR).text
    assert labels(card(said, DLH))[0] == "✋ Ambil"
    assert "Lingkungan Hidup" in notices(said, ANI.id)[0].text
    assert "diteruskan ke OPD" in card(said, ADMINS).text
    assert notices(said, ADMINS)[-1].text == "KT-2026-000001 diteruskan ke Dinas Lingkungan Hidup."


async def test_what_admins_verified_goes_to_the_opds_group(scene: Scene) -> None:
    scene.regency = regency(routing={"verify_first": True})
    ticket_id, _ = await scene.file()
    async with scene.desk() as desk:
        said = await desk.routing.assign(GITA, GITA.id, "KT-2026-000001 PUPR")
    assert labels(card(said, PUPR))[0] == "✋ Ambil"
    assert (await scene.ticket(ticket_id)).remind_at is not None
    assert notices(said, GITA.id)[0].text.startswith("KT-2026-000001 diteruskan")


@pytest.mark.parametrize(
    ("rest", "key"),
    [
        ("", "refused.usage.assign"),
        ("1", "refused.usage.assign"),
        ("1 entah", "refused.no_opd"),
        ("77 DLH", "refused.no_ticket"),
        ("1 PUPR", "refused.already_there"),
    ],
)
async def test_what_cannot_be_routed_says_why(scene: Scene, rest: str, key: str) -> None:
    ticket_id, _ = await scene.file()
    async with scene.desk() as desk:
        with pytest.raises(Refused) as refused:
            await desk.routing.assign(GITA, ADMINS, rest)
    assert (refused.value.key, (await scene.ticket(ticket_id)).opd) == (key, "PUPR")


async def test_an_accusation_can_be_routed_to_the_overseer_alone(scene: Scene) -> None:
    ticket_id, _ = await scene.file(opd="INSPEKTORAT", oversight=True)
    async with scene.desk() as desk:
        with pytest.raises(Refused, match="oversight_stays"):
            await desk.routing.assign(GITA, ADMINS, "1 PUPR")
        assert [notice.chat for notice in notices(await desk.routing.show(ADMINS, "1"))] == [ADMINS]
    assert (await scene.ticket(ticket_id)).opd == "INSPEKTORAT"


async def test_work_under_way_is_not_routed_away(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.TAKE, ticket_id)
    async with scene.desk() as desk:
        with pytest.raises(Stale, match="stands"):
            await desk.routing.assign(GITA, ADMINS, "1 DLH")


async def test_a_group_that_threw_the_bot_out_has_its_cards_with_the_admins(scene: Scene) -> None:
    await scene.file()
    async with scene.desk() as desk:
        lost, twice = await desk.bindings.lost(PUPR), await desk.bindings.lost(PUPR)
    assert "tidak dapat lagi menulis" in notices(lost, ADMINS)[0].text
    assert "berlubang" in card(lost, ADMINS).text
    assert twice == ()


async def test_back_in_its_group_the_bot_edits_the_cards_there_and_posts_those_it_missed(
    scene: Scene,
) -> None:
    known, _ = await scene.file()
    await scene.posted(PUPR, 5, known, Purpose.CARD)
    async with scene.desk() as desk:
        await desk.bindings.lost(PUPR)
    missed, said = await scene.file()
    assert card(said, ADMINS).ticket_id == missed
    async with scene.desk() as desk:
        back = notices(await desk.bindings.regained(PUPR), PUPR)
    assert [(notice.ticket_id, notice.fresh) for notice in back] == [(known, False), (missed, True)]


async def test_a_group_bound_later_gets_the_cards_of_all_that_is_open(scene: Scene) -> None:
    ticket_id, _ = await scene.file(opd="DINKES")
    async with scene.write() as tx:
        await groups.follow(tx, {"DINKES": -1009})
    async with scene.desk() as desk:
        said = await desk.recard("DINKES")
    assert [(notice.chat, notice.ticket_id) for notice in notices(said)] == [(-1009, ticket_id)]


@pytest.mark.parametrize("was", [PUPR, ADMINS, LEADERS])
async def test_a_group_that_became_a_supergroup_is_followed(scene: Scene, was: int) -> None:
    async with scene.desk() as desk:
        await desk.bindings.moved(was, -1009)
    async with scene.database.write() as tx:
        assert await groups.moved(tx, was) == -1009


async def test_a_strange_group_is_not_followed(scene: Scene) -> None:
    async with scene.desk() as desk:
        await desk.bindings.moved(-777, INSPEKTORAT)
    async with scene.database.write() as tx:
        assert await groups.moved(tx, -777) == -777
    assert sorted(group.chat_id for group in await scene.rows(Group)) == sorted([PUPR, DLH, INSPEKTORAT])
