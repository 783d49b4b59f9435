"""Admins route, and groups come, go and move."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import Refused, Stale
from bot.notices import Purpose
from bot.people import Officer
from bot.tickets.verbs import Verb
from storage import groups, outbox
from storage.models import Group
from tests.desk.scene import (
    ADMINS,
    ANI,
    AT_HOME,
    AT_WORK,
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
        said = await desk.admins.assigning.command(AT_WORK, "1 dlh")
    ticket = await scene.ticket(ticket_id)
    assert (ticket.opd, ticket.status, ticket.taken_by) == ("DLH", "assigned", None)
    assert "dialihkan ke Dinas Lingkungan Hidup" in card(said, PUPR).text
    assert labels(card(said, DLH))[0] == "✋ Ambil"
    assert "Lingkungan Hidup" in notices(said, ANI.id)[0].text
    assert "diteruskan ke OPD" in card(said, ADMINS).text
    assert notices(said, ADMINS)[-1].text == "KT-2026-000001 diteruskan ke Dinas Lingkungan Hidup oleh Gita."


async def test_what_admins_verified_goes_to_the_opds_group(scene: Scene) -> None:
    scene.regency = regency(routing={"verify_first": True})
    ticket_id, _ = await scene.file()
    async with scene.desk() as desk:
        said = await desk.admins.assigning.command(AT_HOME, "KT-2026-000001 PUPR")
    assert labels(card(said, PUPR))[0] == "✋ Ambil"
    assert (await scene.ticket(ticket_id)).remind_at is not None
    assert notices(said, GITA.id)[0].text.startswith("KT-2026-000001 diteruskan")


@pytest.mark.parametrize(
    ("rest", "key"),
    [
        ("", "refused.usage.assign"),
        ("1 entah", "refused.no_opd"),
        ("77 DLH", "refused.no_ticket"),
        ("1 PUPR", "refused.already_there"),
    ],
)
async def test_what_cannot_be_routed_says_why(scene: Scene, rest: str, key: str) -> None:
    ticket_id, _ = await scene.file()
    async with scene.desk() as desk:
        with pytest.raises(Refused) as refused:
            await desk.admins.assigning.command(AT_WORK, rest)
    assert (refused.value.key, (await scene.ticket(ticket_id)).opd) == (key, "PUPR")


async def test_an_accusation_can_be_routed_to_the_overseer_alone(scene: Scene) -> None:
    ticket_id, _ = await scene.file(opd="INSPEKTORAT", oversight=True)
    async with scene.desk() as desk:
        with pytest.raises(Refused, match="restricted_stays"):
            await desk.admins.assigning.command(AT_WORK, "1 PUPR")
        assert [notice.chat for notice in notices(await desk.admins.show(AT_WORK, "1"))] == [ADMINS]
    assert (await scene.ticket(ticket_id)).opd == "INSPEKTORAT"


async def test_a_refusal_to_route_told_what_a_hidden_report_is_about(scene: Scene) -> None:
    await scene.file(opd="INSPEKTORAT", oversight=True, sensitive=True)
    await scene.file(opd="DPPPA", sensitive=True, category="perempuan_anak")
    told = []
    for number in "12":
        async with scene.desk() as desk:
            with pytest.raises(Refused) as refused:
                await desk.admins.assigning.command(AT_WORK, f"{number} DLH")
        told.append((refused.value.key, refused.value.about))
    assert told[0] == told[1]


async def test_the_leaders_read_which_office_returned_a_hidden_report(scene: Scene) -> None:
    fitri = Officer(7009, "Fitri", INSPEKTORAT, ("INSPEKTORAT",))
    ticket_id, _ = await scene.file(opd="INSPEKTORAT", oversight=True, sensitive=True, hops=1)
    [told] = notices(await scene.act(fitri, Verb.RETURN, ticket_id, "Bukan kami"), LEADERS)
    assert ("Inspektorat" in told.text, "oleh –" in told.text) == (False, True)


async def test_work_under_way_is_not_routed_away(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.TAKE, ticket_id)
    async with scene.desk() as desk:
        with pytest.raises(Stale, match="stands"):
            await desk.admins.assigning.command(AT_WORK, "1 DLH")


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
        said = await desk.bindings.recard("DINKES")
    assert [(notice.chat, notice.ticket_id) for notice in notices(said)] == [(-1009, ticket_id)]


@pytest.mark.parametrize("sensitive", [False, True])
@pytest.mark.parametrize("resolved", [False, True])
async def test_an_answer_that_came_while_the_group_was_lost_is_read_there_when_it_is_back(
    scene: Scene, sensitive: bool, resolved: bool
) -> None:
    ticket_id, _ = await scene.file(sensitive=sensitive)
    quiet, _ = await scene.file(sensitive=sensitive)
    await scene.answer(quiet, "Lama")
    for known in (ticket_id, quiet):
        await scene.posted(PUPR, known, known, Purpose.CARD)
    scene.passes(hours=1)
    async with scene.desk() as desk:
        await desk.bindings.lost(PUPR)
    scene.passes(hours=1)
    await scene.answer(ticket_id, "Lubangnya sudah dua")
    if resolved:
        await scene.act(BUDI, Verb.RESOLVE, ticket_id, "Ditambal")
    async with scene.desk() as desk:
        back = await desk.bindings.regained(PUPR)
    told = [notice.ticket_id for notice in notices(back, PUPR) if "sudah dua" in notice.text]
    assert told == [ticket_id]
    assert [notice.fresh for notice in notices(back, PUPR) if notice.ticket_id == quiet] == [False]
    assert "sudah dua" not in "".join(notice.text for notice in notices(back, ADMINS))


async def test_the_answer_that_found_the_group_shut_is_read_there_when_it_is_back(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.posted(PUPR, 5, ticket_id, Purpose.CARD)
    async with scene.write() as tx:
        for notice in notices(await scene.answers(tx, ticket_id, "Lubangnya sudah dua")):
            outbox.put(tx, notice)
    scene.passes(minutes=2)
    async with scene.desk() as desk:
        await desk.bindings.lost(PUPR)
    scene.passes(hours=1)
    async with scene.desk() as desk:
        back = notices(await desk.bindings.regained(PUPR), PUPR)
    assert ["sudah dua" in notice.text for notice in back] == [False, True, False]
    assert [notice.purpose for notice in back][2:] == [Purpose.UNBUTTONS]


async def test_posting_the_cards_of_many_tickets_lets_others_go_on(scene: Scene) -> None:
    for _ in range(5):
        await scene.file()
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async with scene.desk() as desk:
        going_on = asyncio.create_task(others())
        await desk.bindings.recard("PUPR")
        going_on.cancel()
    assert turns >= 5


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
