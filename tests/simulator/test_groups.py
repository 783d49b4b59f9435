"""Groups: what the bot sees there, and what becomes of it."""

from __future__ import annotations

from simulator.groups import Group
from simulator.people import Person
from simulator.town import Town
from simulator.users import ANONYMOUS_ADMIN
from tests.simulator.driver import Bot


async def heard(bot: Bot) -> list[str]:
    return [update["message"].get("text", "") for update in await bot.hears() if "message" in update]


async def speaks_in(group: Group, budi: Person, bot: Bot) -> None:
    sent = await bot.says(group.id, "Laporan baru")
    for text in ("rahasia", "/tugas", "/tugas@AduanBot", "/tugas@LainBot", "halo @aduanbot"):
        await budi.inside(group).says(text)
    await budi.inside(group).replies_to(sent["message_id"], "kami tangani")


async def test_in_privacy_mode_the_bot_sees_only_what_is_meant_for_it(
    bot: Bot, town: Town, budi: Person
) -> None:
    await speaks_in(town.group("Grup", [budi]), budi, bot)
    assert await heard(bot) == ["/tugas", "/tugas@AduanBot", "halo @aduanbot", "kami tangani"]


async def test_as_an_admin_the_bot_sees_everything(bot: Bot, town: Town, budi: Person) -> None:
    await speaks_in(town.group("Grup", [budi], admin=True), budi, bot)
    assert len(await heard(bot)) == 6


async def test_the_bot_is_told_when_it_comes_and_goes(bot: Bot, town: Town, budi: Person) -> None:
    group = town.group("Grup", [budi], bot=False)
    await group.adds_bot(by=budi)
    await group.promotes_bot()
    await group.removes_bot()
    changes = [update["my_chat_member"] for update in await bot.hears() if "my_chat_member" in update]
    assert [change["new_chat_member"]["status"] for change in changes] == [
        "member",
        "administrator",
        "kicked",
    ]
    assert changes[0]["from"]["id"] == budi.id


async def test_a_group_that_migrates_says_where_to(bot: Bot, town: Town, budi: Person) -> None:
    group = town.group("Grup", [budi], supergroup=False)
    old = group.id
    new = await group.migrates()
    services = [update["message"] for update in await bot.hears()]
    assert services[0]["migrate_to_chat_id"] == new
    assert services[1]["migrate_from_chat_id"] == old
    assert await bot.answer("sendMessage", chat_id=old, text="a") == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new},
    }
    await bot.says(new, "di sini")
    assert group.sees("di sini")


async def test_an_anonymous_admin_speaks_as_the_group(bot: Bot, town: Town, budi: Person) -> None:
    group = town.group("Grup", admins=[budi])
    await budi.inside(group, anonymous=True).says("/tugas")
    [update] = await bot.hears()
    assert update["message"]["from"]["id"] == ANONYMOUS_ADMIN
    assert update["message"]["sender_chat"]["id"] == group.id


async def test_a_channel_posts_without_a_sender(bot: Bot, town: Town) -> None:
    await town.channel("Kanal").posts("Pengumuman")
    [update] = await bot.hears()
    assert "from" not in update["channel_post"]


async def test_membership_is_what_it_is_at_this_moment(
    bot: Bot, town: Town, ani: Person, budi: Person
) -> None:
    group = town.group("Grup", [ani], admins=[budi])

    async def status(person: Person) -> str:
        return str((await bot.call("getChatMember", chat_id=group.id, user_id=person.id))["status"])

    assert [await status(ani), await status(budi)] == ["member", "administrator"]
    await group.removes(ani)
    await group.removes(budi, kicked=False)
    assert [await status(ani), await status(budi)] == ["kicked", "left"]
    assert (
        await bot.error("getChatMember", chat_id=group.id, user_id=1) == "Bad Request: PARTICIPANT_ID_INVALID"
    )
    assert await bot.call("getChatMemberCount", chat_id=group.id) == 2


async def test_a_reply_in_a_supergroup_carries_the_thread_that_is_no_topic(
    bot: Bot, town: Town, budi: Person
) -> None:
    group = town.group("Grup", [budi])
    sent = await bot.says(group.id, "Laporan")
    reply = await budi.inside(group).replies_to("Laporan", "siap")
    assert (reply.thread, "is_topic_message" in reply.body) == (sent["message_id"], False)


async def test_a_forum_has_topics(bot: Bot, town: Town, budi: Person) -> None:
    forum = town.group("Forum", [budi], admin=True, forum=True)
    topic = await bot.call("createForumTopic", chat_id=forum.id, name="KT-1")
    await bot.says(forum.id, "di dalam", message_thread_id=topic["message_thread_id"])
    assert forum.last.thread == topic["message_thread_id"]


async def test_the_bot_that_left_is_gone(bot: Bot, town: Town) -> None:
    group = town.group("Grup")
    await bot.call("leaveChat", chat_id=group.id)
    assert await bot.error("getChat", chat_id=group.id) == (
        "Forbidden: bot is not a member of the supergroup chat"
    )
