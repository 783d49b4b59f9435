"""Who is heard where: the routers, driven with Telegram's objects as they come."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.buttons import CardPress, ReporterPress
from bot.desk import Desk
from bot.errors import NotAllowed, Refused
from bot.notices import Notice, Purpose, Toast
from bot.people import People
from bot.persons import Person
from bot.tickets.verbs import Verb
from handlers import admin, group, reporter
from simulator.users import ANONYMOUS_ADMIN
from storage import proposals
from storage.models import Group, Proposal
from tests.desk.scene import ADMINS, ANI, BUDI, CITRA, GITA, PUPR, Scene, card, notices

STRANGE = -4711
OFFICERS = ("ambil", "balas", "tanya", "kembalikan", "selesai", "lepas", "catatan", "tugas", "tiket")
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def chat(number: int) -> dict[str, Any]:
    return {"id": number, "type": "supergroup" if number < 0 else "private", "title": "x", "first_name": "x"}


def written(text: str, place: int, who: int, **more: Any) -> Message:
    user = {"id": who, "is_bot": who == ANONYMOUS_ADMIN, "first_name": "B"}
    raw = {"message_id": 60, "date": NOW, "chat": chat(place), "from": user, "text": text}
    return Message.model_validate(raw | more)


def pressed(data: str, place: int, who: int) -> CallbackQuery:
    message = {"message_id": 5, "date": NOW, "chat": chat(place), "text": "x"}
    user = {"id": who, "is_bot": False, "first_name": "B"}
    return CallbackQuery.model_validate(
        {"id": "q", "from": user, "chat_instance": "c", "data": data, "message": message}
    )


async def hears(scene: Scene, event: Any, *, member: bool | None = True, router: Any = group.router) -> Any:
    kinds: dict[Any, str] = {
        Message: "message",
        CallbackQuery: "callback_query",
        ChatMemberUpdated: "my_chat_member",
    }
    async with scene.write() as tx:
        return await router.propagate_event(
            kinds[type(event)],
            event,
            me="aduan_bot",
            desk=Desk(scene.regency, tx),
            people=People(scene.regency, tx),
            words=scene.regency.texts.main,
            person=Person(event.from_user.id, event.from_user.full_name),
            member=member,
            look=None,
            intake=None,
        )


async def test_a_member_of_the_group_acts_by_command(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    said = await hears(scene, written("/ambil@aduan_bot 1", PUPR, BUDI.id))
    assert ((await scene.ticket(ticket_id)).taken_by, card(said).ticket_id) == (BUDI.id, ticket_id)


@pytest.mark.parametrize("member", [False, None])
async def test_someone_who_is_no_member_is_refused(scene: Scene, member: bool | None) -> None:
    ticket_id, _ = await scene.file()
    for event in (
        written("/ambil 1", PUPR, CITRA.id),
        pressed(CardPress(ticket_id, 1, "take").pack(), PUPR, CITRA.id),
    ):
        with pytest.raises(NotAllowed, match="member"):
            await hears(scene, event, member=member)
    assert (await scene.ticket(ticket_id)).taken_by is None


@pytest.mark.parametrize("name", OFFICERS)
@pytest.mark.parametrize("place", [STRANGE, ADMINS, BUDI.id])
async def test_officers_commands_are_not_available_elsewhere(scene: Scene, name: str, place: int) -> None:
    with pytest.raises(NotAllowed, match="not_here"):
        await hears(scene, written(f"/{name} 1 teks", place, BUDI.id))


@pytest.mark.parametrize(
    "more",
    [
        {"sender_chat": chat(PUPR), "from": {"id": ANONYMOUS_ADMIN, "is_bot": True, "first_name": "Group"}},
        {"sender_chat": chat(-99), "from": {"id": 136817688, "is_bot": True, "first_name": "Channel"}},
        {"sender_chat": chat(-99), "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}},
    ],
)
async def test_anonymous_admins_and_channels_are_refused_with_the_reason(
    scene: Scene, more: dict[str, Any]
) -> None:
    ticket_id, _ = await scene.file()
    with pytest.raises(NotAllowed, match="anonymous"):
        await hears(scene, written("/ambil 1", PUPR, BUDI.id, **more))
    assert (await scene.ticket(ticket_id)).taken_by is None


async def test_a_button_pressed_outside_the_opds_group_does_nothing(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    data = CardPress(ticket_id, 1, "take").pack()
    for place in (STRANGE, ADMINS, BUDI.id, -1002):
        with pytest.raises(Refused):
            await hears(scene, pressed(data, place, BUDI.id))
    assert (await scene.ticket(ticket_id)).taken_by is None


async def test_chatter_in_groups_is_met_with_silence(scene: Scene) -> None:
    message = written("halo", PUPR, BUDI.id)
    answers = [message, written("/cuaca", PUPR, BUDI.id), written("/ambil@lain 1", PUPR, BUDI.id)]
    answers.append(written("ya", PUPR, BUDI.id, reply_to_message=message.model_dump(by_alias=True)))
    assert [await hears(scene, event) for event in answers] == [()] * 4


async def test_a_reply_to_the_card_is_shown_back(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.posted(PUPR, 60, ticket_id, Purpose.CARD)
    answered = written("kartu", PUPR, BUDI.id).model_dump(by_alias=True)
    said = await hears(scene, written("Besok ya", PUPR, BUDI.id, reply_to_message=answered))
    assert [notice.purpose for notice in notices(said)] == [Purpose.PROPOSAL]


async def test_all_photos_of_an_album_wait_for_words_and_one_message_asks_for_them(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.posted(PUPR, 60, ticket_id, Purpose.CARD)
    answered = written("kartu", PUPR, BUDI.id).model_dump(by_alias=True)
    for name in "ab":
        photo = [{"file_id": name, "file_unique_id": name, "width": 9, "height": 9}]
        more = {"reply_to_message": answered, "photo": photo, "media_group_id": "7"}
        [told] = await hears(scene, written("", PUPR, BUDI.id, **more))
        assert (told.key, "Berkas untuk" in told.text) == ("album:7", True)
    [kept] = await scene.rows(Proposal)
    async with scene.write() as tx:
        assert [file.file_id for file in proposals.files_of(tx, kept)] == ["a", "b"]


@pytest.mark.parametrize(("who", "place"), [(GITA.id, ADMINS), (GITA.id, GITA.id)])
async def test_an_admin_routes_in_private_and_in_the_admins_chat(scene: Scene, who: int, place: int) -> None:
    ticket_id, _ = await scene.file()
    await hears(scene, written("/disposisi 1 DLH", place, who), router=admin.router)
    assert (await scene.ticket(ticket_id)).opd == "DLH"


@pytest.mark.parametrize(("who", "place"), [(BUDI.id, ADMINS), (BUDI.id, BUDI.id), (GITA.id, PUPR)])
async def test_nobody_else_routes_and_no_admin_elsewhere(scene: Scene, who: int, place: int) -> None:
    ticket_id, _ = await scene.file()
    with pytest.raises(NotAllowed, match="not_here"):
        await hears(scene, written("/disposisi 1 DLH", place, who), router=admin.router)
    assert (await scene.ticket(ticket_id)).opd == "PUPR"


async def test_help_is_for_where_it_is_asked(scene: Scene) -> None:
    [officers] = await hears(scene, written("/bantuan", PUPR, BUDI.id))
    [admins] = await hears(scene, written("/bantuan", ADMINS, GITA.id), router=admin.router)
    assert ("/selesai" in officers.text, "/disposisi" in admins.text) == (True, True)
    assert await hears(scene, written("/bantuan", ANI.id, ANI.id)) is UNHANDLED


async def test_a_bot_thrown_out_tells_the_admins(scene: Scene) -> None:
    bot = {"id": 1, "is_bot": True, "first_name": "aduan"}
    raw = {
        "chat": chat(PUPR),
        "from": {"id": BUDI.id, "is_bot": False, "first_name": "B"},
        "date": NOW,
        "old_chat_member": {"status": "member", "user": bot},
        "new_chat_member": {"status": "left", "user": bot},
    }
    [told] = notices(await hears(scene, ChatMemberUpdated.model_validate(raw)))
    assert told.chat == ADMINS
    assert [row.reachable for row in await scene.rows(Group) if row.opd == "PUPR"] == [False]


async def test_the_group_is_followed_when_telegram_moves_it(scene: Scene) -> None:
    await hears(scene, written("", PUPR, BUDI.id, migrate_to_chat_id=-1009))
    await hears(scene, written("", -1009, BUDI.id, migrate_from_chat_id=PUPR))
    assert [row.chat_id for row in await scene.rows(Group) if row.opd == "PUPR"] == [-1009]


async def test_the_resident_judges_by_button_in_private_only(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    await scene.act(BUDI, Verb.RESOLVE, ticket_id, "Ditambal")
    data = ReporterPress(ticket_id, 2, "confirm").pack()
    assert await hears(scene, pressed(data, PUPR, ANI.id), router=reporter.router) is UNHANDLED
    said = await hears(scene, pressed(data, ANI.id, ANI.id), router=reporter.router)
    assert (said[-1], (await scene.ticket(ticket_id)).status) == (Toast("q", "Terima kasih."), "closed")
    assert isinstance(said[0], Notice)
