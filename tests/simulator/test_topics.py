"""Topics of forums, as strict as Telegram's."""

from __future__ import annotations

import pytest

from simulator.people import Person
from simulator.town import Town
from tests.simulator.driver import Bot


@pytest.mark.parametrize("method", ["closeForumTopic", "reopenForumTopic", "deleteForumTopic"])
async def test_a_topic_that_is_not_there_is_refused(bot: Bot, town: Town, method: str) -> None:
    forum = town.group("Forum", forum=True, admin=True)
    assert "TOPIC_ID_INVALID" in await bot.error(method, chat_id=forum.id, message_thread_id=77)


async def test_a_topic_is_closed_once(bot: Bot, town: Town) -> None:
    forum = town.group("Forum", forum=True, admin=True)
    opened = await bot.call("createForumTopic", chat_id=forum.id, name="KT-1")
    where = {"chat_id": forum.id, "message_thread_id": opened["message_thread_id"]}
    await bot.call("closeForumTopic", **where)
    assert "TOPIC_NOT_MODIFIED" in await bot.error("closeForumTopic", **where)
    await bot.call("reopenForumTopic", **where)
    assert not forum.topics["KT-1"].is_closed


async def test_nothing_is_said_in_a_deleted_topic(bot: Bot, town: Town) -> None:
    forum = town.group("Forum", forum=True, admin=True)
    opened = await bot.call("createForumTopic", chat_id=forum.id, name="KT-1")
    where = {"chat_id": forum.id, "message_thread_id": opened["message_thread_id"]}
    await bot.call("sendMessage", text="di dalam", **where)
    await bot.call("deleteForumTopic", **where)
    assert "message thread not found" in await bot.error("sendMessage", text="lagi", **where)
    assert not forum.sees("di dalam")


async def test_only_who_may_manage_topics_opens_one(bot: Bot, town: Town) -> None:
    forum = town.group("Forum", forum=True)
    assert "not enough rights to create a topic" in await bot.error(
        "createForumTopic", chat_id=forum.id, name="KT-1"
    )


async def test_an_answer_to_a_message_in_a_topic_stands_there(bot: Bot, town: Town, budi: Person) -> None:
    forum = town.group("Forum", [budi], forum=True, admin=True)
    thread = forum.opens_topic("Umum 2")
    said = await budi.inside(forum, thread=thread).says("halo")
    await bot.call("sendMessage", chat_id=forum.id, text="ya", reply_parameters={"message_id": said.id})
    assert (said.body["is_topic_message"], forum.last.thread) == (True, thread)
