"""Strangers can read along: in an OPD's group, in the admins' chat, in the leaders'."""

from __future__ import annotations

import pytest

from bot.desk.spots import admin_chat, leaders_chat
from bot.errors import NotAllowed
from bot.notices import Purpose, Said
from bot.people import People
from bot.protocols import Sight
from bot.tickets.verbs import Verb
from tests.desk.scene import ADMINS, AT_WORK, BUDI, DLH, GITA, LEADERS, PUPR, Scene, card, notices


async def sees(scene: Scene, chat: int, *, exposed: bool) -> Said:
    async with scene.desk() as desk:
        return await desk.bindings.seen(chat, Sight(exposed, forum=False))


async def test_a_group_turned_public_kept_the_cards_of_what_was_done_readable(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.posted(PUPR, 5, ticket_id, Purpose.CARD)
    await scene.act(BUDI, Verb.RESOLVE, ticket_id, "Ditambal")
    hidden = card(await sees(scene, PUPR, exposed=True))
    assert ("KT-2026-000001" in hidden.text, "berlubang" in hidden.text) == (True, False)


async def test_what_stood_under_the_cards_of_a_group_turned_public_is_deleted(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.posted(PUPR, 5, ticket_id, Purpose.CARD)
    await scene.posted(PUPR, 6, ticket_id, Purpose.NEWS)
    await scene.posted(PUPR, 7, ticket_id, Purpose.FILES)
    said = await sees(scene, PUPR, exposed=True)
    assert [one.edits for one in notices(said, PUPR) if one.purpose == Purpose.DELETES] == [7, 6]
    assert "dari 48 jam terakhir dihapus bot" in notices(said, ADMINS)[0].text
    await sees(scene, PUPR, exposed=False)
    again = notices(await sees(scene, PUPR, exposed=True), PUPR)
    assert [one for one in again if one.purpose == Purpose.DELETES] == []


async def test_a_helpers_group_turned_public_kept_the_card_readable_until_it_is_private(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.posted(DLH, 6, ticket_id, Purpose.CARD)
    async with scene.desk() as desk:
        await desk.admins.assigning.command(AT_WORK, "1 PUPR + DLH")
    cards = [card(await sees(scene, DLH, exposed=exposed), DLH) for exposed in (True, False)]
    assert ["berlubang" in one.text for one in cards] == [False, True]


@pytest.mark.parametrize("chat", [ADMINS, LEADERS])
async def test_an_own_chat_turned_public_unnoticed(scene: Scene, chat: int) -> None:
    said = await sees(scene, chat, exposed=True)
    assert "terbuka untuk umum" in notices(said, GITA.id)[0].text
    assert await sees(scene, chat, exposed=True) == ()
    async with scene.write() as tx:
        people = People(scene.regency, tx)
        with pytest.raises(NotAllowed, match="public_group"):
            await people.reader(GITA, chat, member=True)
    await sees(scene, chat, exposed=False)
    async with scene.write() as tx:
        await People(scene.regency, tx).reader(GITA, chat, member=True)


async def test_in_a_public_admins_chat_nothing_is_shown_and_nobody_rules(scene: Scene) -> None:
    ticket_id, _ = await scene.file(opd="DINKES")
    await scene.posted(ADMINS, 5, ticket_id, Purpose.CARD)
    assert "berlubang" not in card(await sees(scene, ADMINS, exposed=True), ADMINS).text
    _, said = await scene.file(opd="DINKES")
    assert notices(said, ADMINS) == []
    async with scene.write() as tx:
        with pytest.raises(NotAllowed, match="public_group"):
            await People(scene.regency, tx).admin(GITA, ADMINS)
        assert (await People(scene.regency, tx).admin(GITA, GITA.id)).is_private
        assert (await admin_chat(scene.regency, tx), await leaders_chat(scene.regency, tx)) == (None, LEADERS)
    back = [one for one in notices(await sees(scene, ADMINS, exposed=False), ADMINS) if one.ticket_id]
    assert ["berlubang" in one.text for one in back] == [True, True]


async def test_while_their_chat_is_public_the_admins_hear_of_groups_in_private(scene: Scene) -> None:
    await sees(scene, ADMINS, exposed=True)
    async with scene.desk() as desk:
        said = await desk.bindings.lost(PUPR)
    assert [one.chat for one in notices(said)] == [GITA.id]
