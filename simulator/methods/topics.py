"""The topics of a forum: opened, closed, opened again and deleted by the bot."""

from __future__ import annotations

from simulator import acts
from simulator.api import Api
from simulator.chats import Chat, Json, Topic
from simulator.errors import late, wrong
from simulator.html import units
from simulator.methods import targets
from simulator.params import Params

NAME_LIMIT = 128  # createForumTopic


def create_forum_topic(api: Api, params: Params) -> Json:
    """createForumTopic: a topic is known by the id of the message that opened it."""
    chat, name = _forum(api, params), params.text("name").strip()
    if not chat.has_admin(api.world.bot.id):
        raise late("not enough rights to create a topic")
    if not 1 <= units(name) <= NAME_LIMIT:
        raise wrong("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_INVALID")
    api.flood.check(chat.id)
    about: Json = {"name": name, "icon_color": params.number("icon_color", acts.TOPIC_COLOUR)}
    message = acts.begin_topic(api.world, chat, api.world.bot, about)
    return {"message_thread_id": message.id} | about


def close_forum_topic(api: Api, params: Params) -> bool:
    """closeForumTopic."""
    return _turn(api, params, is_closed=True)


def reopen_forum_topic(api: Api, params: Params) -> bool:
    """reopenForumTopic."""
    return _turn(api, params, is_closed=False)


def delete_forum_topic(api: Api, params: Params) -> bool:
    """deleteForumTopic: with all that was said in it."""
    chat = _forum(api, params)
    _topic(params, chat)
    if not chat.has_admin(api.world.bot.id):
        raise late("not enough rights to delete the topic")
    acts.delete_topic(api.world, chat, params.number("message_thread_id"))
    return True


def _turn(api: Api, params: Params, *, is_closed: bool) -> bool:
    chat = _forum(api, params)
    topic = _topic(params, chat)
    if not (topic.is_own or chat.has_admin(api.world.bot.id)):
        raise late("not enough rights to close or open the topic")
    if topic.is_closed == is_closed:
        raise late("TOPIC_NOT_MODIFIED")
    api.flood.check(chat.id)
    topic.is_closed = is_closed
    service = "forum_topic_closed" if is_closed else "forum_topic_reopened"
    fields: Json = {"message_thread_id": params.number("message_thread_id"), "is_topic_message": True}
    api.world.post(chat, api.world.bot, {service: {}} | fields, is_own=True)
    return True


def _forum(api: Api, params: Params) -> Chat:
    chat = targets.writable(api, params)
    if not chat.is_forum:
        raise late("the chat is not a forum")
    return chat


def _topic(params: Params, chat: Chat) -> Topic:
    topic = chat.topics.get(params.number("message_thread_id"))
    if topic is None:
        raise late("TOPIC_ID_INVALID")
    return topic
